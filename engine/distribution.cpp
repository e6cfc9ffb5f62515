#include "engine/distribution.hpp"

#include <bit>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "engine/luck.hpp"

namespace caseload {

namespace {

void require(bool good, const char* what) {
  if (!good) throw std::invalid_argument(what);
}

}  // namespace

Distribution Distribution::constant(double value) {
  require(std::isfinite(value), "constant: the value is a finite number");
  Distribution d;
  d.a_ = d.mean_ = value;
  return d;
}

Distribution Distribution::uniform(double low, double high) {
  require(std::isfinite(low) && std::isfinite(high) && low <= high, "uniform: low is at most high, both finite");
  Distribution d;
  d.kind_ = Kind::uniform;
  d.a_ = low;
  d.b_ = high;
  d.mean_ = low + (high - low) / 2;
  return d;
}

Distribution Distribution::exponential(double mean) {
  require(std::isfinite(mean) && mean > 0, "exponential: the mean is positive");
  Distribution d;
  d.kind_ = Kind::exponential;
  d.a_ = d.mean_ = mean;
  return d;
}

Distribution Distribution::gamma(double mean, double sd) {
  if (sd == 0) return constant(mean);
  require(mean > 0 && sd > 0, "gamma: mean and standard deviation are positive");
  return gamma_shape(mean / sd * (mean / sd), sd / mean * sd);
}

Distribution Distribution::gamma_shape(double shape, double scale) {
  Distribution d = table(std::make_shared<const QuantileTable>(gamma_quantiles(shape, scale)));
  d.mean_ = shape * scale;
  return d;
}

Distribution Distribution::lognormal(double mean, double sd) {
  if (sd == 0) return constant(mean);
  require(mean > 0 && sd > 0, "lognormal: mean and standard deviation are positive");
  const double variance = std::log1p(sd / mean * (sd / mean));
  Distribution d = lognormal_mu(std::log(mean) - variance / 2, std::sqrt(variance));
  d.mean_ = mean;
  return d;
}

Distribution Distribution::lognormal_mu(double mu, double sigma) {
  Distribution d = table(std::make_shared<const QuantileTable>(lognormal_quantiles(mu, sigma)));
  d.mean_ = std::exp(mu + sigma * sigma / 2);
  return d;
}

Distribution Distribution::weibull(double shape, double scale) {
  Distribution d = table(std::make_shared<const QuantileTable>(weibull_quantiles(shape, scale)));
  d.mean_ = scale * std::tgamma(1 + 1 / shape);
  return d;
}

Distribution Distribution::normal(double mean, double sd) {
  if (sd == 0) {
    require(mean >= 0, "normal: without spread, its mean is zero or more");
    return constant(mean);
  }
  return table(std::make_shared<const QuantileTable>(normal_quantiles(mean, sd)));
}

Distribution Distribution::empirical(const std::vector<double>& values, const std::vector<double>& weights) {
  require(!values.empty() && values.size() == weights.size(), "empirical: as many weights as values, at least one");
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  double total = 0;
  for (const std::size_t i : order) {
    require(std::isfinite(values[i]) && std::isfinite(weights[i]) && weights[i] >= 0,
            "empirical: values are finite, weights zero or more");
    total += weights[i];
  }
  require(total > 0, "empirical: some weight is positive");
  auto steps = std::make_shared<Steps>();
  Distribution d;
  double sum = 0;
  for (const std::size_t i : order) {
    if (weights[i] == 0) continue;
    sum += weights[i];
    steps->values.push_back(values[i]);
    steps->cumulative.push_back(sum / total);
    d.mean_ += values[i] * (weights[i] / total);
  }
  d.kind_ = Kind::steps;
  d.steps_ = std::move(steps);
  return d;
}

Distribution Distribution::table(std::shared_ptr<const QuantileTable> quantiles) {
  require(quantiles != nullptr, "table: there is one");
  Distribution d;
  d.kind_ = Kind::table;
  d.mean_ = quantiles->mean();
  d.table_ = std::move(quantiles);
  return d;
}

// The share of uniforms whose value lies below x (or at it), found by bisection: it asks nothing of the kind.
double Distribution::share_below(double x, bool or_equal) const {
  const auto is_below = [&](double u) { return or_equal ? (*this)(u) <= x : (*this)(u) < x; };
  double in = 0x1p-53, out = 1.0 - 0x1p-53;
  if (!is_below(in)) return 0;
  if (is_below(out)) return 1;
  for (double half = in + (out - in) / 2; half > in && half < out; half = in + (out - in) / 2)
    (is_below(half) ? in : out) = half;
  return in;
}

Distribution Distribution::truncated(double low, double high) const {
  require(low <= high, "truncated: the lower bound is at most the upper");
  const double from = share_below(low, false), to = share_below(high, true);
  require(from < to, "truncated: nothing lies between the bounds");
  Distribution d = *this;
  const double width = u_high_ - u_low_;
  d.u_low_ = u_low_ + from * width;
  d.u_high_ = u_low_ + to * width;
  d.low_ = truncated_ ? std::max(low, low_) : low;
  d.high_ = truncated_ ? std::min(high, high_) : high;
  d.truncated_ = true;
  return d;
}

double Distribution::mean() const {
  if (!truncated_) return mean_;
  constexpr int kPoints = 64, kHalvings = 50;  // midpoints, each halving of either tail apart
  double sum = 0;
  for (double top = 0.5; top > std::ldexp(1.0, -kHalvings); top /= 2) {
    for (int i = 0; i < kPoints; ++i) {
      const double u = top / 2 * (1 + (i + 0.5) / kPoints);
      sum += ((*this)(u) + (*this)(1 - u)) * (top / 2 / kPoints);
    }
  }
  return sum;
}

std::uint64_t Distribution::hash() const {
  std::uint64_t hash = static_cast<std::uint64_t>(kind_);
  const auto add = [&](double x) { hash = mix(hash ^ std::bit_cast<std::uint64_t>(x)); };
  for (const double x : {a_, b_, u_low_, u_high_, low_, high_}) add(x);
  if (steps_) {
    for (const double x : steps_->values) add(x);
    for (const double x : steps_->cumulative) add(x);
  }
  return table_ ? mix(hash ^ table_->hash()) : hash;
}

}  // namespace caseload
