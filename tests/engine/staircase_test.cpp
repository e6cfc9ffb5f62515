#include "engine/staircase.hpp"

#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"
#include "tests/engine/dice.hpp"

using namespace caseload;

namespace {

Time day(double d) { return Time::zero() + days(d); }

struct NaiveStaircase {
  std::vector<Staircase::Step> steps;

  double at(Time t) const {
    double value = steps.front().value;
    for (const auto& step : steps)
      if (step.from <= t) value = step.value;
    return value;
  }
  double integral(Time a, Time b) const {  // between all dates, one by one
    double sum = 0;
    Time t = a;
    for (const auto& step : steps) {
      if (step.from <= t || step.from >= b) continue;
      sum += at(t) * in_days(step.from - t);
      t = step.from;
    }
    return sum + at(t) * in_days(b - t);
  }
};

NaiveStaircase random_staircase(Dice& random) {
  NaiveStaircase naive;
  Time from = day(-5);
  const unsigned count = 1 + random.below(40);
  for (unsigned i = 0; i < count; ++i) {
    naive.steps.push_back({from, random.below(4) == 0 ? 0.0 : random.below(1000) / 100.0});
    from += hours(1 + random.below(500));
  }
  return naive;
}

}  // namespace

TEST_CASE("values, integrals and their inverse agree with a naive twin", "[staircase]") {
  Dice random(1);
  for (int round = 0; round < 300; ++round) {
    const NaiveStaircase naive = random_staircase(random);
    const Staircase staircase(naive.steps);
    for (int i = 0; i < 50; ++i) {
      const Time a = day(-20) + minutes(random.below(600'000)), b = a + minutes(random.below(600'000));
      REQUIRE(staircase.at(a) == naive.at(a));
      const double integral = naive.integral(a, b);
      REQUIRE(staircase.integral(a, b) == Catch::Approx(integral).epsilon(1e-12).margin(1e-9));
      const Time reached = staircase.reach(a, integral * 0.7);
      if (integral == 0) {
        REQUIRE(reached == a);
        continue;
      }
      REQUIRE(reached <= b);
      REQUIRE(naive.integral(a, reached) >= integral * 0.7 - 1e-9);
      REQUIRE(naive.integral(a, reached - microseconds(2)) < integral * 0.7 + 1e-9);
    }
  }
}

TEST_CASE("an amount that is never reached is reached never", "[staircase]") {
  CHECK(Staircase(0.0).reach(day(1), 0.001) == Time::never());
  CHECK(Staircase(0.0).reach(day(1), 0) == day(1));
  CHECK(Staircase(1e-30).reach(day(1), 1) == Time::never());
  const Staircase ends({{day(0), 2.0}, {day(10), 0.0}});
  CHECK(ends.reach(day(5), 10) == day(10));
  CHECK(ends.reach(day(5), 10.001) == Time::never());
  CHECK(ends.reach(day(11), 1) == Time::never());
}

TEST_CASE("times reached are rounded up", "[staircase]") {
  // 3 a day: an amount of 1 takes exactly 28 800 000 000 ticks, an amount of 10^-12 less than one.
  CHECK(Staircase(3.0).reach(day(0), 1) == day(0) + hours(8));
  CHECK(Staircase(3.0).reach(day(0), 1e-12) == day(0) + microseconds(1));
}

TEST_CASE("a change that changes nothing leaves every bit as it was", "[staircase]") {
  const Staircase plain(0.37), changed({{day(0), 0.37}, {day(100), 0.37}, {day(200), 0.37}});
  CHECK(changed.steps().size() == 1);
  CHECK(plain.integral(day(3.7), day(300.1)) == changed.integral(day(3.7), day(300.1)));
  CHECK(plain.reach(day(3.7), 80) == changed.reach(day(3.7), 80));
  const Staircase later({{day(0), 0.37}, {day(100), 0.5}});  // what lies before a real change is untouched, too
  CHECK(plain.integral(day(3.7), day(99.3)) == later.integral(day(3.7), day(99.3)));
  CHECK(plain.reach(day(3.7), 20) == later.reach(day(3.7), 20));
}

TEST_CASE("the next change is the next step's date", "[staircase]") {
  const Staircase two({{day(0), 1.0}, {day(10), 2.0}});
  CHECK(two.next_change(day(-3)) == day(10));
  CHECK(two.next_change(day(9)) == day(10));
  CHECK(two.next_change(day(10)) == Time::never());
  CHECK(two.at(day(-3)) == 1);
}

TEST_CASE("a staircase that makes no sense is refused", "[staircase]") {
  CHECK_THROWS_AS(Staircase(std::vector<Staircase::Step>{}), std::logic_error);
  CHECK_THROWS_AS(Staircase(-1.0), std::logic_error);
  CHECK_THROWS_AS(Staircase({{day(1), 1.0}, {day(1), 2.0}}), std::logic_error);
}
