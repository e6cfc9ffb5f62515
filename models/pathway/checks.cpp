#include "models/pathway/checks.hpp"

#include <cmath>
#include <cstdio>

#include "models/pathway/names.hpp"
#include "models/pathway/possible.hpp"

namespace caseload {

using Severity = PathwayFinding::Severity;

void check_shares(const World& world, const Epoch& epoch, std::vector<PathwayFinding>& findings) {
  for (std::size_t s = 0; s < world.services.size(); ++s) {
    for (std::size_t e = 0; e < kExits; ++e) {
      const auto& by_level = epoch.services[s].route[e];
      for (std::size_t level = 0; level < by_level.size(); ++level) {
        double sum = 0;
        bool outside = false;
        for (const Destination& destination : by_level[level]) {
          sum += destination.share;
          outside = outside || destination.share < 0 || destination.share > 1;
        }
        if (by_level[level].empty() || (!outside && std::abs(sum - 1) <= 1e-9)) continue;
        char text[64];
        std::snprintf(text, sizeof text, "shares of %s add up to %.10g, not 1", level_name(world, level).c_str(), sum);
        findings.push_back(
            {Severity::error, "route." + world.services[s].name + "." + exit_name(static_cast<Exit>(e)), text});
      }
    }
  }
}

void check_crises(const World& world, const Epoch& epoch, std::vector<PathwayFinding>& findings) {
  double takes = 0;
  for (std::size_t s = 0; s < world.services.size(); ++s)
    if (world.services[s].kind == ServiceKind::crisis) takes += epoch.services[s].takes;
  bool any = false;
  for (std::size_t need = 0; need < world.needs.size(); ++need)
    any = any || can_have_crisis(world, static_cast<NeedId>(need));
  if (any && takes <= 0)
    findings.push_back({Severity::warning, "need", "there are crises and no service of kind crisis: all go unmet"});
}

}  // namespace caseload
