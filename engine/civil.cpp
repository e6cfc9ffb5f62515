#include "engine/civil.hpp"

#include <charconv>
#include <cstdio>

namespace caseload {

namespace {

using std::chrono::sys_days;

std::optional<int> whole_number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < 0) return std::nullopt;
  return value;
}

CivilDate last_valid(CivilDate date) {
  return date.ok() ? date : CivilDate{date.year() / date.month() / std::chrono::last};
}

}  // namespace

std::optional<CivilDate> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = whole_number(text.substr(0, 4));
  const auto month = whole_number(text.substr(5, 2));
  const auto day = whole_number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const CivilDate date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                       std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional{date} : std::nullopt;
}

std::string to_string(CivilDate date) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

CivilDate add_days(CivilDate date, std::int64_t days) { return CivilDate{sys_days{date} + std::chrono::days{days}}; }

CivilDate add_months(CivilDate date, int months) { return last_valid(date + std::chrono::months{months}); }

CivilDate add_years(CivilDate date, int years) { return last_valid(date + std::chrono::years{years}); }

std::int64_t days_between(CivilDate from, CivilDate to) { return (sys_days{to} - sys_days{from}).count(); }

unsigned weekday(CivilDate date) { return std::chrono::weekday{sys_days{date}}.iso_encoding() - 1; }

unsigned weekday_of_day(CivilDate start, std::int64_t day) { return weekday(add_days(start, day)); }

unsigned month_of_day(CivilDate start, std::int64_t day) {
  return static_cast<unsigned>(add_days(start, day).month()) - 1;
}

Time time_of(CivilDate start, CivilDate date) { return start_of_day(days_between(start, date)); }

}  // namespace caseload
