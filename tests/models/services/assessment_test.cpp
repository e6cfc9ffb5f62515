// Assessments: one appointment, missed and offered again.

#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

// Ten people wait for an assessment of 45 minutes; `minutes_a_week` of staff.
SmallWorld ten_waiting(double minutes_a_week, Duration length = weeks(52)) {
  SmallWorld small({{"need", 1.0}}, length);
  small.role("pwp", 1, minutes_a_week);
  small.assessment("triage", "pwp", minutes(45));
  small.initial("triage", 10);
  return small;
}

}  // namespace

TEST_CASE("who misses an assessment is offered another as often as may be rebooked, then has left", "[assessment]") {
  SmallWorld small = ten_waiting(1200);
  small.service("triage").missed_first = 1;
  small.service("triage").rebook = 2;
  const Counts c = counts(small.world());
  CHECK(c.offered == 30);
  CHECK(c.rebooked == 20);
  CHECK(with(c, Attendance::missed) == 30);
  CHECK(left_by(c, Exit::left) == 10);
}

TEST_CASE("who misses an assessment keeps their date of joining", "[assessment]") {
  SmallWorld small({{"need", 1.0}}, days(15));
  small.role("pwp", 1, 45);  // one assessment a week
  small.assessment("triage", "pwp", minutes(45)).missed_first = 1;
  small.initial("triage", 0).listed = {{20.0, 0, false, 0}, {10.0, 0, false, 0}};
  // Offered at 0 for day 7, missed, offered again for day 14 before the other, missed and gone.
  CHECK(left_by(counts(small.world()), Exit::left) == 1);
}

TEST_CASE("an assessment that the service cancels is offered again without end", "[assessment]") {
  SmallWorld small = ten_waiting(1200, weeks(10) + days(1));
  small.epoch().roles[0].absence = 1;
  const Counts c = counts(small.world());
  CHECK(with(c, Attendance::by_service) == 100);  // each of ten, at the end of each of ten weeks
  CHECK(c.seen == 0);
  CHECK(left_by(c, Exit::left) == 0);
}

TEST_CASE("an assessment holds its minutes for seven days, attended or not", "[assessment]") {
  SmallWorld small = ten_waiting(90, weeks(3) + days(1));  // two a week, the first after a week's notice
  CHECK(counts(small.world()).seen == 6);
  small.service("triage").missed_first = 1;
  small.service("triage").rebook = 0;
  CHECK(left_by(counts(small.world()), Exit::left) == 6);
}

TEST_CASE("of assessments the stated share is missed", "[assessment]") {
  SmallWorld small;
  small.role("pwp", 500, 1200);
  small.assessment("triage", "pwp", minutes(45)).missed_first = 0.3;
  small.service("triage").rebook = 0;
  small.initial("triage", 5000);
  CHECK(is_share(left_by(counts(small.world()), Exit::left), 5000, 0.3));
}
