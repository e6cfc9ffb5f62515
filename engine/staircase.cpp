#include "engine/staircase.hpp"

#include <algorithm>
#include <cmath>

namespace caseload {

Staircase::Staircase(std::vector<Step> steps) {
  CASELOAD_CHECK(!steps.empty());
  for (const Step& step : steps) {
    CASELOAD_CHECK(std::isfinite(step.value) && step.value >= 0);
    CASELOAD_CHECK(&step == steps.data() || (&step)[-1].from < step.from);
    if (steps_.empty() || steps_.back().value != step.value) steps_.push_back(step);
  }
  before_.resize(steps_.size(), 0.0);
  for (std::size_t i = 1; i < steps_.size(); ++i)
    before_[i] = before_[i - 1] + steps_[i - 1].value * in_days(steps_[i].from - steps_[i - 1].from);
}

std::size_t Staircase::search(Time t) const {
  const auto later =
      std::upper_bound(steps_.begin() + 1, steps_.end(), t, [](Time x, const Step& step) { return x < step.from; });
  return static_cast<std::size_t>(later - steps_.begin()) - 1;
}

double Staircase::integral_over_steps(std::size_t i, Time a, Time b) const {
  const std::size_t j = search(b);
  return steps_[i].value * in_days(end_of(i) - a) + (before_[j] - before_[i + 1]) +
         steps_[j].value * in_days(b - steps_[j].from);
}

// `amount` is what is left to reach after step i.
Time Staircase::reach_later(std::size_t i, double amount) const {
  if (i + 1 == steps_.size()) return Time::never();
  const double wanted = before_[i + 1] + amount;
  const auto beyond = std::lower_bound(before_.begin() + static_cast<std::ptrdiff_t>(i) + 2, before_.end(), wanted);
  const auto j = static_cast<std::size_t>(beyond - before_.begin()) - 1;
  return advance(steps_[j].from, wanted - before_[j], steps_[j].value);
}

// Rounded up, so that what was to be reached has been reached.
Time Staircase::advance(Time from, double amount, double value) {
  if (amount <= 0) return from;
  const double ticks = amount / value * static_cast<double>(kTicksPerDay);
  if (!(ticks < static_cast<double>((Time::never() - from).ticks))) return Time::never();
  const auto whole = static_cast<std::int64_t>(ticks);
  return from + Duration{whole + (static_cast<double>(whole) < ticks ? 1 : 0)};
}

}  // namespace caseload
