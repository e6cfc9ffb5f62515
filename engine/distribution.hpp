// A distribution as a value: one uniform in, one number out, by inversion.
//
// Guarantees: monotone (a larger u never gives a smaller value), so whoever has more luck has it under every setting;
// no allocation and no virtual call to draw; copying shares the table. Numbers carry no unit. Costs: 1–3 ns,
// exponential about 8. Parameters that make no sense throw std::invalid_argument.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/portable_math.hpp"
#include "engine/quantiles.hpp"

namespace caseload {

class Distribution {
 public:
  Distribution() = default;  // constant 0

  static Distribution constant(double value);
  static Distribution uniform(double low, double high);
  static Distribution exponential(double mean);
  static Distribution gamma(double mean, double sd);
  static Distribution gamma_shape(double shape, double scale);
  static Distribution lognormal(double mean, double sd);      // of the quantity itself
  static Distribution lognormal_mu(double mu, double sigma);  // of its logarithm
  static Distribution weibull(double shape, double scale);
  static Distribution normal(double mean, double sd);  // cut off at 0
  // Values in any order, weights of any sum; the draw goes through the values from the smallest up.
  static Distribution empirical(const std::vector<double>& values, const std::vector<double>& weights);
  static Distribution table(std::shared_ptr<const QuantileTable> quantiles);

  // The same, given that it lies within [low, high]: u is squeezed into the part that does, so order is kept.
  Distribution truncated(double low, double high) const;

  double operator()(double u) const {
    if (!truncated_) return quantile(u);
    return std::clamp(quantile(std::clamp(u_low_ + u * (u_high_ - u_low_), 0x1p-53, 1.0 - 0x1p-53)), low_, high_);
  }

  // Of the distribution as given; of a truncated one by numerical integration.
  double mean() const;
  std::uint64_t hash() const;
  // Does every draw give the same? Decided by the hash.
  friend bool operator==(const Distribution& a, const Distribution& b) { return a.hash() == b.hash(); }

 private:
  enum class Kind : std::uint8_t { constant, uniform, exponential, steps, table };
  struct Steps {
    std::vector<double> values;      // rising
    std::vector<double> cumulative;  // share at or below each; the last is 1
  };

  static constexpr std::size_t kFewSteps = 24;

  double quantile(double u) const {
    switch (kind_) {
      case Kind::constant:
        return a_;
      case Kind::uniform:
        return a_ + u * (b_ - a_);
      case Kind::exponential:
        return -a_ * portable::log(1.0 - u);
      case Kind::steps:
        return step(u);
      case Kind::table:
        return (*table_)(u);
    }
    return a_;
  }
  double step(double u) const {
    const std::vector<double>& edges = steps_->cumulative;
    const std::size_t last = edges.size() - 1;
    if (last >= kFewSteps) {
      const auto end = edges.begin() + static_cast<std::ptrdiff_t>(last);
      return steps_->values[static_cast<std::size_t>(std::lower_bound(edges.begin(), end, u) - edges.begin())];
    }
    std::size_t passed = 0;  // counting guesses no branch wrong
    for (std::size_t i = 0; i < last; ++i) passed += edges[i] < u ? 1 : 0;
    return steps_->values[passed];
  }
  double share_below(double x, bool or_equal) const;

  Kind kind_ = Kind::constant;
  bool truncated_ = false;
  double a_ = 0, b_ = 0;  // value; low and high; mean
  double mean_ = 0;
  double u_low_ = 0, u_high_ = 1;
  double low_ = 0, high_ = 0;
  std::shared_ptr<const Steps> steps_;
  std::shared_ptr<const QuantileTable> table_;
};

}  // namespace caseload
