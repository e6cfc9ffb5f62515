#include "engine/time.hpp"

#include <limits>
#include <stdexcept>

#include "tests/catch.hpp"

using namespace caseload;

TEST_CASE("units agree with each other", "[time]") {
  CHECK(seconds(1) == microseconds(1'000'000));
  CHECK(minutes(60) == hours(1));
  CHECK(hours(24) == days(1));
  CHECK(days(7) == weeks(1));
  CHECK(in_minutes(hours(1.5)) == 90);
  CHECK(in_days(weeks(2)) == 14);
  CHECK(in_weeks(days(3.5)) == 0.5);
}

TEST_CASE("the same hour next week is exactly the same, however one gets there", "[time]") {
  const Time ten = Time::zero() + hours(10);
  CHECK(ten + weeks(1) + weeks(1) == ten + days(14));
  CHECK(10.0 / 24 + 7 + 7 != 10.0 / 24 + 14);  // what doubles would have said
}

TEST_CASE("durations are rounded to the nearest tick", "[time]") {
  CHECK(seconds(0.0000004).ticks == 0);
  CHECK(seconds(0.0000006).ticks == 1);
  CHECK(microseconds(5) * 0.5 == microseconds(3));  // 2.5, halves away from zero
  CHECK(microseconds(-5) * 0.5 == microseconds(-3));
  CHECK(days(1.0 / 3).ticks == 28'800'000'000);
  CHECK(round_to_ticks(0.49999999999999994) == 0);  // adding a half first would give 1
  CHECK(round_to_ticks(4503599627370497.0) == 4503599627370497);
}

TEST_CASE("what lies beyond sixty bits is never, and what is no number is refused", "[time]") {
  CHECK(days(1e300) == Duration::forever());
  CHECK(days(-1e300) == -Duration::forever());
  CHECK(days(std::numeric_limits<double>::infinity()) == Duration::forever());
  CHECK(Time::zero() + days(1e300) == Time::never());
  CHECK_THROWS_AS(days(std::numeric_limits<double>::quiet_NaN()), std::logic_error);
}

TEST_CASE("days and weeks are counted from the start, also backwards", "[time]") {
  CHECK(day_index(Time::zero()) == 0);
  CHECK(day_index(Time::zero() + days(1) - microseconds(1)) == 0);
  CHECK(day_index(Time::zero() + days(1)) == 1);
  CHECK(day_index(Time::zero() - microseconds(1)) == -1);
  CHECK(day_index(Time::zero() - days(1)) == -1);
  CHECK(week_index(Time::zero() - days(1)) == -1);
  CHECK(week_index(start_of_day(14)) == 2);
  CHECK(start_of_week(2) == start_of_day(14));
}

TEST_CASE("a day is begun with its first tick and ends with its last", "[time]") {
  CHECK(days_begun(Duration::zero()) == 0);
  CHECK(days_begun(microseconds(1)) == 1);
  CHECK(days_begun(days(42)) == 42);
  CHECK(days_begun(days(42) + microseconds(1)) == 43);
}
