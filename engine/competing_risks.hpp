// How long until what: the curve of those who wait and may end their wait in several ways (Aalen and Johansen 1978),
// with late entry and censoring. One minus Kaplan–Meier with the other causes censored answers a question nobody asked,
// what would happen if nobody could leave, and is always too high.
//
// Bin d holds what ended after more than d−1 and up to d days, bin 0 what took no time. In each bin, of the n_d at
// risk,
//     n_d = entered at bins ≤ d − gone at bins < d,     S_d = Π_{k≤d} (1 − Σ_c e_ck / n_k),     F_c(d) = Σ_{k≤d}
//     S_{k−1} e_ck / n_k,
// and the censored are taken out after the bin's events. S + ΣF = 1. Whole counts: merged is equal to whole.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/time.hpp"

namespace caseload {

class CompetingRiskCurve {
 public:
  static constexpr std::size_t kCauses = 4;

  struct Curve {
    std::vector<std::int64_t> at_risk;                   // n_d
    std::vector<double> survival;                        // S_d
    std::array<std::vector<double>, kCauses> incidence;  // F_c(d)
    // The first day of which the data say nothing: nobody is at risk, and not everybody's wait has ended.
    std::optional<std::size_t> ends;
  };

  // Comes under observation, having waited so long (zero for those who join now).
  void enter(Duration waited = Duration::zero()) { ++entered_[bin(waited)]; }
  void finish(Duration waited, std::size_t cause) {
    CASELOAD_CHECK(cause < kCauses);
    ++ended_[cause][bin(waited)];
  }
  void censor(Duration waited) { ++censored_[bin(waited)]; }

  void merge(const CompetingRiskCurve& other);

  // All of it, from day 0 to the last day with data. After the curve ends its last values are repeated.
  Curve evaluate() const;
  // One point each; the whole curve is worked out for it. Beyond the last day: the last value.
  double survival(std::size_t day) const;
  double incidence(std::size_t cause, std::size_t day) const;
  // The first day by which half have ended by this cause; empty if it is not reached.
  std::optional<std::size_t> median(std::size_t cause) const;

  std::size_t days() const { return entered_.size(); }
  friend bool operator==(const CompetingRiskCurve&, const CompetingRiskCurve&) = default;

 private:
  std::size_t bin(Duration waited) {
    CASELOAD_CHECK(waited >= Duration::zero());
    const auto i = static_cast<std::size_t>(days_begun(waited));
    if (i >= entered_.size()) grow(i + 1);
    return i;
  }
  void grow(std::size_t days);

  std::vector<std::int64_t> entered_, censored_;
  std::array<std::vector<std::int64_t>, kCauses> ended_;
};

}  // namespace caseload
