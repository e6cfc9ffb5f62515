// Count, sum and sum of squares of whole numbers (or of durations, in ticks), streaming and exact: merged is equal to
// whole, bit for bit, in any order. Holds 2^31 values of up to 9 years, or 2^63 of up to 4 billion.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "engine/time.hpp"
#include "engine/wide_sum.hpp"

namespace caseload {

class Moments {
 public:
  void add(std::int64_t x) {
    const auto size = static_cast<std::uint64_t>(x < 0 ? -x : x);
    ++count_;
    (x < 0 ? below_ : above_).add(size);
    squares_.add_product(size, size);
  }
  void add(Duration d) { add(d.ticks); }

  void merge(const Moments& other) {
    count_ += other.count_;
    above_ += other.above_;
    below_ += other.below_;
    squares_ += other.squares_;
  }

  std::uint64_t count() const { return count_; }
  double sum() const { return above_.value() - below_.value(); }
  // Of none, or of one for the spread: not a number.
  double mean() const { return count_ > 0 ? sum() / static_cast<double>(count_) : kNone; }
  double variance() const {
    if (count_ < 2) return kNone;
    const auto n = static_cast<double>(count_);
    const double about_mean = squares_.value() - sum() * mean();
    return about_mean > 0 ? about_mean / (n - 1) : 0;
  }
  double standard_deviation() const { return std::sqrt(variance()); }

  friend bool operator==(const Moments&, const Moments&) = default;

 private:
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  std::uint64_t count_ = 0;
  WideSum above_, below_, squares_;
};

}  // namespace caseload
