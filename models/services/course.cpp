// A course: sessions at an interval with one clinician. At each appointment, in this order: absence of staff; missed,
// cancelled or attended; complete; early end; drop-out; the next appointment. An appointment that the person cancels
// counts like one that they miss; one that the service cancels is neither, and ends a row of those.

#include <algorithm>
#include <cmath>

#include "engine/portable_math.hpp"
#include "models/simulation_state.hpp"

namespace caseload {

void Simulation::State::course_appointment(PersonIndex i) {
  Person& p = people[i];
  const Time before = p.last_appointment;
  const bool first = !p.seen_this_visit;
  const Attendance a = attendance(i, first);
  measures.appointment(p, a, info(p.service).contact, now);
  if (p.planned == 0) start_course(i);
  p.last_appointment = now;
  if (first && a != Attendance::attended) {
    if (first_session_lost(i, a)) return;
    return schedule(now + p.interval, Phase::appointments, EventKind::appointment, i, p.place_stamp);
  }
  p.missed_in_a_row =
      static_cast<std::uint16_t>(a == Attendance::missed || a == Attendance::cancelled ? p.missed_in_a_row + 1 : 0);
  if (a == Attendance::attended) {
    ++p.dose;
    if (p.mid_course) {  // goes on with somebody else
      measures.seen(p, now);
      p.mid_course = false;
      move_to(i, Place::in);
    }
    if (first) {
      measures.seen(p, now);
      measures.started(p, now);
      p.weeks_waited = static_cast<float>(in_weeks(now - p.joined));
      p.seen_this_visit = true;
      p.clock = kNotDrawn;
      move_to(i, Place::in);
    }
  }
  const double increment = drop_out_increment(p, a, first ? now : before);
  if (a == Attendance::attended) p.last_attended = now;
  const Service& s = service(p.service);
  if (s.drop_out.after_last && spend_drop_out(i, increment)) return end_course(i, Exit::dropped_out);
  if (is_complete(p)) return end_course(i, Exit::completed);
  if (a == Attendance::attended && ends_early(i)) return end_course(i, Exit::early);
  if (!s.drop_out.after_last && spend_drop_out(i, increment)) return end_course(i, Exit::dropped_out);
  if (s.missed_limit > 0 && p.missed_in_a_row >= s.missed_limit) {
    measures.expected(p, Expected::drop_outs, 1.0, now);  // no chance left in it
    return end_course(i, Exit::dropped_out);
  }
  schedule(now + p.interval, Phase::appointments, EventKind::appointment, i, p.place_stamp);
}

// Length, by inversion: a policy that lengthens courses lengthens everyone's.
void Simulation::State::start_course(PersonIndex i) {
  Person& p = people[i];
  const Service& s = service(p.service);
  const double drawn = (*s.length)(draws.uniform(p, info(p.service).hash, Purpose::length, p.visit));
  p.planned = static_cast<std::uint16_t>(std::clamp(drawn * s.length_factor + 0.5, 1.0, 10000.0));
  p.last_attended = now;
}

// A first session that was not attended: the next is in an interval, up to `rebook` times. True when the person left.
bool Simulation::State::first_session_lost(PersonIndex i, Attendance a) {
  Person& p = people[i];
  if (a == Attendance::by_service || p.rebooked < service(p.service).rebook) {
    if (a != Attendance::by_service) ++p.rebooked;
    measures.rebooked(p, now);
    measures.offered(p, now);
    return false;
  }
  let_go(i, now, p.interval - service(p.service).first_session);
  settle(i);
  measures.left_list(p, Exit::left, now);
  leave(i, Exit::left);
  return true;
}

// Base by session number and weeks waited after an attended session; per missed; per week of gap beyond the interval,
// each week of it counted once.
double Simulation::State::drop_out_increment(const Person& p, Attendance a, Time before) const {
  const DropOut& d = service(p.service).drop_out;
  double increment = 0;
  if (a == Attendance::attended) {
    if (!d.by_session.empty()) increment += d.by_session[std::min<std::size_t>(p.dose, d.by_session.size()) - 1];
    increment += d.per_week_waited * static_cast<double>(p.weeks_waited);
  } else if (a != Attendance::by_service) {
    increment += d.per_missed;
  }
  if (d.per_week_gap > 0) increment += d.per_week_gap * in_weeks(gap_beyond(p, now) - gap_beyond(p, before));
  return increment;
}

Duration Simulation::State::gap_beyond(const Person& p, Time t) const {
  return std::max(Duration{}, t - p.last_attended - p.interval);
}

// Who waits in the middle of a course has no appointments at which the gap could be looked at, so it is spent in time.
void Simulation::State::spend_gap(PersonIndex i) {
  Person& p = people[i];
  const Duration gap = gap_beyond(p, now) - gap_beyond(p, p.last_appointment);
  p.last_appointment = now;
  const double increment = service(p.service).drop_out.per_week_gap * in_weeks(gap);
  if (increment <= 0) return;
  measures.expected(p, Expected::drop_outs, increment, now - gap, now);
  drop_out_left(p) -= increment;
}

// Drawn when it is first needed, then kept: a course asks at each of its sessions.
double& Simulation::State::drop_out_left(Person& p) {
  if (std::isnan(p.clock)) p.clock = draws.exponential(p, info(p.service).hash, Purpose::drop_out, p.visit);
  return p.clock;
}

Time Simulation::State::gives_up_at(Person& p) {
  const double per_week = service(p.service).drop_out.per_week_gap;
  if (per_week <= 0) return Time::never();
  const double left = drop_out_left(p);
  const Time counted_to = std::max(p.last_appointment, p.last_attended + p.interval);
  return std::max(now, counted_to + weeks(std::max(0.0, left) / per_week));
}

void Simulation::State::give_up(PersonIndex i) {
  Person& p = people[i];
  settle(i);
  draw_outcome(i, static_cast<double>(p.dose));
  take_off_list(i);
  want_offers_after(i);
  measures.ended(p, Exit::dropped_out, now);
  leave(i, Exit::dropped_out);
}

bool Simulation::State::spend_drop_out(PersonIndex i, double increment) {
  if (increment <= 0) return false;
  Person& p = people[i];
  measures.expected(p, Expected::drop_outs, chance_of_(increment), now);
  double& left = drop_out_left(p);
  left -= increment;
  return left <= 0;
}

bool Simulation::State::ends_early(PersonIndex i) {
  Person& p = people[i];
  const auto& by_session = service(p.service).early_by_session;
  if (by_session.empty()) return false;
  p.early_spent += by_session[std::min<std::size_t>(p.dose, by_session.size()) - 1];
  return p.early_spent >= draws.exponential(p, info(p.service).hash, Purpose::early_end, p.visit);
}

bool Simulation::State::is_complete(const Person& p) const {
  const int cap = service(p.service).cap;
  return p.dose >= p.planned || (cap > 0 && p.dose >= cap);
}

void Simulation::State::end_course(PersonIndex i, Exit exit) {
  Person& p = people[i];
  let_go(i, p.last_appointment, p.interval - service(p.service).first_session);
  settle(i);
  draw_outcome(i, static_cast<double>(p.dose));
  measures.ended(p, exit, now);
  leave(i, exit);
}

namespace {
double chance(const DoseResponse& r, double dose) { return r.top * (1.0 - portable::exp(-dose / r.scale)); }
}  // namespace

// One uniform against the chances by level and dose: recovered lies within improved at the low end, deteriorated at
// the high end. Improvement moves the level on, recovery to recovered, deterioration to what it worsens to.
void Simulation::State::draw_outcome(PersonIndex i, double dose) {
  Person& p = people[i];
  if (p.level == world.recovered()) return measures.outcome(p, Outcomes::recovered, 1.0, now);
  const auto& outcomes = service(p.service).outcome;
  if (outcomes.empty()) return;
  const Outcome& o = outcomes[p.level];
  const double recovered = chance(o.recovered, dose);
  const double improved = std::max(recovered, chance(o.improved, dose));
  const double u = draws.uniform(p, info(p.service).hash, Purpose::outcome, p.visit);
  const NeedGroup& need = world.needs[p.level];
  if (u < recovered) {
    measures.outcome(p, Outcomes::recovered, recovered, now);
    set_level(i, static_cast<NeedId>(world.recovered()));
  } else if (u < improved) {
    measures.outcome(p, Outcomes::improved, recovered, now);
    if (need.improves_to != world.recovered()) set_level(i, need.improves_to);
  } else if (u >= 1.0 - o.deteriorated) {
    measures.outcome(p, Outcomes::deteriorated, recovered, now);
    set_level(i, need.worsens_to);
  } else {
    measures.outcome(p, Outcomes::unchanged, recovered, now);
  }
}

}  // namespace caseload
