// A stay: a place held for a drawn length, then the route.

#include <algorithm>
#include <cmath>

#include "models/simulation_state.hpp"

namespace caseload {

// In day steps a length of x days is ⌊x + V⌋, at least 1, V the person's own: flooring alone shortens stays enough to
// halve a nearly full ward's queue.
Duration Simulation::State::drawn_length(const Person& p) const {
  const Service& s = service(p.service);
  if (!s.length) return Duration{};
  const std::uint32_t hash = info(p.service).hash;
  const double drawn = (*s.length)(draws.uniform(p, hash, Purpose::length, p.visit)) * s.length_factor;
  if (!world.daily) return days(drawn);
  return days(std::max(1.0, std::floor(drawn + draws.uniform(p, hash, Purpose::rounding, p.visit))));
}

void Simulation::State::start_stay(PersonIndex i) {
  Person& p = people[i];
  measures.seen(p, now);
  measures.started(p, now);
  p.seen_this_visit = true;
  p.after_crisis = false;
  move_to(i, Place::in);
  p.place_stamp = new_stamp();
  schedule(now + drawn_length(p), Phase::appointments, EventKind::end_of_stay, i, p.place_stamp);
}

void Simulation::State::end_stay(PersonIndex i) {
  let_go(i, now, Duration{});
  settle(i);
  measures.ended(people[i], Exit::seen, now);
  leave(i, Exit::seen);
}

}  // namespace caseload
