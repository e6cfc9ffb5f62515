#include "engine/hazard.hpp"

#include <cmath>
#include <vector>

#include "engine/luck.hpp"
#include "tests/catch.hpp"
#include "tests/engine/dice.hpp"

using namespace caseload;

namespace {

Time day(double d) { return Time::zero() + days(d); }

// When the hazard that is met hour by hour comes to the threshold: to the hour.
template <class Rate>
double hour_of_event(double threshold, Rate rate, int from = 0) {
  double spent = 0;
  int hour = from;
  for (; spent < threshold && hour < 24 * 5000; ++hour) spent += rate(hour / 24.0) / 24;
  return hour;
}

}  // namespace

TEST_CASE("a clock strikes where hourly steps say, through changes of state and of the line", "[hazard]") {
  const Staircase line({{day(0), 0.02}, {day(30), 0.1}, {day(60), 0.0}, {day(90), 0.05}});
  Dice random(1);
  for (int round = 0; round < 200; ++round) {
    const double threshold = -std::log((random.below(1000) + 0.5) / 1000);
    std::vector<double> factor;  // one for each stretch of ten days
    for (int i = 0; i < 500; ++i) factor.push_back(random.below(4) * 0.5);
    HazardClock clock;
    clock.start(threshold, day(0));
    Time due = Time::never();
    for (std::size_t stretch = 0; stretch < factor.size(); ++stretch) {
      due = clock.due(line, factor[stretch]);
      const Time end = day(10.0 * static_cast<double>(stretch + 1));
      if (due <= end) break;
      clock.spend(line, factor[stretch], end);
    }
    const double hour =
        hour_of_event(threshold, [&](double d) { return factor[static_cast<std::size_t>(d / 10)] * line.at(day(d)); });
    REQUIRE(std::abs(in_hours(due - Time::zero()) - hour) <= 1.01);
  }
}

TEST_CASE("a clock with rate 0 stands still and keeps what it has spent", "[hazard]") {
  const Staircase line(0.1);
  HazardClock clock;
  clock.start(1, day(0));
  CHECK(clock.due(line, 0) == Time::never());
  clock.spend(line, 1, day(4));    // 0.4 of 1
  clock.spend(line, 0, day(100));  // nothing
  CHECK(in_days(clock.due(line, 1) - Time::zero()) == Catch::Approx(106));
  clock.spend(0.6);
  CHECK(clock.is_spent());
  CHECK(clock.due(line, 1) == day(100));  // not before now
}

TEST_CASE("thresholds spent at a rate give exponential times", "[hazard]") {
  const Staircase line(0.05);
  const Luck luck(1, 0, 0);
  constexpr int kClocks = 50'000;
  double sum = 0;
  for (std::uint32_t i = 0; i < kClocks; ++i) {
    HazardClock clock;
    clock.start(luck.exponential(i, 0, 1, 0, 0), Time::zero());
    sum += in_days(clock.due(line, 2) - Time::zero());
  }
  CHECK(std::abs(sum / kClocks - 10) < 5 * 10 / std::sqrt(1.0 * kClocks));  // five standard errors
}

TEST_CASE("a hazard by time waited and its inverse agree with hourly steps", "[hazard]") {
  const WaitHazard hazard({days(0), weeks(6), weeks(20)}, {0.01, 0.0, 0.03});
  CHECK(hazard.cumulative(weeks(5)) == Catch::Approx(0.35));
  CHECK(hazard.cumulative(weeks(10)) == Catch::Approx(0.42));
  CHECK(hazard.between(weeks(5), weeks(21)) == Catch::Approx(0.07 + 0.21));
  CHECK(in_weeks(hazard.reach(Duration::zero(), 0.21)) == Catch::Approx(3));
  CHECK(in_weeks(hazard.reach(Duration::zero(), 0.63)) == Catch::Approx(21));
  CHECK(in_weeks(hazard.reach(weeks(7), 0.21)) == Catch::Approx(21));
  for (double threshold = 0.05; threshold < 3; threshold += 0.11) {
    const double hour = hour_of_event(threshold, [&](double d) { return hazard.rate(days(d)); });
    CHECK(std::abs(in_hours(hazard.reach(Duration::zero(), threshold)) - hour) <= 1.01);
  }
}

TEST_CASE("before its first break a hazard is none", "[hazard]") {
  const WaitHazard hazard({weeks(6)}, {0.03});
  CHECK(hazard.cumulative(weeks(6)) == 0);
  CHECK(hazard.reach(Duration::zero(), 0.03) == days(43));
  CHECK(WaitHazard().is_none());
  CHECK_FALSE(hazard.is_none());
  CHECK(WaitHazard().reach(days(3), 0.1) == Duration::forever());
}

TEST_CASE("daily chances give the share they say, day by day", "[hazard]") {
  const WaitHazard hazard = WaitHazard::daily_chances({0.1, 0.0, 0.5, 1.0});
  CHECK(std::exp(-hazard.cumulative(days(1))) == Catch::Approx(0.9));
  CHECK(std::exp(-hazard.cumulative(days(2))) == Catch::Approx(0.9));
  CHECK(std::exp(-hazard.cumulative(days(3))) == Catch::Approx(0.45));
  CHECK(hazard.reach(Duration::zero(), 37) < days(3) + minutes(1));  // nobody sees the end of a certain day
  CHECK(hazard.reach(Duration::zero(), 37) > days(3));
}

TEST_CASE("a hazard by time waited under a line by date agrees with hourly steps", "[hazard]") {
  const WaitHazard hazard({days(0), days(42), days(140)}, {0.01, 0.002, 0.03});
  const Staircase line({{day(0), 1.0}, {day(50), 3.0}, {day(80), 0.0}, {day(120), 0.5}});
  for (const double joined : {-60.0, 0.0, 33.0, 200.0}) {
    for (double threshold = 0.05; threshold < 2; threshold += 0.17) {
      const Time start = std::max(day(joined), day(0));
      const double hour = hour_of_event(
          threshold, [&](double d) { return hazard.rate(days(d - joined)) * line.at(day(d)); },
          static_cast<int>(in_hours(start - Time::zero())));
      const Time reached = hazard.reach(day(joined), start, threshold, line);
      CHECK(std::abs(in_hours(reached - Time::zero()) - hour) <= 1.01);
      CHECK(hazard.between(day(joined), start, reached, line) == Catch::Approx(threshold));
    }
  }
  CHECK(hazard.reach(day(0), day(0), 1, Staircase(0.0)) == Time::never());
  CHECK(hazard.reach(day(0), day(3), 0, line) == day(3));
  const Duration plain = hazard.reach(days(3), 0.5),
                 under_line = hazard.reach(day(0), day(3), 0.5, Staircase(1.0)) - Time::zero();
  CHECK(std::abs((plain - under_line).ticks) <= 1);
}
