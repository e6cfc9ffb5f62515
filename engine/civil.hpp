// Civil dates: what lies between a date in a file and a day of the run.
//
// Lengths, windows and ramps in years or months are calendar ones: a year after 1 April is 1 April, leap year or not.
// Where the target month is too short, its last day is taken (31 January + 1 month = 28 or 29 February).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/time.hpp"

namespace caseload {

using CivilDate = std::chrono::year_month_day;

// "2022-04-01" and nothing else; empty if it is written otherwise or no such day exists.
std::optional<CivilDate> parse_date(std::string_view text);
std::string to_string(CivilDate date);

CivilDate add_days(CivilDate date, std::int64_t days);
CivilDate add_months(CivilDate date, int months);
CivilDate add_years(CivilDate date, int years);

// How many days `to` is after `from`; negative if it is before.
std::int64_t days_between(CivilDate from, CivilDate to);

// 0 is Monday, 6 is Sunday.
unsigned weekday(CivilDate date);

// Of a day of a run that began on `start`: its weekday (0 is Monday) and its month (0 is January).
unsigned weekday_of_day(CivilDate start, std::int64_t day);
unsigned month_of_day(CivilDate start, std::int64_t day);

// When in the run a date begins; negative before the start.
Time time_of(CivilDate start, CivilDate date);

}  // namespace caseload
