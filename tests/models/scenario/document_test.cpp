#include "models/scenario/document.hpp"

#include "tests/catch.hpp"
#include "tests/models/scenario/texts.hpp"

using namespace caseload;
using Catch::Approx;

namespace {

Document document() { return evidenced().data().document; }

std::vector<std::string> paths(const std::vector<const Node*>& nodes) {
  std::vector<std::string> found;
  for (const Node* node : nodes) found.push_back(node->path);
  return found;
}

}  // namespace

TEST_CASE("values are found by path, or their fallback", "[document]") {
  const Document d = document();
  CHECK(d.number("staff.pwp.wte", 0) == 3);
  CHECK(d.number("staff.pwp.absence", 0.05) == 0.05);
  CHECK(d.root.duration("service.triage.time", {}) == minutes(45));
  CHECK(d.root.string("service.triage.kind") == "assessment");
  CHECK(d.root.numbers("service.triage.nothing").empty());
  CHECK(d.children("nothing").empty());
  CHECK_THROWS(d.number("service.triage.kind", 0));  // our fault, not the user's
}

TEST_CASE("a pattern matches what the file states", "[document]") {
  const Document d = document();
  CHECK(paths(d.matching("need.*.share")) == std::vector<std::string>{"need.moderate.share", "need.mild.share"});
  CHECK(paths(d.matching("service.*.sessions")) == std::vector<std::string>{"service.step2.sessions"});
  CHECK(d.matching("service.*.cap").empty());
}

TEST_CASE("a pattern finds where a value could stand, in services of the right kind", "[document]") {
  const Document d = document();
  CHECK(d.possible("service.*.cap") == std::vector<std::string>{"service.step2.cap"});
  CHECK(d.possible("service.*.missed") == std::vector<std::string>{"service.triage.missed", "service.step2.missed"});
  CHECK(d.possible("service.step2.drop_out.per_missed") ==
        std::vector<std::string>{"service.step2.drop_out.per_missed"});
  CHECK(d.possible("service.app.drop_out.per_missed").empty());
  CHECK(d.possible("service.app.drop_out.rate").size() == 1);
  CHECK(d.possible("service.nurse.missed").empty());
  CHECK(d.possible("service.*.sessions.mean") == std::vector<std::string>{"service.step2.sessions.mean"});
  CHECK(d.possible("route.triage.seen.*").size() == 2);
}

TEST_CASE("a change multiplies a number, its range, or the whole of a distribution", "[document]") {
  Document d = document();
  CHECK(d.multiply("need.moderate.share", 1.1).empty());
  CHECK(d.number("need.moderate.share", 0) == Approx(0.66));
  CHECK(d.find("need.moderate.share")->high[0] == Approx(0.77));
  CHECK(d.multiply("service.step2.sessions", 1.3).empty());
  CHECK(d.find("service.step2.sessions")->factor == Approx(1.3));
  CHECK(d.number("service.step2.sessions.mean", 0) == 6);
}

TEST_CASE("a change beyond what is allowed is told and not clamped", "[document]") {
  Document d = document();
  CHECK(d.multiply("need.moderate.share", 2) == "found 1.2, expected a share or chance from 0 to 1");
  CHECK(d.add("staff.pwp.wte", -4) == "found -1, expected zero or more");
}

TEST_CASE("a value can be set where the file has none, and a share keeps its delay", "[document]") {
  Document d = document();
  Node value = *d.find("staff.pwp.wte");
  value.values = {0.2};
  d.set("service.step2.drop_out.per_missed", value);
  CHECK(d.number("service.step2.drop_out.per_missed", 0) == 0.2);
  CHECK(d.find("service.step2.drop_out.per_missed")->path == "service.step2.drop_out.per_missed");
  Node share = *d.find("route.triage.seen.step2");
  d.set("route.step2.dropped_out.triage", share);
  CHECK(d.number("route.step2.dropped_out.triage", 0) == 0.7);
  CHECK(d.number("route.step2.dropped_out.triage.delay", 0) == 84);
}
