// People who lose their therapist.

#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

constexpr double kCertain = 1000;

// Everybody's therapist resigns in the first days and leaves after two weeks; posts are filled a week later.
SmallWorld restless(Duration length) {
  SmallWorld small({{"need", 1.0}}, length);
  Role& role = small.role("pwp", 20, 60);
  role.notice_to_leave = weeks(2);
  role.recruit = Distribution::constant(7);
  small.course("step2", "pwp", Distribution::constant(6), minutes(60)).notice = Duration{};
  small.initial("step2", 20);
  small.next_epoch(after(days(1))).roles[0].turnover = 10;
  small.next_epoch(after(weeks(2))).roles[0].turnover = 0;
  return small;
}

}  // namespace

TEST_CASE("who loses their therapist may give up the course", "[turnover]") {
  SmallWorld small = restless(weeks(30));
  for (Epoch& epoch : small.draft.epochs) epoch.services[0].drop_out.change_of_therapist = kCertain;
  CHECK(left_by(counts(small.world()), Exit::dropped_out) == 20);
}

TEST_CASE("who loses their therapist and stays goes on with the same plan", "[turnover]") {
  const Counts c = counts(restless(weeks(30)).world());
  CHECK(left_by(c, Exit::completed) == 20);
  CHECK(with(c, Attendance::attended) == 120);
  CHECK(c.joined == 20);  // the same visit
}

TEST_CASE("who waits in the middle of a course gives up by the gap, in time", "[turnover]") {
  SmallWorld small = restless(weeks(12) + days(3));
  for (Epoch& epoch : small.draft.epochs) {
    epoch.roles[0].recruit = Distribution::constant(1000);  // nobody comes
    epoch.services[0].drop_out.per_week_gap = kCertain;
  }
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::dropped_out) == 20);
  CHECK(c.waiting == 0);
}

TEST_CASE("under notice a post takes nobody new, and those it holds carry on", "[turnover]") {
  SmallWorld small = restless(weeks(2));
  for (Epoch& epoch : small.draft.epochs) epoch.services[0].length = Distribution::constant(1);
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::completed) == 20);
  small.initial("step2", 20);
  small.draft.initial[1].source_hash += 1;
  CHECK(counts(small.world()).seen == 20);
}

TEST_CASE("who has not begun goes back to the list when the clinician has left", "[turnover]") {
  SmallWorld small = restless(weeks(30));
  for (Epoch& epoch : small.draft.epochs) {
    epoch.services[0].notice = weeks(4);  // booked beyond the day on which the clinician leaves
    epoch.services[0].every = weeks(4);
  }
  const Counts c = counts(small.world());
  CHECK(c.rebooked == 20);
  CHECK(c.joined == 20);
  CHECK(c.seen == 20);
}

TEST_CASE("in day steps posts are left and filled, too", "[turnover]") {
  SmallWorld small = restless(weeks(30));
  small.draft.daily = true;
  for (Epoch& epoch : small.draft.epochs) epoch.services[0].drop_out.change_of_therapist = kCertain;
  CHECK(left_by(counts(small.world()), Exit::dropped_out) == 20);
}
