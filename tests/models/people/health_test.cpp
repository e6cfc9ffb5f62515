#include "models/people/health.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/worlds.hpp"

using namespace caseload;

namespace {

World two_levels() {
  SmallWorld small({{"moderate", 0.5}, {"severe", 0.5}});
  small.crisis_rate(0, 0.001);
  small.crisis_rate(1, 0.01);
  small.worsens(0, 1, 0.002);
  small.improves(1, static_cast<std::size_t>(2), 0.003);
  small.draft.needs[1].relapse = Staircase(0.004);
  return small.world();
}

Person person(std::uint64_t id) {
  Person p;
  p.id = id;
  p.place = Place::waiting;
  return p;
}

}  // namespace

TEST_CASE("a change of level changes the speed of a clock, not what it has spent", "[health]") {
  const World world = two_levels();
  const Draws draws(1, 1, "");
  const Health health(world, draws);
  Person p = person(1);
  CHECK(health.settle(p, Time::zero() + days(10)) == Catch::Approx(0.01));
  p.level = 1;
  CHECK(health.settle(p, Time::zero() + days(20)) == Catch::Approx(0.1));
  CHECK(p.crisis_spent == Catch::Approx(0.11));
  CHECK(p.worsen_spent == Catch::Approx(0.02));
}

TEST_CASE("the next event is the earliest of the clocks, and asking again changes nothing", "[health]") {
  const World world = two_levels();
  const Draws draws(1, 1, "");
  const Health health(world, draws);
  for (std::uint64_t id = 1; id < 50; ++id) {
    Person p = person(id);
    const double crisis = draws.exponential(p, 0, Purpose::crisis) / 0.001;
    const double worsen = draws.exponential(p, 0, Purpose::worsen) / 0.002;
    const NextHealthEvent next = health.next(p);
    CHECK(in_days(next.at - Time::zero()) == Catch::Approx(std::min(crisis, worsen)));
    CHECK((next.what == HealthEvent::crisis) == (crisis < worsen));
    CHECK(health.next(p).at == next.at);
  }
}

TEST_CASE("nobody who has recovered is in crisis; they may relapse", "[health]") {
  const World world = two_levels();
  const Draws draws(1, 1, "");
  const Health health(world, draws);
  Person p = person(5);
  p.level = 2;
  p.level_before_recovery = 1;
  CHECK(health.settle(p, Time::zero() + days(100)) == 0);
  CHECK(p.relapse_spent == Catch::Approx(0.4));
  CHECK(health.next(p).what == HealthEvent::relapse);
}

TEST_CASE("during crisis care the crisis clock stands", "[health]") {
  const World world = two_levels();
  const Draws draws(1, 1, "");
  const Health health(world, draws);
  Person p = person(5);
  p.in_crisis_care = true;
  CHECK(health.settle(p, Time::zero() + days(100)) == 0);
  CHECK(p.worsen_spent == Catch::Approx(0.2));
}

TEST_CASE("frailty multiplies the rate of crises and of nothing else", "[health]") {
  const World world = two_levels();
  const Draws draws(1, 1, "");
  const Health health(world, draws);
  Person p = person(5);
  p.frailty = 3;
  CHECK(health.settle(p, Time::zero() + days(10)) == Catch::Approx(0.03));
  CHECK(p.worsen_spent == Catch::Approx(0.02));
}
