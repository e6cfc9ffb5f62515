#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/measures/facts.hpp"

using namespace caseload;
using Catch::Approx;

namespace {

// Window: days 28 to 84, eight weeks.
struct Run {
  World world = two_steps();
  Measures m{world, {}};
  Values finish() {
    m.finish(world.horizon);
    return Values(m);
  }
};

}  // namespace

TEST_CASE("a list tells who was seen, who left and who still waits", "[measures]") {
  Run run;
  Someone a(run.m, 0, 7);
  a.joins(kTriage, 7);
  Someone b(run.m, 1, 14, 1);
  b.joins(kTriage, 14);
  a.is_offered(28);
  Someone c(run.m, 2, 30);
  c.joins(kTriage, 30);
  a.attends(35).ends(Exit::seen, 35);                 // seen after 28 days
  c.is_offered(36).attends(44).ends(Exit::seen, 44);  // seen after 14 days
  Someone d(run.m, 3, 56);
  d.joins(kTriage, 56);
  b.leaves_list(Exit::left, 63);  // left after 49 days; d still waits, 28 days
  const Values v = run.finish();
  CHECK(v["seen@triage"] == 2);
  CHECK(v["seen_wait_mean@triage"] == Approx(3));  // (28 + 14) / 2 days
  CHECK(v["left@triage"] == 1);
  CHECK(v["left_reneged@triage/1"] == 1);
  CHECK(v["left_wait_mean@triage"] == Approx(7));
  CHECK(v["still@triage"] == 1);
  CHECK(v["still_wait_mean@triage"] == Approx(4));
  CHECK(v["list_at_end@triage"] == 1);
  CHECK(v["waiting_at_end@triage"] == 1);
  CHECK(v["joined@triage"] == 2);  // c and d; the others before the window
  CHECK(v["within_18_weeks_of_seen@triage"] == 1);
  // On the list within the window: a 28…35, b 28…63, c 30…44, d 56…84: 7 + 35 + 14 + 28 days of 56.
  CHECK(v["list_burden@triage"] == Approx(12));
  CHECK(v["list_mean@triage"] == Approx(84.0 / 56));
  // c and d enter at 0, b at 14 and a at 21 days waited. c is seen at 14, one of three (b, c, d); a at 28, one of three
  // (a, b, d); then d is censored, and b leaves at 49. F_seen(42) = 1/3 + 2/3 · 1/3.
  CHECK(v["within_6_weeks@triage"] == Approx(5.0 / 9));
  CHECK(v["median_time_to_be_seen@triage"] == Approx(4));
}

TEST_CASE("first appointments offered are starts, those offered again, and those that came to nothing", "[measures]") {
  Run run;
  Someone a(run.m, 0, 30), b(run.m, 1, 30);
  a.joins(kTriage, 30);
  b.joins(kTriage, 30);
  a.is_offered(31);
  b.is_offered(31);
  CHECK(run.m.balance(kTriage, 0, 0).booked == 2);
  a.misses(38).is_rebooked(38);
  b.misses(38).leaves_list(Exit::left, 38);
  CHECK(run.m.balance(kTriage, 0, 0).waiting == 1);
  a.is_offered(40).attends(47).ends(Exit::seen, 47);
  const Values v = run.finish();
  CHECK(v["first_appointments_offered@triage"] == 3);
  CHECK(v["first_appointments_rebooked@triage"] == 1);
  CHECK(v["starts@triage"] == 1);
  CHECK(v["appointments_attended@triage"] == 1);
  CHECK(v["appointments_missed@triage"] == 2);
  CHECK(v["missed_share@triage"] == Approx(2.0 / 3));
  CHECK(v["contact_hours@triage"] == Approx(0.75));
  CHECK(run.m.balance(kTriage, 0, 0).holds());
}

