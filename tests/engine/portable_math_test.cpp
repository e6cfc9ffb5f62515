#include "engine/portable_math.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

#include "engine/luck.hpp"
#include "tests/catch.hpp"

using namespace caseload;

namespace {

constexpr int kPoints = 200'000;

// In units of the last place of the value wanted. The reference is long double, which is no better than double with
// some compilers: its own error of half a unit is allowed for.
double units_off(double got, long double wanted) {
  if (got == static_cast<double>(wanted)) return 0;
  const double size = std::abs(static_cast<double>(wanted));
  return static_cast<double>(std::abs(got - wanted) / (std::nextafter(size, INFINITY) - size));
}

template <class Ours, class Reference>
double worst(Ours ours, Reference reference, double low, double high, bool exponents = false) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> argument(low, high);
  double most = 0;
  for (int i = 0; i < kPoints; ++i) {
    const double x = exponents ? std::exp2(argument(random)) : argument(random);
    most = std::max(most, units_off(ours(x), reference(static_cast<long double>(x))));
  }
  return most;
}

const auto exact_log = [](long double x) { return std::log(x); };
const auto exact_exp = [](long double x) { return std::exp(x); };

}  // namespace

TEST_CASE("log is good to two units in the last place", "[portable_math]") {
  CHECK(worst(portable::log, exact_log, 0, 1) < 2);
  CHECK(worst(portable::log, exact_log, 0.9, 1.1) < 2);
  CHECK(worst(portable::log, exact_log, -1074, 1023, true) < 2);
}

TEST_CASE("log1p is good to two units, also where 1 + x is 1", "[portable_math]") {
  const auto exact = [](long double x) { return std::log1p(x); };
  CHECK(worst(portable::log1p, exact, -1, 1) < 2);
  CHECK(worst(portable::log1p, exact, -80, 80, true) < 2);
  CHECK(worst([](double x) { return portable::log1p(-x); }, [](long double x) { return std::log1p(-x); }, -80, -0.01,
              true) < 2);
}

TEST_CASE("exp is good to two units and expm1 to three", "[portable_math]") {
  CHECK(worst(portable::exp, exact_exp, -1, 1) < 2);
  CHECK(worst(portable::exp, exact_exp, -708, 709) < 2);
  const auto exact = [](long double x) { return std::expm1(x); };
  CHECK(worst(portable::expm1, exact, -1, 1) < 3);
  CHECK(worst(portable::expm1, exact, -45, 700) < 3);
  CHECK(worst(portable::expm1, exact, -80, 0, true) < 3);
}

TEST_CASE("pow is good to two units", "[portable_math]") {
  for (const double y : {-2.5, 0.1, 0.5, 1.0, 3.0, 25.5}) {
    INFO(y);
    CHECK(worst([y](double x) { return portable::pow(x, y); },
                [y](long double x) { return std::pow(x, static_cast<long double>(y)); }, -39, 39, true) < 2);
  }
  CHECK(worst([](double y) { return portable::pow(1.0001, y); },
              [](long double y) { return std::pow(static_cast<long double>(1.0001), y); }, -1e6, 7e6) < 2);
}

TEST_CASE("the edges are where they should be", "[portable_math]") {
  CHECK(portable::log(1) == 0);
  CHECK(portable::log(0) == -INFINITY);
  CHECK(portable::log(INFINITY) == INFINITY);
  CHECK(std::isnan(portable::log(-1)));
  CHECK(portable::log1p(0) == 0);
  CHECK(portable::log1p(-1) == -INFINITY);
  CHECK(portable::exp(0) == 1);
  CHECK(portable::exp(710) == INFINITY);
  CHECK(portable::exp(-746) == 0);
  CHECK(portable::exp(-744) == std::exp(-744.0));
  CHECK(std::isnan(portable::exp(NAN)));
  CHECK(portable::expm1(0) == 0);
  CHECK(portable::pow(0, 0) == 1);
  CHECK(portable::pow(0, 2) == 0);
  CHECK(portable::pow(0, -2) == INFINITY);
  CHECK(portable::pow(2, 10) == 1024);
  CHECK(portable::pow(INFINITY, -1) == 0);
  CHECK(std::isnan(portable::pow(-1, 2)));
}

// A processor or a compiler flag that gives other bits fails here; -march=native -ffp-contract=fast does.
TEST_CASE("the bits are the same everywhere", "[portable_math]") {
  std::uint64_t hash = 0;
  const auto add = [&](double value) { hash = mix(hash ^ std::bit_cast<std::uint64_t>(value)); };
  for (int i = 1; i <= 1000; ++i) {
    const double x = i / 64.0;
    add(portable::log(x));
    add(portable::exp(-x));
    add(portable::pow(x, 0.3));
    add(portable::log1p(x));
    add(portable::expm1(-x));
  }
  CHECK(hash == 0x1F874AD7F56E622C);
}
