// Digital: used for a drawn time unless given up before, no minutes but those of support, outcome by weeks of use.
// It is a contact with a program, never with a person.

#include <algorithm>

#include "models/simulation_state.hpp"

namespace caseload {

void Simulation::State::start_use(PersonIndex i) {
  Person& p = people[i];
  if (info(p.service).listed) measures.seen(p, now);
  measures.started(p, now);
  p.seen_this_visit = true;
  p.after_crisis = false;
  p.clock_spent = 0;
  p.last_attended = now;  // the start of use
  move_to(i, Place::in);
  p.place_stamp = new_stamp();
  const Time ends = now + drawn_length(p);
  const double rate = service(p.service).drop_out.rate;
  Time gives_up = Time::never();
  if (rate > 0)
    gives_up = now + days(draws.exponential(p, info(p.service).hash, Purpose::drop_out, p.visit) / rate);
  if (gives_up < ends)
    schedule(gives_up, Phase::departures, EventKind::stops_using, i, p.place_stamp);
  else
    schedule(ends, Phase::appointments, EventKind::end_of_use, i, p.place_stamp);
}

void Simulation::State::end_use(PersonIndex i, Exit exit) {
  Person& p = people[i];
  const Duration used = now - p.last_attended;
  const double rate = service(p.service).drop_out.rate;
  if (rate > 0) measures.expected(p, Expected::drop_outs, rate * in_days(used), p.last_attended, now);
  let_go(i, now, Duration{});
  settle(i);
  if (exit != Exit::moved) draw_outcome(i, in_weeks(used));
  measures.ended(p, exit, now);
  if (exit != Exit::moved) leave(i, exit);
}

}  // namespace caseload
