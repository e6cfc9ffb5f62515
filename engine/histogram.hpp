// Durations, counted by whole days: mean exact, percentiles to within a day, the number within d days exact.
//
// Bin d holds what took more than d−1 and up to d days, bin 0 what took no time, for "within six weeks" means at most
// 42 days, and a wait of exactly six weeks is common where everyone is booked for the same hour. Merged is equal to
// whole. Memory: eight bytes a day of the longest seen.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/time.hpp"
#include "engine/wide_sum.hpp"

namespace caseload {

class DurationHistogram {
 public:
  void add(Duration d) { add(d, 1); }
  void add(Duration d, std::uint64_t times) {
    CASELOAD_CHECK(d >= Duration::zero());
    const auto bin = static_cast<std::size_t>(days_begun(d));
    if (bin >= bins_.size()) grow(bin);
    bins_[bin] += times;
    count_ += times;
    sum_.add_product(static_cast<std::uint64_t>(d.ticks), times);
  }
  void merge(const DurationHistogram& other);

  std::uint64_t count() const { return count_; }
  // In days; not a number when there is nothing.
  double mean() const;
  // In days, linear within a bin; p between 0 and 1.
  double percentile(double p) const;
  // How many took at most d. Exact for whole days; within a day the day's bin counts in proportion.
  double count_within(Duration d) const;
  double share_within(Duration d) const;

  const std::vector<std::uint64_t>& bins() const { return bins_; }
  const WideSum& total_ticks() const { return sum_; }
  friend bool operator==(const DurationHistogram&, const DurationHistogram&) = default;

 private:
  void grow(std::size_t bin);

  std::vector<std::uint64_t> bins_;
  std::uint64_t count_ = 0;
  WideSum sum_;
};

}  // namespace caseload
