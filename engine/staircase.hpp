// A rate that is constant between dates: seasons, policies, ramps. Integrals and their inverse are exact, so a clock
// that runs at this rate is set once, and a date on which the rate changes touches nobody.
//
// A value holds from its step's date until the next; the first holds before its date, too, the last for ever. Values
// are per day, finite and not negative. Neighbouring steps of equal value are one step, so that a change that changes
// nothing leaves every bit as it was; for the same reason a span within one step is worked out the same way however
// many steps there are. Costs: O(1) within one step, else O(log steps).
#pragma once

#include <cstddef>
#include <vector>

#include "engine/time.hpp"

namespace caseload {

class Staircase {
 public:
  struct Step {
    Time from;
    double value = 0;
    friend bool operator==(const Step&, const Step&) = default;
  };

  Staircase() : Staircase(0.0) {}
  explicit Staircase(double value) : Staircase(std::vector<Step>{{Time::zero(), value}}) {}
  explicit Staircase(std::vector<Step> steps);  // dates rising

  friend bool operator==(const Staircase& a, const Staircase& b) { return a.steps_ == b.steps_; }

  double at(Time t) const { return steps_[step_of(t)].value; }

  // Value × days from a to b (a ≤ b).
  double integral(Time a, Time b) const {
    const std::size_t i = step_of(a);
    return b <= end_of(i) ? steps_[i].value * in_days(b - a) : integral_over_steps(i, a, b);
  }

  // The first tick by which the integral from `from` has reached the amount; Time::never() if it does not.
  Time reach(Time from, double amount) const {
    if (amount <= 0) return from;
    const std::size_t i = step_of(from);
    return reach_within(i, from, amount, steps_[i].value * in_days(end_of(i) - from));
  }

  const std::vector<Step>& steps() const { return steps_; }
  // When the value next changes after t; Time::never() if it does not.
  Time next_change(Time t) const { return end_of(step_of(t)); }

 private:
  std::size_t step_of(Time t) const { return steps_.size() == 1 ? 0 : search(t); }
  Time end_of(std::size_t i) const { return i + 1 < steps_.size() ? steps_[i + 1].from : Time::never(); }
  std::size_t search(Time t) const;
  double integral_over_steps(std::size_t i, Time a, Time b) const;
  Time reach_within(std::size_t i, Time from, double amount, double room) const {
    return amount > room ? reach_later(i, amount - room) : advance(from, amount, steps_[i].value);
  }
  Time reach_later(std::size_t i, double amount) const;
  static Time advance(Time from, double amount, double value);

  std::vector<Step> steps_;
  std::vector<double> before_;  // integral from the first step's date to each step's
};

}  // namespace caseload
