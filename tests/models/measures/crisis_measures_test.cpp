#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/measures/facts.hpp"

using namespace caseload;
using Catch::Approx;

TEST_CASE("crises are recorded or unmet, and counted either way", "[measures]") {
  const World world = two_steps();
  Measures m(world, {});
  Someone a(m, 0, 1, 1);
  for (const double at : {10.0, 30.0, 40.0, 41.0}) m.crisis(a.p, day(at));
  m.presented(a.p, kLine, day(30));
  m.unmet(a.p, day(40));
  m.presented(a.p, kLine, day(41));
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["crises"] == 3);
  CHECK(v["crises/1"] == 3);
  CHECK(v["crises/0"] == 0);
  CHECK(v["presentations"] == 2);
  CHECK(v["unmet_crises"] == 1);
  CHECK(v["presentations_answered@line"] == 2);
}

TEST_CASE("a re-presentation counts for the earlier one, if it has the days to be followed", "[measures]") {
  const World world = two_steps();  // days 28 to 84
  Measures m(world, {});
  Someone a(m, 0, 0), b(m, 1, 0);
  m.presented(a.p, kLine, day(20));  // before the window: not asked
  m.presented(a.p, kLine, day(30));  // followed after 15 days
  m.presented(a.p, kLine, day(45));  // followed only after 35
  m.presented(b.p, kLine, day(60));  // followed after 10, but day 60 has no 30 days left
  m.presented(b.p, kLine, day(70));
  m.presented(a.p, kLine, day(80));
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["represented_within_30_days"] == 0.5);
  CHECK(std::isnan(v["represented_within_90_days"]));  // nobody has 90 days left
}

TEST_CASE("levels get worse, better, and come back", "[measures]") {
  World world = two_steps();
  world.needs[0].worsens_to = 1;
  world.needs[1].improves_to = 0;
  Measures m(world, {});
  Someone a(m, 0, 28);
  m.level_changed(a.p, 0, 1, day(30));
  m.level_changed(a.p, 1, 0, day(31));
  m.level_changed(a.p, 0, 2, day(32));
  m.level_changed(a.p, 2, 0, day(33));
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["worsened"] == 1);
  CHECK(v["bettered"] == 2);
  CHECK(v["relapses"] == 1);
}
