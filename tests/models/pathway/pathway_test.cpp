#include "models/pathway/pathway.hpp"

#include <algorithm>
#include <string>

#include "models/pathway/figures.hpp"
#include "tests/catch.hpp"
#include "tests/models/worlds.hpp"

using namespace caseload;
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;

namespace {

SmallWorld town() {
  SmallWorld small;
  small.role("pwp", 10, 1200);
  small.assessment("triage", "pwp", minutes(45));
  small.course("step2", "pwp", Distribution::constant(6), minutes(35));
  small.source("gp", "triage", 10);
  small.route("triage", Exit::seen, {{"step2", 0.7}, {"signposted", 0.2}, {"rejected", 0.1}});
  return small;
}

const PathwayFinding* finding(const Pathway& pathway, const std::string& where) {
  const auto found = std::find_if(pathway.findings.begin(), pathway.findings.end(),
                                  [&](const PathwayFinding& f) { return f.where == where; });
  return found == pathway.findings.end() ? nullptr : &*found;
}

const Flow* flow(const Pathway& pathway, const std::string& from, const std::string& exit, const std::string& to) {
  const auto found = std::find_if(pathway.flows.begin(), pathway.flows.end(),
                                  [&](const Flow& f) { return f.from == from && f.exit == exit && f.to == to; });
  return found == pathway.flows.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a pathway without faults has no findings", "[pathway]") {
  SmallWorld small = town();
  small.epoch().roles[0].wte = 12;
  CHECK(examine_pathway(small.world()).findings.empty());
}

TEST_CASE("a service that nothing leads to is found unreachable", "[pathway]") {
  SmallWorld small = town();
  small.digital("app", Distribution::constant(35));
  const Pathway pathway = examine_pathway(small.world());
  REQUIRE(finding(pathway, "service.app") != nullptr);
  CHECK(finding(pathway, "service.app")->severity == PathwayFinding::Severity::warning);
  CHECK_THAT(finding(pathway, "service.app")->message, ContainsSubstring("nobody is ever sent here"));
}

TEST_CASE("a diversion, an initial list and a relapse make a service reachable", "[pathway]") {
  SmallWorld diverted = town();
  diverted.digital("app", Distribution::constant(35));
  diverted.divert("triage", "app", 0.5);
  CHECK(finding(examine_pathway(diverted.world()), "service.app") == nullptr);

  SmallWorld listed = town();
  listed.stay("ward", 5, Distribution::constant(30));
  InitialList list;
  list.service = listed.service_id("ward");
  list.waiting = 3;
  listed.draft.initial.push_back(list);
  CHECK(finding(examine_pathway(listed.world()), "service.ward") == nullptr);

  SmallWorld relapsing = town();
  relapsing.stay("ward", 5, Distribution::constant(30));
  relapsing.draft.needs[0].relapse = Staircase(0.001);
  relapsing.epoch().relapse = {{relapsing.service_id("ward"), 1.0, {}}};
  CHECK(finding(examine_pathway(relapsing.world()), "service.ward") == nullptr);
}

TEST_CASE("a crisis service is reached by crises, where there are any", "[pathway]") {
  SmallWorld small = town();
  small.crisis("line", 1.0);
  CHECK(finding(examine_pathway(small.world()), "service.line") != nullptr);
  small.crisis_rate(0, 0.001);
  CHECK(finding(examine_pathway(small.world()), "service.line") == nullptr);
  small.service("line").takes = 0;
  CHECK_THAT(finding(examine_pathway(small.world()), "need")->message, ContainsSubstring("all go unmet"));
}

TEST_CASE("a loop that no one can leave is an error, one with a way out is not", "[pathway]") {
  SmallWorld small = town();
  small.stay("one", 5, Distribution::constant(10));
  small.stay("two", 5, Distribution::constant(10));
  small.route("triage", Exit::seen, {{"one", 0.01}, {"away", 0.99}});
  small.route("one", Exit::seen, {{"two", 1.0}});
  small.route("two", Exit::seen, {{"one", 1.0}});
  const Pathway caught = examine_pathway(small.world());
  REQUIRE(finding(caught, "service.one") != nullptr);
  CHECK(finding(caught, "service.one")->severity == PathwayFinding::Severity::error);
  CHECK_THAT(finding(caught, "service.one")->message, ContainsSubstring("one and two"));

  small.route("two", Exit::seen, {{"one", 0.5}, {"away", 0.5}});
  CHECK(finding(examine_pathway(small.world()), "service.one") == nullptr);
}

TEST_CASE("a loop for one need group alone is found, unless that need can change", "[pathway]") {
  SmallWorld small({{"mild", 0.5}, {"severe", 0.5}});
  small.stay("ward", 50, Distribution::constant(10));
  small.source("gp", "ward", 1);
  small.route_of_level("ward", Exit::seen, 1, {{"ward", 1.0}});
  const Pathway caught = examine_pathway(small.world());
  REQUIRE(finding(caught, "service.ward") != nullptr);
  CHECK(finding(caught, "service.ward")->severity == PathwayFinding::Severity::error);
  small.improves(1, 0, 0.01);
  for (const PathwayFinding& f : examine_pathway(small.world()).findings)
    CHECK(f.severity == PathwayFinding::Severity::warning);
}

TEST_CASE("shares that do not add up are an error that shows the sum", "[pathway]") {
  SmallWorld small = town();
  small.route("triage", Exit::seen, {{"step2", 0.7}, {"away", 0.2}});
  const Pathway pathway = examine_pathway(small.world());
  REQUIRE(finding(pathway, "route.triage.seen") != nullptr);
  CHECK_THAT(finding(pathway, "route.triage.seen")->message, ContainsSubstring("0.9"));
}

TEST_CASE("dead ends: an assessment without a route, a service without staff", "[pathway]") {
  SmallWorld small = town();
  small.route("triage", Exit::seen, {});
  CHECK_THAT(finding(examine_pathway(small.world()), "route.triage.seen")->message, ContainsSubstring("dead end"));
  SmallWorld empty = town();
  empty.epoch().roles[0].wte = 0;
  CHECK_THAT(finding(examine_pathway(empty.world()), "service.triage")->message, ContainsSubstring("dead end"));
}

TEST_CASE("offered load is flow times minutes held, against minutes in force", "[pathway]") {
  const Pathway pathway = examine_pathway(town().world());
  // 70 a week × 45 minutes for a week; 49 a week × 6 sessions of 35 minutes.
  CHECK(pathway.services[0].joined_a_week == Approx(70));
  CHECK(pathway.services[0].minutes_a_week == Approx(3150));
  CHECK(pathway.services[1].joined_a_week == Approx(49));
  CHECK(pathway.services[1].minutes_a_week == Approx(49 * 6 * 35));
  REQUIRE(pathway.roles.size() == 1);
  CHECK(pathway.roles[0].offered_minutes == Approx(3150 + 10290));
  CHECK(pathway.roles[0].supply_minutes == Approx(12000));
  CHECK_THAT(finding(pathway, "staff.pwp") ? finding(pathway, "staff.pwp")->message : "", ContainsSubstring("112 %"));
  CHECK(flow(pathway, "triage", "seen", "step2")->a_week == Approx(49));
  CHECK(flow(pathway, "gp", "", "triage")->a_week == Approx(70));
}

TEST_CASE("places needed are flow times days held", "[pathway]") {
  SmallWorld small;
  small.stay("ward", 20, Distribution::exponential(30));
  small.source("gp", "ward", 0.5);
  CHECK(examine_pathway(small.world()).services[0].places == Approx(15).epsilon(1e-3));
}

TEST_CASE("people who come back are counted each time, need by need", "[pathway]") {
  // Mild never come back; severe do with chance 1/2: twice as many visits. 14 × (0.75 + 0.25 × 2) a week.
  SmallWorld small({{"mild", 0.75}, {"severe", 0.25}});
  small.stay("ward", 50, Distribution::constant(10));
  small.source("gp", "ward", 2);
  small.route_of_level("ward", Exit::seen, 1, {{"ward", 0.5}, {"away", 0.5}});
  const Pathway pathway = examine_pathway(small.world());
  CHECK(pathway.services[0].joined_a_week == Approx(17.5));
  CHECK(flow(pathway, "ward", "seen", "ward")->a_week == Approx(3.5));
  CHECK(flow(pathway, "ward", "seen", "away")->a_week == Approx(14));
}

TEST_CASE("those who recover follow the route of the recovered", "[pathway]") {
  SmallWorld small = town();
  small.service("step2").outcome[0].recovered = {0.5, 1e-9};  // one half, whatever the dose
  small.route("step2", Exit::completed, {{"triage", 1.0}});
  small.route_of_level("step2", Exit::completed, 1, {{"away", 1.0}});
  // x = 70 + 0.7 × 0.5 × x for those in need; nobody recovered comes back.
  CHECK(examine_pathway(small.world()).services[0].joined_a_week == Approx(70 / (1 - 0.35)));
}

TEST_CASE("a diversion takes its share of whoever would join", "[pathway]") {
  SmallWorld small = town();
  small.digital("app", Distribution::constant(35));
  small.divert("triage", "app", 0.25);
  const Pathway pathway = examine_pathway(small.world());
  CHECK(pathway.services[0].joined_a_week == Approx(52.5));
  CHECK(flow(pathway, "gp", "", "app")->a_week == Approx(17.5));
}

TEST_CASE("of two diversions from one place the second takes of whom the first has left", "[pathway]") {
  SmallWorld small = town();
  small.digital("app", Distribution::constant(35));
  small.divert("triage", "app", 0.5);
  small.divert("triage", "step2", 0.5);
  const Pathway pathway = examine_pathway(small.world());
  CHECK(flow(pathway, "gp", "", "app")->a_week == Approx(35));
  CHECK(flow(pathway, "gp", "", "step2")->a_week == Approx(17.5));
  CHECK(flow(pathway, "gp", "", "triage")->a_week == Approx(17.5));
}

TEST_CASE("growth counts up to the moment asked about", "[pathway]") {
  SmallWorld small = town();
  small.epoch().sources[0].growth = 1.1;
  const Time in_two_years = Time::zero() + days(2 * kDaysPerYear);
  CHECK(examine_pathway(small.world(), in_two_years).services[0].joined_a_week == Approx(70 * 1.21));
}

TEST_CASE("vacancies, trainees and long absences lessen the supply", "[pathway]") {
  SmallWorld small = town();
  Role& role = small.epoch().roles[0];
  role.vacant = 0.1;
  CHECK(examine_pathway(small.world()).roles[0].supply_minutes == Approx(10800));
  role.turnover = 1.0 / 400;  // open 400 days, 50 of them at half; closed 56 + 114
  role.recruit = Distribution::constant(114);
  role.trainee_for = days(50);
  role.trainee_fraction = 0.5;
  CHECK(examine_pathway(small.world()).roles[0].supply_minutes == Approx(12000 * 375.0 / 570));
}

TEST_CASE("the drawing names every service, dashes crises and carries the flows", "[pathway]") {
  SmallWorld small = town();
  small.crisis("crisis_line", 1.0);
  small.crisis_rate(0, 0.001);
  const std::string dot = examine_pathway(small.world()).dot;
  CHECK_THAT(dot, ContainsSubstring("digraph pathway {"));
  CHECK_THAT(dot, ContainsSubstring("\"service crisis_line\" [shape=box, style=\"rounded,dashed\""));
  CHECK_THAT(dot, ContainsSubstring("\"service triage\" -> \"service step2\" [label=\"seen 49\""));
  CHECK_THAT(dot, ContainsSubstring("\"end signposted\" [shape=plain"));
}

TEST_CASE("expected numbers are written to three figures", "[pathway]") {
  CHECK(three_figures(2'632'994) == "2630000");
  CHECK(three_figures(999.6) == "1000");
  CHECK(three_figures(101.4) == "101");
  CHECK(three_figures(9.96) == "10");
  CHECK(three_figures(9.94) == "9.9");
  CHECK(three_figures(0) == "0.0");
}
