#include "engine/hazard.hpp"

#include <algorithm>

#include "engine/portable_math.hpp"

namespace caseload {

namespace {

constexpr double kCertain = 1e6;  // a day; the largest threshold a draw can give is 37

Time end_of_stretch(const Staircase& by_wait, const Staircase& line, Time joined, Time t) {
  const Time change = by_wait.next_change(Time::zero() + (t - joined));
  const Time wait_change = change == Time::never() ? change : joined + (change - Time::zero());
  return std::min(wait_change, line.next_change(t));
}

}  // namespace

WaitHazard::WaitHazard(const std::vector<Duration>& from, const std::vector<double>& rates) {
  CASELOAD_CHECK(!from.empty() && from.size() == rates.size());
  std::vector<Staircase::Step> steps;
  if (from.front() > Duration::zero()) steps.push_back({Time::zero(), 0.0});
  for (std::size_t i = 0; i < from.size(); ++i) steps.push_back({Time::zero() + from[i], rates[i]});
  by_wait_ = Staircase(std::move(steps));
}

WaitHazard WaitHazard::daily_chances(const std::vector<double>& chances) {
  std::vector<Duration> from;
  std::vector<double> rates;
  for (const double p : chances) {
    CASELOAD_CHECK(p >= 0 && p <= 1);
    from.push_back(days(1) * static_cast<std::int64_t>(from.size()));
    rates.push_back(std::min(-portable::log1p(-p), kCertain));
  }
  return WaitHazard(from, rates);
}

double WaitHazard::between(Time joined, Time a, Time b, const Staircase& line) const {
  double sum = 0;
  for (Time t = a; t < b;) {
    const Time end = std::min(b, end_of_stretch(by_wait_, line, joined, t));
    sum += rate(t - joined) * line.at(t) * in_days(end - t);
    t = end;
  }
  return sum;
}

Time WaitHazard::reach(Time joined, Time from, double amount, const Staircase& line) const {
  Time t = from;
  while (amount > 0) {
    const Time end = end_of_stretch(by_wait_, line, joined, t);
    const double now = rate(t - joined) * line.at(t);
    const double room = now * in_days(end - t);
    if (amount <= room) return Staircase(now).reach(t, amount);
    if (end == Time::never()) return end;
    amount -= room;
    t = end;
  }
  return t;
}

}  // namespace caseload
