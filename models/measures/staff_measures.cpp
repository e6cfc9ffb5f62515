// Staff and places: what is in force, what is held, what stands empty.
#include "models/measures/state.hpp"

namespace caseload {

void Measures::supply(RoleId role, double minutes_in_force, double minutes_held, double posts_vacant, Time t) {
  State& s = *state_;
  s.advance(t);
  StaffLevels& levels = s.staff[role];
  const auto tell = [&](LogEvent event, TimeWeighted& level, double value) {
    const bool changed = level.level() != to_level(value);
    if (s.log && (changed || t <= Time::zero())) s.log->supply(event, role, value, t);
    if (changed) level.set(t, to_level(value));
  };
  tell(LogEvent::minutes_in_force, levels.in_force, minutes_in_force);
  tell(LogEvent::minutes_held, levels.held, minutes_held);
  tell(LogEvent::posts_vacant, levels.vacant, posts_vacant);
}

void Measures::places(ServiceId service, double in_force, double held, Time t) {
  State& s = *state_;
  s.advance(t);
  StaffLevels& levels = s.beds[service];
  const auto tell = [&](LogEvent event, TimeWeighted& level, double value) {
    const bool changed = level.level() != to_level(value);
    if (s.log && (changed || t <= Time::zero())) s.log->supply(event, service, value, t);
    if (changed) level.set(t, to_level(value));
  };
  tell(LogEvent::places_in_force, levels.in_force, in_force);
  tell(LogEvent::places_held, levels.held, held);
}

}  // namespace caseload
