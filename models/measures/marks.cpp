// The marks in time: where the window opens and closes, where weeks end, where a policy changes a value.
#include <algorithm>

#include "models/measures/state.hpp"

namespace caseload {

namespace {

constexpr std::int64_t kMicro = 1'000'000;

bool paid_by_the_day(ServiceKind kind) {
  return kind == ServiceKind::stay || kind == ServiceKind::digital || kind == ServiceKind::crisis;
}

}  // namespace

void Measures::State::find_next_mark() {
  next_mark = week_mark;
  if (epoch + 1 < world->epochs.size()) next_mark = std::min(next_mark, world->epochs[epoch + 1].from);
  if (!window_open) next_mark = std::min(next_mark, from);
  // The end of the run is no mark: clocks are settled at the very end, and what they have spent counts.
  if (!window_closed && to < world->horizon) next_mark = std::min(next_mark, to);
}

void Measures::State::pass_marks(Time t) {
  while (t >= next_mark) {
    const Time mark = next_mark;
    if (mark >= week_mark) close_week();
    if (epoch + 1 < world->epochs.size() && mark >= world->epochs[epoch + 1].from) begin_epoch(epoch + 1);
    if (!window_open && mark >= from) open_window();
    if (!window_closed && mark >= to && to < world->horizon) close_window();
    find_next_mark();
  }
}

void Measures::State::open_window() {
  window_open = true;
  at_from = now;
  for (auto* family : {&lists, &mid_course, &path, &second})
    for (Spells& spells : *family) spells.open_window();
  episodes.open_window();
}

void Measures::State::close_window() {
  window_closed = true;
  for (auto* family : {&on_list, &in_care})
    for (TimeWeighted& level : *family) level.settle(to);
  for (auto* family : {&staff, &beds}) {
    for (StaffLevels& levels : *family) {
      levels.in_force.settle(to);
      levels.held.settle(to);
      levels.vacant.settle(to);
    }
  }
  for (std::size_t s = 0; s < price.size(); ++s) settle_costs(s, to);
  at_to = now;
  for (auto* family : {&lists, &mid_course, &path, &second})
    for (Spells& spells : *family) spells.close_window();
  episodes.close_window();
}

void Measures::State::begin_epoch(std::size_t k) {
  epoch = k;
  const auto& services = world->epochs[k].services;
  session_seconds.resize(services.size());
  price.resize(services.size(), 0);
  for (std::size_t s = 0; s < services.size(); ++s) {
    session_seconds[s] = static_cast<std::uint32_t>(services[s].time.ticks / kTicksPerSecond);
    const auto now_costs = static_cast<std::int64_t>(services[s].cost * static_cast<double>(kMicro) + 0.5);
    if (now_costs != price[s]) settle_costs(s, world->epochs[k].from);
    price[s] = now_costs;
  }
}

// Stays and use cost by the day: the time since the price last changed, at the price in force until now. Whole numbers,
// so that neither a date on which nothing changes nor merging moves them by a rounding.
void Measures::State::settle_costs(std::size_t s, Time t) {
  if (!paid_by_the_day(world->services[s].kind)) return;
  for (std::size_t i = s * cells; i < (s + 1) * cells; ++i) {
    in_care[i].settle(t);
    WideSum due = in_care[i].level_ticks();
    due -= priced[i];
    priced[i] += due;
    day_costs[i].add_product(due, static_cast<std::uint64_t>(price[s]));
  }
}

// Flows of the week that ends at the mark: what is counted now less what was when it began.
void Measures::State::close_week() {
  const std::int64_t week = week_index(week_mark) - 1;
  week_mark = start_of_week(week + 2);
  if (!options.series) return;
  const auto flow = [&](std::size_t s, ServiceCount k, std::size_t n = 1) {
    std::int64_t sum = 0;
    for (std::size_t i = s * cells; i < (s + 1) * cells; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        const std::size_t at = i * kServiceCounts + position(k, j);
        sum += now.services[at] - week_began.services[at];
      }
    return sum;
  };
  const auto people_flow = [&](PeopleCount k) {
    std::int64_t sum = 0;
    for (std::size_t c = 0; c < cells; ++c)
      sum += now.people[c * kPeopleCounts + position(k)] - week_began.people[c * kPeopleCounts + position(k)];
    return sum;
  };
  std::int64_t recoveries = 0;
  for (std::size_t s = 0; s < world->services.size(); ++s) {
    WeeklySeries* series = &weekly.services[s * position(ServiceSeries::size)];
    const auto set = [&](ServiceSeries k, std::int64_t value) { series[position(k)].set(week, value); };
    const auto exits = [&](Exit e) {
      return flow(s, static_cast<ServiceCount>(position(ServiceCount::first_exit, position(e))));
    };
    set(ServiceSeries::joined, flow(s, ServiceCount::joined));
    set(ServiceSeries::seen, flow(s, ServiceCount::seen));
    set(ServiceSeries::seen_waited, flow(s, ServiceCount::seen_seconds));
    set(ServiceSeries::left, flow(s, ServiceCount::first_unseen_exit, kExits));
    set(ServiceSeries::attended, flow(s, ServiceCount::first_attendance));
    set(ServiceSeries::finished, exits(Exit::completed) + exits(Exit::early));
    set(ServiceSeries::dropped_out, exits(Exit::dropped_out));
    recoveries += flow(s, ServiceCount::first_outcome);
  }
  const std::int64_t begun = people_flow(PeopleCount::episodes);
  const std::int64_t first = people_flow(PeopleCount::appeared);
  weekly.people[position(PeopleSeries::referrals)].set(week, first - people_flow(PeopleCount::initial));
  weekly.people[position(PeopleSeries::returns)].set(week, begun - first);
  weekly.people[position(PeopleSeries::crises)].set(week, people_flow(PeopleCount::crises));
  weekly.people[position(PeopleSeries::recorded)].set(week, people_flow(PeopleCount::recorded));
  weekly.people[position(PeopleSeries::recoveries)].set(week, recoveries);
  week_began = now;
}

void Measures::observe_week(std::int64_t week, Time t) {
  State& s = *state_;
  s.advance(t);
  if (!s.options.series || week < 0) return;
  s.weekly.weeks = week + 1;
  for (std::size_t service = 0; service < s.world->services.size(); ++service) {
    std::int64_t on_list = 0, in = 0, still = 0;
    WideSum waited;
    for (std::size_t i = service * s.cells; i < (service + 1) * s.cells; ++i) {
      on_list += s.on_list[i].level();
      in += s.in_care[i].level();
      still += s.lists[i].open().count();
      waited += s.lists[i].open().waited(t);
    }
    WeeklySeries* series = &s.weekly.services[service * position(ServiceSeries::size)];
    series[position(ServiceSeries::list_size)].set(week, on_list);
    series[position(ServiceSeries::in_treatment)].set(week, in);
    series[position(ServiceSeries::still)].set(week, still);
    series[position(ServiceSeries::still_waited)].set(
        week, static_cast<std::int64_t>(waited.high() << 32 | waited.low() >> 32));
    series[position(ServiceSeries::still_waited_rest)].set(week, static_cast<std::int64_t>(waited.low() & 0xFFFFFFFF));
  }
  for (std::size_t role = 0; role < s.staff.size(); ++role) {
    WeeklySeries* series = &s.weekly.staff[role * position(StaffSeries::size)];
    series[position(StaffSeries::minutes_in_force)].set(week, s.staff[role].in_force.level());
    series[position(StaffSeries::minutes_held)].set(week, s.staff[role].held.level());
    series[position(StaffSeries::posts_vacant)].set(week, s.staff[role].vacant.level());
  }
}

}  // namespace caseload
