#include "models/measures/measures.hpp"

#include <algorithm>

#include "models/measures/state.hpp"

namespace caseload {

namespace {

void merge_all(auto& to, const auto& from) {
  CASELOAD_CHECK(to.size() == from.size());
  for (std::size_t i = 0; i < to.size(); ++i) to[i].merge(from[i]);
}

// What lies beyond the last midnight is not reported; a window has a day at least.
Time first_midnight(Time t) { return start_of_day(std::max<std::int64_t>(day_index(t), 0)); }

std::vector<StaffLevels> staff_levels(std::size_t n, Time from, Time to) {
  const TimeWeighted none(from, to);
  return std::vector<StaffLevels>(n, StaffLevels{none, none, none});
}

void merge_levels(std::vector<StaffLevels>& to, const std::vector<StaffLevels>& from) {
  for (std::size_t i = 0; i < to.size(); ++i) {
    to[i].in_force.merge(from[i].in_force);
    to[i].held.merge(from[i].held);
    to[i].vacant.merge(from[i].vacant);
  }
}

}  // namespace

Measures::Measures(const World& world, Options options) : state_(std::make_unique<State>(world, options)) {}
Measures::~Measures() = default;
Measures::Measures(Measures&&) noexcept = default;
Measures& Measures::operator=(Measures&&) noexcept = default;

Measures::State::State(const World& w, Options o)
    : world(&w),
      options(o),
      cells(w.needs.size() * w.strata.size()),
      from(first_midnight(w.window_from)),
      to(std::max(first_midnight(w.window_to), from + days(1))),
      follow(follow_up(w)),
      now(w.services.size(), cells),
      at_from(now),
      at_to(now),
      week_began(now) {
  CASELOAD_CHECK(cells > 0 && cells <= 0xFFFF && !w.epochs.empty());
  const std::size_t slots = w.services.size() * cells;
  lists.assign(slots, Spells(from, to, o.curves));
  mid_course.assign(slots, Spells(from, to, false));
  on_list.assign(slots, TimeWeighted(from, to));
  in_care.assign(slots, TimeWeighted(from, to));
  path.assign(cells, Spells(from, to, o.curves));
  second.assign(cells, Spells(from, to, o.curves));
  episodes = Spells(from, to, o.curves);
  staff = staff_levels(w.roles.size(), from, to);
  beds = staff_levels(w.services.size(), from, to);
  weekly.services.resize(w.services.size() * position(ServiceSeries::size));
  weekly.people.resize(position(PeopleSeries::size));
  weekly.staff.resize(w.roles.size() * position(StaffSeries::size));
  priced.assign(slots, WideSum());
  day_costs = priced;
  is_entry.assign(w.services.size(), false);
  for (const SourceInfo& source : w.sources)
    if (is_service(source.to)) is_entry[source.to] = true;
  if (o.log) log.emplace(w, o.log_people, o.log_rows);
  week_mark = start_of_week(1);
  begin_epoch(0);
  if (from <= Time::zero()) open_window();
  find_next_mark();
}

void Measures::finish(Time horizon) {
  State& s = *state_;
  s.pass_marks(horizon);
  if (!s.window_closed) s.close_window();
  // The week that ends with the run has no observer of its own.
  if (week_index(horizon) > s.weekly.weeks && start_of_week(week_index(horizon)) == horizon)
    observe_week(week_index(horizon) - 1, horizon);
  s.finished = true;
  if (s.log) s.log->finish();
}

void Measures::merge(const Measures& other) {
  State& s = *state_;
  const State& o = *other.state_;
  CASELOAD_CHECK(s.finished && o.finished);
  s.now.merge(o.now);
  s.at_from.merge(o.at_from);
  s.at_to.merge(o.at_to);
  merge_all(s.lists, o.lists);
  merge_all(s.mid_course, o.mid_course);
  merge_all(s.on_list, o.on_list);
  merge_all(s.in_care, o.in_care);
  for (std::size_t i = 0; i < s.day_costs.size(); ++i) s.day_costs[i] += o.day_costs[i];
  merge_all(s.path, o.path);
  merge_all(s.second, o.second);
  s.episodes.merge(o.episodes);
  merge_levels(s.staff, o.staff);
  merge_levels(s.beds, o.beds);
  merge_all(s.weekly.services, o.weekly.services);
  merge_all(s.weekly.people, o.weekly.people);
  merge_all(s.weekly.staff, o.weekly.staff);
  s.weekly.weeks = std::max(s.weekly.weeks, o.weekly.weeks);
}

std::span<const PersonRecord> Measures::people() const { return state_->people; }
std::string Measures::log() const { return state_->log ? state_->log->text() : std::string(); }

bool Measures::Balance::holds() const {
  std::int64_t gone = 0;
  for (const std::int64_t n : exits) gone += n;
  return joined + direct == waiting + booked + in + gone && waiting >= 0 && booked >= 0 && in >= 0;
}

Measures::Balance Measures::balance(ServiceId service, NeedId first_need, StratumId stratum) const {
  const State& s = *state_;
  const std::size_t cell = first_need * s.world->strata.size() + stratum;
  const std::int64_t* count = &s.now.services[(service * s.cells + cell) * kServiceCounts];
  const auto of = [count](ServiceCount k, std::size_t offset = 0) { return count[position(k, offset)]; };
  Balance b;
  b.joined = of(ServiceCount::joined);
  b.direct = of(ServiceCount::direct);
  b.waiting = of(ServiceCount::waiting);
  b.booked = of(ServiceCount::booked);
  b.in = of(ServiceCount::in);
  for (std::size_t e = 0; e < kExits; ++e)
    b.exits[e] = of(ServiceCount::first_unseen_exit, e) + of(ServiceCount::first_exit, e);
  for (std::size_t a = 0; a < 4; ++a) b.appointments[a] = of(ServiceCount::first_attendance, a);
  b.seen = of(ServiceCount::seen);
  b.offered = of(ServiceCount::offered);
  b.rebooked = of(ServiceCount::rebooked);
  b.started = of(ServiceCount::started);
  return b;
}

}  // namespace caseload
