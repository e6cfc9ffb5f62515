#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/measures/facts.hpp"

using namespace caseload;
using Catch::Approx;

TEST_CASE("the path runs from first referral to the first contact with a human, whatever lies between", "[measures]") {
  const World world = two_steps();
  Measures m(world, {});
  Someone a(m, 0, 28), b(m, 1, 30), c(m, 2, 35);
  a.uses(kApp, 28).ends(Exit::completed, 40);  // an app is no contact with a human
  a.joins(kTriage, 40).is_offered(40).attends(49).ends(Exit::seen, 49);
  a.joins(kStep2, 49).is_offered(50).attends(63).ends(Exit::dropped_out, 70).goes_away(Exit::dropped_out, 70);
  b.joins(kTriage, 30).leaves_list(Exit::left, 51).goes_away(Exit::left, 51);
  c.joins(kTriage, 35);
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["referrals"] == 3);
  CHECK(v["path_seen"] == 1);
  CHECK(v["path_seen_wait_mean"] == Approx(3));    // 28 … 49
  CHECK(v["path_left_wait_mean"] == Approx(3));    // 30 … 51
  CHECK(v["path_still_wait_mean"] == Approx(7));   // 35 … 84
  CHECK(v["second_seen_wait_mean"] == Approx(2));  // 49 … 63
  CHECK(v["human_contacts"] == 2);
  CHECK(v["human_contact_hours"] == Approx(1.25));
  CHECK(v["human_contact_hours_a_referral"] == Approx(1.25 / 3));
  CHECK(v["on_the_way_at_end"] == 0);
  CHECK(v["away_at_end"] == 2);
  CHECK(v["in_services_at_end"] == 1);
}

TEST_CASE("an episode ends without contact, after one, or as a finished course", "[measures]") {
  const World world = two_steps();
  Measures m(world, {});
  Someone none(m, 0, 28), one(m, 1, 28), app(m, 2, 28), two(m, 3, 28), more(m, 4, 28);
  none.joins(kTriage, 28);
  one.joins(kTriage, 28).is_offered(28);
  app.uses(kApp, 28);
  two.joins(kStep2, 28).is_offered(28);
  more.joins(kStep2, 28).is_offered(28);
  none.leaves_list(Exit::left, 33).goes_away(Exit::left, 33);
  two.attends(35).attends(42);
  one.attends(36).ends(Exit::seen, 36).goes_away(Exit::seen, 36);
  app.ends(Exit::dropped_out, 38).goes_away(Exit::dropped_out, 38);
  two.has(Outcomes::recovered, 0.5, 42).ends(Exit::completed, 42).goes_away(Exit::completed, 42);
  more.attends(77).attends(80).has(Outcomes::deteriorated, 0.5, 80).ends(Exit::completed, 80);
  more.goes_away(Exit::completed, 80);
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["episodes_ended"] == 5);
  CHECK(v["ended_without_contact"] == 2);
  CHECK(v["ended_after_one_contact"] == 1);
  CHECK(v["finished_courses"] == 2);
  CHECK(v["finished_courses_share"] == 0.4);
  CHECK(v["digital_only_endings"] == 1);
  CHECK(v["recovery_rate"] == 0.5);
  CHECK(v["deterioration_rate"] == 0.5);
  CHECK(v["within_6_weeks_official"] == 0.5);  // 7 and 49 days
  CHECK(v["within_18_weeks_official"] == 1);
  CHECK(v["second_left"] == 1);  // the one with a single contact
  CHECK(v["second_seen"] == 2);
}

