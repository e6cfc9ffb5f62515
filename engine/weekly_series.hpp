// One whole number a week of the run: how many came in it, or how many there were at its end. Weeks nobody spoke of are
// 0.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/time.hpp"

namespace caseload {

class WeeklySeries {
 public:
  // Counts in the week that holds t.
  void count(Time t, std::int64_t n = 1) { at(week_index(t)) += n; }
  // The level at the end of a week.
  void set(std::int64_t week, std::int64_t level) { at(week) = level; }

  void merge(const WeeklySeries& other) {
    if (other.values_.size() > values_.size()) values_.resize(other.values_.size(), 0);
    for (std::size_t i = 0; i < other.values_.size(); ++i) values_[i] += other.values_[i];
  }

  std::int64_t operator[](std::size_t week) const { return week < values_.size() ? values_[week] : 0; }
  const std::vector<std::int64_t>& values() const { return values_; }
  friend bool operator==(const WeeklySeries&, const WeeklySeries&) = default;

 private:
  std::int64_t& at(std::int64_t week) {
    CASELOAD_CHECK(week >= 0 && week < 52 * 1000);
    const auto i = static_cast<std::size_t>(week);
    if (i >= values_.size()) values_.resize(i + 1, 0);
    return values_[i];
  }

  std::vector<std::int64_t> values_;
};

}  // namespace caseload
