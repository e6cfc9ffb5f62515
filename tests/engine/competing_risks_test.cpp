#include "engine/competing_risks.hpp"

#include <random>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"

using namespace caseload;

namespace {

constexpr std::size_t kSeen = 0, kLeft = 1, kMoved = 2;

// One wait as it was: from when it was watched, until when, and how it ended (−1: censored).
struct Wait {
  int entered, ended, cause;
};

std::vector<Wait> random_waits(unsigned seed, int count, bool late, bool censored) {
  std::mt19937 random(seed);
  std::vector<Wait> all;
  for (int i = 0; i < count; ++i) {
    const int entered = late && random() % 3 == 0 ? static_cast<int>(random() % 30) : 0;
    const int ended = entered + static_cast<int>(random() % 80);
    const int cause = censored && random() % 4 == 0 ? -1 : static_cast<int>(random() % 3);
    all.push_back({entered, ended, cause});
  }
  return all;
}

void record(CompetingRiskCurve& curve, const Wait& wait) {
  curve.enter(days(wait.entered));
  if (wait.cause < 0)
    curve.censor(days(wait.ended));
  else
    curve.finish(days(wait.ended), static_cast<std::size_t>(wait.cause));
}

}  // namespace

// Ten join. Day 1: two are seen. Day 2: one leaves, one is censored. Day 3: three who have waited three days already
// come under observation; three are seen. Day 5: one is moved. The rest are censored on day 9.
//   n:   day 1: 10   day 2: 8   day 3: 8 − 2 + 3 = 9   day 5: 6
//   S:   1 − 2/10 = 0.8,   · 7/8 = 0.7,   · 6/9 = 0.466667,   · 5/6 = 0.388889
//   seen 0.2 + 0.7 · 3/9 = 0.433333,   left 0.8/8 = 0.1,   moved 0.466667/6 = 0.077778
TEST_CASE("the curve is the one worked out by hand", "[competing_risks]") {
  CompetingRiskCurve curve;
  for (int i = 0; i < 10; ++i) curve.enter();
  for (int i = 0; i < 3; ++i) curve.enter(days(3));
  for (int i = 0; i < 2; ++i) curve.finish(hours(20), kSeen);
  curve.finish(days(2), kLeft);
  curve.censor(days(1.5));
  for (int i = 0; i < 3; ++i) curve.finish(days(2.1), kSeen);
  curve.finish(days(4.5), kMoved);
  for (int i = 0; i < 5; ++i) curve.censor(days(9));

  const auto all = curve.evaluate();
  CHECK(all.at_risk == std::vector<std::int64_t>{10, 10, 8, 9, 6, 6, 5, 5, 5, 5});
  CHECK(all.survival[0] == 1);
  CHECK(all.survival[1] == Catch::Approx(0.8));
  CHECK(all.survival[2] == Catch::Approx(0.7));
  CHECK(all.survival[3] == Catch::Approx(0.4666667));
  CHECK(all.survival[9] == Catch::Approx(0.3888889));
  CHECK(all.incidence[kSeen][2] == Catch::Approx(0.2));
  CHECK(all.incidence[kSeen][9] == Catch::Approx(0.4333333));
  CHECK(all.incidence[kLeft][9] == Catch::Approx(0.1));
  CHECK(all.incidence[kMoved][9] == Catch::Approx(0.0777778));
  CHECK(all.ends == 10);
  CHECK(curve.survival(3) == all.survival[3]);
  CHECK(curve.incidence(kSeen, 500) == all.incidence[kSeen][9]);
  CHECK_FALSE(curve.median(kSeen).has_value());
}

TEST_CASE("survival and incidences add up to 1 and never turn back", "[competing_risks]") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    CompetingRiskCurve curve;
    for (const Wait& wait : random_waits(seed, 500, true, true)) record(curve, wait);
    const auto all = curve.evaluate();
    double last = 0;
    for (std::size_t day = 0; day < curve.days(); ++day) {
      double sum = all.survival[day];
      for (std::size_t cause = 0; cause < CompetingRiskCurve::kCauses; ++cause) sum += all.incidence[cause][day];
      REQUIRE(std::abs(sum - 1) < 1e-12);
      REQUIRE(all.incidence[kSeen][day] >= last);
      last = all.incidence[kSeen][day];
    }
  }
}

TEST_CASE("without censoring an incidence is the plain share", "[competing_risks]") {
  const auto waits = random_waits(5, 1000, false, false);
  CompetingRiskCurve curve;
  for (const Wait& wait : waits) record(curve, wait);
  for (std::size_t day = 0; day < 80; day += 7) {
    int seen = 0;
    for (const Wait& wait : waits) seen += wait.cause == 0 && wait.ended <= static_cast<int>(day) ? 1 : 0;
    CHECK(curve.incidence(kSeen, day) == Catch::Approx(seen / 1000.0));
  }
  CHECK_FALSE(curve.evaluate().ends.has_value());  // everybody's wait has ended
}

TEST_CASE("with one cause it is one minus Kaplan and Meier", "[competing_risks]") {
  auto waits = random_waits(6, 800, false, true);
  CompetingRiskCurve curve;
  for (Wait& wait : waits) {
    if (wait.cause > 0) wait.cause = 0;
    record(curve, wait);
  }
  double kaplan_meier = 1;
  for (int day = 0; day < 75; ++day) {
    int at_risk = 0, events = 0;
    for (const Wait& wait : waits) {
      at_risk += wait.ended >= day ? 1 : 0;
      events += wait.ended == day && wait.cause == 0 ? 1 : 0;
    }
    kaplan_meier *= 1 - static_cast<double>(events) / at_risk;
    REQUIRE(curve.incidence(kSeen, static_cast<std::size_t>(day)) == Catch::Approx(1 - kaplan_meier));
  }
}

TEST_CASE("the median is the first day by which half are seen", "[competing_risks]") {
  CompetingRiskCurve curve;
  for (int i = 0; i < 10; ++i) {
    curve.enter();
    curve.finish(days(i), i % 5 == 4 ? kLeft : kSeen);
  }
  CHECK(curve.median(kSeen) == 5);  // seen on 0, 1, 2, 3, 5
  CHECK_FALSE(curve.median(kLeft).has_value());
}

TEST_CASE("the curve ends where nobody is left to look at", "[competing_risks]") {
  CompetingRiskCurve curve;
  curve.enter();
  curve.censor(days(2));
  curve.enter(days(10));
  curve.finish(days(12), kSeen);
  const auto all = curve.evaluate();
  CHECK(all.ends == 3);
  CHECK(all.survival.back() == 1);  // what happens beyond is not told
  CHECK(all.incidence[kSeen].back() == 0);
}

TEST_CASE("merged curves are equal to the whole", "[competing_risks]") {
  CompetingRiskCurve whole, parts[3], merged;
  std::size_t i = 0;
  for (const Wait& wait : random_waits(7, 600, true, true)) {
    record(whole, wait);
    record(parts[i++ % 3], wait);
  }
  for (const int k : {2, 1, 0}) merged.merge(parts[k]);
  CHECK(merged == whole);
}

TEST_CASE("more cannot end than were there", "[competing_risks]") {
  CompetingRiskCurve curve;
  curve.enter();
  curve.finish(days(1), kSeen);
  curve.finish(days(1), kLeft);
  CHECK_THROWS_AS(curve.evaluate(), std::logic_error);
}
