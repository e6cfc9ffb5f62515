// A stay: a place held for a drawn length, then the route.

#include <algorithm>
#include <cmath>

#include "models/simulation_state.hpp"

namespace caseload {

// Of a stay, digital use or crisis care. In day steps x days are ⌊x + V⌋, at least 1, V the person's own: flooring
// alone shortens stays enough to halve a nearly full ward's queue.
Duration Simulation::State::drawn_length(const Person& p, ServiceId s, std::uint32_t visit, std::uint32_t item) const {
  const Service& values = service(s);
  if (!values.length) return Duration{};
  const std::uint32_t hash = info(s).hash;
  const double drawn = (*values.length)(draws.uniform(p, hash, Purpose::length, visit, item)) * values.length_factor;
  if (!world.daily) return days(drawn);
  return days(std::max(1.0, std::floor(drawn + draws.uniform(p, hash, Purpose::rounding, visit, item))));
}

void Simulation::State::start_stay(PersonIndex i) {
  Person& p = people[i];
  measures.seen(p, now);
  measures.started(p, now);
  p.seen_this_visit = true;
  move_to(i, Place::in);
  p.place_stamp = new_stamp(p);
  schedule(now + drawn_length(p, p.service, p.visit), Phase::appointments, EventKind::end_of_stay, i, p.place_stamp);
}

void Simulation::State::end_stay(PersonIndex i) {
  let_go(i, now, Duration{});
  settle(i);
  measures.ended(people[i], Exit::seen, now);
  leave(i, Exit::seen);
}

}  // namespace caseload
