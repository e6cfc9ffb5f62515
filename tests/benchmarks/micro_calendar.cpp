// What does one event cost the calendar, by how many are pending, against the heap everybody has? The hold model: take
// the next event, schedule another an exponential time later. Finding: the ring's cost hardly grows with what is
// pending until its events no longer fit the cache; a heap's grows with its depth, and it forgets the order of ties.
#include <queue>
#include <string>
#include <vector>

#include "engine/calendar.hpp"
#include "engine/luck.hpp"
#include "tests/benchmarks/stopwatch.hpp"

using namespace caseload;

namespace {

constexpr std::size_t kHolds = 1'000'000;

// Twelve weeks in the mean, a quarter of what the ring of hours spans; drawn beforehand.
std::vector<Duration> gaps() {
  std::vector<Duration> all(1U << 16);
  const Luck luck(1, 0, 0);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = weeks(12 * luck.exponential(i, 0, 0, 0, 0));
  return all;
}

std::int64_t hold_calendar(std::size_t pending, const std::vector<Duration>& gap) {
  Calendar calendar;
  for (std::size_t i = 0; i < pending; ++i)
    calendar.schedule(Time::zero() + gap[i % gap.size()], 1, static_cast<std::uint32_t>(i), 0);
  Event event;
  for (std::size_t n = 0; n < kHolds; ++n) {
    calendar.next(event, Time::never());
    calendar.schedule(event.time() + gap[n % gap.size()], 1, event.subject, 0);
  }
  return calendar.now().ticks;
}

std::int64_t hold_heap(std::size_t pending, const std::vector<Duration>& gap) {
  const auto later = [](const Event& a, const Event& b) { return a.when > b.when; };
  std::priority_queue<Event, std::vector<Event>, decltype(later)> heap(later);
  const auto put = [&](Time at, std::uint32_t subject) {
    heap.push({static_cast<std::uint64_t>(at.ticks) << kPhaseBits, subject, 0});
  };
  for (std::size_t i = 0; i < pending; ++i) put(Time::zero() + gap[i % gap.size()], static_cast<std::uint32_t>(i));
  Time now{};
  for (std::size_t n = 0; n < kHolds; ++n) {
    const Event event = heap.top();
    heap.pop();
    now = event.time();
    put(now + gap[n % gap.size()], event.subject);
  }
  return now.ticks;
}

}  // namespace

int main() {
  std::puts("calendar: one event taken and one scheduled (filling included)");
  const std::vector<Duration> gap = gaps();
  for (const std::size_t pending : {1'000U, 10'000U, 100'000U, 1'000'000U}) {
    const std::string many = std::to_string(pending) + " pending";
    tell((many + ", ring of buckets").c_str(), kHolds, [&] { return hold_calendar(pending, gap); });
    tell((many + ", std::priority_queue").c_str(), kHolds, [&] { return hold_heap(pending, gap); });
  }
}
