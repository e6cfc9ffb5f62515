#include "engine/quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/weibull.hpp>

#include "engine/check.hpp"
#include "engine/luck.hpp"

namespace caseload {

namespace {

// In double throughout: long double is another type on every platform, and slower.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

void require(bool good, const char* what) {
  if (!good) throw std::invalid_argument(what);
}

bool is_positive(double x) { return x > 0 && std::isfinite(x); }

template <class Law>
QuantileTable table_of(const Law& law) {
  using boost::math::complement;
  try {
    return QuantileTable(
        [&](double u, double rest) { return u < 0.5 ? quantile(law, u) : quantile(complement(law, rest)); });
  } catch (const std::invalid_argument&) {
    throw;
  } catch (const std::exception&) {  // the library's: overflow, a domain it does not know, no end of its series
    throw std::invalid_argument("parameters as extreme as these cannot be worked out");
  }
}

// Rounding keeps order; the library's last bits need not, so order is made sure of.
void tidy(std::vector<double>& knots, bool rising) {
  for (double& knot : knots) {
    require(std::isfinite(knot), "some of its values are too large to be numbers");
    knot = round_to_32_bits(knot);
  }
  for (std::size_t i = 1; i < knots.size(); ++i)
    knots[i] = rising ? std::max(knots[i], knots[i - 1]) : std::min(knots[i], knots[i - 1]);
}

}  // namespace

double round_to_32_bits(double x) {
  if (x == 0) return 0;
  constexpr std::uint64_t kDropped = (std::uint64_t{1} << 21) - 1;  // 53 − 32 bits
  return std::bit_cast<double>((std::bit_cast<std::uint64_t>(x) + (kDropped + 1) / 2) & ~kDropped);
}

QuantileTable::QuantileTable(const Inverse& inverse)
    : middle_(kSteps + 1), low_(kFineSteps + 1), high_(kFineSteps + 1) {
  for (std::size_t i = kSteps / 1024; i <= kSteps - kSteps / 1024; ++i) {
    const double u = static_cast<double>(i) / static_cast<double>(kSteps);
    middle_[i] = inverse(u, 1.0 - u);
  }
  for (std::size_t i = 0; i <= kFineSteps; ++i) {
    const double left = tail_knot(i);
    low_[i] = inverse(left, 1.0 - left);
    high_[i] = inverse(1.0 - left, left);
  }
  std::fill_n(middle_.begin(), kSteps / 1024, low_.back());
  std::fill_n(middle_.rbegin(), kSteps / 1024, high_.back());
  tidy(middle_, true);
  tidy(low_, true);
  tidy(high_, false);
  for (const auto* knots : {&middle_, &low_, &high_})
    for (const double knot : *knots) hash_ = mix(hash_ ^ std::bit_cast<std::uint64_t>(knot));
}

double QuantileTable::mean() const {
  double sum = 0;
  for (std::size_t i = kSteps / 1024; i < kSteps - kSteps / 1024; ++i)
    sum += (middle_[i] + middle_[i + 1]) / 2 / static_cast<double>(kSteps);
  for (std::size_t i = 0; i < kFineSteps; ++i)
    sum += (low_[i] + low_[i + 1] + high_[i] + high_[i + 1]) / 2 * (tail_knot(i + 1) - tail_knot(i));
  return sum;
}

QuantileTable gamma_quantiles(double shape, double scale) {
  require(is_positive(shape) && is_positive(scale), "gamma: shape and scale are positive");
  return table_of(boost::math::gamma_distribution<double, Policy>(shape, scale));
}

QuantileTable lognormal_quantiles(double mu, double sigma) {
  require(std::isfinite(mu) && is_positive(sigma), "lognormal: mu is finite, sigma positive");
  return table_of(boost::math::lognormal_distribution<double, Policy>(mu, sigma));
}

QuantileTable weibull_quantiles(double shape, double scale) {
  require(is_positive(shape) && is_positive(scale), "weibull: shape and scale are positive");
  return table_of(boost::math::weibull_distribution<double, Policy>(shape, scale));
}

QuantileTable normal_quantiles(double mean, double sd) {
  require(std::isfinite(mean) && is_positive(sd), "normal: mean is finite, standard deviation positive");
  const boost::math::normal_distribution<double, Policy> law(mean, sd);
  const double above = cdf(complement(law, 0.0));  // the part that is kept
  require(above > 1e-6, "normal: next to nothing of it lies above 0");
  return QuantileTable([&](double, double rest) { return std::max(0.0, quantile(complement(law, rest * above))); });
}

}  // namespace caseload
