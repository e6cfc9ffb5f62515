#include "engine/civil.hpp"

#include "tests/catch.hpp"

using namespace caseload;

namespace {

CivilDate date(const char* text) { return parse_date(text).value(); }

}  // namespace

TEST_CASE("a date is read as it is written, and nothing else is a date", "[civil]") {
  CHECK(to_string(date("2022-04-01")) == "2022-04-01");
  CHECK(parse_date("2024-02-29").has_value());
  for (const char* wrong : {"", "2022-4-1", "2022-04-31", "2023-02-29", "01-04-2022", "2022/04/01", "2022-04-01 ",
                            "2022-+4-01", "2022-00-01", "2022-13-01", "abcd-ef-gh"}) {
    INFO(wrong);
    CHECK_FALSE(parse_date(wrong).has_value());
  }
}

TEST_CASE("years and months are the calendar's", "[civil]") {
  CHECK(add_years(date("2022-04-01"), 3) == date("2025-04-01"));
  CHECK(add_years(date("2024-02-29"), 1) == date("2025-02-28"));
  CHECK(add_months(date("2022-01-31"), 1) == date("2022-02-28"));
  CHECK(add_months(date("2022-11-15"), 3) == date("2023-02-15"));
  CHECK(add_days(date("2022-12-31"), 1) == date("2023-01-01"));
}

TEST_CASE("days between dates count leap days", "[civil]") {
  CHECK(days_between(date("2022-04-01"), date("2023-04-01")) == 365);
  CHECK(days_between(date("2023-04-01"), date("2024-04-01")) == 366);
  CHECK(days_between(date("2022-04-01"), date("2022-03-31")) == -1);
  CHECK(time_of(date("2022-04-01"), date("2022-04-15")) == Time::zero() + weeks(2));
}

TEST_CASE("a day of the run knows its weekday and month", "[civil]") {
  const CivilDate start = date("2022-04-01");  // a Friday
  CHECK(weekday(start) == 4);
  CHECK(weekday_of_day(start, 3) == 0);
  CHECK(weekday_of_day(start, -1) == 3);
  CHECK(month_of_day(start, 0) == 3);
  CHECK(month_of_day(start, 30) == 4);
  CHECK(month_of_day(start, -1) == 2);
}
