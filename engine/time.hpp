// Simulated time: whole microseconds ("ticks") since the start of the run.
//
// Whole ticks make "the same hour next week" exactly equal, so ties are ties: in doubles 10/24 + 7 + 7 and 10/24 + 14
// differ. A Time may be negative (something that began before the start). Sixty bits are used, 36 500 years: the
// calendar keeps the other four for the phase. A day has 24 hours; a rate's year has 365.25 days and its month a
// twelfth of that.
#pragma once

#include <compare>
#include <cstdint>

#include "engine/check.hpp"

namespace caseload {

inline constexpr std::int64_t kTicksPerSecond = 1'000'000;
inline constexpr std::int64_t kTicksPerMinute = 60 * kTicksPerSecond;
inline constexpr std::int64_t kTicksPerHour = 60 * kTicksPerMinute;
inline constexpr std::int64_t kTicksPerDay = 24 * kTicksPerHour;
inline constexpr std::int64_t kTicksPerWeek = 7 * kTicksPerDay;
inline constexpr std::int64_t kMostTicks = (std::int64_t{1} << 60) - 1;
inline constexpr double kDaysPerYear = 365.25;
inline constexpr double kDaysPerMonth = kDaysPerYear / 12.0;

// To the nearest tick, halves away from zero. What lies beyond sixty bits becomes "never", so that adding is always
// safe.
constexpr std::int64_t round_to_ticks(double ticks) {
  CASELOAD_CHECK(ticks == ticks);
  if (ticks >= static_cast<double>(kMostTicks)) return kMostTicks;
  if (ticks <= -static_cast<double>(kMostTicks)) return -kMostTicks;
  const auto whole = static_cast<std::int64_t>(ticks);
  const double rest = ticks - static_cast<double>(whole);  // exact
  return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

struct Duration {
  std::int64_t ticks = 0;

  static constexpr Duration zero() { return {0}; }
  static constexpr Duration forever() { return {kMostTicks}; }

  friend constexpr auto operator<=>(Duration, Duration) = default;
  friend constexpr Duration operator+(Duration a, Duration b) { return {a.ticks + b.ticks}; }
  friend constexpr Duration operator-(Duration a, Duration b) { return {a.ticks - b.ticks}; }
  friend constexpr Duration operator-(Duration a) { return {-a.ticks}; }
  friend constexpr Duration operator*(Duration a, int n) { return {a.ticks * n}; }
  friend constexpr Duration operator*(Duration a, std::int64_t n) { return {a.ticks * n}; }
  friend constexpr Duration operator*(Duration a, double x) {
    return {round_to_ticks(static_cast<double>(a.ticks) * x)};
  }
  friend constexpr Duration operator*(int n, Duration a) { return a * n; }
  friend constexpr Duration operator*(double x, Duration a) { return a * x; }
  friend constexpr Duration operator/(Duration a, std::int64_t n) { return {a.ticks / n}; }
  friend constexpr double operator/(Duration a, Duration b) {
    return static_cast<double>(a.ticks) / static_cast<double>(b.ticks);
  }
  constexpr Duration& operator+=(Duration b) {
    ticks += b.ticks;
    return *this;
  }
  constexpr Duration& operator-=(Duration b) {
    ticks -= b.ticks;
    return *this;
  }
};

struct Time {
  std::int64_t ticks = 0;

  static constexpr Time zero() { return {0}; }
  // The largest time the calendar can hold, and so later than anything that happens.
  static constexpr Time never() { return {kMostTicks}; }

  friend constexpr auto operator<=>(Time, Time) = default;
  friend constexpr Duration operator-(Time a, Time b) { return {a.ticks - b.ticks}; }
  friend constexpr Time operator+(Time t, Duration d) { return {t.ticks + d.ticks}; }
  friend constexpr Time operator-(Time t, Duration d) { return {t.ticks - d.ticks}; }
  constexpr Time& operator+=(Duration d) {
    ticks += d.ticks;
    return *this;
  }
  constexpr Time& operator-=(Duration d) {
    ticks -= d.ticks;
    return *this;
  }
};

constexpr Duration microseconds(std::int64_t n) { return {n}; }
constexpr Duration seconds(double n) { return {round_to_ticks(n * static_cast<double>(kTicksPerSecond))}; }
constexpr Duration minutes(double n) { return {round_to_ticks(n * static_cast<double>(kTicksPerMinute))}; }
constexpr Duration hours(double n) { return {round_to_ticks(n * static_cast<double>(kTicksPerHour))}; }
constexpr Duration days(double n) { return {round_to_ticks(n * static_cast<double>(kTicksPerDay))}; }
constexpr Duration weeks(double n) { return {round_to_ticks(n * static_cast<double>(kTicksPerWeek))}; }

constexpr double in_minutes(Duration d) { return static_cast<double>(d.ticks) / static_cast<double>(kTicksPerMinute); }
constexpr double in_hours(Duration d) { return static_cast<double>(d.ticks) / static_cast<double>(kTicksPerHour); }
constexpr double in_days(Duration d) { return static_cast<double>(d.ticks) / static_cast<double>(kTicksPerDay); }
constexpr double in_weeks(Duration d) { return static_cast<double>(d.ticks) / static_cast<double>(kTicksPerWeek); }

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t positive) {
  return a / positive - (a % positive < 0 ? 1 : 0);
}

// Days begun by then: 0 for no time at all, 1 up to and including 24 hours. The bin of whoever counts "within d days".
constexpr std::int64_t days_begun(Duration d) { return -floor_divide(-d.ticks, kTicksPerDay); }

// Day 0 is the first of the run; what began before the start has negative days.
constexpr std::int64_t day_index(Time t) { return floor_divide(t.ticks, kTicksPerDay); }
constexpr std::int64_t week_index(Time t) { return floor_divide(t.ticks, kTicksPerWeek); }
constexpr Time start_of_day(std::int64_t day) { return {day * kTicksPerDay}; }
constexpr Time start_of_week(std::int64_t week) { return {week * kTicksPerWeek}; }

}  // namespace caseload
