// Courses: the order of what is looked at after an appointment, and the laws of leaving early.

#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

constexpr double kCertain = 1000;  // an increment that no threshold survives

// `people` wait for a course; there are places for all.
SmallWorld course_of(std::uint32_t people, double sessions, Duration length = weeks(104)) {
  SmallWorld small({{"need", 1.0}}, length);
  small.with_places("step2", ServiceKind::course, people, Distribution::constant(sessions));
  small.initial("step2", people);
  return small;
}

// The same with staff.
SmallWorld staffed_course(std::uint32_t people, double sessions, Duration length = weeks(104)) {
  SmallWorld small({{"need", 1.0}}, length);
  small.role("pwp", people, 60);
  small.course("step2", "pwp", Distribution::constant(sessions), minutes(60));
  small.initial("step2", people);
  return small;
}

}  // namespace

TEST_CASE("who has attended all that was planned has not dropped out", "[course]") {
  SmallWorld small = course_of(10, 1);
  small.service("step2").drop_out.by_session = {kCertain};
  CHECK(left_by(counts(small.world()), Exit::completed) == 10);
}

TEST_CASE("with after_last the drop-out clock is looked at before completion", "[course]") {
  SmallWorld small = course_of(10, 1);
  small.service("step2").drop_out.by_session = {kCertain};
  small.service("step2").drop_out.after_last = true;
  CHECK(left_by(counts(small.world()), Exit::dropped_out) == 10);
}

TEST_CASE("an early end comes before a drop-out at the same session", "[course]") {
  SmallWorld small = course_of(10, 5);
  small.service("step2").drop_out.by_session = {0, kCertain};
  small.service("step2").early_by_session = {0, kCertain};
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::early) == 10);
  CHECK(with(c, Attendance::attended) == 20);
}

TEST_CASE("a chance of drop-out at every session gives the geometric law", "[course]") {
  const std::uint32_t n = 4000;
  for (const int sessions : {1, 2, 5}) {
    SmallWorld small = course_of(n, 1000, weeks(sessions - 1) + days(1));
    small.service("step2").drop_out.by_session = {-std::log(1 - 0.2)};
    CHECK(is_share(left_by(counts(small.world()), Exit::dropped_out), n, 1 - std::pow(0.8, sessions)));
  }
}

TEST_CASE("drop-out follows session, weeks waited and sessions missed", "[course]") {
  const std::uint32_t n = 4000;
  SmallWorld waited({{"need", 1.0}}, days(1));
  waited.with_places("step2", ServiceKind::course, n, Distribution::constant(1000));
  waited.initial("step2", n, 70);  // ten weeks
  waited.service("step2").drop_out.per_week_waited = 0.05;
  CHECK(is_share(left_by(counts(waited.world()), Exit::dropped_out), n, 1 - std::exp(-0.5)));
  SmallWorld missed = course_of(n, 1000, weeks(1) + days(1));
  missed.service("step2").missed = 1;
  missed.service("step2").drop_out.per_missed = 0.7;
  CHECK(is_share(left_by(counts(missed.world()), Exit::dropped_out), n, 1 - std::exp(-0.7)));
}

TEST_CASE("each week of a gap beyond the interval is counted once", "[course]") {
  const std::uint32_t n = 4000;
  SmallWorld small = course_of(n, 1000, weeks(3) + days(1));
  small.service("step2").missed = 1;
  small.service("step2").drop_out.per_week_gap = 0.2;
  // Attended at 0, missed at weeks 1, 2 and 3: the gap beyond one week is 0, 1 and 2 weeks.
  CHECK(is_share(left_by(counts(small.world()), Exit::dropped_out), n, 1 - std::exp(-0.4)));
}

TEST_CASE("missed sessions use time and not the plan", "[course]") {
  SmallWorld small = course_of(300, 4);
  small.service("step2").missed = small.service("step2").missed_first = 0.3;
  small.service("step2").cancelled = 0.2;
  small.service("step2").rebook = 1000;
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::completed) == 300);
  CHECK(with(c, Attendance::attended) == 1200);
  // Half of all appointments are not attended: as many others, three in five of them missed.
  const std::int64_t others = with(c, Attendance::missed) + with(c, Attendance::cancelled);
  CHECK(is_share(others, others + 1200, 0.5));
  CHECK(is_share(with(c, Attendance::missed), others, 0.6));
}

TEST_CASE("after so many sessions missed in a row the course has been dropped", "[course]") {
  SmallWorld small = course_of(10, 4);
  small.service("step2").missed = 1;
  small.service("step2").missed_limit = 3;
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::dropped_out) == 10);
  CHECK(with(c, Attendance::attended) == 10);
  CHECK(with(c, Attendance::missed) == 30);
}

TEST_CASE("a first session missed is offered next week, then the person has left", "[course]") {
  SmallWorld small = course_of(10, 4);
  small.service("step2").missed_first = 1;
  const Counts c = counts(small.world());
  CHECK(with(c, Attendance::missed) == 20);
  CHECK(left_by(c, Exit::left) == 10);
}

TEST_CASE("a cap read at every appointment ends courses under way", "[course]") {
  SmallWorld small = course_of(10, 12);
  small.next_epoch(after(days(50))).services[0].cap = 3;
  const Counts c = counts(small.world());
  CHECK(with(c, Attendance::attended) == 90);  // sessions on days 0, 7, … 49, and on day 56 the cap is met
  CHECK(left_by(c, Exit::completed) == 10);
}

TEST_CASE("longer courses are read when a course starts, and lengthen everyone's", "[course]") {
  SmallWorld small = course_of(10, 6);
  small.next_epoch(after(days(1))).services[0].length_factor = 2;
  CHECK(with(counts(small.world()), Attendance::attended) == 60);
  small.draft.epochs[0].services[0].length_factor = 1.5;
  CHECK(with(counts(small.world()), Attendance::attended) == 90);
}

TEST_CASE("a session that the service cancels moves the course on by an interval", "[course]") {
  SmallWorld small = staffed_course(50, 4);
  small.epoch().roles[0].absence = 0.3;
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::completed) == 50);
  CHECK(with(c, Attendance::attended) == 200);
  CHECK(with(c, Attendance::by_service) > 40);
}

TEST_CASE("a course holds its minutes until an interval after its last session, and leaves no idle week", "[course]") {
  SmallWorld small({{"need", 1.0}}, weeks(12) + days(1));
  small.role("pwp", 1, 60);  // one course at a time
  small.course("step2", "pwp", Distribution::constant(3), minutes(60));
  small.initial("step2", 10);
  // First sessions at weeks 1, 4, 7 and 10.
  CHECK(counts(small.world()).seen == 4);
}

TEST_CASE("the first session after one interval frees the place at the last", "[course]") {
  SmallWorld small({{"need", 1.0}}, weeks(9) + days(1));
  small.with_places("step2", ServiceKind::course, 1, Distribution::constant(3)).first_session = weeks(1);
  small.initial("step2", 10);
  CHECK(left_by(counts(small.world()), Exit::completed) == 3);
}

TEST_CASE("outcomes have the chances of the dose attended", "[course]") {
  const std::uint32_t n = 4000;
  SmallWorld small = course_of(n, 4);
  small.draft.window_to = small.draft.horizon;
  small.service("step2").outcome[0] = {{0.6, 5}, {0.75, 4}, 0.05};
  const World world = small.world();
  std::int64_t recovered = 0;
  for (const Story& s : stories(world)) recovered += std::get<6>(s) ? 1 : 0;
  CHECK(is_share(recovered, n, 0.6 * (1 - std::exp(-4.0 / 5))));
}
