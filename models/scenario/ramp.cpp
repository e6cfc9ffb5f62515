// When policies are in force, and how far.

#include <algorithm>

#include "models/scenario/timeline.hpp"

namespace caseload {

namespace {

// `over` is calendar from the day the policy begins.
Time full_at(const Policy& policy, CivilDate start, Time from) {
  const std::int64_t day = day_index(from);
  const Duration within_day = from - start_of_day(day);
  const CivilDate date = add_months(add_days(start, day), policy.over.months);
  return time_of(start, date) + within_day + days(policy.over.days);
}

}  // namespace

double share_in_force(const Policy& policy, CivilDate start, Time t) {
  const Time from = policy.from.from(start), full = full_at(policy, start, from);
  if (t < from) return 0;
  if (t >= full) return 1;
  const std::int64_t weeks_passed = (t - from).ticks / kTicksPerWeek;
  return Duration{weeks_passed * kTicksPerWeek} / (full - from);
}

std::vector<Time> dates_of(const Policy& policy, CivilDate start, Time horizon) {
  const Time from = policy.from.from(start), full = full_at(policy, start, from);
  std::vector<Time> dates;
  for (Time t = from + weeks(1); t < full; t += weeks(1)) dates.push_back(t);
  dates.push_back(full);
  std::erase_if(dates, [&](Time t) { return t <= Time::zero() || t >= horizon; });
  return dates;
}

}  // namespace caseload
