// What does it cost to keep statistics while a simulation runs, a fact at a time? Finding: each is a few nanoseconds, a
// bin found by division and a 128-bit sum; the curve of competing risks, with an entry and an end a person, is the
// dearest, and still costs less than the event that it tells of.
#include <vector>

#include "engine/competing_risks.hpp"
#include "engine/histogram.hpp"
#include "engine/luck.hpp"
#include "engine/moments.hpp"
#include "engine/time_weighted.hpp"
#include "engine/weekly_series.hpp"
#include "tests/benchmarks/stopwatch.hpp"

using namespace caseload;

namespace {

constexpr std::size_t kFacts = 2'000'000;

std::vector<Duration> waits() {
  std::vector<Duration> all(1U << 16);
  const Luck luck(1, 0, 0);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = weeks(6 * luck.exponential(i, 0, 0, 0, 0));
  return all;
}

}  // namespace

int main() {
  std::puts("statistics: one fact");
  const std::vector<Duration> wait = waits();
  const auto of = [&](std::size_t i) { return wait[i % wait.size()]; };
  tell("mean and spread", kFacts, [&] {
    Moments moments;
    for (std::size_t i = 0; i < kFacts; ++i) moments.add(of(i));
    return moments.mean();
  });
  tell("histogram by day", kFacts, [&] {
    DurationHistogram histogram;
    for (std::size_t i = 0; i < kFacts; ++i) histogram.add(of(i));
    return histogram.percentile(0.9);
  });
  tell("level, weighted by time", kFacts, [&] {
    TimeWeighted level;
    for (std::size_t i = 0; i < kFacts; ++i)
      level.change(Time{static_cast<std::int64_t>(i) * kTicksPerMinute}, i % 2 == 0 ? 1 : -1);
    return level.mean();
  });
  tell("weekly series", kFacts, [&] {
    WeeklySeries series;
    for (std::size_t i = 0; i < kFacts; ++i) series.count(Time::zero() + of(i));
    return series[3];
  });
  tell("curve of competing risks, entry and end", kFacts, [&] {
    CompetingRiskCurve curve;
    for (std::size_t i = 0; i < kFacts; ++i) {
      curve.enter();
      curve.finish(of(i), i % 2);
    }
    return curve.incidence(0, 100);
  });
}
