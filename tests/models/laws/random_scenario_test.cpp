// The generator itself: what it makes can be read and compiled, and differs widely.

#include "tests/models/laws/random_scenario.hpp"

#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

#include "models/measures/state.hpp"
#include "models/world/purpose.hpp"
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

TEST_CASE("made-up scenarios use what the format has, each some of it", "[random]") {
  const std::vector<std::string> pieces = {"assessment",
                                           "course",
                                           "group",
                                           "digital",
                                           "stay",
                                           "kind = \"crisis\"",
                                           "staff = ",
                                           "places = ",
                                           "absence",
                                           "turnover",
                                           "recruit",
                                           "limit = ",
                                           "trainee",
                                           "load = ",
                                           "vacant",
                                           "long_absence",
                                           "\"priority\"",
                                           "\"share\"",
                                           "head_start",
                                           "\"always\"",
                                           "balk",
                                           "no_reply",
                                           "daily = ",
                                           "from = [",
                                           "missed_first",
                                           "cancelled",
                                           "rebook",
                                           "missed_limit",
                                           "cap = ",
                                           "by_session",
                                           "per_missed",
                                           "per_week_gap",
                                           "after_last",
                                           "[service.service0.early]",
                                           "recovery",
                                           "present",
                                           "delay = { dist = \"gamma\"",
                                           "need.n1",
                                           "need.recovered",
                                           "relapsed",
                                           "monthly",
                                           "weekday",
                                           "by_hour",
                                           "growth",
                                           "strata",
                                           "frailty",
                                           "warm_up",
                                           "report_from",
                                           "step = ",
                                           "waited = ",
                                           "to_go",
                                           "list.csv",
                                           "over = ",
                                           "divert",
                                           "first_session",
                                           "notice = ",
                                           "target",
                                           "cost"};
  std::map<std::string, std::size_t> with;
  std::set<std::size_t> sizes;
  const auto seeds = scenario_seeds(1);
  for (const std::uint32_t seed : seeds) {
    const RandomScenario made = random_scenario(seed);
    sizes.insert(made.services.size());
    for (const std::string& piece : pieces)
      if (made.text.find(piece) != std::string::npos) ++with[piece];
  }
  for (const std::string& piece : pieces) {
    CAPTURE(piece, with[piece], seeds.size());
    CHECK(with[piece] * 30 > seeds.size());
    CHECK(with[piece] < seeds.size());
  }
  CHECK(sizes.size() == 6);
}

TEST_CASE("made-up scenarios between them draw for every purpose and have every ending", "[random]") {
  std::uint64_t purposes = 0;
  Counts all;
  std::int64_t changes = 0, unmet = 0, returned = 0;
  for (const std::uint32_t seed : scenario_seeds(1)) {
    const RandomScenario made = random_scenario(seed);
    const World world = read(made).compile(made.policies, "");
    const Run r = run(world);
    purposes |= r.purposes;
    for (ServiceId s = 0; s < world.services.size(); ++s) all = all + counts(world, r.measures, s);
    const Tally& tally = r.measures.state().now;
    for (std::size_t cell = 0; cell < r.measures.state().cells; ++cell) {
      const auto of = [&](PeopleCount what) { return tally.people[cell * kPeopleCounts + position(what)]; };
      changes += of(PeopleCount::worsened) + of(PeopleCount::bettered);
      unmet += of(PeopleCount::unmet);
      returned += of(PeopleCount::relapsed);
    }
  }
  for (unsigned purpose = 1; purpose <= static_cast<unsigned>(Purpose::long_absence_length); ++purpose) {
    CAPTURE(purpose);
    CHECK((purposes >> purpose & 1) == 1);
  }
  for (std::size_t exit = 0; exit < kExits; ++exit) {
    CAPTURE(exit);
    CHECK(all.exits[exit] > 20);
  }
  for (const std::int64_t of_kind : all.appointments) CHECK(of_kind > 200);
  CHECK(std::min({changes, unmet, returned, all.rebooked, all.direct, all.waiting, all.booked, all.in}) > 20);
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
