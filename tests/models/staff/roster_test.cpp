#include "models/staff/roster.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/catch.hpp"
#include "tests/models/worlds.hpp"

using namespace caseload;

namespace {

World world_with(const Role& role) {
  SmallWorld small;
  small.role("pwp", role.wte, role.weekly_minutes) = role;
  return small.world();
}

Role plain(double wte) {
  Role role;
  role.wte = wte;
  role.weekly_minutes = 1200;
  return role;
}

// Runs a roster alone for some weeks and counts what its posts do.
struct Count {
  int resigned = 0, left = 0, filled = 0;
};
Count run(Roster& roster, const Role& role, int weeks_long) {
  Count count;
  std::vector<PostEvent> due;
  roster.set_supply(role, Time::zero(), due);
  for (int w = 0; w < weeks_long; ++w) {
    const Time begins = Time::zero() + weeks(w), ends = begins + weeks(1);
    roster.begin_week(role, begins, due);
    for (;;) {
      const auto next = std::min_element(due.begin(), due.end(), [](auto& a, auto& b) { return a.at < b.at; });
      if (next == due.end() || next->at >= ends) break;
      const PostEvent event = *next;
      due.erase(next);
      if (!roster.handle(role, event, due)) continue;
      count.resigned += event.what == PostEvent::What::resigns;
      count.left += event.what == PostEvent::What::leaves;
      count.filled += event.what == PostEvent::What::is_filled;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("supply is whole posts and one partial", "[roster]") {
  const World world = world_with(plain(2.5));
  const Draws draws(1, 1, "");
  Roster roster(world, 0, draws);
  std::vector<PostEvent> due;
  roster.set_supply(plain(2.5), Time::zero(), due);
  CHECK(roster.posts().in_force() == 3'000'000);  // 2.5 × 1200 minutes, in thousandths
  roster.set_supply(plain(1), Time::zero() + days(1), due);
  CHECK(roster.posts().in_force() == 1'200'000);
  CHECK(due.empty());
}

TEST_CASE("posts resign at the rate of turnover, leave after their notice, and are filled again", "[roster]") {
  Role role = plain(100);
  role.turnover = 0.25 / 365.25;
  role.recruit = Distribution::constant(0);
  role.notice_to_leave = Duration{};
  const World world = world_with(role);
  const Draws draws(1, 1, "");
  Roster roster(world, 0, draws);
  const Count count = run(roster, role, 520);
  // Always about 100 posts open: 0.25 a year × 100 × 520 weeks = 249.1; the standard deviation of a Poisson count
  // is 15.8.
  CHECK(std::abs(count.resigned - 249.1) < 4 * std::sqrt(249.1));
  CHECK(count.left == count.resigned);
  CHECK(count.filled == count.left);
}

TEST_CASE("a vacant post supplies nothing until it is filled", "[roster]") {
  Role role = plain(10);
  role.vacant = 1.0;
  role.recruit = Distribution::constant(70);
  const World world = world_with(role);
  const Draws draws(1, 1, "");
  Roster roster(world, 0, draws);
  std::vector<PostEvent> due;
  roster.set_supply(role, Time::zero(), due);
  CHECK(roster.posts().in_force() == 0);
  CHECK(roster.vacant() == 10);
  REQUIRE(due.size() == 10);
  const std::vector<PostEvent> filled = due;
  for (const PostEvent& event : filled) {
    CHECK(event.at == Time::zero() + weeks(10));
    roster.handle(role, event, due);
  }
  CHECK(roster.posts().in_force() == 12'000'000);
}

TEST_CASE("a higher turnover moves a departure forward and loses no post's luck", "[roster]") {
  Role calm = plain(20), hectic = plain(20);
  calm.turnover = 0.2 / 365.25;
  hectic.turnover = 0.4 / 365.25;
  const World world = world_with(calm);
  const Draws draws(1, 1, "");
  Roster a(world, 0, draws), b(world, 0, draws);
  CHECK(run(b, hectic, 104).resigned >= run(a, calm, 104).resigned);
}

TEST_CASE("the level of absence is the same all week and has the stated mean", "[roster]") {
  Role role = plain(50);
  role.absence = 0.08;
  const World world = world_with(role);
  const Draws draws(1, 1, "");
  Roster roster(world, 0, draws);
  std::vector<PostEvent> due;
  roster.set_supply(role, Time::zero(), due);
  double sum = 0;
  for (int w = 0; w < 1000; ++w) {
    const double level = roster.absence_level(role, Time::zero() + weeks(w));
    CHECK(roster.absence_level(role, Time::zero() + weeks(w) + days(6)) == level);
    sum += level;
  }
  // Variance of a level 0.08 × 0.92 / 50; of the mean of 1 000 weeks a thousandth of that.
  CHECK(std::abs(sum / 1000 - 0.08) < 4 * std::sqrt(0.08 * 0.92 / 50 / 1000));
}

TEST_CASE("a long absence leaves the clock of resignation where it stood", "[roster]") {
  Role role = plain(200);
  role.turnover = 0.5 / 365.25;
  role.recruit = Distribution::constant(0);
  role.notice_to_leave = Duration{};
  const World world = world_with(role);
  const Draws draws(1, 1, "");
  Roster well(world, 0, draws);
  const int resigned = run(well, role, 520).resigned;
  // Each is ill ten times a year, for no time at all: nobody's resignation may come later for it.
  role.long_absence = 10 / 365.25;
  role.long_absence_length = Distribution::constant(0);
  Roster ill(world, 0, draws);
  CHECK(run(ill, role, 520).resigned == resigned);
}

TEST_CASE("a date on which a role's rates stay changes nothing of it", "[roster]") {
  Role role = plain(50);
  role.turnover = 0.4 / 365.25;
  role.recruit = Distribution::constant(30);
  const World world = world_with(role);
  const Draws draws(1, 1, "");
  Roster whole(world, 0, draws), split(world, 0, draws);
  std::vector<PostEvent> a, b;
  whole.set_supply(role, Time::zero(), a);
  split.set_supply(role, Time::zero(), b);
  for (int w = 0; w < 50; ++w) {
    const Time begins = Time::zero() + weeks(w);
    whole.begin_week(role, begins, a);
    split.begin_week(role, begins, b);
    split.change_rates(role, begins + hours(31), b);
    REQUIRE(a.size() == b.size());
    for (std::size_t k = 0; k < a.size(); ++k) REQUIRE(a[k].at == b[k].at);
  }
  CHECK(a.size() > 5);
}
