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
  p.last_attended = p.clock_since = now;  // the start of use
  move_to(i, Place::in);
  p.place_stamp = new_stamp(p);
  schedule_end_of_use(i, now + drawn_length(p, p.service, p.visit));
}

// Giving up is a hazard in time, its rate known for the whole run, so the end of use is known when it starts.
void Simulation::State::schedule_end_of_use(PersonIndex i, Time ends) {
  Person& p = people[i];
  const Staircase& rate = use_drop_out_[p.service];
  const double threshold = draws.exponential(p, info(p.service).hash, Purpose::drop_out, p.visit);
  const Time gives_up = rate.reach(now, threshold);
  if (gives_up < ends)
    schedule(gives_up, Phase::departures, EventKind::stops_using, i, p.place_stamp);
  else
    schedule(ends, Phase::appointments, EventKind::end_of_use, i, p.place_stamp);
}

// The chances to give up that have been met, whether or not it happened.
void Simulation::State::expect_end_of_use(PersonIndex i) {
  const Person& p = people[i];
  const double met = use_drop_out_[p.service].integral(p.clock_since, now);
  if (met > 0) measures.expected(p, Expected::drop_outs, met, p.clock_since, now);
}

void Simulation::State::end_use(PersonIndex i, Exit exit) {
  Person& p = people[i];
  const Duration used = now - p.last_attended;
  expect_end_of_use(i);
  let_go(i, now, Duration{});
  settle(i);
  if (exit != Exit::moved) draw_outcome(i, in_weeks(used));
  measures.ended(p, exit, now);
  if (exit != Exit::moved) leave(i, exit);
}

}  // namespace caseload
