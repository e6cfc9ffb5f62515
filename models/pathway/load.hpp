#pragma once
// What the flows ask of the staff and of the places, against what there is.

#include <vector>

#include "models/pathway/pathway.hpp"
#include "models/pathway/traffic.hpp"

namespace caseload {

// One entry a service. Crisis services are left out of what is asked for: crises are no part of the flows.
std::vector<ServiceFlow> service_flows(const World& world, const Epoch& epoch, const Traffic& traffic);

// One entry a role, `supply_minutes` from `supply_of`. Absence is on the other side of the balance, for an appointment
// that falls out holds its minutes and has to be given again.
std::vector<RoleLoad> role_loads(const World& world, const Epoch& epoch, const std::vector<ServiceFlow>& services);

// Minutes a week in force in the long run: posts close at the rate of turnover, for the notice and the mean time of
// recruiting; trainees hold less; long absences empty a post. Without turnover, the posts vacant at the start stay so.
double supply_of(const Role& role);

// Findings on services with less than they are asked for.
std::vector<PathwayFinding> load_findings(const World& world, const Epoch& epoch, const Pathway& pathway);

}  // namespace caseload
