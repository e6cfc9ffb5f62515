// The start of a run that does not begin empty: people who have waited already, and people in treatment.

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/simulation_state.hpp"

namespace caseload {

namespace {
// Fields of the draw `initial` (its item).
enum Field : std::uint32_t { kWaited = 0, kLength = 1, kPosition = 2, kMoment = 3 };

// A course met in progress is drawn in proportion to its length: long ones are met more often.
double met_in_progress(const Distribution& length, double factor, double u) {
  constexpr int kKnots = 512;
  double total = 0;
  std::vector<double> cumulative(kKnots), value(kKnots);
  for (int k = 0; k < kKnots; ++k) {
    value[static_cast<std::size_t>(k)] = length((k + 0.5) / kKnots) * factor;
    total += value[static_cast<std::size_t>(k)];
    cumulative[static_cast<std::size_t>(k)] = total;
  }
  const auto found = std::lower_bound(cumulative.begin(), cumulative.end() - 1, u * total);
  return value[static_cast<std::size_t>(found - cumulative.begin())];
}
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
    const std::uint64_t id = person_identity(list.source_hash, 0, n);
    const InitialList::Listed* entry = list.listed.empty() ? nullptr : &list.listed[n];
    const PersonIndex i = appear(id, 0, list.need, true);
    Person& p = people[i];
    if (entry != nullptr) p.first_need = p.level = p.level_before_recovery = entry->need;
    double waited = 0;
    if (entry != nullptr) waited = entry->days_waited;
    else if (list.waited) waited = (*list.waited)(draws.uniform(p, hash, Purpose::initial, 0, kWaited));
    p.service = list.service;
    count_visit(p, list.service);
    p.joined = now - days(world.daily ? std::floor(waited) : waited);
    measures.episode_began(p, now);
    if (entry != nullptr && entry->mid_course) {
      p.planned = static_cast<std::uint16_t>(std::max(1, entry->sessions_to_go));
      p.seen_this_visit = p.mid_course = true;
      p.last_attended = now;
      measures.started(p, now);
    }
    measures.joined(p, now);
    enlist(i);
  }
}

void Simulation::State::place_in_treatment(const InitialList& list) {
  const std::uint32_t hash = info(list.service).hash;
  const Service& s = service(list.service);
  for (std::uint32_t n = 0; n < list.in; ++n) {
    const PersonIndex i = appear(person_identity(list.source_hash, 1, n), 0, list.need, true);
    Person& p = people[i];
    const auto draw = [&](Field f) { return draws.uniform(p, hash, Purpose::initial, 0, f); };
    p.service = list.service;
    count_visit(p, list.service);
    p.joined = now;
    p.seen_this_visit = true;
    measures.episode_began(p, now);
    measures.started(p, now);
    const ServiceKind kind = info(list.service).kind;
    if (kind == ServiceKind::course || kind == ServiceKind::group) {
      start_mid_course(i, list, draw(kLength), draw(kPosition), draw(kMoment));
      continue;
    }
    const double length = s.length ? met_in_progress(*s.length, s.length_factor, draw(kLength)) : 0.0;
    double rest = length * draw(kPosition);
    if (list.to_go) rest = (*list.to_go)(draw(kLength));
    start_in_progress(i, days(length - std::min(rest, length)), days(rest));
  }
}

void Simulation::State::start_mid_course(PersonIndex i, const InitialList& list, double u_length, double u_position,
                                         double u_moment) {
  Person& p = people[i];
  const Service& s = service(list.service);
  double planned = std::max(1.0, std::floor(met_in_progress(*s.length, s.length_factor, u_length) + 0.5));
  double to_go = std::ceil(u_position * planned);
  if (list.to_go) {
    to_go = std::max(1.0, std::floor((*list.to_go)(u_position) + 0.5));
    planned = std::max(planned, to_go);
  }
  p.planned = static_cast<std::uint16_t>(planned);
  p.dose = static_cast<std::uint16_t>(planned - to_go);
  p.last_attended = p.last_appointment = now;
  const Amount amount = amount_needed(list.service);
  Posts& posts = pools[pool_of_[list.service]].posts();
  const auto post = posts.most_free(amount);
  if (!post) {  // more people than the posts can hold: the rest go on as soon as minutes come free
    return wait_mid_course(i);
  }
  posts.take(*post, amount);
  hold(i, *post);
  p.held = amount;
  p.interval = s.every;
  move_to(i, Place::in);
  p.place_stamp = new_stamp();
  schedule(now + s.every * u_moment, Phase::appointments, EventKind::appointment, i, p.place_stamp);
}

// A stay or digital use that began before the start.
void Simulation::State::start_in_progress(PersonIndex i, Duration passed, Duration rest) {
  Person& p = people[i];
  if (has_capacity(p.service)) {
    const Amount amount = amount_needed(p.service);
    Posts& posts = pools[pool_of_[p.service]].posts();
    if (const auto post = posts.most_free(amount)) {
      posts.take(*post, amount);
      hold(i, *post);
      p.held = amount;
    }
  }
  p.last_attended = now - passed;
  move_to(i, Place::in);
  p.place_stamp = new_stamp();
  const bool stay = info(p.service).kind == ServiceKind::stay;
  schedule(now + rest, Phase::appointments, stay ? EventKind::end_of_stay : EventKind::end_of_use, i, p.place_stamp);
}

}  // namespace caseload
