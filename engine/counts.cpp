#include "engine/counts.hpp"

#include "engine/check.hpp"

namespace caseload {

namespace {

constexpr double kNegligible = 0x1p-80;  // of the mode's weight

// `up(k)` is the weight of k+1 over that of k. The mode's weight is 1.
template <class Ratio>
std::uint64_t quantile_around(std::uint64_t mode, std::uint64_t most, double u, Ratio up) {
  CASELOAD_CHECK(u > 0 && u < 1);
  std::uint64_t lowest = mode, highest = mode;
  double lowest_weight = 1, highest_weight = 1, below = 0, above = 0;
  while (lowest > 0 && lowest_weight > kNegligible) below += lowest_weight /= up(--lowest);
  while (highest < most && highest_weight > kNegligible) above += highest_weight *= up(highest++);
  const double total = below + 1 + above;
  if (u * total <= below + 1) {
    double weight = lowest_weight, sum = weight;
    std::uint64_t k = lowest;
    for (; k < mode && sum < u * total; ++k) sum += weight *= up(k);
    return k;
  }
  const double beyond = (1 - u) * total;
  double weight = highest_weight, sum = 0;
  std::uint64_t k = highest;
  while (k > mode && sum + weight <= beyond) {
    sum += weight;
    weight /= up(--k);
  }
  return k;
}

}  // namespace

std::uint64_t poisson_quantile(double mean, double u) {
  CASELOAD_CHECK(mean >= 0 && mean <= 1e9);
  if (mean == 0) return 0;
  return quantile_around(static_cast<std::uint64_t>(mean), UINT64_MAX, u,
                         [mean](std::uint64_t k) { return mean / static_cast<double>(k + 1); });
}

std::uint64_t binomial_quantile(std::uint64_t n, double p, double u) {
  CASELOAD_CHECK(p >= 0 && p <= 1);
  if (n == 0 || p == 0) return 0;
  if (p == 1) return n;
  const double odds = p / (1 - p);
  const auto mode = static_cast<std::uint64_t>(static_cast<double>(n) * p);
  return quantile_around(mode, n, u, [n, odds](std::uint64_t k) {
    return static_cast<double>(n - k) / static_cast<double>(k + 1) * odds;
  });
}

}  // namespace caseload
