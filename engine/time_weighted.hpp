// The integral of a level over time, within a window [from, to): people waiting × time, places held × time. Whole
// numbers, so it can be set against the sum of everybody's own times to the tick, and merged is equal to whole.
//
// Kept is the sum over all changes of change × moment; the area up to a moment is level × moment less that sum. So one
// who comes or goes costs an addition, not a product in 128 bits.
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

  void set(Time now, std::int64_t level) { change(now, level - level_); }
  void change(Time now, std::int64_t by) {
    settle(now);
    level_ += by;
    CASELOAD_CHECK(level_ >= 0);
    if (by == 1) return changes_.add(moment());
    if (by == -1) return changes_.subtract(moment());
    WideSum product;
    product.add_product(static_cast<std::uint64_t>(by < 0 ? -by : by), moment());
    by < 0 ? changes_ -= product : changes_ += product;
  }

  // Counts the level up to now. Times do not go back.
  void settle(Time now) { settled_ = std::max(settled_, std::min(now, to_)); }

  // Adds what another counted over the same window: the area of the two together.
  void merge(const TimeWeighted& other) {
    CASELOAD_CHECK(from_ == other.from_ && to_ == other.to_ && settled_ == other.settled_);
    level_ += other.level_;
    changes_ += other.changes_;
  }

  std::int64_t level() const { return level_; }
  WideSum level_ticks() const {
    WideSum area;
    area.add_product(static_cast<std::uint64_t>(level_), moment());
    area -= changes_;
    return area;
  }
  double level_days() const { return level_ticks().value() / static_cast<double>(kTicksPerDay); }
  // Over the part of the window that is settled; not a number before it begins.
  double mean() const {
    if (settled_ == from_) return std::numeric_limits<double>::quiet_NaN();
    return level_ticks().value() / static_cast<double>(moment());
  }

  friend bool operator==(const TimeWeighted&, const TimeWeighted&) = default;

 private:
  std::uint64_t moment() const { return static_cast<std::uint64_t>((settled_ - from_).ticks); }

  Time from_, to_;
  Time settled_;
  std::int64_t level_ = 0;
  WideSum changes_;
};

}  // namespace caseload
