// A crisis is counted whenever it happens. Whether it comes to be recorded, who answers and what follows are draws of
// their own, so a policy that deters people from coming forward changes the records and not the crises.

#include "models/simulation_state.hpp"

namespace caseload {

ServiceId Simulation::State::crisis_responder(const Person& p, std::uint32_t number) const {
  double total = 0;
  ServiceId last = kAway;
  for (ServiceId s = 0; s < world.services.size(); ++s) {
    if (info(s).kind != ServiceKind::crisis) continue;
    total += service(s).takes;
    if (service(s).takes > 0) last = s;
  }
  if (total <= 0) return kAway;
  const double u = total * draws.uniform(p, 0, Purpose::response, 0, number);
  double sum = 0;
  for (ServiceId s = 0; s < world.services.size(); ++s) {
    if (info(s).kind != ServiceKind::crisis) continue;
    sum += service(s).takes;
    if (u < sum) return s;
  }
  return last;
}

void Simulation::State::crisis(PersonIndex i) {
  Person& p = people[i];
  const std::uint32_t number = p.crises - 1U;
  measures.crisis(p, now);
  const ServiceId by = crisis_responder(p, number);
  bool recorded = false;
  if (is_service(by)) {
    const auto& chance = service(by).present;
    recorded = chance.empty() || draws.uniform(p, info(by).hash, Purpose::present, 0, number) < chance[p.level];
  }
  if (!recorded) {
    measures.unmet(p, now);
    if (p.place == Place::away) return go_away(i);  // is there still anything to come?
    return reschedule_health(i);
  }
  measures.presented(p, by, now);
  if (!service(by).length) return after_crisis(i, by, number);
  p.in_crisis_care = true;
  p.care_service = by;
  p.care_stamp = new_stamp(p);
  reschedule_health(i);
  schedule(now + drawn_length(p, by, 0, number), Phase::appointments, EventKind::end_of_crisis_care, i, p.care_stamp);
}

// Who waits moves up a class; who is being seen carries on; who is away, on the way or with an app joins the list that
// the route names.
void Simulation::State::after_crisis(PersonIndex i, ServiceId by, std::uint32_t number) {
  Person& p = people[i];
  settle(i);
  p.in_crisis_care = false;
  const bool with_app =
      (p.place == Place::in || p.place == Place::booked) && info(p.service).kind == ServiceKind::digital;
  const bool free = p.place == Place::away || p.place == Place::on_the_way || with_app;
  const Route& route = service(by).route[static_cast<std::size_t>(Exit::seen)][p.level];
  const Destination& to = destination(p, route, info(by).hash, Purpose::crisis_route, 0, number);
  if (!is_service(to.to)) {
    if (p.place == Place::away) return go_away(i);
    return reschedule_health(i);
  }
  if (p.place == Place::waiting && !p.mid_course) {
    p.after_crisis = true;
    change_class(i);
  }
  if (!free) return reschedule_health(i);
  if (with_app) {
    if (p.place == Place::in) {
      end_use(i, Exit::moved);
    } else {  // booked: use has not begun
      let_go(i, now, Duration{});
      if (info(p.service).listed) measures.left_list(p, Exit::moved, now);
    }
  }
  p.after_crisis = true;
  send(i, to, info(by).hash, 0, number, Exit::moved);
}

}  // namespace caseload
