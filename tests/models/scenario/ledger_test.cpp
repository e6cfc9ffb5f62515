#include <algorithm>

#include "models/scenario/scenario.hpp"
#include "tests/catch.hpp"
#include "tests/models/scenario/texts.hpp"

using namespace caseload;
using Catch::Approx;

namespace {

const char* const kPolicy = R"([policy.more]
from = "52 weeks"
change = { "staff.*.wte" = { value = "+ 20 %", low = "+ 10 %", high = "+ 30 %", status = "assumption" }, "service.*.cap" = 6 }
divert = [{ from = "triage", to = "app", share = { value = 0.5, source = "report" } }]
)";

LedgerEntry entry(const std::vector<LedgerEntry>& ledger, const std::string& path) {
  const auto found = std::find_if(ledger.begin(), ledger.end(), [&](const LedgerEntry& e) { return e.path == path; });
  INFO(path);
  REQUIRE(found != ledger.end());
  return *found;
}

}  // namespace

TEST_CASE("the ledger holds each number as written, in the unit of the model, with its source", "[ledger]") {
  const auto ledger = evidenced().ledger();
  const LedgerEntry rate = entry(ledger, "referrals.gp.rate");
  CHECK(rate.value == "12");
  CHECK(rate.unit == "/ week");
  CHECK(rate.number == Approx(12.0 / 7));
  CHECK(rate.status == "published-unchecked");
  CHECK(rate.publisher == "A publisher");
  CHECK(rate.year == "2024");
  CHECK(rate.where.line == 17);
  const LedgerEntry share = entry(ledger, "need.mild.share");
  CHECK(share.status == "published");  // a source without a status
  CHECK(share.note == "by hand");
  CHECK(entry(ledger, "need.moderate.share").low == "0.5");
  CHECK(entry(ledger, "service.step2.sessions.sd").number == 3);
  CHECK(entry(ledger, "route.step2.dropped_out.triage.delay").number == 84);
}

TEST_CASE("lengths, dates and limits are not in the ledger", "[ledger]") {
  for (const LedgerEntry& entry : evidenced().ledger()) {
    CHECK(entry.path.rfind("scenario.", 0) != 0);
    CHECK(entry.path != "service.step2.missed_limit");
    CHECK(entry.path != "schema");
  }
}

TEST_CASE("policies are in the ledger when asked for", "[ledger][policy]") {
  const Scenario scenario = evidenced(kPolicy);
  const auto without = scenario.ledger(), ledger = scenario.ledger({"more"});
  CHECK(ledger.size() == without.size() + 3);
  const LedgerEntry wte = entry(ledger, "staff.*.wte");
  CHECK(wte.policy == "more");
  CHECK(wte.value == "+ 20 %");
  CHECK(wte.high == "+ 30 %");
  CHECK(wte.number == Approx(1.2));
  CHECK(entry(ledger, "service.*.cap").number == 6);
  CHECK(entry(ledger, "divert.triage>app").title == "A report");
}

TEST_CASE("strict names every number without a source that is not called an assumption", "[ledger][strict]") {
  CHECK(evidenced().strict_problems().empty());
  const auto bare =
      Scenario::parse(replaced(texts::evidenced(), "status = \"assumption\"\nwte = 3", "wte = 3"), "small.toml", {})
          .strict_problems();
  REQUIRE(bare.size() == 2);
  CHECK(bare[0].key == "staff.pwp.wte");
  CHECK(bare[1].key == "staff.pwp.hours");
  CHECK(bare[0].where.column == 7);
}

TEST_CASE("strict wants the source of what is called published", "[ledger][strict]") {
  const auto problems =
      Scenario::parse(replaced(texts::evidenced(), "status = \"published-unchecked\", source = \"report\"",
                               "status = \"published-unchecked\""),
                      "small.toml", {})
          .strict_problems();
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].message == "found status \"published-unchecked\" without the source it was published in");
}

TEST_CASE("strict covers the policies of the file", "[ledger][strict][policy]") {
  const auto problems = evidenced(kPolicy).strict_problems();
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].key == "policy.more: service.*.cap");
}
