#include "engine/weekly_series.hpp"

#include <stdexcept>

#include "tests/catch.hpp"

using namespace caseload;

TEST_CASE("events are counted in their week", "[weekly_series]") {
  WeeklySeries series;
  series.count(Time::zero());
  series.count(Time::zero() + weeks(1) - microseconds(1), 2);
  series.count(Time::zero() + weeks(3), 5);
  CHECK(series.values() == std::vector<std::int64_t>{3, 0, 0, 5});
  CHECK(series[1] == 0);
  CHECK(series[99] == 0);
  CHECK_THROWS_AS(series.count(Time::zero() - days(1)), std::logic_error);
}

TEST_CASE("merged series are equal to the whole", "[weekly_series]") {
  WeeklySeries a, b, whole;
  for (int week = 0; week < 30; ++week) {
    (week % 3 == 0 ? a : b).set(week, week * week);
    whole.set(week, week * week);
  }
  a.merge(b);
  CHECK(a == whole);
}
