#include "engine/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace caseload {

namespace {

constexpr std::size_t kMostBins = 200 * 366;  // longer than that is a mistake
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void DurationHistogram::grow(std::size_t bin) {
  CASELOAD_CHECK(bin < kMostBins);
  bins_.resize(bin + 1, 0);
}

void DurationHistogram::merge(const DurationHistogram& other) {
  if (other.bins_.size() > bins_.size()) bins_.resize(other.bins_.size(), 0);
  for (std::size_t i = 0; i < other.bins_.size(); ++i) bins_[i] += other.bins_[i];
  count_ += other.count_;
  sum_ += other.sum_;
}

double DurationHistogram::mean() const {
  return count_ > 0 ? sum_.value() / static_cast<double>(kTicksPerDay) / static_cast<double>(count_) : kNone;
}

double DurationHistogram::percentile(double p) const {
  CASELOAD_CHECK(p >= 0 && p <= 1);
  if (count_ == 0) return kNone;
  const double wanted = p * static_cast<double>(count_);
  std::uint64_t below = 0;
  for (std::size_t bin = 0; bin < bins_.size(); ++bin) {
    if (bins_[bin] == 0) continue;
    if (static_cast<double>(below + bins_[bin]) >= wanted) {
      const double part = (wanted - static_cast<double>(below)) / static_cast<double>(bins_[bin]);
      return bin == 0 ? 0 : static_cast<double>(bin - 1) + part;
    }
    below += bins_[bin];
  }
  return static_cast<double>(bins_.size() - 1);
}

double DurationHistogram::count_within(Duration d) const {
  if (d < Duration::zero()) return 0;
  const auto whole = static_cast<std::size_t>(d.ticks / kTicksPerDay);
  std::uint64_t count = 0;
  for (std::size_t bin = 0; bin < std::min(whole + 1, bins_.size()); ++bin) count += bins_[bin];
  const double part = whole + 1 < bins_.size() ? static_cast<double>(bins_[whole + 1]) : 0.0;
  return static_cast<double>(count) + part * (in_days(d) - static_cast<double>(whole));
}

double DurationHistogram::share_within(Duration d) const {
  return count_ > 0 ? count_within(d) / static_cast<double>(count_) : kNone;
}

}  // namespace caseload
