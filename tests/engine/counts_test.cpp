#include "engine/counts.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "tests/catch.hpp"

using namespace caseload;

namespace {

// The smallest k at which the sum of probabilities from 0 up reaches u, by logarithms and long doubles.
template <class LogProbability>
std::uint64_t summed(double u, LogProbability log_probability) {
  long double sum = 0;
  for (std::uint64_t k = 0;; ++k) {
    sum += std::exp(static_cast<long double>(log_probability(static_cast<long double>(k))));
    if (sum >= u) return k;
  }
}

// Sums of both kinds are uncertain in the last digits: u is kept away from the steps by trying its neighbours, too.
template <class Ours, class Naive>
void agree(Ours ours, Naive naive, double u) {
  INFO("u " << u);
  const std::uint64_t k = ours(u);
  CHECK(k >= naive(u - 1e-12));
  CHECK(k <= naive(u + 1e-12));
}

}  // namespace

TEST_CASE("Poisson quantiles are those of the summed probabilities", "[counts]") {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> uniform(1e-6, 1 - 1e-6);
  for (const double mean : {0.001, 0.3, 1.0, 7.5, 60.0, 2000.0}) {
    INFO("mean " << mean);
    const auto naive = [&](double u) {
      return summed(
          u, [&](long double k) { return k * std::log(static_cast<long double>(mean)) - mean - std::lgamma(k + 1); });
    };
    for (int i = 0; i < 60; ++i) agree([&](double u) { return poisson_quantile(mean, u); }, naive, uniform(random));
  }
}

TEST_CASE("Poisson quantiles of a small mean are exact in both tails", "[counts]") {
  CHECK(poisson_quantile(0, 0.999) == 0);
  CHECK(poisson_quantile(2, 0.1353) == 0);  // e^-2 = 0.135335…
  CHECK(poisson_quantile(2, 0.1354) == 1);
  CHECK(poisson_quantile(0.5, 1 - 0x1p-53) == 14);  // 1 − F(13) = 4.4e-16 > 1.1e-16 ≥ 1 − F(14) = 1.4e-17
  CHECK(poisson_quantile(1e6, 0x1p-53) < 1'000'000 - 8000);
  CHECK(poisson_quantile(1e6, 1 - 0x1p-53) > 1'000'000 + 8000);
}

// Normal approximation with its first correction: m + z√m + (z² − 1)/6, good to a tenth here.
TEST_CASE("Poisson quantiles of a million are right to a count", "[counts]") {
  const double mean = 1e6;
  const double z[] = {-3.090232306, -1.281551566, 0, 1.281551566, 3.090232306};
  const double u[] = {0.001, 0.1, 0.5, 0.9, 0.999};
  for (int i = 0; i < 5; ++i)
    CHECK(std::abs(static_cast<double>(poisson_quantile(mean, u[i])) - (mean + z[i] * 1000 + (z[i] * z[i] - 1) / 6)) <=
          1);
}

TEST_CASE("a higher mean or a larger u never gives fewer", "[counts]") {
  for (double u = 0.01; u < 1; u += 0.07) {
    std::uint64_t last = 0;
    for (double mean = 0; mean < 300; mean += 0.37) {
      const std::uint64_t now = poisson_quantile(mean, u);
      REQUIRE(now >= last);
      last = now;
    }
  }
  std::uint64_t last = 0;
  for (double u = 0.0001; u < 1; u += 0.0001) {
    REQUIRE(poisson_quantile(31.4, u) >= last);
    last = poisson_quantile(31.4, u);
  }
}

TEST_CASE("binomial quantiles are those of the summed probabilities", "[counts]") {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> uniform(1e-6, 1 - 1e-6);
  for (const std::uint64_t n : {1U, 5U, 40U, 1000U}) {
    for (const double p : {0.01, 0.3, 0.5, 0.97}) {
      INFO("n " << n << ", p " << p);
      const auto naive = [&](double u) {
        return summed(u, [&](long double k) {
          const auto m = static_cast<long double>(n);
          if (k > m) return -INFINITY * 1.0L;
          return std::lgamma(m + 1) - std::lgamma(k + 1) - std::lgamma(m - k + 1) +
                 k * std::log(static_cast<long double>(p)) + (m - k) * std::log1p(static_cast<long double>(-p));
        });
      };
      for (int i = 0; i < 40; ++i) agree([&](double u) { return binomial_quantile(n, p, u); }, naive, uniform(random));
    }
  }
  CHECK(binomial_quantile(0, 0.5, 0.9) == 0);
  CHECK(binomial_quantile(9, 0, 0.9) == 0);
  CHECK(binomial_quantile(9, 1, 0.1) == 9);
}
