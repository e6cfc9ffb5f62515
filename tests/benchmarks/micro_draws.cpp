// What does it cost that every draw is named by what it is for, instead of the next number of one stream? Finding:
// nothing. A keyed uniform costs half of a Mersenne Twister's, an exponential by inversion half of the library's
// (though our log, the same on every processor, costs twice the C library's), and a gamma from its table of quantiles a
// seventh: a uniform and a line between two knots, whatever the distribution.
#include <random>

#include "engine/distribution.hpp"
#include "engine/luck.hpp"
#include "engine/portable_math.hpp"
#include "tests/benchmarks/stopwatch.hpp"

using namespace caseload;

namespace {
constexpr std::uint32_t kDraws = 4'000'000;

template <class Draw>
double sum_of(Draw&& draw) {
  double sum = 0;
  for (std::uint32_t i = 0; i < kDraws; ++i) sum += draw(i);
  return sum;
}
}  // namespace

int main() {
  std::puts("draws");
  const Luck luck(1, 1, 0);
  std::mt19937_64 twister(1);
  std::uniform_real_distribution<double> uniform;
  std::exponential_distribution<double> exponential;
  std::gamma_distribution<double> gamma_of_stream(0.5, 2.0);
  const Distribution gamma = Distribution::gamma(1.0, 1.4142135623730951);
  tell("keyed uniform", kDraws, [&] { return sum_of([&](std::uint32_t i) { return luck.uniform(i, 7, 3, 0, 0); }); });
  tell("std::mt19937_64 uniform", kDraws, [&] { return sum_of([&](std::uint32_t) { return uniform(twister); }); });
  tell("keyed exponential", kDraws,
       [&] { return sum_of([&](std::uint32_t i) { return luck.exponential(i, 7, 3, 0, 0); }); });
  tell("std::exponential_distribution", kDraws,
       [&] { return sum_of([&](std::uint32_t) { return exponential(twister); }); });
  tell("keyed gamma, shape 0.5, from its table", kDraws,
       [&] { return sum_of([&](std::uint32_t i) { return gamma(luck.uniform(i, 7, 3, 0, 0)); }); });
  tell("std::gamma_distribution, shape 0.5", kDraws,
       [&] { return sum_of([&](std::uint32_t) { return gamma_of_stream(twister); }); });
  tell("our log", kDraws, [&] { return sum_of([](std::uint32_t i) { return portable::log(1.0 + i); }); });
  tell("the C library's log", kDraws, [&] { return sum_of([](std::uint32_t i) { return std::log(1.0 + i); }); });
}