TEST_CASE("balking is joining and leaving at once", "[measures]") {
  Run run;
  Someone a(run.m, 0, 30);
  a.p.service = kTriage;
  a.p.joined = day(30);
  a.leaves_list(Exit::balked, 30);
  const Values v = run.finish();
  CHECK(v["joined@triage"] == 1);
  CHECK(v["left_balked@triage"] == 1);
  CHECK(v["left_wait_mean@triage"] == 0);
  CHECK(run.m.balance(kTriage, 0, 0).holds());
}

TEST_CASE("who comes back in the middle of a course is on the list, but waits for no first appointment", "[measures]") {
  Run run;
  Someone a(run.m, 0, 29);
  a.joins(kStep2, 29).is_offered(29).attends(30);
  a.p.mid_course = true;
  a.joins(kStep2, 40);
  CHECK(run.m.balance(kStep2, 0, 0).waiting == 1);
  CHECK(run.m.balance(kStep2, 0, 0).in == 0);
  a.is_offered(41).attends(54);
  const Values v = run.finish();
  CHECK(v["joined@step2"] == 1);
  CHECK(v["seen@step2"] == 1);
  CHECK(v["seen_wait_mean@step2"] == Approx(1.0 / 7));
  CHECK(v["mid_course_returns@step2"] == 1);
  CHECK(v["list_burden@step2"] == Approx(15.0 / 7));  // 1 + 14 days
  CHECK(v["in_treatment_at_end@step2"] == 1);
  CHECK(run.m.balance(kStep2, 0, 0).holds());
}

TEST_CASE("person-ticks on a list from the level and from the spells are the same number", "[measures]") {
  Run run;
  Someone a(run.m, 0, 0, 0, true);
  a.joins(kTriage, -20.7, 0);
  Someone b(run.m, 1, 3.3);
  b.joins(kTriage, 3.3);
  Someone c(run.m, 2, 27.9);
  c.joins(kTriage, 27.9);
  b.leaves_list(Exit::no_reply, 27.95);
  a.is_offered(30).attends(33.3331).ends(Exit::seen, 33.3331);
  Someone d(run.m, 3, 70.123456);
  d.joins(kTriage, 70.123456);
  run.m.finish(run.world.horizon);
  const auto& s = run.m.state();
  CHECK((s.on_list[s.slot(kTriage, 0)].level_ticks() == s.lists[s.slot(kTriage, 0)].burden()));
}

TEST_CASE("flows of a week are those that fall into it, levels those at its end", "[measures]") {
  Run run;
  Someone a(run.m, 0, 0);
  a.joins(kTriage, 0);
  run.m.observe_week(0, day(7));
  Someone b(run.m, 1, 7);
  b.joins(kTriage, 7);  // at the very beginning of week 1
  a.is_offered(8).attends(10.5).ends(Exit::seen, 10.5);
  run.m.observe_week(1, day(14));
  for (int week = 2; week < 12; ++week) run.m.observe_week(week, day(7.0 * (week + 1)));
  run.m.finish(run.world.horizon);
  const auto value = [&](const char* measure, std::uint16_t service, std::int32_t week) {
    for (const SeriesRow& row : series_rows(run.m, RowDetail::everything))
      if (row.measure == measure_number(measure) && row.service == service && row.week == week) return row.value;
    return -1.0;
  };
  CHECK(value("weekly_joined", 1, 0) == 1);
  CHECK(value("weekly_joined", 1, 1) == 1);
  CHECK(value("weekly_seen", 1, 1) == 1);
  CHECK(value("weekly_seen_wait", 1, 1) == Approx(1.5));
  CHECK(value("list_size", 1, 0) == 1);
  CHECK(value("list_size", 0, 1) == 1);
  CHECK(value("weekly_still_wait", 1, 1) == Approx(1));
  CHECK(value("weekly_referrals", 0, 1) == 1);
  CHECK(value("list_size", 1, 11) == 1);
  CHECK(value("list_size", 1, 12) == -1);  // twelve complete weeks, no thirteenth
}
