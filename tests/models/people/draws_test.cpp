// Keyed draws as the model makes them: neighbouring names must have nothing to do with each other, whichever of their
// parts is the neighbour.
//
// All seeds are fixed. The bounds are six standard errors: 1 false alarm in 5 × 10^8 for a normal score, of which there
// are some 3 700 below, and 1 in 10^7 for a chi-square of 255 degrees of freedom, of which there are some 320. Fewer
// than 5 choices of the seeds in 10^5 would raise an alarm without a fault.

#include "models/people/draws.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "tests/catch.hpp"

using namespace caseload;

namespace {

constexpr double kBound = 6;
constexpr auto kLastPurpose = static_cast<unsigned>(Purpose::long_absence_length);

// One name, as the model has them.
struct Name {
  std::uint64_t seed = 1;
  std::uint32_t replication = 1;
  const char* area = "north";
  const char* source = "gp";
  std::uint32_t day = 100, number = 0;
  const char* place = "step2";
  Purpose purpose = Purpose::attend;
  std::uint32_t visit = 0, item = 0;

  double draw() const {
    Person p;
    p.id = person_identity(name_hash64(source), day, number);
    return Draws(seed, replication, area).uniform(p, name_hash(place), purpose, visit, item);
  }
};

// The i-th name of a row of names, starting from a given one.
using Row = std::function<void(Name&, std::uint32_t)>;

std::vector<double> draws_along(Name name, const Row& row, std::uint32_t count) {
  std::vector<double> all;
  for (std::uint32_t i = 0; i < count; ++i) {
    Name one = name;
    row(one, i);
    all.push_back(one.draw());
  }
  return all;
}

// Correlation of uniforms, in standard errors.
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - 0.5) * (b[i] - 0.5);
  return sum * 12 / std::sqrt(static_cast<double>(a.size()));
}

// Correlation of each with the one that many places on, in standard errors.
double serial_correlation(const std::vector<double>& a, std::size_t lag) {
  double sum = 0;
  for (std::size_t i = 0; i + lag < a.size(); ++i) sum += (a[i] - 0.5) * (a[i + lag] - 0.5);
  return sum * 12 / std::sqrt(static_cast<double>(a.size() - lag));
}

// Chi-square of pairs in 16 × 16 cells, in its standard errors: 255 degrees of freedom, variance 510.
double chi_square(const std::vector<double>& a, const std::vector<double>& b) {
  constexpr std::size_t kCells = 16;
  std::vector<double> cells(kCells * kCells, 0.0);
  for (std::size_t i = 0; i < a.size(); ++i)
    ++cells[static_cast<std::size_t>(a[i] * kCells) * kCells + static_cast<std::size_t>(b[i] * kCells)];
  const double expected = static_cast<double>(a.size()) / (kCells * kCells);
  double sum = 0;
  for (const double n : cells) sum += (n - expected) * (n - expected) / expected;
  return (sum - 255) / std::sqrt(510.0);
}

// Largest distance from the straight line, times √n: above 3.2 once in 4 × 10^8.
double kolmogorov(std::vector<double> a) {
  std::sort(a.begin(), a.end());
  double most = 0;
  const auto n = static_cast<double>(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    most =
        std::max({most, std::abs(a[i] - static_cast<double>(i) / n), std::abs(a[i] - static_cast<double>(i + 1) / n)});
  return most * std::sqrt(n);
}

const Row kPeople = [](Name& n, std::uint32_t i) { n.day += i / 50, n.number = i % 50; };

}  // namespace

