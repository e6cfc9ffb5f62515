#pragma once
// Valid scenarios made up from a seed, as a user would write them: TOML text, and the CSV of one list now and then.
//
// They are small (a few services, some hundred people, less than a year) and differ as widely as the format allows:
// all kinds of service with staff or places, lists with every way of leaving them, posts that are left, empty or
// limited, levels that change, crises, people there at the start, strata, seasons, policies with ramps and diversions,
// day steps. The same seed gives the same text with every standard library.

#include <cstdint>
#include <string>
#include <vector>

#include "models/scenario/scenario.hpp"

namespace caseload {

struct RandomScenario {
  std::uint32_t seed = 0;
  std::string text;
  std::string list;                   // people waiting, beside the file as list.csv; "" where there is none
  std::vector<std::string> policies;  // in the file
  std::vector<std::string> numbers;   // paths that a policy may multiply
  std::vector<std::string> services;  // but for those that answer crises
  std::vector<std::string> roles;
};

enum class Layout : std::uint8_t {
  whole,   // anything may lead to anything
  halves,  // services, roles, referrals and routes called a… and b…, no way from one half to the other
};

RandomScenario random_scenario(std::uint32_t seed, Layout layout = Layout::whole);

// Reads it, with `more` at its end. What is wrong with it is thrown as ScenarioError.
Scenario read(const RandomScenario& made, const std::string& more = "");

// Seeds 1 … n of the scenarios that a test looks at: n = `usual`, times CASELOAD_RANDOM_SCENARIOS ÷ 100 if that is set.
std::vector<std::uint32_t> scenario_seeds(std::uint32_t usual);

}  // namespace caseload
