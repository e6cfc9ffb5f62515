#pragma once
// A pathway as Graphviz text: services as boxes (crisis services dashed), sources as ovals, ends plain; arrows carry
// the flows per week, those that nobody takes at present are grey.

#include <string>
#include <vector>

#include "models/pathway/pathway.hpp"

namespace caseload {

// `possible` are arrows to draw even where no flow goes along them (of which those in `pathway.flows` may be a part).
std::string draw_pathway(const World& world, const Pathway& pathway, const std::vector<Flow>& possible);

}  // namespace caseload
