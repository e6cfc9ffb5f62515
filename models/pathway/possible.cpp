#include "models/pathway/possible.hpp"

#include <algorithm>

namespace caseload {

namespace {

bool is_ever_positive(const Staircase& line) {
  return std::any_of(line.steps().begin(), line.steps().end(),
                     [](const Staircase::Step& step) { return step.value > 0; });
}

bool is_ever_positive(const std::array<Staircase, kSettings>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](const Staircase& line) { return is_ever_positive(line); });
}

bool any_positive(const std::vector<double>& values) {
  return std::any_of(values.begin(), values.end(), [](double value) { return value > 0; });
}

bool holds_courses(ServiceKind kind) { return kind == ServiceKind::course || kind == ServiceKind::group; }

bool can_drop_out(const Service& service, const ServiceInfo& info) {
  const DropOut& drop_out = service.drop_out;
  if (info.kind == ServiceKind::digital) return drop_out.rate > 0;
  if (!holds_courses(info.kind)) return false;
  const bool limited = service.missed_limit > 0 && service.missed + service.cancelled > 0;
  return limited || any_positive(drop_out.by_session) || drop_out.per_missed > 0 || drop_out.per_week_gap > 0 ||
         drop_out.per_week_waited > 0 || drop_out.change_of_therapist > 0;
}

bool can_finish(const Service& service, const ServiceInfo& info, Exit exit) {
  const bool whole = holds_courses(info.kind) || info.kind == ServiceKind::digital;
  if (whole != (exit == Exit::completed)) return false;
  const bool has_appointments = whole || info.kind == ServiceKind::assessment;
  return !has_appointments || info.kind == ServiceKind::digital || service.missed_first + service.cancelled < 1;
}

}  // namespace

bool can_have_crisis(const World& world, NeedId level) {
  return level < world.needs.size() && is_ever_positive(world.needs[level].crisis);
}

bool can_worsen(const World& world, NeedId level) {
  return level < world.needs.size() && is_ever_positive(world.needs[level].worsen);
}

bool can_improve(const World& world, NeedId level) {
  return level < world.needs.size() && is_ever_positive(world.needs[level].improve);
}

bool can_relapse(const World& world, NeedId level) {
  return level < world.needs.size() && is_ever_positive(world.needs[level].relapse);
}

bool has_capacity(const World& world, const Epoch& epoch, ServiceId service) {
  const ServiceInfo& info = world.services[service];
  if (info.role != kNoRole) return epoch.roles[info.role].wte * epoch.roles[info.role].weekly_minutes > 0;
  return !epoch.services[service].places || *epoch.services[service].places > 0;
}

bool can_end(const World& world, const Epoch& epoch, ServiceId s, NeedId level, Exit exit) {
  const Service& service = epoch.services[s];
  const ServiceInfo& info = world.services[s];
  if (info.kind == ServiceKind::crisis) return exit == Exit::seen;
  const bool missable = info.kind == ServiceKind::assessment || holds_courses(info.kind);
  switch (exit) {
    case Exit::seen:
    case Exit::completed:
      return has_capacity(world, epoch, s) && can_finish(service, info, exit);
    case Exit::early:
      return holds_courses(info.kind) && any_positive(service.early_by_session);
    case Exit::dropped_out:
      return can_drop_out(service, info);
    case Exit::left:
      return (service.reneges && info.listed) || (missable && service.missed_first + service.cancelled > 0);
    case Exit::no_reply:
      return service.no_reply > 0;
    case Exit::balked:
      return any_positive(service.balk.chance);
    case Exit::better:
      return info.listed && can_improve(world, level) && world.needs[level].improves_to == world.recovered();
    case Exit::moved:  // the crisis service's route leads on
      return false;
  }
  return false;
}

}  // namespace caseload
