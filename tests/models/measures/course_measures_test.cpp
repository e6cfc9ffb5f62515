#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/measures/facts.hpp"

using namespace caseload;
using Catch::Approx;

TEST_CASE("courses tell their ends, sessions, recoveries and what was expected", "[measures]") {
  const World world = two_steps();
  Measures m(world, {});
  Someone a(m, 0, 28), b(m, 1, 28), c(m, 2, 28);
  for (Someone* one : {&a, &b, &c}) one->joins(kStep2, 28).is_offered(28);
  for (const double at : {35.0, 42.0, 49.0}) a.attends(at);
  for (const double at : {35.0, 42.0}) b.attends(at);
  c.attends(35);
  m.expected(b.p, Expected::drop_outs, 0.25, day(42));
  m.expected(c.p, Expected::drop_outs, 0.125, day(35));
  c.has(Outcomes::unchanged, 0.125, 42).ends(Exit::dropped_out, 42);
  b.has(Outcomes::improved, 0.25, 49).ends(Exit::early, 49);
  a.has(Outcomes::recovered, 0.5, 49).ends(Exit::completed, 49);
  Someone d(m, 3, 50);
  d.joins(kTriage, 50).is_offered(50).attends(57).ends(Exit::seen, 57);
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["courses_completed@step2"] == 1);
  CHECK(v["courses_ended_early@step2"] == 1);
  CHECK(v["drop_outs@step2"] == 1);
  CHECK(v["drop_out_share@step2"] == Approx(1.0 / 3));
  CHECK(v["expected_drop_outs@step2"] == 0.375);
  CHECK(v["sessions_a_finished_course@step2"] == 2.5);  // (3 + 2) / 2
  CHECK(v["sessions_a_course@step2"] == 2);
  CHECK(v["recoveries@step2"] == 1);
  CHECK(v["recoveries"] == 1);
  CHECK(v["expected_recoveries@step2"] == 0.875);
  CHECK(v["improvements@step2"] == 1);
  CHECK(v["contact_hours@step2"] == 3);  // six sessions of half an hour
  CHECK(std::isnan(v["drop_out_share@app"]));
  CHECK(v["drop_out_share"] == Approx(1.0 / 3));  // of courses: the assessment below is none
  CHECK(v["visits_ended"] == 4);
  CHECK_FALSE(v.has("list_at_end@app"));
  CHECK_FALSE(v.has("drop_outs@triage"));
}

TEST_CASE("an expected amount counts as far as it lies within the window", "[measures]") {
  const World world = two_steps();  // days 28 to 84
  Measures m(world, {});
  Someone a(m, 0, 0);
  m.expected(a.p, Expected::crises, 1.0, day(14), day(42));  // half of it before the window
  m.expected(a.p, Expected::crises, 0.25, day(20));          // before
  m.expected(a.p, Expected::crises, 0.25, day(84));          // at the very end, where clocks are settled
  m.expected(a.p, Expected::crises, 2.0, day(84), day(84));
  m.finish(world.horizon);
  CHECK(Values(m)["expected_crises"] == 2.75);
}

TEST_CASE("the length of a session is that of the day the course started", "[measures]") {
  World world = two_steps();
  world.epochs.push_back(world.epochs.front());
  world.epochs[1].from = day(40);
  world.epochs[1].services[kStep2].time = minutes(60);
  world.epochs[1].services[kStep2].cost = 50;
  world.epochs[0].services[kStep2].cost = 40;
  Measures m(world, {});
  Someone a(m, 0, 28);
  a.joins(kStep2, 28).is_offered(28).attends(35);
  Someone b(m, 1, 41);
  b.joins(kStep2, 41).is_offered(41);
  a.attends(42);  // still half an hour
  b.attends(48);  // an hour
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["contact_hours@step2"] == 2);
  CHECK(v["cost@step2"] == 40 + 50 + 50);  // a price is that of the day
}

TEST_CASE("use and stays cost by the day within the window, at the price of each time", "[measures]") {
  World world = two_steps();
  world.epochs[0].services[kApp].cost = 2;
  world.epochs.push_back(world.epochs.front());
  world.epochs[1].from = day(56);
  world.epochs[1].services[kApp].cost = 3;
  Measures m(world, {});
  Someone a(m, 0, 20);
  a.uses(kApp, 20);
  Someone b(m, 1, 60);
  b.uses(kApp, 60);
  a.ends(Exit::completed, 70);
  m.finish(world.horizon);
  // a: 28…56 at 2, 56…70 at 3; b: 60…84 at 3.
  CHECK(Values(m)["cost@app"] == Approx(28 * 2 + 14 * 3 + 24 * 3));
}
