#include "engine/time_weighted.hpp"

#include <cmath>
#include <random>

#include "tests/catch.hpp"

using namespace caseload;

TEST_CASE("the area under a level is the sum of everybody's own time, to the tick", "[time_weighted]") {
  const Time from = Time::zero() + days(10), to = Time::zero() + days(50);
  TimeWeighted level(from, to);
  std::mt19937_64 random(1);
  WideSum own_times;
  Time leaving[200];
  Time now = Time::zero();
  std::int64_t in = 0;
  const auto leave_by = [&](Time until) {
    for (;;) {
      Time* first = &leaving[0];
      for (std::int64_t i = 1; i < in; ++i)
        if (leaving[i] < *first) first = &leaving[i];
      if (in == 0 || *first > until) return;
      level.change(*first, -1);
      *first = leaving[--in];
    }
  };
  while (now < Time::zero() + days(70)) {
    now += microseconds(static_cast<std::int64_t>(random() % kTicksPerDay));
    leave_by(now);
    const Time leaves = now + microseconds(static_cast<std::int64_t>(random() % (20 * kTicksPerDay)));
    level.change(now, 1);
    leaving[in++] = leaves;
    const Time a = std::max(now, from), b = std::min(leaves, to);
    if (a < b) own_times.add(static_cast<std::uint64_t>((b - a).ticks));
  }
  leave_by(Time::never());
  level.settle(Time::never());
  CHECK(level.level() == 0);
  CHECK(level.level_ticks() == own_times);
  CHECK(level.mean() == Catch::Approx(own_times.value() / static_cast<double>(days(40).ticks)));
}

TEST_CASE("only the window counts, and settling twice counts once", "[time_weighted]") {
  TimeWeighted level(Time::zero() + days(1), Time::zero() + days(3));
  level.set(Time::zero(), 5);
  CHECK(std::isnan(level.mean()));
  level.settle(Time::zero() + days(2));
  level.settle(Time::zero() + days(2));
  CHECK(level.level_days() == 5);
  level.set(Time::zero() + days(2.5), 1);
  level.settle(Time::zero() + days(9));
  CHECK(level.level_days() == Catch::Approx(8));  // 5 × 1.5 + 1 × 0.5
  CHECK(level.mean() == Catch::Approx(4));
}

TEST_CASE("merged levels are the level of both together", "[time_weighted]") {
  const Time end = Time::zero() + days(10);
  TimeWeighted a(Time::zero(), end), b(Time::zero(), end), both(Time::zero(), end);
  for (int day = 0; day < 10; ++day) {
    const Time now = Time::zero() + days(day);
    (day % 2 == 0 ? a : b).change(now, day);
    both.change(now, day);
  }
  for (TimeWeighted* one : {&a, &b, &both}) one->settle(end);
  a.merge(b);
  CHECK(a == both);
}
