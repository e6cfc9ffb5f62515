#include "models/pathway/load.hpp"

#include <algorithm>

#include "models/pathway/figures.hpp"

namespace caseload {

namespace {

PathwayFinding too_little(const std::string& where, double asked, double there, const char* of) {
  return {PathwayFinding::Severity::warning, where,
          "asked for " + three_figures(asked) + " " + of + ", has " + three_figures(there) + " (" +
              three_figures(100 * asked / there) + " %): its list grows until people leave it"};
}

}  // namespace

std::vector<ServiceFlow> service_flows(const World& world, const Epoch& epoch, const Traffic& traffic) {
  std::vector<ServiceFlow> flows;
  for (std::size_t s = 0; s < world.services.size(); ++s) {
    const ServiceInfo& info = world.services[s];
    const Service& service = epoch.services[s];
    double joined = 0;
    for (const double a_day : traffic.joined[s]) joined += a_day;
    ServiceFlow flow{info.name, 7 * joined, 0, 0};
    for (std::size_t level = 0; level < traffic.joined[s].size(); ++level) {
      const double a_day = traffic.joined[s][level];
      if (a_day <= 0) continue;
      const ExpectedVisit visit =
          expect_visit(world, epoch, static_cast<ServiceId>(s), static_cast<NeedId>(level), joined);
      if (info.role != kNoRole) flow.minutes_a_week += 7 * a_day * visit.held_minutes;
      if (service.places) flow.places += a_day * visit.held_days;
    }
    flows.push_back(flow);
  }
  return flows;
}

double supply_of(const Role& role) {
  const double established = role.wte * role.weekly_minutes;
  double in_force = 1 - role.vacant;  // of a post's time
  const double cycle_in_days = role.turnover > 0 ? 1 / role.turnover : 0;
  if (cycle_in_days > 0) {  // open, then under notice, then empty
    const double empty = in_days(role.notice_to_leave) + (role.recruit ? role.recruit->mean() : 0);
    const double training = std::min(in_days(role.trainee_for), cycle_in_days) * (1 - role.trainee_fraction);
    in_force = (cycle_in_days - training) / (cycle_in_days + empty);
  }
  const double away = role.long_absence_length ? role.long_absence * role.long_absence_length->mean() : 0;
  return established * in_force / (1 + away);
}

std::vector<RoleLoad> role_loads(const World& world, const Epoch& epoch, const std::vector<ServiceFlow>& services) {
  std::vector<RoleLoad> loads;
  for (std::size_t r = 0; r < world.roles.size(); ++r)
    loads.push_back({world.roles[r].name, 0, supply_of(epoch.roles[r])});
  for (std::size_t s = 0; s < services.size(); ++s)
    if (world.services[s].role != kNoRole) loads[world.services[s].role].offered_minutes += services[s].minutes_a_week;
  return loads;
}

std::vector<PathwayFinding> load_findings(const World& world, const Epoch& epoch, const Pathway& pathway) {
  std::vector<PathwayFinding> findings;
  for (const RoleLoad& load : pathway.roles) {
    if (load.offered_minutes > load.supply_minutes && load.supply_minutes > 0)
      findings.push_back(too_little("staff." + load.role, load.offered_minutes, load.supply_minutes, "minutes a week"));
  }
  for (std::size_t s = 0; s < pathway.services.size(); ++s) {
    const double there = epoch.services[s].places.value_or(0);
    if (pathway.services[s].places > there && there > 0)
      findings.push_back(too_little("service." + world.services[s].name, pathway.services[s].places, there, "places"));
  }
  return findings;
}

}  // namespace caseload
