#include "engine/calendar.hpp"

#include <map>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"
#include "tests/engine/dice.hpp"

using namespace caseload;

namespace {

// What the calendar promises, said naively: a multimap puts equal keys in the order of insertion.
class NaiveCalendar {
 public:
  void schedule(Time time, unsigned phase, std::uint32_t subject, std::uint32_t tag) {
    const std::uint64_t when = static_cast<std::uint64_t>(time.ticks) << kPhaseBits | phase;
    events_.emplace(when, Event{when, subject, tag});
  }
  bool next(Event& event, Time horizon, unsigned phase = 0) {
    const std::uint64_t limit = static_cast<std::uint64_t>(horizon.ticks) << kPhaseBits | phase;
    if (events_.empty() || events_.begin()->first >= limit) return false;
    event = events_.begin()->second;
    events_.erase(events_.begin());
    return true;
  }
  std::size_t pending() const { return events_.size(); }

 private:
  std::multimap<std::uint64_t, Event> events_;
};

bool same(const Event& a, const Event& b) { return a.when == b.when && a.subject == b.subject && a.tag == b.tag; }

// Delays full of ties: whole multiples of a step, now and then far beyond the ring.
Duration random_delay(Dice& random, Duration span) {
  switch (random.below(8)) {
    case 0:
      return Duration::zero();
    case 1:
      return microseconds(static_cast<std::int64_t>(random.below(4)));
    case 2:
      return span * static_cast<std::int64_t>(random.below(3000));
    case 3:
      return span * static_cast<std::int64_t>(random.below(100'000));
    default:
      return span * static_cast<std::int64_t>(random.below(20));
  }
}

void compare_with_naive(unsigned seed, Duration bucket, std::size_t buckets, Duration span, int crowd) {
  INFO("seed " << seed << ", bucket " << bucket.ticks << ", buckets " << buckets << ", span " << span.ticks);
  Dice random(seed);
  Calendar calendar(bucket, buckets);
  NaiveCalendar naive;
  std::uint32_t number = 0;
  Time now = Time::zero(), horizon = Time::zero();
  const auto schedule_both = [&](Time time) {
    const unsigned phase = random.below(9);
    calendar.schedule(time, phase, number, number % 7);
    naive.schedule(time, phase, number, number % 7);
    ++number;
  };
  for (int i = 0; i < crowd; ++i) schedule_both(now + random_delay(random, span));
  for (int slice = 0; slice < 300; ++slice) {
    horizon += random_delay(random, span);
    Event ours, theirs;
    while (naive.next(theirs, horizon)) {
      REQUIRE(calendar.next(ours, horizon));
      REQUIRE(same(ours, theirs));
      now = ours.time();
      REQUIRE(calendar.now() == now);
      if (number < 20'000)
        for (unsigned births = random.below(3); births > 0; --births) schedule_both(now + random_delay(random, span));
    }
    REQUIRE_FALSE(calendar.next(ours, horizon));
    REQUIRE(calendar.pending() == naive.pending());
    if (number < 20'000) schedule_both(std::max(now, horizon - span));  // before a bucket that was looked at already
  }
}

}  // namespace

TEST_CASE("events come in the order of a naive twin, whatever the buckets", "[calendar]") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    compare_with_naive(seed, microseconds(1), 64, microseconds(1), 10);
    compare_with_naive(seed, microseconds(16), 64, microseconds(5), 3000);
    compare_with_naive(seed, microseconds(1024), 128, microseconds(700), 500);
    compare_with_naive(seed, hours(1), 1 << 13, minutes(30), 2000);
    compare_with_naive(seed, weeks(60), 1, minutes(1), 300);
  }
}

// As a simulation asks when offers are wanted at this moment: what comes before them at it, and nothing else.
TEST_CASE("events before a phase of the horizon come as from a naive twin", "[calendar]") {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    Dice random(seed);
    Calendar calendar(microseconds(64), 64);
    NaiveCalendar naive;
    std::uint32_t number = 0;
    Time now = Time::zero();
    for (int step = 0; step < 20'000; ++step) {
      for (unsigned births = random.below(3); births > 0; --births) {
        const Time time = now + microseconds(random.below(300)) * static_cast<std::int64_t>(random.below(3));
        const unsigned phase = random.below(9);
        calendar.schedule(time, phase, number, 0);
        naive.schedule(time, phase, number++, 0);
      }
      const Time horizon = now + microseconds(random.below(40));
      const unsigned phase = random.below(9);
      Event ours, theirs;
      const bool one = calendar.next(ours, horizon, phase), other = naive.next(theirs, horizon, phase);
      REQUIRE(one == other);
      if (!one) continue;
      REQUIRE(same(ours, theirs));
      now = ours.time();
    }
    REQUIRE(calendar.pending() == naive.pending());
  }
}

TEST_CASE("simultaneous events run by phase, then in the order of scheduling", "[calendar]") {
  Calendar calendar;
  const Time ten = Time::zero() + hours(10);
  const unsigned phases[] = {5, 2, 5, 1, 2, 15, 0};
  for (std::uint32_t i = 0; i < 7; ++i) calendar.schedule(ten, phases[i], i, 0);
  std::vector<std::uint32_t> order;
  for (Event event; calendar.next(event, Time::never());) {
    CHECK(event.time() == ten);
    CHECK(event.phase() == phases[event.subject]);
    order.push_back(event.subject);
  }
  CHECK(order == std::vector<std::uint32_t>{6, 3, 1, 4, 0, 2, 5});
}

TEST_CASE("what waits beyond the ring stands before what is put beside it later", "[calendar]") {
  Calendar calendar(microseconds(16), 64);  // the ring reaches 1 024 ticks
  const Time far = Time::zero() + microseconds(1500);
  calendar.schedule(far, 2, 1, 0);
  calendar.schedule(Time::zero() + microseconds(800), 2, 0, 0);
  Event event;
  REQUIRE(calendar.next(event, Time::never()));
  calendar.schedule(far, 2, 2, 0);  // within the ring by now
  REQUIRE(calendar.next(event, Time::never()));
  CHECK(event.subject == 1);
  REQUIRE(calendar.next(event, Time::never()));
  CHECK(event.subject == 2);
}

TEST_CASE("a crowd at one moment stays in order", "[calendar]") {
  Calendar calendar;
  for (std::uint32_t i = 0; i < 10'000; ++i) calendar.schedule(Time::zero() + days(28), 2 + i % 2, i, 0);
  Event event;
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    REQUIRE(calendar.next(event, Time::never()));
    REQUIRE(event.subject == (i < 5000 ? 2 * i : 2 * (i - 5000) + 1));
  }
}

TEST_CASE("a bucket that lasts for ever keeps few events in order and no room for those gone", "[calendar]") {
  Dice random(3);
  Calendar calendar(weeks(5000), 64);
  NaiveCalendar naive;
  for (std::uint32_t i = 0; i < 20; ++i) {
    calendar.schedule(Time::zero(), 1, i, 0);
    naive.schedule(Time::zero(), 1, i, 0);
  }
  Event ours, theirs;
  for (int i = 0; i < 30'000; ++i) {
    REQUIRE(naive.next(theirs, Time::never()));
    REQUIRE(calendar.next(ours, Time::never()));
    REQUIRE(same(ours, theirs));
    const unsigned births = i % 2000 == 1000                      ? 101
                            : i % 2000 > 1000 && i % 2000 <= 1100 ? 0
                                                                  : 1;  // now and then a crowd
    for (unsigned k = 0; k < births; ++k) {
      const Time time = ours.time() + microseconds(random.below(30));
      const unsigned phase = random.below(3);
      calendar.schedule(time, phase, ours.subject, k);
      naive.schedule(time, phase, ours.subject, k);
    }
  }
  CHECK(calendar.pending() == naive.pending());
}

TEST_CASE("the horizon holds events back and loses none", "[calendar]") {
  Calendar calendar;
  calendar.schedule(Time::zero() + days(3), 0, 1, 0);
  Event event;
  CHECK_FALSE(calendar.next(event, Time::zero()));
  CHECK_FALSE(calendar.next(event, Time::zero() + days(3)));  // strictly before
  CHECK(calendar.pending() == 1);
  CHECK(calendar.next(event, Time::zero() + days(3) + microseconds(1)));
  CHECK(calendar.pending() == 0);
}

TEST_CASE("never is not stored, and the past is refused", "[calendar]") {
  Calendar calendar;
  calendar.schedule(Time::never(), 0, 1, 0);
  calendar.schedule(Time::never() + days(1), 0, 1, 0);
  CHECK(calendar.pending() == 0);
  calendar.schedule(Time::zero() + days(1), 5, 1, 0);
  Event event;
  REQUIRE(calendar.next(event, Time::never()));
  CHECK_THROWS_AS(calendar.schedule(event.time() - microseconds(1), 5, 1, 0), std::logic_error);
  CHECK_THROWS_AS(calendar.schedule(event.time(), kPhases, 1, 0), std::logic_error);
  CHECK_NOTHROW(calendar.schedule(event.time(), 0, 2, 0));  // the same tick, an earlier phase: comes next
  CHECK(calendar.next(event, Time::never()));
}

TEST_CASE("one can look ahead in the bucket in progress", "[calendar]") {
  Calendar calendar;
  for (std::uint32_t i = 0; i < 5; ++i) calendar.schedule(Time::zero() + days(1) + minutes(i), 2, i, 0);
  CHECK(calendar.ahead(0) == nullptr);
  Event event;
  REQUIRE(calendar.next(event, Time::never()));
  REQUIRE(calendar.ahead(0) != nullptr);
  CHECK(calendar.ahead(0)->subject == 1);
  CHECK(calendar.ahead(3)->subject == 4);
  CHECK(calendar.ahead(4) == nullptr);
}
