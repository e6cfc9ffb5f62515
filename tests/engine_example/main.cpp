// One counter, exponential times between arrivals and at the counter, first come first served: does the engine, used
// alone and from outside, find the mean wait that theory gives for M/M/1?
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "engine/calendar.hpp"
#include "engine/luck.hpp"
#include "engine/replications.hpp"
#include "engine/statistics.hpp"

using namespace caseload;

namespace {

constexpr Duration kBetweenArrivals = minutes(10);
constexpr Duration kAtCounter = minutes(8);
constexpr double kTheory = 0.8 / (1.0 / 8 - 1.0 / 10);  // load / (rate of service - rate of arrival), in minutes

enum Phase : unsigned { kDeparts, kArrives };
enum Purpose : std::uint8_t { kGap, kService };

Moments waits_of(std::size_t replication) {
  const Luck luck(1, static_cast<std::uint32_t>(replication), name_hash64("counter"));
  Calendar calendar;
  calendar.schedule(Time::zero(), kArrives, 0, 0);
  std::vector<Time> arrived;
  std::uint32_t begun = 0;
  bool busy = false;
  Moments waits;
  Event event;
  while (calendar.next(event, Time::zero() + weeks(50))) {
    const Time now = event.time();
    if (event.phase() == kArrives) {
      arrived.push_back(now);
      const auto next = static_cast<std::uint32_t>(arrived.size());
      calendar.schedule(now + kBetweenArrivals * luck.exponential(next, 0, kGap, 0, 0), kArrives, next, 0);
    } else {
      busy = false;
    }
    if (!busy && begun < arrived.size()) {
      busy = true;
      waits.add(now - arrived[begun]);
      calendar.schedule(now + kAtCounter * luck.exponential(begun, 0, kService, 0, 0), kDeparts, begun, 0);
      ++begun;
    }
  }
  return waits;
}

}  // namespace

int main() {
  Moments means;  // of the replications
  for (const Moments& waits : run_replications<Moments>(20, 2, waits_of)) {
    means.add(microseconds(std::llround(waits.mean())));
  }
  const double mean = in_minutes(microseconds(std::llround(means.mean())));
  const double error = in_minutes(microseconds(std::llround(means.standard_deviation()))) / std::sqrt(20.0);
  std::printf("mean wait %.1f minutes, standard error %.1f; theory says %.1f\n", mean, error, kTheory);
  return std::abs(mean - kTheory) < 3 * error ? 0 : 1;
}
