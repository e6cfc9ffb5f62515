// The generator itself: what it makes can be read and compiled, and differs widely.

#include "tests/models/laws/random_scenario.hpp"

#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

// What is wrong with it, "" if it compiles with and without its policies.
std::string problems_of(const RandomScenario& made) {
  try {
    const Scenario scenario = read(made);
    scenario.compile({}, "");
    scenario.compile(made.policies, "");
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("scenarios made up from a seed can be read and compiled", "[random]") {
  for (const std::uint32_t seed : scenario_seeds(1)) {
    for (const Layout layout : {Layout::whole, Layout::halves}) {
      const RandomScenario made = random_scenario(seed, layout);
      const std::string problems = problems_of(made);
      if (!problems.empty()) FAIL("random_scenario(" << seed << "):\n" << problems << "\n\n" << made.text << made.list);
    }
  }
}

// Hidden: CASELOAD_RANDOM_SEED=37 models_tests "[print]" shows what a failure speaks of.
TEST_CASE("print one made-up scenario", "[.print]") {
  const char* seed = std::getenv("CASELOAD_RANDOM_SEED");
  REQUIRE(seed != nullptr);
  for (const Layout layout : {Layout::whole, Layout::halves}) {
    const RandomScenario made = random_scenario(static_cast<std::uint32_t>(std::strtoul(seed, nullptr, 10)), layout);
    std::cout << "# " << (layout == Layout::whole ? "whole" : "halves") << "\n" << made.text << made.list << "\n";
  }
}
