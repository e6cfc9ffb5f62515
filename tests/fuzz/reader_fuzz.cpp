// Any text as a scenario: it becomes worlds and a ledger, or it is refused in words. Nothing is simulated.
//
// An input may bring further files with it (see split_input); what it says about them finds those, the shipped
// scenarios, and the files beside the scenarios of the tests.

#include "models/scenario/document.hpp"
#include "tests/fuzz/sandbox.hpp"

using namespace caseload;

namespace {

constexpr std::size_t kMostPolicies = 4, kMostAreas = 3;  // of one input; more of them would tell nothing new

template <class Attempt>
void or_refuse(const Attempt& attempt) {
  try {
    attempt();
  } catch (const ScenarioError& error) {
    fuzz::check_refusal(error);
  }
}

void compile(const Scenario& scenario, const std::vector<std::string>& policies, const std::string& area) {
  or_refuse([&] {
    const World world = scenario.compile(policies, area);
    fuzz::require(!world.epochs.empty() && !world.needs.empty(), "a world has values and people");
  });
}

void use(const Scenario& scenario) {
  std::vector<std::string> policies, areas = scenario.areas();
  for (const PolicyInfo& policy : scenario.policies()) policies.push_back(policy.name);
  policies.resize(std::min(policies.size(), kMostPolicies));
  areas.resize(std::min(areas.size(), kMostAreas));
  or_refuse([&] {
    for (const LedgerEntry& entry : scenario.ledger(policies))
      fuzz::require(!entry.path.empty(), "a number of the ledger has a path");
    scenario.strict_problems(policies);
  });
  compile(scenario, {}, "");
  for (const std::string& policy : policies) compile(scenario, {policy}, "");
  compile(scenario, policies, "");
  for (const std::string& area : areas) compile(scenario, {}, area);
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const std::filesystem::path source = CASELOAD_SOURCE_DIR;
  fuzz::put_files_below(source / "scenarios", "shipped");
  fuzz::put_files_below(source / "tests/malformed/parts", "parts");
  for (const char* beside : {"scenarios/england", "tests/scenarios"}) fuzz::put_files_below(source / beside, "");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto files = fuzz::split_input({reinterpret_cast<const char*>(data), size});
  fuzz::begin_input();
  for (const auto& [name, text] : files.others) fuzz::put_file("parts" / std::filesystem::path(name), text);
  or_refuse([&] { use(Scenario::parse(files.main, "main.toml", {{"shipped"}})); });
  return 0;
}
