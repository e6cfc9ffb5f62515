// Staff and places: what is in force, what is held, what stands empty.
#include "models/measures/state.hpp"

namespace caseload {

// A level that stays as it is needs no telling, but at the start, where the log has every level.
void Measures::State::tell_level(LogEvent event, std::uint16_t of, TimeWeighted& level, double value, Time t) {
  const bool changed = level.level() != to_level(value);
  if (log && (changed || t <= Time::zero())) log->supply(event, of, value, t);
  if (changed) level.set(t, to_level(value));
}

void Measures::supply(RoleId role, double minutes_in_force, double minutes_held, double posts_vacant, Time t) {
  State& s = *state_;
  s.advance(t);
  StaffLevels& levels = s.staff[role];
  s.tell_level(LogEvent::minutes_in_force, role, levels.in_force, minutes_in_force, t);
  s.tell_level(LogEvent::minutes_held, role, levels.held, minutes_held, t);
  s.tell_level(LogEvent::posts_vacant, role, levels.vacant, posts_vacant, t);
}

void Measures::places(ServiceId service, double in_force, double held, Time t) {
  State& s = *state_;
  s.advance(t);
  StaffLevels& levels = s.beds[service];
  s.tell_level(LogEvent::places_in_force, service, levels.in_force, in_force, t);
  s.tell_level(LogEvent::places_held, service, levels.held, held, t);
}

}  // namespace caseload
