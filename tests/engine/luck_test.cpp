#include "engine/luck.hpp"

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/random/normal_distribution.hpp>

#include "tests/catch.hpp"

using namespace caseload;

namespace {

const std::uint64_t kNorth = name_hash64("north");
const std::uint32_t kDesk = name_hash("desk");

// Chi-square of pairs in 16 × 16 cells. 255 degrees of freedom: mean 255, standard error √510.
template <class First, class Second>
double standardised_chi_square(First first, Second second) {
  constexpr std::size_t kCells = 16;
  constexpr int kPairs = 200'000;
  std::vector<double> cells(kCells * kCells, 0.0);
  for (std::uint32_t i = 0; i < kPairs; ++i) {
    const auto row = static_cast<std::size_t>(first(i) * kCells), column = static_cast<std::size_t>(second(i) * kCells);
    ++cells[row * kCells + column];
  }
  const double expected = static_cast<double>(kPairs) / (kCells * kCells);
  double sum = 0;
  for (const double n : cells) sum += (n - expected) * (n - expected) / expected;
  return (sum - 255) / std::sqrt(510.0);
}

}  // namespace

// Worked out by an independent program (Python integers) from Philox4x32-7's definition; its block for counter and key
// 0 begins 5f6fb709 0d893f64, as in Random123's table of known answers.
TEST_CASE("the golden draws are what they were", "[luck]") {
  CHECK(Luck(0, 0, 0).uniform(0, 0, 0, 0, 0) == 0x1.f4c995440b840p-7);
  CHECK(Luck(1, 0, 0).uniform(0, 0, 0, 0, 0) == 0x1.e16d22e13470ap-2);
  CHECK(Luck(7, 3, kNorth).uniform(0x123456789ABCDEF, kDesk, 11, 5, 250) == 0x1.ffe7d5ae16eb4p-3);
  CHECK(Luck(7, 3, kNorth).uniform(0x123456789ABCDEF, kDesk, 255, 1023, 16383) == 0x1.2e755413ee933p-1);
}

TEST_CASE("hashes are what they were", "[luck]") {
  CHECK(mix(0) == 0xE220A8397B1DCDAF);
  CHECK(mix(1) == 0x910A2DEC89025CC1);
  CHECK(name_hash64("") == 0xC3817C016BA4FF30);
  CHECK(name_hash64("north") == 0x8230840C54AE5F00);
  CHECK(name_hash("north") == 0x8230840C);
}

TEST_CASE("a draw depends on its name alone", "[luck]") {
  const Luck luck(7, 3, kNorth);
  const double before = luck.uniform(1, 2, 3, 4, 5);
  for (std::uint32_t i = 0; i < 100; ++i) luck.uniform(i, 2, 3, 4, 5);
  CHECK(luck.uniform(1, 2, 3, 4, 5) == before);
  CHECK(Luck(7, 3, kNorth).uniform(1, 2, 3, 4, 5) == before);
}

// Eight tests at six standard errors: a false alarm less than once in 10^6 choices of the numbers below.
TEST_CASE("neighbouring names are independent", "[luck]") {
  const auto draw = [](std::uint64_t seed, std::uint32_t replication, std::uint64_t area, std::uint64_t entity,
                       std::uint32_t place, std::uint8_t purpose, std::uint32_t visit, std::uint32_t item) {
    return Luck(seed, replication, area).uniform(entity, place, purpose, visit, item);
  };
  const auto base = [&](std::uint32_t i) { return draw(1, 0, 9, i, 5, 7, 0, 0); };
  CHECK(std::abs(standardised_chi_square(base, [&](std::uint32_t i) { return draw(2, 0, 9, i, 5, 7, 0, 0); })) < 6);
  CHECK(std::abs(standardised_chi_square(base, [&](std::uint32_t i) { return draw(1, 1, 9, i, 5, 7, 0, 0); })) < 6);
  CHECK(std::abs(standardised_chi_square(base, [&](std::uint32_t i) { return draw(1, 0, 8, i, 5, 7, 0, 0); })) < 6);
  CHECK(std::abs(standardised_chi_square(base, [&](std::uint32_t i) { return draw(1, 0, 9, i + 1, 5, 7, 0, 0); })) < 6);
  CHECK(std::abs(standardised_chi_square(base, [&](std::uint32_t i) { return draw(1, 0, 9, i, 4, 7, 0, 0); })) < 6);
  CHECK(std::abs(standardised_chi_square(base, [&](std::uint32_t i) { return draw(1, 0, 9, i, 5, 6, 0, 0); })) < 6);
  CHECK(std::abs(standardised_chi_square(base, [&](std::uint32_t i) { return draw(1, 0, 9, i, 5, 7, 1, 0); })) < 6);
  CHECK(std::abs(standardised_chi_square(base, [&](std::uint32_t i) { return draw(1, 0, 9, i, 5, 7, 0, 1); })) < 6);
}

TEST_CASE("both ends are excluded and exponentials have mean 1", "[luck]") {
  CHECK((0.0 + 0.5) * 0x1p-52 > 0);  // the least and the greatest a draw can be
  CHECK((0x1p52 - 1 + 0.5) * 0x1p-52 < 1);
  const Luck luck(1, 0, 0);
  constexpr int kDraws = 200'000;
  double sum = 0, exponentials = 0;
  for (std::uint32_t i = 0; i < kDraws; ++i) {
    const double u = luck.uniform(i, 0, 1, 0, 0);
    REQUIRE((u > 0 && u < 1));
    sum += u;
    exponentials += luck.exponential(i, 0, 1, 0, 0);
    REQUIRE(luck.exponential(i, 0, 1, 0, 0) > 0);
  }
  CHECK(std::abs(sum / kDraws - 0.5) < 5 / std::sqrt(12.0 * kDraws));  // five standard errors
  CHECK(std::abs(exponentials / kDraws - 1) < 5 / std::sqrt(1.0 * kDraws));
}

TEST_CASE("fields that overflow are an error", "[luck]") {
  const Luck luck(1, 0, 0);
  CHECK_THROWS_AS(luck.uniform(1, 2, 3, Luck::kVisits, 0), LuckOverflow);
  CHECK_THROWS_AS(luck.uniform(1, 2, 3, 0, Luck::kItems), LuckOverflow);
}

TEST_CASE("the engine for Boost.Random gives the same row for the same name", "[luck]") {
  KeyedEngine a(Luck(1, 2, 3), 4, 5, 6), b(Luck(1, 2, 3), 4, 5, 6), other(Luck(1, 2, 3), 4, 5, 7);
  CHECK(a == b);
  CHECK_FALSE(a == other);
  for (int i = 0; i < 10; ++i) CHECK(a() == b());
  a.discard(5);
  for (int i = 0; i < 5; ++i) b();
  CHECK(a == b);
  CHECK(a() != other());

  boost::random::normal_distribution<> normal;
  constexpr int kDraws = 100'000;
  double sum = 0;
  for (int i = 0; i < kDraws; ++i) sum += normal(a);
  CHECK(std::abs(sum / kDraws) < 5 / std::sqrt(1.0 * kDraws));
}
