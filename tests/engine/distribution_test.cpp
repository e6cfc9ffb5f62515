#include "engine/distribution.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"

using namespace caseload;

namespace {

const std::vector<Distribution>& one_of_each() {
  static const std::vector<Distribution> all = {
      Distribution::constant(3),
      Distribution::uniform(2, 5),
      Distribution::exponential(4),
      Distribution::gamma(5, 3),
      Distribution::gamma_shape(0.5, 2),
      Distribution::lognormal(5, 3),
      Distribution::weibull(1.5, 2),
      Distribution::normal(5, 3),
      Distribution::empirical({4, 2, 8, 6}, {3, 2, 1, 4}),
      Distribution::gamma(5, 3).truncated(1, 9),
      Distribution::exponential(4).truncated(0, 10),
  };
  return all;
}

double sampled_mean(const Distribution& d) {
  constexpr int kPoints = 1'000'000;
  double sum = 0;
  for (int i = 0; i < kPoints; ++i) sum += d((i + 0.5) / kPoints);
  return sum / kPoints;
}

}  // namespace

TEST_CASE("more luck never gives less", "[distribution]") {
  for (std::size_t k = 0; k < one_of_each().size(); ++k) {
    INFO("distribution " << k);
    const Distribution& d = one_of_each()[k];
    double last = d(0x1p-53);
    CHECK(last >= 0);
    for (int i = 1; i < 20'000; ++i) {
      const double now = d(i / 20'000.0);
      REQUIRE(now >= last);
      last = now;
    }
    CHECK(d(1 - 0x1p-53) >= last);
    CHECK(std::isfinite(d(1 - 0x1p-53)));
  }
}

TEST_CASE("the mean it states is the mean it gives", "[distribution]") {
  for (std::size_t k = 0; k < one_of_each().size(); ++k) {
    INFO("distribution " << k);
    CHECK(sampled_mean(one_of_each()[k]) == Catch::Approx(one_of_each()[k].mean()).epsilon(0.001));
  }
  CHECK(Distribution::gamma(5, 3).mean() == Catch::Approx(5));
  CHECK(Distribution::lognormal(5, 3).mean() == Catch::Approx(5));
  // Exponential of mean 4 given below 10: 4 − 10 / (e^2.5 − 1) = 4 − 10/11.18249
  CHECK(Distribution::exponential(4).truncated(0, 10).mean() == Catch::Approx(3.10574).epsilon(0.0001));
}

TEST_CASE("an exponential is the logarithm of what is left", "[distribution]") {
  const Distribution d = Distribution::exponential(4);
  CHECK(d(0.5) == Catch::Approx(4 * std::log(2.0)));
  CHECK(d(1 - std::exp(-3.0)) == Catch::Approx(12));
}

TEST_CASE("an empirical distribution steps through its values from the smallest up", "[distribution]") {
  const Distribution d = Distribution::empirical({4, 2, 8, 6}, {3, 2, 1, 4});  // shares: 2: 0.2, 4: 0.3, 6: 0.4, 8: 0.1
  CHECK(d(0.1) == 2);
  CHECK(d(0.2) == 2);
  CHECK(d(0.21) == 4);
  CHECK(d(0.5) == 4);
  CHECK(d(0.51) == 6);
  CHECK(d(0.91) == 8);
  CHECK(d.mean() == Catch::Approx(0.4 + 1.2 + 2.4 + 0.8));
}

TEST_CASE("many steps are found as few are", "[distribution]") {
  std::vector<double> values, weights;
  for (int i = 0; i < 100; ++i) {
    values.push_back(i);
    weights.push_back(1);
  }
  const Distribution d = Distribution::empirical(values, weights);
  for (int i = 0; i < 100; ++i) CHECK(d((i + 0.5) / 100) == i);
}

TEST_CASE("a truncated distribution stays within its bounds and keeps the order of luck", "[distribution]") {
  const Distribution whole = Distribution::gamma(5, 3), part = whole.truncated(1, 9);
  for (const double u : {0x1p-53, 0.001, 0.5, 0.999, 1 - 0x1p-53}) {
    CHECK(part(u) >= 1);
    CHECK(part(u) <= 9);
  }
  CHECK(part(0x1p-53) == Catch::Approx(1).epsilon(1e-6));
  CHECK(part(1 - 0x1p-53) == Catch::Approx(9).epsilon(1e-6));
  const Distribution twice = part.truncated(2, 20);
  CHECK(twice(0x1p-53) == Catch::Approx(2).epsilon(1e-6));
  CHECK(twice(1 - 0x1p-53) == Catch::Approx(9).epsilon(1e-6));
  const Distribution steps = Distribution::empirical({2, 4, 6, 8}, {2, 3, 4, 1}).truncated(4, 6);
  CHECK(steps(0x1p-53) == 4);
  CHECK(steps(0.4) == 4);  // 3 of 7
  CHECK(steps(0.5) == 6);
  CHECK_THROWS_AS(Distribution::uniform(0, 1).truncated(2, 3), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::uniform(0, 1).truncated(1, 0), std::invalid_argument);
}

TEST_CASE("without spread, a distribution is a constant", "[distribution]") {
  CHECK(Distribution::gamma(5, 0)(0.3) == 5);
  CHECK(Distribution::lognormal(5, 0)(0.9) == 5);
  CHECK(Distribution::normal(5, 0)(0.9) == 5);
  CHECK(Distribution()(0.7) == 0);
}

TEST_CASE("distributions that differ have other hashes", "[distribution]") {
  for (std::size_t i = 0; i < one_of_each().size(); ++i)
    for (std::size_t j = 0; j < i; ++j) CHECK(one_of_each()[i].hash() != one_of_each()[j].hash());
  CHECK(Distribution::gamma(5, 3).hash() == Distribution::gamma(5, 3).hash());
}

TEST_CASE("a distribution that makes no sense is refused", "[distribution]") {
  CHECK_THROWS_AS(Distribution::constant(NAN), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::uniform(2, 1), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::exponential(0), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::gamma(-1, 1), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::empirical({}, {}), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::empirical({1, 2}, {1}), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::empirical({1, 2}, {0, 0}), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::empirical({1, 2}, {-1, 2}), std::invalid_argument);
}
