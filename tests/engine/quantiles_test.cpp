#include "engine/quantiles.hpp"

#include <cmath>
#include <random>
#include <stdexcept>

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/weibull.hpp>

#include "tests/catch.hpp"

using namespace caseload;

namespace {

// The greatest error of the table, as a part of what the header allows: 0.1 % of the standard deviation in the middle
// 98 %; beyond, that and 1 % of the quantile itself.
template <class Law>
double worst(const QuantileTable& table, const Law& law) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> uniform(0, 1);
  const double sd = standard_deviation(law);
  double most = 0;
  for (int i = 0; i < 20'000; ++i) {
    double left = uniform(random);
    if (i % 2 == 1) left = std::exp2(-1 - 50 * left);  // every other one far out
    const bool high = random() % 2 == 1;
    const double u = high ? 1 - left : left;
    const double exact = u < 0.5 ? quantile(law, u) : quantile(complement(law, 1 - u));
    const double allowed = 0.001 * sd + (u < 0.01 || u > 0.99 ? 0.01 * exact : 0);
    most = std::max(most, std::abs(table(u) - exact) / allowed);
  }
  return most;
}

void check_monotone(const QuantileTable& table) {
  double last = table(0x1p-53);
  const auto step = [&](double u) {
    const double now = table(u);
    REQUIRE(now >= last);
    last = now;
  };
  for (double u = 0x1p-52; u < 0.001; u *= 1.001) step(u);
  for (double u = 0.001; u < 0.999; u += 0.00001) step(u);
  for (double left = 0.001; left > 0x1p-53; left /= 1.001) step(1 - left);
  for (int i = 1; i < 4096; ++i) {  // across every knot
    const double knot = i / 4096.0;
    REQUIRE(table(std::nextafter(knot, 0)) <= table(knot));
    REQUIRE(table(knot) <= table(std::nextafter(knot, 1)));
  }
}

}  // namespace

TEST_CASE("a table is as near to the exact quantiles as its header says", "[quantiles]") {
  CHECK(worst(gamma_quantiles(0.5, 2), boost::math::gamma_distribution<>(0.5, 2)) < 1);
  CHECK(worst(gamma_quantiles(2.5, 3), boost::math::gamma_distribution<>(2.5, 3)) < 1);
  CHECK(worst(gamma_quantiles(40, 1), boost::math::gamma_distribution<>(40, 1)) < 1);
  CHECK(worst(lognormal_quantiles(1, 0.3), boost::math::lognormal_distribution<>(1, 0.3)) < 1);
  CHECK(worst(lognormal_quantiles(0, 1), boost::math::lognormal_distribution<>(0, 1)) < 1);
  CHECK(worst(weibull_quantiles(0.7, 2), boost::math::weibull_distribution<>(0.7, 2)) < 1);
  CHECK(worst(weibull_quantiles(3, 2), boost::math::weibull_distribution<>(3, 2)) < 1);
}

TEST_CASE("a table rises, also across its knots", "[quantiles]") {
  check_monotone(gamma_quantiles(0.5, 2));
  check_monotone(lognormal_quantiles(0, 1.5));
  check_monotone(normal_quantiles(1, 1));
}

TEST_CASE("a table keeps the mean to one part in a thousand", "[quantiles]") {
  CHECK(gamma_quantiles(0.5, 2).mean() == Catch::Approx(1).epsilon(0.001));
  CHECK(gamma_quantiles(40, 1).mean() == Catch::Approx(40).epsilon(0.001));
  CHECK(lognormal_quantiles(0, 1).mean() == Catch::Approx(std::exp(0.5)).epsilon(0.001));
  // Normal cut off at 0: m + s φ(m/s) / Φ(m/s) = 1 + 0.24197 / 0.84134
  CHECK(normal_quantiles(1, 1).mean() == Catch::Approx(1.28760).epsilon(0.001));
}

TEST_CASE("a normal that is cut off at 0 gives nothing below", "[quantiles]") {
  const QuantileTable table = normal_quantiles(1, 1);
  CHECK(table(0x1p-53) >= 0);
  CHECK(table(0x1p-53) < 1e-6);
}

TEST_CASE("equal tables have equal hashes, others others", "[quantiles]") {
  CHECK(gamma_quantiles(2, 1).hash() == gamma_quantiles(2, 1).hash());
  CHECK(gamma_quantiles(2, 1).hash() != gamma_quantiles(2, 1.0001).hash());
}

TEST_CASE("entries keep 32 significant bits", "[quantiles]") {
  CHECK(round_to_32_bits(0) == 0);
  CHECK(round_to_32_bits(1) == 1);
  CHECK(round_to_32_bits(1 + 0x1p-31) == 1 + 0x1p-31);
  CHECK(round_to_32_bits(1 + 0x1p-33) == 1);
  CHECK(round_to_32_bits(2 - 0x1p-40) == 2);
  CHECK(round_to_32_bits(-3.3) == -round_to_32_bits(3.3));
}

TEST_CASE("parameters without sense are refused", "[quantiles]") {
  CHECK_THROWS_AS(gamma_quantiles(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(gamma_quantiles(1, INFINITY), std::invalid_argument);
  CHECK_THROWS_AS(lognormal_quantiles(0, 0), std::invalid_argument);
  CHECK_THROWS_AS(weibull_quantiles(-1, 1), std::invalid_argument);
  CHECK_THROWS_AS(normal_quantiles(-10, 1), std::invalid_argument);
}
