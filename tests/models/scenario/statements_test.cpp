#include <algorithm>

#include "models/scenario/scenario.hpp"
#include "tests/catch.hpp"
#include "tests/models/scenario/texts.hpp"

using namespace caseload;

namespace {

const Statement* find(const std::vector<Statement>& statements, const std::string& path) {
  const auto found =
      std::find_if(statements.begin(), statements.end(), [&](const Statement& s) { return s.path == path; });
  return found == statements.end() ? nullptr : &*found;
}

Statement statement(const std::vector<Statement>& statements, const std::string& path) {
  INFO(path);
  const Statement* found = find(statements, path);
  REQUIRE(found);
  return *found;
}

}  // namespace

TEST_CASE("statements are what a file says beside the numbers of its ledger", "[statements]") {
  const auto told = evidenced().statements();
  CHECK(statement(told, "scenario.start").value == "2022-04-01");
  CHECK(statement(told, "scenario.length").value == "3 years");
  CHECK(statement(told, "sources.report.title").value == "A report");
  CHECK(statement(told, "service.step2.staff").value == "pwp");
  CHECK(statement(told, "service.step2.staff").meaning == "The role that does the work; or `places`.");
  CHECK(statement(told, "service.step2.missed_limit").value == "3");
  CHECK(statement(told, "service.step2.sessions.dist").value == "gamma");
  CHECK_FALSE(statement(told, "service.step2.staff").left_out);
}

TEST_CASE("no number is both a statement and in the ledger, and none is missing from both", "[statements][ledger]") {
  const Scenario scenario = evidenced();
  const auto told = scenario.statements();
  for (const LedgerEntry& entry : scenario.ledger()) {
    INFO(entry.path);
    CHECK_FALSE(find(told, entry.path));
  }
  CHECK(find(told, "service.app.use") == nullptr);  // a constant is in the ledger
}

TEST_CASE("a quantity given by need group is a table of them and no statement", "[statements]") {
  const auto told =
      evidenced("[service.step2.deterioration]\nmild = { value = 0.1, source = \"report\" }\n").statements();
  CHECK_FALSE(find(told, "service.step2.deterioration"));
}

TEST_CASE("what a table leaves out is told with what holds instead", "[statements]") {
  const auto told = evidenced().statements();
  const Statement every = statement(told, "service.step2.every");
  CHECK(every.left_out);
  CHECK(every.value == "1 week");
  CHECK(every.meaning == "Interval between appointments.");
  CHECK_FALSE(find(told, "service.triage.cap"));       // not for assessments
  CHECK_FALSE(find(told, "people.crisis_factor.in"));  // there is no such table
  CHECK(statement(told, "staff.pwp.turnover").left_out);
}

TEST_CASE("policies tell their own numbers and are no statements", "[statements][policy]") {
  const auto told =
      evidenced("[policy.more]\nfrom = \"1 year\"\nchange = { \"staff.*.wte\" = \"+ 2\" }\n").statements();
  CHECK(std::none_of(told.begin(), told.end(), [](const Statement& s) { return s.path.rfind("policy", 0) == 0; }));
}

TEST_CASE("a key has the meaning that the format gives it", "[statements][format]") {
  CHECK(key_meaning("staff.pwp.wte") == "Whole-time equivalents.");
  CHECK(key_meaning("staff.*.wte") == "Whole-time equivalents.");
  CHECK(key_meaning("service.step2.sessions.mean") == "Sessions planned: mean.");
  CHECK(key_meaning("route.triage.need.mild.seen.step2") ==
        "Share that goes to this service, or to `away`, `signposted` or `rejected`.");
  CHECK(key_meaning("staff.pwp.wages").empty());
}
