#include "models/scenario/quantity.hpp"

#include <regex>

#include "tests/catch.hpp"

using namespace caseload;
using Catch::Approx;

namespace {

double value(std::string_view text, Unit unit) {
  const auto result = parse_quantity(text, unit);
  INFO(result.problem);
  REQUIRE(result.quantity);
  return result.quantity->value;
}

bool refused(std::string_view text, Unit unit) { return !parse_quantity(text, unit).quantity; }

}  // namespace

TEST_CASE("durations are days", "[quantity]") {
  CHECK(value("6 weeks", Unit::duration) == 42);
  CHECK(value("1 day", Unit::duration) == 1);
  CHECK(value("1.5 hours", Unit::duration) == Approx(0.0625));
  CHECK(value("1 year", Unit::duration) == 365.25);
  CHECK(value("2 months", Unit::duration) == Approx(60.875));       // 2 × 365.25 ÷ 12
  CHECK(days(value("35 minutes", Unit::duration)) == minutes(35));  // to the tick
}

TEST_CASE("rates are per day, percentages included", "[quantity]") {
  CHECK(value("120 / week", Unit::rate) == Approx(120.0 / 7));
  CHECK(value("22 % / year", Unit::rate) == Approx(0.22 / 365.25));
  CHECK(value("0.06/year", Unit::rate) == Approx(0.06 / 365.25));
  CHECK(value("1,759,581 / year", Unit::rate) == Approx(1759581 / 365.25));
}

TEST_CASE("lengths keep calendar months apart from days", "[quantity]") {
  const auto length = parse_quantity("3 years", Unit::length).quantity->moment;
  CHECK(length.months == 36);
  CHECK(length.days == 0);
  CHECK(parse_quantity("52 weeks", Unit::length).quantity->moment.days == 364);
  CHECK(parse_quantity("1.5 years", Unit::length).quantity->moment.months == 18);
  CHECK(refused("2.7 years", Unit::length));
}

TEST_CASE("a moment of calendar years counts the leap day", "[quantity]") {
  Moment moment;
  moment.months = 36;
  const CivilDate start = *parse_date("2022-04-01");
  CHECK(moment.from(start) == start_of_day(1096));  // 365 + 366 + 365: 29 February 2024 lies between
  moment = Moment{parse_date("2022-03-31"), 0, 0};
  CHECK(moment.from(start) == start_of_day(-1));
}

TEST_CASE("working time is minutes a week, money pounds", "[quantity]") {
  CHECK(value("20 hours / week", Unit::working_time) == 1200);
  CHECK(value("600 minutes / week", Unit::working_time) == 600);
  CHECK(value("£42.50", Unit::money) == 42.5);
  CHECK(value("60 GBP", Unit::money) == 60);
}

TEST_CASE("growth is a fraction a year and may be negative", "[quantity]") {
  CHECK(value("2 % / year", Unit::growth) == Approx(0.02));
  CHECK(value("-2 % / year", Unit::growth) == Approx(-0.02));
}

TEST_CASE("a wrong or a missing unit is refused", "[quantity]") {
  CHECK(refused("6", Unit::duration));
  CHECK(refused("6 weeks / week", Unit::duration));
  CHECK(refused("6 week ago", Unit::duration));
  CHECK(refused("120", Unit::rate));
  CHECK(refused("120 / weeks", Unit::rate));
  CHECK(refused("20 hours / day", Unit::working_time));
  CHECK(refused("£ 60 GBP", Unit::money));
  CHECK(refused("60", Unit::money));
  CHECK(refused("2 % / week", Unit::growth));
  CHECK(refused("0.5", Unit::fraction));  // a bare number without quotes, or "50 %"
  CHECK(refused("fourteen", Unit::number));
  CHECK(refused("", Unit::duration));
  CHECK(refused("inf weeks", Unit::duration));
}

TEST_CASE("commas stand between groups of three", "[quantity]") {
  CHECK(refused("4,2000 / week", Unit::rate));
  CHECK(refused("4,20 / week", Unit::rate));
  CHECK(refused("42000,000 / week", Unit::rate));
  CHECK(value("42,000 / week", Unit::rate) == Approx(6000));
}

TEST_CASE("a number and its unit are kept as they were written", "[quantity]") {
  const auto quantity = parse_quantity("22 % / year", Unit::rate).quantity;
  CHECK(quantity->number == "22");
  CHECK(quantity->unit == "% / year");
}

TEST_CASE("a sign makes a change", "[quantity]") {
  const auto more = parse_relative("+ 20 %", Unit::number);
  REQUIRE(more.change);
  CHECK(more.change->multiply);
  CHECK(more.change->amount == Approx(1.2));
  CHECK(parse_relative("-20%", Unit::rate).change->amount == Approx(0.8));
  const auto longer = parse_relative("+ 2 weeks", Unit::duration);
  CHECK(!longer.change->multiply);
  CHECK(longer.change->amount == 14);
  CHECK(parse_relative("- 3", Unit::number).change->amount == -3);
  CHECK(!parse_relative("20 %", Unit::fraction).is_relative);
  CHECK(!parse_relative("+ 2", Unit::duration).change);    // two what?
  CHECK(!parse_relative("- 120 %", Unit::number).change);  // would be negative
  CHECK(!parse_relative("+ many", Unit::number).change);
}

TEST_CASE("the pattern in the schema accepts what the reader accepts, and no other text", "[quantity]") {
  const std::vector<std::string> texts = {"6 weeks",     "1 day",           "45 minutes",  "8 %",    "120 / week",
                                          "22 % / year", "2 % / year",      "£ 60",        "60 GBP", "60",
                                          "£ 60 / year", "20 hours / week", "1,000 / day", "6 wks",  "weeks",
                                          "1e3 / year",  "0.5 hours"};
  for (const Unit unit :
       {Unit::fraction, Unit::duration, Unit::rate, Unit::growth, Unit::working_time, Unit::money, Unit::length}) {
    const std::regex pattern(unit_pattern(unit));
    for (const std::string& text : texts) {
      if (unit == Unit::length && text == "0.5 hours") continue;
      INFO(text << " as " << unit_in_words(unit));
      CHECK(std::regex_match(text, pattern) == parse_quantity(text, unit).quantity.has_value());
    }
  }
}

TEST_CASE("ranges are told in words", "[quantity]") {
  Field field;
  field.most = 1;
  CHECK(range_problem(field, Unit::fraction, 1.2, "1.2") == "found 1.2, expected a share or chance from 0 to 1");
  CHECK(range_problem(field, Unit::number, -3, "-3") == "found -3, expected zero or more");
  CHECK(range_problem(field, Unit::count, 0.5, "0.5") == "found 0.5, expected a whole number");
  field.above_least = true;
  CHECK(range_problem(field, Unit::number, 0, "0") == "found 0, expected more than zero");
  CHECK(range_problem(field, Unit::number, 1, "1").empty());
}
