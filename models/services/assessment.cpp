// Assessment: one appointment, and what is common to first appointments of every kind.

#include "models/simulation_state.hpp"

namespace caseload {

// By the service first; then one uniform cut into missed (low end), cancelled by the person, attended.
Attendance Simulation::State::attendance(PersonIndex i, bool first) {
  Person& p = people[i];
  const Service& s = service(p.service);
  const ServiceInfo& about = info(p.service);
  const std::uint32_t item = p.appointments++;
  if (about.role != kNoRole) {
    const double level = pools[pool_of_[p.service]].roster->absence_level(epoch_->roles[about.role], now);
    if (level > 0 && draws.uniform(p, about.hash, Purpose::absent, p.visit, item) < level)
      return Attendance::by_service;
  }
  const double missed = first ? s.missed_first : s.missed;
  if (missed <= 0 && s.cancelled <= 0) return Attendance::attended;
  const double u = draws.uniform(p, about.hash, Purpose::attend, p.visit, item);
  if (u < missed) return Attendance::missed;
  return u < missed + s.cancelled ? Attendance::cancelled : Attendance::attended;
}

void Simulation::State::appointment(PersonIndex i) {
  switch (info(people[i].service).kind) {
    case ServiceKind::assessment:
      return assessment_appointment(i);
    case ServiceKind::course:
    case ServiceKind::group:
      return course_appointment(i);
    case ServiceKind::digital:
      return start_use(i);
    case ServiceKind::stay:
      return start_stay(i);
    case ServiceKind::crisis:
      return;
  }
}

// The minutes are held for seven days whether or not anybody came.
void Simulation::State::assessment_appointment(PersonIndex i) {
  Person& p = people[i];
  const Attendance a = attendance(i, true);
  measures.appointment(p, a, info(p.service).contact, now);
  let_go(i, now, weeks(1));
  if (a == Attendance::attended) {
    measures.seen(p, now);
    measures.started(p, now);
    p.seen_this_visit = true;
    settle(i);
    measures.ended(p, Exit::seen, now);
    return leave(i, Exit::seen);
  }
  if (a == Attendance::by_service) return back_to_list(i);
  if (p.rebooked < service(p.service).rebook) {
    ++p.rebooked;
    return back_to_list(i);
  }
  settle(i);
  measures.left_list(p, Exit::left, now);
  leave(i, Exit::left);
}

}  // namespace caseload
