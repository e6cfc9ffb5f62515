#include "models/scenario/policy.hpp"

#include "tests/catch.hpp"
#include "tests/models/scenario/folder.hpp"
#include "tests/models/scenario/texts.hpp"

using namespace caseload;
using Catch::Approx;

namespace {

const std::string kFile = R"(schema = 1
[sources.trial]
title = "A trial"
[policy.more]
title = "More staff"
from = "52 weeks"
over = "1 year"
evidence = "A trial."
status = "assumption"
change = { "staff.*.wte" = "+ 20 %", "service.*.every" = "+ 1 week", "service.*.drop_out.per_missed" = 0.1 }
)";

}  // namespace

TEST_CASE("a policy's changes multiply, add or replace", "[policy]") {
  const Folder folder;
  folder.write("more.toml", kFile);
  const Policy policy = load_policy_file(folder.path("more.toml")).policy;
  CHECK(policy.info.name == "more");
  CHECK(policy.from.days == 364);
  CHECK(policy.over.months == 12);
  REQUIRE(policy.changes.size() == 3);
  CHECK(policy.changes[0].how == Change::How::multiply);
  CHECK(policy.changes[0].amount == Approx(1.2));
  CHECK(policy.changes[1].how == Change::How::add);
  CHECK(policy.changes[1].amount == 7);
  CHECK(policy.changes[2].how == Change::How::set);
  CHECK(policy.changes[2].value.values[0] == 0.1);
  CHECK(policy.changes[2].evidence.status == "assumption");
}

TEST_CASE("a policy is looked up in the scenario, then among the shipped, then as a path", "[policy]") {
  const Folder folder;
  std::filesystem::create_directories(folder.path("policies"));
  std::string shipped = kFile;
  shipped.replace(shipped.find("\"service.*.every\" = \"+ 1 week\", "), 32, "");
  folder.write("policies/more.toml", shipped);
  const Library library{{folder.path("")}};
  const Scenario plain = Scenario::parse(texts::evidenced(), "small.toml", library);
  CHECK(plain.policy("more").title == "More staff");
  CHECK(plain.policy(folder.path("policies/more.toml")).title == "More staff");
  const std::string own = "[policy.more]\ntitle = \"Own\"\nfrom = 2023-04-01\n";
  CHECK(Scenario::parse(texts::evidenced() + own, "small.toml", library).policy("more").title == "Own");
  try {
    plain.policy("mroe");
    FAIL("not refused");
  } catch (const ScenarioError& error) {
    CHECK(std::string(error.what()).find("did you mean \"more\"?") != std::string::npos);
  }
}

TEST_CASE("a policy that stands alone is checked against the format, its paths not against a scenario", "[policy]") {
  const Folder folder;
  folder.write("more.toml", kFile);
  CHECK(check_policy(folder.path("more.toml"), {}, true).name == "more");
  std::string bare = kFile;
  bare.replace(bare.find("status = \"assumption\"\n"), 22, "");
  folder.write("bare.toml", bare);
  CHECK_NOTHROW(check_policy(folder.path("bare.toml"), {}, false));
  CHECK_THROWS_AS(check_policy(folder.path("bare.toml"), {}, true), ScenarioError);
  CHECK_THROWS_AS(check_policy("nowhere", {}, false), ScenarioError);
}

TEST_CASE("a policy whose path matches nothing in a scenario is refused there", "[policy]") {
  const Folder folder;
  folder.write("more.toml", kFile);
  const Scenario scenario = evidenced();  // no service of it says `every`
  try {
    scenario.policy(folder.path("more.toml"));
    FAIL("not refused");
  } catch (const ScenarioError& error) {
    REQUIRE(error.problems().size() == 1);
    CHECK(error.problems()[0].message.find("does not state") != std::string::npos);
  }
}

TEST_CASE("rewriting shares is allowed and warned of", "[policy]") {
  const Scenario scenario = evidenced(
      "[policy.all_in]\nfrom = \"1 year\"\nchange = { \"route.triage.seen\" = { step2 = 0.9, signposted = 0.1 } }\n");
  REQUIRE(scenario.warnings().size() == 1);
  CHECK(scenario.warnings()[0].message.find("divert") != std::string::npos);
}

TEST_CASE("policies that are always in force must exist", "[policy]") {
  const auto problems = problems_of(replaced(texts::evidenced(), "length =", "apply = [\"more\"]\nlength ="));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].key == "scenario.apply");
}
