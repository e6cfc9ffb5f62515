// The start of a run that does not begin empty: people who have waited already, and people in treatment.

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/simulation_state.hpp"

namespace caseload {

namespace {
// Fields of the draw `initial` (its item).
enum Field : std::uint32_t { kWaited = 0, kLength = 1, kPosition = 2, kMoment = 3 };

constexpr double kMostSessions = 10'000;  // as of courses that begin later

// What is met in progress is drawn in proportion to its length: long courses are met more often.
class MetInProgress {
 public:
  MetInProgress(const Distribution& length, double factor) {
    for (int k = 0; k < kKnots; ++k) {
      length_.push_back(length((k + 0.5) / kKnots) * factor);
      cumulative_.push_back((k == 0 ? 0.0 : cumulative_.back()) + length_.back());
    }
  }
  double operator()(double u) const {
    const auto found = std::lower_bound(cumulative_.begin(), cumulative_.end() - 1, u * cumulative_.back());
    return length_[static_cast<std::size_t>(found - cumulative_.begin())];
  }

 private:
  static constexpr int kKnots = 512;
  std::vector<double> length_, cumulative_;
};
}  // namespace

void Simulation::State::place_initial(const InitialList& list) {
  place_waiting(list);
  place_in_treatment(list);
}

// They have survived their wait so far: only hazard from now on counts against their threshold.
void Simulation::State::place_waiting(const InitialList& list) {
  const std::uint32_t hash = info(list.service).hash;
  const auto count = list.listed.empty() ? list.waiting : static_cast<std::uint32_t>(list.listed.size());
  for (std::uint32_t n = 0; n < count; ++n) {
    const InitialList::Listed* entry = list.listed.empty() ? nullptr : &list.listed[n];
    const PersonIndex i = appear_initial(initial_identity(list.source_hash, AtStart::on_list, n), list, entry);
    Person& p = people[i];
    double waited = 0;
    if (entry != nullptr)
      waited = entry->days_waited;
    else if (list.waited)
      waited = (*list.waited)(draws.uniform(p, hash, Purpose::initial, 0, kWaited));
    p.joined = now - days(world.daily ? std::floor(waited) : waited);
    if (entry != nullptr && entry->mid_course) {
      p.planned = static_cast<std::uint16_t>(std::max(1, entry->sessions_to_go));
      p.seen_this_visit = p.mid_course = true;
      p.clock = kNotDrawn;
      p.interval = service(list.service).every;
      p.last_attended = p.last_appointment = now;
      measures.started(p, now);
    }
    measures.joined(p, now);
    enlist(i);
  }
}

void Simulation::State::place_in_treatment(const InitialList& list) {
  if (list.in == 0) return;
  const std::uint32_t hash = info(list.service).hash;
  const Service& s = service(list.service);
  const MetInProgress met(s.length.value_or(Distribution()), s.length_factor);
  for (std::uint32_t n = 0; n < list.in; ++n) {
    const PersonIndex i = appear_initial(initial_identity(list.source_hash, AtStart::in_treatment, n), list, nullptr);
    Person& p = people[i];
    const auto draw = [&](Field f) { return draws.uniform(p, hash, Purpose::initial, 0, f); };
    p.joined = now;
    p.seen_this_visit = true;
    p.clock = kNotDrawn;
    measures.started(p, now);
    const ServiceKind kind = info(list.service).kind;
    if (kind == ServiceKind::course || kind == ServiceKind::group) {
      start_mid_course(i, list, met(draw(kLength)), draw(kPosition), draw(kMoment));
      continue;
    }
    double length = met(draw(kLength)), rest = length * draw(kPosition);
    if (world.daily) {  // whole days, and the days to go as likely one as another
      length = std::max(1.0, std::floor(length + draw(kMoment)));
      rest = std::ceil(length * draw(kPosition));
    }
    if (list.to_go) rest = (*list.to_go)(draw(kLength));
    start_in_progress(i, days(std::max(0.0, length - rest)), days(rest));
  }
}

// Takes up capacity for somebody who has been in treatment all along. Places are as full as the file says, above what
// is in force if need be. Posts only as far as they have room: false beyond that.
bool Simulation::State::hold_from_start(PersonIndex i) {
  Person& p = people[i];
  const std::size_t k = pool_of_[p.service];
  if (k == kNoPool) return true;
  const Amount amount = amount_needed(p.service);
  auto post = pools[k].posts().most_free(amount);
  if (!post && pools[k].role == kNoRole) post = PostId{0};
  if (!post) return false;
  take(k, *post, amount, p.service);
  hold(i, *post);
  p.held = amount;
  return true;
}

void Simulation::State::start_mid_course(PersonIndex i, const InitialList& list, double met, double u_position,
                                         double u_moment) {
  Person& p = people[i];
  const Service& s = service(list.service);
  double planned = std::clamp(std::floor(met + 0.5), 1.0, kMostSessions);
  double to_go = std::ceil(u_position * planned);
  if (list.to_go) {
    to_go = std::clamp(std::floor((*list.to_go)(u_position) + 0.5), 1.0, kMostSessions);
    planned = std::max(planned, to_go);
  }
  p.planned = static_cast<std::uint16_t>(planned);
  p.dose = static_cast<std::uint16_t>(planned - to_go);
  p.last_attended = p.last_appointment = now;
  p.interval = s.every;
  if (!hold_from_start(i)) return wait_mid_course(i);  // goes on as soon as minutes come free
  move_to(i, Place::in);
  p.place_stamp = new_stamp(p);
  schedule(now + s.every * u_moment, Phase::appointments, EventKind::appointment, i, p.place_stamp);
}

// A stay or digital use that began before the start; the drop-out clock of use starts fresh. Where all support is taken
// up, use goes on without it.
void Simulation::State::start_in_progress(PersonIndex i, Duration passed, Duration rest) {
  Person& p = people[i];
  hold_from_start(i);
  p.last_attended = now - passed;
  p.clock_since = now;
  move_to(i, Place::in);
  p.place_stamp = new_stamp(p);
  if (info(p.service).kind != ServiceKind::stay) return schedule_end_of_use(i, now + rest);
  schedule(now + rest, Phase::appointments, EventKind::end_of_stay, i, p.place_stamp);
}

}  // namespace caseload
