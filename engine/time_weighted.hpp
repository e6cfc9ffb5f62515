// The integral of a level over time, within a window [from, to): people waiting × time, places held × time. Whole
// numbers, so it can be set against the sum of everybody's own times to the tick, and merged is equal to whole.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "engine/time.hpp"
#include "engine/wide_sum.hpp"

namespace caseload {

class TimeWeighted {
 public:
  TimeWeighted() : TimeWeighted(Time::zero(), Time::never()) {}
  TimeWeighted(Time from, Time to) : from_(from), to_(to), settled_(from) { CASELOAD_CHECK(from <= to); }

  void set(Time now, std::int64_t level) {
    CASELOAD_CHECK(level >= 0);
    settle(now);
    level_ = level;
  }
  void change(Time now, std::int64_t by) { set(now, level_ + by); }

  // Counts the level up to now. Times do not go back.
  void settle(Time now) {
    const Time until = std::min(now, to_);
    if (until <= settled_) return;
    area_.add_product(static_cast<std::uint64_t>(level_), static_cast<std::uint64_t>((until - settled_).ticks));
    settled_ = until;
  }

  // Adds what another counted over the same window: the area of the two together.
  void merge(const TimeWeighted& other) {
    CASELOAD_CHECK(from_ == other.from_ && to_ == other.to_ && settled_ == other.settled_);
    level_ += other.level_;
    area_ += other.area_;
  }

  std::int64_t level() const { return level_; }
  const WideSum& level_ticks() const { return area_; }
  double level_days() const { return area_.value() / static_cast<double>(kTicksPerDay); }
  // Over the part of the window that is settled; not a number before it begins.
  double mean() const {
    if (settled_ == from_) return std::numeric_limits<double>::quiet_NaN();
    return area_.value() / static_cast<double>((settled_ - from_).ticks);
  }

  friend bool operator==(const TimeWeighted&, const TimeWeighted&) = default;

 private:
  Time from_, to_;
  Time settled_;
  std::int64_t level_ = 0;
  WideSum area_;
};

}  // namespace caseload
