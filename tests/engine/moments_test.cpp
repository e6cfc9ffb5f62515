#include "engine/moments.hpp"

#include <cmath>
#include <random>

#include "tests/catch.hpp"

using namespace caseload;

TEST_CASE("mean and spread are those of the textbook", "[moments]") {
  Moments moments;
  for (const int x : {2, 4, 4, 4, 5, 5, 7, 9, -3}) moments.add(x);
  // Sum 37, squares 241, n = 9: mean 4.1111, variance (241 − 37²/9)/8 = 11.1111
  CHECK(moments.count() == 9);
  CHECK(moments.mean() == Catch::Approx(37.0 / 9));
  CHECK(moments.variance() == Catch::Approx(100.0 / 9));
  CHECK(moments.standard_deviation() == Catch::Approx(10.0 / 3));
}

TEST_CASE("merged is equal to whole, in any order", "[moments]") {
  std::mt19937_64 random(1);
  Moments whole, parts[3];
  for (int i = 0; i < 3000; ++i) {
    const Duration d =
        days(static_cast<double>(random() % 3000) - 500) + microseconds(static_cast<std::int64_t>(random() % 1000));
    whole.add(d);
    parts[random() % 3].add(d);
  }
  Moments merged;
  for (int i : {2, 0, 1}) merged.merge(parts[i]);
  CHECK(merged == whole);
}

TEST_CASE("of nothing there is no mean, of one no spread", "[moments]") {
  Moments moments;
  CHECK(std::isnan(moments.mean()));
  moments.add(3);
  CHECK(moments.mean() == 3);
  CHECK(std::isnan(moments.variance()));
}
