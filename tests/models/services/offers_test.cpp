// Offers: minutes kept for the head, services that share a role, and law 4: no start takes a post above what is in
// force.

#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

// One post of so many minutes a week; assessments of 45 minutes and a course of 35 share it.
SmallWorld shared(double minutes_a_week, Duration length) {
  SmallWorld small({{"need", 1.0}}, length);
  small.role("pwp", 1, minutes_a_week);
  small.assessment("triage", "pwp", minutes(45));
  small.course("step2", "pwp", Distribution::constant(1), minutes(35));
  return small;
}

}  // namespace

TEST_CASE("what is too little for the head is kept for it", "[offers]") {
  SmallWorld small = shared(40, weeks(10));
  small.initial("triage", 1, 30);
  small.initial("step2", 5, 10);
  CHECK(counts(small.world(), 1).offered == 0);
}

TEST_CASE("what was kept for a head that leaves is offered to whoever goes next", "[offers]") {
  SmallWorld small = shared(40, days(12));
  small.initial("triage", 1, 30);
  small.initial("step2", 5, 10);
  small.service("triage").reneges = true;
  small.service("triage").renege = WaitHazard({days(33)}, {1000});  // the head leaves on day 3
  CHECK(counts(small.world(), 0).waiting == 0);
  CHECK(counts(small.world(), 1).seen == 1);  // offered then, first session after a week's notice
}

TEST_CASE("the list whose head has waited longest against its target goes first", "[offers]") {
  SmallWorld small = shared(45, days(1));
  small.initial("triage", 1, 30);
  small.initial("step2", 1, 20);
  CHECK(counts(small.world(), 0).offered == 1);
  small.service("triage").target = days(15);
  CHECK(counts(small.world(), 0).offered == 0);
  CHECK(counts(small.world(), 1).offered == 1);
}

TEST_CASE("by priority the higher number goes first", "[offers]") {
  SmallWorld small = shared(45, days(1));
  small.epoch().roles[0].sharing = Sharing::priority;
  small.service("triage").priority = 1;
  small.service("step2").priority = 2;
  small.initial("triage", 1, 30);
  small.initial("step2", 1, 20);
  CHECK(counts(small.world(), 0).offered == 0);
}

TEST_CASE("by share a list gets its share of the minutes held", "[offers]") {
  SmallWorld small({{"need", 1.0}}, weeks(20));
  small.role("pwp", 1, 1200).sharing = Sharing::share;
  for (const auto& [name, share, sessions] : {std::tuple{"short", 0.25, 2.0}, std::tuple{"long", 0.75, 10.0}}) {
    small.course(name, "pwp", Distribution::constant(sessions), minutes(30)).share = share;
    small.initial(name, 2000);
  }
  // 40 courses at a time: 10 short ones of two weeks and 30 long ones of ten.
  CHECK(counts(small.world(), 0).in == 10);
  CHECK(counts(small.world(), 1).in == 30);
}

TEST_CASE("free minutes are not put off by others that come free later on the same post", "[offers]") {
  // A fortnightly course holds 30 minutes a week until a fortnight after its last session; the other 60 are free.
  SmallWorld small({{"need", 1.0}}, days(22));
  small.role("pwp", 1, 90);
  small.assessment("triage", "pwp", minutes(45));
  small.course("step2", "pwp", Distribution::constant(1), minutes(60), weeks(2));
  small.initial("step2", 1);
  small.source("gp", "triage", 0);
  small.next_epoch(after(days(14) + hours(1))).sources[0].rate = 5;
  // The session is on day 14. Who is referred on day 14 or later is seen a week later, on the minutes that are free.
  small.draft.epochs[1].from = after(days(14));
  CHECK(counts(small.world(), 0).seen == 1);
}

TEST_CASE("no start takes a post above what is in force, nor above its limit of people", "[offers]") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SmallWorld small({{"need", 1.0}}, weeks(104));
    Role& role = small.role("pwp", 2.5, 600);
    role.limit = 9;
    role.turnover = 0.5 / 365.25;
    role.recruit = Distribution::gamma(60, 30);
    small.assessment("triage", "pwp", minutes(45)).missed_first = 0.1;
    small.course("step2", "pwp", Distribution::gamma(6, 3), minutes(60), weeks(2)).missed = 0.1;
    small.source("gp", "triage", 2);
    small.route("triage", Exit::seen, {{"step2", 1}});
    // At each start what is held is counted by hand: minutes in use by started courses never pass what posts have.
    const World world = small.world();
    const Counts c = counts(world, run(world, seed).measures, 1);
    CHECK(c.in <= 27);
    CHECK(c.seen > 100);
  }
}

TEST_CASE("a cut interrupts nobody", "[offers]") {
  SmallWorld small({{"need", 1.0}}, weeks(30));
  small.role("pwp", 10, 60);
  small.course("step2", "pwp", Distribution::constant(8), minutes(60));
  small.initial("step2", 20);
  small.next_epoch(after(weeks(3))).roles[0].wte = 0;
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::completed) == 10);
  CHECK(c.waiting == 10);
}
