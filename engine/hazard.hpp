// Clocks that spend a threshold of their own. Somebody with threshold E (a unit exponential) meets the event when the
// integral of their rate reaches E. A change of state changes the rate at which luck is used up, not the luck.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/staircase.hpp"
#include "engine/time.hpp"

namespace caseload {

// A clock whose rate is factor × line(t). Sixteen bytes; the older event is void by its version stamp, which is the
// caller's.
//
//     clock.spend(line, old_factor, now);      // a change of state: settle at the old rate …
//     schedule(clock.due(line, new_factor));   // … and ask again at the new one
//
// Due times are rounded up to the tick and never lie before `since`. Threshold and spent are floats: an error of 6e-8.
struct HazardClock {
  float threshold = 0;
  float spent = 0;
  Time since = Time::zero();

  void start(double new_threshold, Time now) { *this = {static_cast<float>(new_threshold), 0.0F, now}; }

  // What the clock used up since it was last settled. The rate has been the same all that time.
  void spend(const Staircase& line, double factor, Time now) {
    spent += static_cast<float>(factor * line.integral(since, now));
    since = now;
  }
  // Used up at once, not in time.
  void spend(double amount) { spent += static_cast<float>(amount); }

  bool is_spent() const { return spent >= threshold; }
  double left() const { return double{threshold} - double{spent}; }

  Time due(const Staircase& line, double factor) const {
    return factor > 0 ? line.reach(since, left() / factor) : Time::never();
  }
};

// A hazard that depends on the time waited: constant between breaks, exact in both directions. Default: no hazard.
class WaitHazard {
 public:
  WaitHazard() = default;
  friend bool operator==(const WaitHazard&, const WaitHazard&) = default;
  // `rates` per day, each from its break until the next; none before the first break.
  WaitHazard(const std::vector<Duration>& from, const std::vector<double>& rates);
  // chances[d] is the chance of the event on day d of the wait, given that it has not come before; the last holds for
  // all later days. p becomes −ln(1 − p); a chance of 1 a rate so high that nobody sees the end of that day.
  static WaitHazard daily_chances(const std::vector<double>& chances);

  double rate(Duration waited) const { return by_wait_.at(Time::zero() + waited); }
  // Hazard met by who has waited so long.
  double cumulative(Duration waited) const { return between(Duration::zero(), waited); }
  double between(Duration a, Duration b) const { return by_wait_.integral(Time::zero() + a, Time::zero() + b); }
  // The time waited by which `amount` has been met, counted from `waited`; Duration::forever() if it never is.
  Duration reach(Duration waited, double amount) const {
    return by_wait_.reach(Time::zero() + waited, amount) - Time::zero();
  }

  // The same with the rate multiplied by line(t), for policies and seasons: rate(t − joined) × line(t). They
  // go from stretch to stretch, so what lies before a change of the line is the same with it and without, to the bit;
  // from the forms above they may differ by a tick. Whoever may meet a line uses these throughout.
  double between(Time joined, Time a, Time b, const Staircase& line) const;
  Time reach(Time joined, Time from, double amount, const Staircase& line) const;

  bool is_none() const { return by_wait_.steps().size() == 1 && by_wait_.steps().front().value == 0; }

 private:
  Staircase by_wait_;  // its time 0 is the moment of joining
};

}  // namespace caseload