TEST_CASE("a finished course counts where its second and its last contact were, with all its contacts", "[measures]") {
  const World world = two_steps();
  Measures m(world, {});
  Someone low(m, 0, 28), up(m, 1, 28), once(m, 2, 28);
  for (Someone* one : {&low, &up, &once}) one->joins(kTriage, 28).is_offered(28).attends(30);
  for (Someone* one : {&low, &up}) one->ends(Exit::seen, 35).joins(kStep2, 35).is_offered(35).attends(50);
  low.ends(Exit::completed, 50).goes_away(Exit::completed, 50);
  once.ends(Exit::seen, 50).goes_away(Exit::seen, 50);
  up.ends(Exit::completed, 50).joins(kTriage, 50).is_offered(51).attends(60).ends(Exit::seen, 60);
  up.goes_away(Exit::seen, 60);
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["finished_courses"] == 2);
  CHECK(v["finished_courses_begun_here@step2"] == 2);
  CHECK(v["finished_courses_ended_here@step2"] == 1);
  CHECK(v["finished_courses_ended_here@triage"] == 1);
  CHECK(v["finished_courses_ended_here"] == 2);
  CHECK(v["contacts_a_finished_course@step2"] == 2);
  CHECK(v["contacts_a_finished_course@triage"] == 3);
  CHECK(v["contacts_a_finished_course"] == 2.5);
}

TEST_CASE("the wait of a finished course is told by the days of the official reports", "[measures]") {
  const World world = two_steps();
  Measures m(world, {});
  Someone soon(m, 0, 0), later(m, 1, 0), late(m, 2, 0), last(m, 3, 0);
  for (Someone* one : {&soon, &later, &late, &last}) one->joins(kStep2, 0).is_offered(0);
  soon.attends(28);  // the bound itself is within
  later.attends(43);
  late.attends(57);
  last.attends(83);
  for (Someone* one : {&soon, &later, &late, &last})
    one->attends(83).ends(Exit::completed, 83).goes_away(Exit::completed, 83);
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["within_28_days_official"] == 0.25);
  CHECK(v["within_6_weeks_official"] == 0.25);
  CHECK(v["within_56_days_official"] == 0.5);
  CHECK(v["within_90_days_official"] == 1);
  CHECK(v["within_18_weeks_official"] == 1);
}

TEST_CASE("who was well already at the first contact is not asked whether they recovered", "[measures]") {
  const World world = two_steps();
  Measures m(world, {});
  Someone a(m, 0, 28), b(m, 1, 28);
  for (Someone* one : {&a, &b}) one->joins(kStep2, 28).is_offered(28);
  a.p.level = 2;  // recovered while waiting
  for (Someone* one : {&a, &b}) {
    one->attends(35);
    one->attends(35);
    one->has(Outcomes::recovered, 1, 35).ends(Exit::completed, 35).goes_away(Exit::completed, 35);
  }
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["finished_below_threshold"] == 1);
  CHECK(v["recovery_rate"] == 1);  // one of one
}

TEST_CASE("a later episode is a return, with its own contacts", "[measures]") {
  const World world = two_steps();
  Measures m(world, {});
  Someone a(m, 0, 28);
  a.joins(kTriage, 28).is_offered(28).attends(35).ends(Exit::seen, 35).goes_away(Exit::seen, 35);
  m.episode_began(a.p, day(50));
  a.joins(kTriage, 50).is_offered(50).attends(57).ends(Exit::seen, 57).goes_away(Exit::seen, 57);
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["referrals"] == 1);
  CHECK(v["returns"] == 1);
  CHECK(v["ended_after_one_contact"] == 2);
  CHECK(v["path_seen"] == 1);
  CHECK(v["second_left"] == 2);
}

TEST_CASE("people there at the start have no known referral, but those on a first list a date of joining",
          "[measures]") {
  const World world = two_steps(Duration::zero());
  Measures m(world, {});
  Someone first(m, 0, 0, 0, true), second(m, 1, 0, 0, true), third(m, 2, 0, 0, true);
  first.joins(kTriage, -21, 0);
  second.joins(kStep2, -21, 0);
  third.p.service = kStep2;
  m.started(third.p, day(0));
  first.is_offered(0).attends(7);
  second.is_offered(0).attends(7);
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["referrals"] == 0);
  CHECK(v["path_seen"] == 1);
  CHECK(v["path_seen_wait_mean"] == Approx(4));  // −21 … 7
  CHECK(v["second_begun"] == 0);
  CHECK(v["seen_wait_mean@step2"] == Approx(4));
  CHECK(m.balance(kStep2, 0, 0).direct == 1);
  for (const ServiceId s : {kTriage, kStep2, kApp}) CHECK(m.balance(s, 0, 0).holds());
}
