// Joining and leaving a list unseen: reneging, balking, letters without reply.

#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

constexpr std::uint32_t kPeople = 4000;

// A list that nobody is ever taken from.
SmallWorld closed_list(Duration length, double days_waited = 0) {
  SmallWorld small({{"need", 1.0}}, length);
  small.stay("ward", 0, Distribution::constant(1));
  small.initial("ward", kPeople, days_waited);
  return small;
}

}  // namespace

TEST_CASE("who waits leaves by the hazard of the time waited", "[joining]") {
  SmallWorld small = closed_list(days(30));
  small.service("ward").reneges = true;
  small.service("ward").renege = WaitHazard({Duration{}, days(10)}, {0.02, 0.05});
  CHECK(is_share(left_by(counts(small.world()), Exit::left), kPeople, 1 - std::exp(-0.2 - 1.0)));
}

TEST_CASE("who has waited before the start has survived until then", "[joining]") {
  SmallWorld small = closed_list(days(30), 10);
  small.service("ward").reneges = true;
  small.service("ward").renege = WaitHazard({Duration{}, days(10)}, {50, 0.01});
  CHECK(is_share(left_by(counts(small.world()), Exit::left), kPeople, 1 - std::exp(-0.3)));
}

TEST_CASE("a policy that changes patience acts from its date on those who wait", "[joining]") {
  SmallWorld small = closed_list(days(30));
  small.service("ward").reneges = true;
  small.service("ward").renege = WaitHazard({Duration{}}, {0.01});
  small.next_epoch(after(days(20))).services[0].renege = WaitHazard({Duration{}}, {0.06});
  CHECK(is_share(left_by(counts(small.world()), Exit::left), kPeople, 1 - std::exp(-0.2 - 0.6)));
}

TEST_CASE("in day steps a daily chance to leave is met once a day, from the day after joining", "[joining]") {
  SmallWorld small = closed_list(days(10) + hours(1));
  small.draft.daily = true;
  small.service("ward").reneges = true;
  small.service("ward").renege = WaitHazard::daily_chances({0.05});
  CHECK(is_share(left_by(counts(small.world()), Exit::left), kPeople, 1 - std::pow(0.95, 10)));
  small.draft.horizon = after(hours(1));
  CHECK(left_by(counts(small.world()), Exit::left) == 0);
}

TEST_CASE("the renege clock goes on after a missed first appointment from where it stood", "[joining]") {
  // Offered after a wait of 7 days, away from the list for 7, back on it for 7: 14 days of risk, then no offer.
  SmallWorld small({{"need", 1.0}}, days(21));
  small.role("pwp", 0, 1200);
  Service& triage = small.assessment("triage", "pwp", minutes(15));
  triage.reneges = true;
  triage.renege = WaitHazard({Duration{}}, {0.03});
  triage.missed_first = 1;
  small.initial("triage", kPeople);
  small.next_epoch(after(days(7))).roles[0].wte = 100;
  small.next_epoch(after(days(8))).roles[0].wte = 0;
  CHECK(is_share(left_by(counts(small.world()), Exit::left), kPeople, 1 - std::exp(-0.42)));
}

TEST_CASE("who does not reply to the letter is gone after the stated days, unless they waited longer before",
          "[joining]") {
  SmallWorld small = closed_list(days(20));
  small.service("ward").no_reply = 0.3;
  small.service("ward").no_reply_after = days(14);
  CHECK(is_share(left_by(counts(small.world()), Exit::no_reply), kPeople, 0.3));
  small.draft.initial[0].waited = Distribution::constant(15);
  CHECK(left_by(counts(small.world()), Exit::no_reply) == 0);
  small.draft.initial[0].waited = Distribution::constant(0);
  small.draft.horizon = after(days(14));
  CHECK(left_by(counts(small.world()), Exit::no_reply) == 0);
}

TEST_CASE("who will not reply is on the list until then, but is offered nothing", "[joining]") {
  // Places for everybody. Without silence all would be seen at once; a third of those who come stay silent.
  SmallWorld small({{"need", 1.0}}, days(10));
  small.stay("ward", 2 * kPeople, Distribution::constant(30));
  small.service("ward").no_reply = 1.0 / 3;
  small.service("ward").no_reply_after = days(14);
  small.initial("ward", kPeople);
  const Counts before = counts(small.world());
  CHECK(is_share(before.waiting, kPeople, 1.0 / 3));
  CHECK(before.seen + before.waiting == kPeople);
  small.draft.horizon = after(days(20));
  const Counts later = counts(small.world());
  CHECK(left_by(later, Exit::no_reply) == before.waiting);
  CHECK(later.seen == before.seen);
}

TEST_CASE("who expects to wait long turns away at the door, from the day anybody has been taken", "[joining]") {
  SmallWorld small({{"need", 1.0}}, days(70));
  small.stay("ward", 10, Distribution::constant(7));  // ten starts a week
  small.source("gp", "ward", 10);
  small.service("ward").balk = {{20, 22}, {0, 1}};  // nobody stays who expects more than 22 days, that is 31 people
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::balked) > 100);
  CHECK(c.waiting > 20);
  CHECK(c.waiting < 90);  // those who came in the first week, before anybody knew
}

TEST_CASE("who recovers while waiting leaves better, counted apart from those who left", "[joining]") {
  SmallWorld small = closed_list(days(50));
  small.improves(0, 1, 0.02);  // one need group: the level behind it is recovered
  CHECK(is_share(left_by(counts(small.world()), Exit::better), kPeople, 1 - std::exp(-1.0)));
  small.epoch().better_leaves = 0.25;
  CHECK(is_share(left_by(counts(small.world()), Exit::better), kPeople, 0.25 * (1 - std::exp(-1.0))));
}
