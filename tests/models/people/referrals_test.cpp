// How people come.

#include <algorithm>
#include <map>
#include <set>

#include "models/measures/rows.hpp"
#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;
using Catch::Approx;

namespace {

SmallWorld referred(double a_day, Duration length = days(1000)) {
  SmallWorld small({{"moderate", 0.6}, {"severe", 0.4}}, length);
  small.stay("triage", 10000, Distribution::constant(1));
  small.source("gp", "triage", a_day);
  return small;
}

std::set<std::uint64_t> identities(const World& world, bool jolted = false) {
  std::set<std::uint64_t> ids;
  for (const Story& s : stories(world, 1, jolted)) ids.insert(std::get<0>(s));
  return ids;
}

}  // namespace

TEST_CASE("a day's referrals are a Poisson count", "[referrals]") {
  std::map<std::int64_t, int> by_day;
  double sum = 0, squares = 0;
  for (const Story& s : stories(referred(6).world())) ++by_day[day_index({std::get<1>(s)})];
  for (std::int64_t day = 0; day < 1000; ++day) {
    sum += by_day[day];
    squares += by_day[day] * by_day[day];
  }
  const double mean = sum / 1000, variance = squares / 1000 - mean * mean;
  CHECK(std::abs(mean - 6) < 4 * std::sqrt(6.0 / 1000));
  CHECK(std::abs(variance - 6) < 4 * 6 * std::sqrt((2 + 1 / 6.0) / 1000));  // variance of a Poisson sample's variance
}

TEST_CASE("a higher rate adds people and renames nobody", "[referrals]") {
  const auto few = identities(referred(6, days(300)).world()), more = identities(referred(6.6, days(300)).world());
  CHECK(std::includes(more.begin(), more.end(), few.begin(), few.end()));
  CHECK(std::abs(static_cast<double>(more.size() - few.size()) - 180) < 4 * std::sqrt(180.0));
}

TEST_CASE("people come on the days and in the hours of their source, with its needs", "[referrals]") {
  SmallWorld small = referred(10);
  SourceInfo& gp = small.draft.sources[0];
  gp.weekday = {1.4, 1.4, 1.4, 1.4, 1.4, 0, 0};
  for (std::size_t h = 0; h < 24; ++h) gp.hour[h] = std::clamp((static_cast<double>(h) - 8) / 8, 0.0, 1.0);
  gp.need = {0.2, 0.8};
  std::int64_t severe = 0, all = 0;
  const World world = small.world();
  for (const Story& s : stories(world)) {
    const Time t{std::get<1>(s)};
    const double hour = in_hours(t - start_of_day(day_index(t)));
    REQUIRE(hour >= 8.9);  // the cumulative share is above 0 from the hour that begins at nine
    REQUIRE(hour <= 17);
    REQUIRE(weekday_of_day(world.start, day_index(t)) < 5);
    severe += std::get<4>(s);
    ++all;
  }
  CHECK(is_share(severe, all, 0.8));
}

TEST_CASE("growth is a factor a year", "[referrals]") {
  SmallWorld small = referred(10, days(731));
  small.epoch().sources[0].growth = 1.5;
  std::int64_t first = 0, second = 0;
  for (const Story& s : stories(small.world())) ++(day_index({std::get<1>(s)}) < 365 ? first : second);
  // The second year has 1.5 times the first's: of all, 0.6 in the second (one day more in it).
  CHECK(is_share(second, first + second, 0.6));
}

TEST_CASE("the jolt is one referral fewer on each day of the first week", "[referrals]") {
  SmallWorld small = referred(20, days(30));
  small.source("self", "triage", 20);
  const World world = small.world();
  const auto whole = identities(world), jolted = identities(world, true);
  CHECK(std::includes(whole.begin(), whole.end(), jolted.begin(), jolted.end()));
  CHECK(whole.size() - jolted.size() == 7);
}

TEST_CASE("sources do not touch each other's people", "[referrals]") {
  SmallWorld one = referred(6, days(100)), two = referred(6, days(100));
  two.source("self", "triage", 3);
  const auto a = identities(one.world()), b = identities(two.world());
  CHECK(std::includes(b.begin(), b.end(), a.begin(), a.end()));
}

TEST_CASE("a referral may take time to reach the list, which only the wait of the path knows", "[referrals]") {
  const auto measured = [](std::optional<Distribution> delay) {
    SmallWorld small({{"moderate", 1}}, days(1000));
    small.role("pwp", 10, 1200);
    small.assessment("triage", "pwp", minutes(45));
    small.source("gp", "triage", 6);
    small.draft.sources[0].delay = std::move(delay);
    const World world = small.world();
    std::map<std::string, double> values;
    for (const MeasureRow& row : measure_rows(run(world).measures, RowDetail::everything)) {
      if (row.need == 0 && row.service <= 1) values[measure_table()[row.measure].name] = row.value;
    }
    return values;
  };
  auto at_once = measured(std::nullopt), later = measured(Distribution::constant(10));
  CHECK(later["referrals"] == at_once["referrals"]);
  CHECK(later["seen_wait_mean"] == Approx(at_once["seen_wait_mean"]));  // nobody has to wait for a free minute
  CHECK(later["path_seen_wait_mean"] == Approx(at_once["path_seen_wait_mean"] + 10.0 / 7));
  CHECK(std::abs(later["on_the_way_at_end"] - 60) < 4 * std::sqrt(60.0));  // 6 a day for 10 days
}
