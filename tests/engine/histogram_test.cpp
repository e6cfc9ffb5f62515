#include "engine/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"

using namespace caseload;

namespace {

std::vector<Duration> random_durations(unsigned seed, std::size_t count) {
  std::mt19937_64 random(seed);
  std::vector<Duration> all;
  for (std::size_t i = 0; i < count; ++i) {
    const Duration whole = days(1) * static_cast<std::int64_t>(random() % 400);
    all.push_back(random() % 2 == 0 ? whole : whole + microseconds(static_cast<std::int64_t>(random() % kTicksPerDay)));
  }
  return all;
}

}  // namespace

TEST_CASE("mean and numbers within whole days are exact, percentiles good to a day", "[histogram]") {
  std::vector<Duration> all = random_durations(1, 5000);
  DurationHistogram histogram;
  std::int64_t ticks = 0;
  for (const Duration d : all) {
    histogram.add(d);
    ticks += d.ticks;
  }
  CHECK(histogram.count() == all.size());
  CHECK(histogram.mean() == Catch::Approx(in_days({ticks}) / 5000).epsilon(1e-14));
  std::sort(all.begin(), all.end());
  for (int d = 0; d < 402; ++d)
    REQUIRE(histogram.count_within(days(d)) ==
            static_cast<double>(std::upper_bound(all.begin(), all.end(), days(d)) - all.begin()));
  for (double p = 0.001; p < 1; p += 0.013)
    REQUIRE(std::abs(histogram.percentile(p) - in_days(all[static_cast<std::size_t>(p * 5000)])) <= 1);
  CHECK(histogram.percentile(1) == 400);
}

TEST_CASE("six weeks to the hour is within six weeks", "[histogram]") {
  DurationHistogram histogram;
  histogram.add(weeks(6));
  histogram.add(weeks(6) + microseconds(1));
  CHECK(histogram.count_within(weeks(6)) == 1);
  CHECK(histogram.share_within(days(43)) == 1);
  CHECK(histogram.count_within(weeks(6) - microseconds(1)) ==
        Catch::Approx(1).epsilon(1e-9));  // in proportion of its day
  CHECK(histogram.count_within(-days(1)) == 0);
}

TEST_CASE("percentiles are linear within a day's bin", "[histogram]") {
  DurationHistogram histogram;
  histogram.add(Duration::zero(), 10);
  histogram.add(days(3.2), 30);  // bin 4: more than 3, up to 4 days
  CHECK(histogram.percentile(0.1) == 0);
  CHECK(histogram.percentile(0.25) == 0);
  CHECK(histogram.percentile(0.5) == Catch::Approx(3 + 10.0 / 30));
  CHECK(histogram.percentile(1) == 4);
}

TEST_CASE("merged histograms are equal to the whole", "[histogram]") {
  DurationHistogram whole, parts[3];
  std::size_t i = 0;
  for (const Duration d : random_durations(2, 3000)) {
    whole.add(d);
    parts[i++ % 3].add(d);
  }
  DurationHistogram merged;
  for (const int k : {1, 2, 0}) merged.merge(parts[k]);
  CHECK(merged == whole);
}

TEST_CASE("an empty histogram has no mean, and nothing lasts less than no time", "[histogram]") {
  DurationHistogram histogram;
  CHECK(std::isnan(histogram.mean()));
  CHECK(std::isnan(histogram.percentile(0.5)));
  CHECK(std::isnan(histogram.share_within(days(1))));
  CHECK(histogram.count_within(days(1)) == 0);
  CHECK_THROWS_AS(histogram.add(-days(1)), std::logic_error);
}
