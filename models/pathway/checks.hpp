#pragma once
// Findings that need no graph: shares that do not add up, crises nobody answers.

#include <vector>

#include "models/pathway/pathway.hpp"

namespace caseload {

void check_shares(const World& world, const Epoch& epoch, std::vector<PathwayFinding>& findings);
void check_crises(const World& world, const Epoch& epoch, std::vector<PathwayFinding>& findings);

}  // namespace caseload
