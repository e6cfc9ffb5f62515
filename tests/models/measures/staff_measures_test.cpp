#include "tests/catch.hpp"
#include "tests/models/measures/facts.hpp"

using namespace caseload;
using Catch::Approx;

TEST_CASE("staff are told as means over the window", "[measures]") {
  const World world = two_steps();  // days 28 to 84
  Measures m(world, {});
  m.supply(0, 2400, 0, 0, day(0));
  m.supply(0, 2400, 1200, 0, day(14));
  m.supply(0, 1200, 1200, 1, day(56));
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["minutes_in_force@staff.pwp"] == 1800);  // 2 400 for half of the window, then 1 200
  CHECK(v["minutes_held@staff.pwp"] == 1200);
  CHECK(v["utilisation@staff.pwp"] == Approx(2.0 / 3));
  CHECK(v["posts_vacant@staff.pwp"] == 0.5);
}

TEST_CASE("places are told of services that have them", "[measures]") {
  SmallWorld small({{"need", 1.0}}, days(56));
  small.stay("ward", 10, Distribution::constant(7));
  small.source("gp", "ward", 1);
  const World world = small.world();
  Measures m(world, {});
  m.places(0, 10, 0, day(0));
  m.places(0, 10, 8, day(28));
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["places_in_force@ward"] == 10);
  CHECK(v["places_held@ward"] == 4);
  CHECK(v["occupancy@ward"] == Approx(0.4));
}
