// Health in time: levels that worsen, improve, recover and relapse, and what that means for the place someone has.

#include "engine/luck.hpp"
#include "models/simulation_state.hpp"

namespace caseload {

void Simulation::State::settle(PersonIndex i) {
  if (!health.ever_runs()) return;
  Person& p = people[i];
  const Time from = p.settled;
  const double crises = health.settle(p, now);
  if (crises > 0) measures.expected(p, Expected::crises, crises, from, now);
}

void Simulation::State::reschedule_health(PersonIndex i) { schedule_health(i, health.next(people[i])); }

void Simulation::State::schedule_health(PersonIndex i, const NextHealthEvent& next) {
  people[i].health_stamp = new_stamp(people[i]);
  static constexpr EventKind kKinds[] = {EventKind::observe, EventKind::crisis, EventKind::worsen, EventKind::improve,
                                         EventKind::relapse};
  if (next.what != HealthEvent::none)
    schedule(next.at, Phase::health, kKinds[static_cast<std::size_t>(next.what)], i, people[i].health_stamp);
}

// A change of setting changes the rates of the clocks, so they are settled before and asked again after.
void Simulation::State::move_to(PersonIndex i, Place place) {
  Person& p = people[i];
  const bool dropped_out = p.dropped_out && place != Place::in && place != Place::waiting;
  const bool same =
      !health.ever_runs() || (p.health_stamp != 0 && Health::setting(place, dropped_out) == Health::setting(p));
  if (!same) settle(i);
  p.place = place;
  p.dropped_out = dropped_out;
  if (!same) reschedule_health(i);
}

void Simulation::State::health_event(PersonIndex i, HealthEvent what) {
  settle(i);
  Person& p = people[i];
  health.restart(p, what);
  switch (what) {
    case HealthEvent::crisis:
      return crisis(i);
    case HealthEvent::worsen:
      return set_level(i, world.needs[p.level].worsens_to);
    case HealthEvent::improve:
      return set_level(i, world.needs[p.level].improves_to);
    case HealthEvent::relapse:
      return relapse(i);
    case HealthEvent::none:
      return;
  }
}

// The clocks must be settled. Somebody who waits may change class, or leave because they have recovered.
void Simulation::State::set_level(PersonIndex i, NeedId level) {
  Person& p = people[i];
  if (p.level == level) return;
  measures.level_changed(p, p.level, level, now);
  if (level == world.recovered()) p.level_before_recovery = p.level;
  p.level = level;
  if (p.place == Place::waiting && !p.mid_course && level == world.recovered()) {
    const double u = draws.uniform(p, info(p.service).hash, Purpose::better_leaves, p.visit);
    if (u < epoch_->better_leaves) {
      reschedule_health(i);
      return leave_list(i, Exit::better);
    }
  }
  if (p.place == Place::waiting) change_class(i);
  if (p.place == Place::away && !p.in_crisis_care) return go_away(i);  // is there still anything to come?
  reschedule_health(i);
}

void Simulation::State::relapse(PersonIndex i) {
  Person& p = people[i];
  const bool was_away = p.place == Place::away;
  const std::uint32_t number = p.relapsed - 1U;
  measures.level_changed(p, p.level, p.level_before_recovery, now);
  p.level = p.level_before_recovery;
  if (p.place == Place::waiting) change_class(i);
  static constexpr std::uint32_t kPlace = name_hash("relapse");
  if (was_away && !epoch_->relapse.empty())
    return send(i, destination(p, epoch_->relapse, kPlace, Purpose::route, number, kExits), kPlace, number, kExits,
                Exit::seen);
  if (was_away && !p.in_crisis_care) return go_away(i);
  reschedule_health(i);
}

// Away, with nothing planned. If nothing more happens before the horizon the record is given back; the risk that
// remains is booked in closed form.
void Simulation::State::go_away(PersonIndex i) {
  Person& p = people[i];
  settle(i);
  p.place = Place::away;
  p.service = kAway;
  p.place_stamp = new_stamp(p);
  const NextHealthEvent next = health.next(p);
  if (next.at >= world.horizon && !p.in_crisis_care) return forget(i);
  schedule_health(i, next);
}

void Simulation::State::forget(PersonIndex i) {
  Person& p = people[i];
  const double crises = health.expected_crises(p, world.horizon);
  if (crises > 0) measures.expected(p, Expected::crises, crises, now, world.horizon);
  measures.forgotten(p, now);
  p.alive = false;
  p.place_stamp = p.health_stamp = p.care_stamp = new_stamp(p);
  if (i >= stamps_of_slot_.size()) stamps_of_slot_.resize(i + 1, 0);
  stamps_of_slot_[i] = p.stamps;
  people.release(i);
}

}  // namespace caseload