TEST_CASE("draws are spread evenly for every purpose", "[draws]") {
  for (unsigned purpose = 1; purpose <= kLastPurpose; ++purpose) {
    CAPTURE(purpose);
    Name name;
    name.purpose = static_cast<Purpose>(purpose);
    CHECK(kolmogorov(draws_along(name, kPeople, 20'000)) < 3.2);
  }
}

TEST_CASE("one person's draws for two purposes have nothing to do with each other", "[draws]") {
  std::vector<std::vector<double>> of_purpose;
  for (unsigned purpose = 1; purpose <= kLastPurpose; ++purpose) {
    Name name;
    name.purpose = static_cast<Purpose>(purpose);
    of_purpose.push_back(draws_along(name, kPeople, 20'000));
  }
  for (std::size_t a = 0; a < of_purpose.size(); ++a)
    for (std::size_t b = a + 1; b < of_purpose.size(); ++b) {
      CAPTURE(a + 1, b + 1);
      REQUIRE(std::abs(correlation(of_purpose[a], of_purpose[b])) < kBound);
      if (b == a + 1) REQUIRE(std::abs(chi_square(of_purpose[a], of_purpose[b])) < kBound);
    }
}

TEST_CASE("the same people have other luck in the next replication, seed or area", "[draws]") {
  const auto luck = [](const Name& name) { return draws_along(name, kPeople, 20'000); };
  std::vector<std::vector<double>> worlds;
  for (std::uint32_t k = 0; k < 24; ++k) {  // neighbours in both directions, and beyond 32 bits
    Name next_replication, next_seed, far_seed;
    next_replication.replication += k;
    worlds.push_back(luck(next_replication));
    next_seed.seed += k + 1;
    worlds.push_back(luck(next_seed));
    far_seed.seed += std::uint64_t{1} << (k + 30);
    worlds.push_back(luck(far_seed));
  }
  for (const char* area : {"", "north ", "nortH", "QWO", "QWP"}) {
    Name elsewhere;
    elsewhere.area = area;
    worlds.push_back(luck(elsewhere));
  }
  for (std::size_t a = 0; a < worlds.size(); ++a)
    for (std::size_t b = a + 1; b < worlds.size(); ++b) {
      CAPTURE(a, b);
      REQUIRE(std::abs(correlation(worlds[a], worlds[b])) < kBound);
      if (b <= a + 3) REQUIRE(std::abs(chi_square(worlds[a], worlds[b])) < kBound);
    }
}

TEST_CASE("along any part of a name draws have no memory", "[draws]") {
  const std::vector<std::pair<const char*, Row>> rows = {
      {"numbers of one day", [](Name& n, std::uint32_t i) { n.number = i; }},
      {"days", [](Name& n, std::uint32_t i) { n.day = i; }},
      {"replications", [](Name& n, std::uint32_t i) { n.replication = i + 1; }},
      {"seeds", [](Name& n, std::uint32_t i) { n.seed = i; }},
      {"every other seed", [](Name& n, std::uint32_t i) { n.seed = 2 * i; }},
      {"high seeds", [](Name& n, std::uint32_t i) { n.seed = std::uint64_t{i} << 32; }},
      {"appointments", [](Name& n, std::uint32_t i) { n.item = i % 16'000, n.visit = i / 16'000; }},
      {"visits", [](Name& n, std::uint32_t i) { n.visit = i % 1000, n.number = i / 1000; }},
      {"purposes", [](Name& n, std::uint32_t i) { n.purpose = static_cast<Purpose>(i % 256), n.number = i / 256; }},
  };
  for (const auto& [what, row] : rows) {
    const auto all = draws_along({}, row, 20'000);
    CAPTURE(what);
    CHECK(kolmogorov(all) < 3.2);
    for (const std::size_t lag : {1, 2, 3, 4, 5, 7, 8, 15, 16, 31, 32, 50, 64, 100, 128, 256, 365, 1000, 1024, 4096}) {
      CAPTURE(lag);
      REQUIRE(std::abs(serial_correlation(all, lag)) < kBound);
      if (lag > 8) continue;
      const std::vector<double> first(all.begin(), all.end() - static_cast<std::ptrdiff_t>(lag));
      const std::vector<double> later(all.begin() + static_cast<std::ptrdiff_t>(lag), all.end());
      REQUIRE(std::abs(chi_square(first, later)) < kBound);
    }
  }
}

// A stream of the textbook's kind is the same row of numbers, dealt out in the order in which they are asked for.
TEST_CASE("a stream deals its numbers out in order, and again the same for the same name", "[draws]") {
  Person a, b;
  a.id = 1;
  b.id = 2;
  const Draws one(7, 3, "north", LuckScheme::streams), other(7, 3, "north", LuckScheme::streams);
  const double first = one.uniform(a, 5, Purpose::route), second = one.uniform(b, 5, Purpose::route);
  CHECK(other.uniform(b, 5, Purpose::route) == first);  // whoever asks first
  CHECK(other.uniform(a, 9, Purpose::route) == second);
  CHECK(one.uniform(a, 5, Purpose::route) == first);
  CHECK(one.uniform(a, 5, Purpose::delay) != first);
  CHECK(one.uniform_of(4, 5, Purpose::attend, 20'000) == one.uniform_of(4, 5, Purpose::attend, 20'000));
  CHECK(one.purposes() == ((1U << 6) | (1U << 7) | (1U << 13)));
  CHECK(Draws(7, 4, "north", LuckScheme::streams).uniform(a, 5, Purpose::route) != first);
  CHECK(Draws(7, 3, "north").uniform(a, 5, Purpose::route) != first);
}

TEST_CASE("the numbers of a stream are spread evenly and have no memory", "[draws]") {
  const Draws draws(1, 1, "", LuckScheme::streams);
  std::vector<double> all;
  for (std::uint32_t i = 0; i < 20'000; ++i) all.push_back(draws.uniform_of(i, 0, Purpose::attend, 0));
  CHECK(kolmogorov(all) < 3.2);
  for (std::size_t lag = 1; lag < 30; ++lag) CHECK(std::abs(serial_correlation(all, lag)) < kBound);
}
