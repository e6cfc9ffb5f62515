#pragma once
// The worlds that the laws are held against: a town made by hand, and each made-up scenario as it is and with all of
// its policies.

#include <string>
#include <vector>

#include "tests/models/laws/random_scenario.hpp"
#include "tests/models/laws/watched.hpp"
#include "tests/models/towns.hpp"

namespace caseload {

// Calls test(world) for each of them, with the seed in what a failure says.
template <class Test>
void for_random_worlds(std::uint32_t one_in, const Test& test) {
  {
    INFO("the town of towns.hpp");
    test(town_draft(weeks(30)).world());
  }
  for (const std::uint32_t seed : scenario_seeds(one_in)) {
    const RandomScenario made = random_scenario(seed);
    const Scenario scenario = read(made);
    for (const auto& policies : {std::vector<std::string>{}, made.policies}) {
      INFO("random_scenario(" << seed << ") with " << policies.size() << " policies");
      test(scenario.compile(policies, ""));
      if (made.policies.empty()) break;
    }
  }
}

// Every service, first need and stratum.
template <class Visit>
void each_slot(const World& world, Visit visit) {
  for (ServiceId s = 0; s < world.services.size(); ++s)
    for (NeedId n = 0; n < world.needs.size(); ++n)
      for (StratumId k = 0; k < world.strata.size(); ++k) visit(s, n, k);
}

inline std::string slot_in_words(const World& world, ServiceId s, NeedId n, StratumId k) {
  return "service " + world.services[s].name + ", need " + world.needs[n].name + ", stratum " + world.strata[k];
}

}  // namespace caseload
