// Group courses: collected, begun together on one block of minutes.

#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

SmallWorld group_of(int size, int least, Duration limit, std::uint32_t waiting, double minutes_a_week = 1200,
                    Duration length = weeks(52)) {
  SmallWorld small({{"need", 1.0}}, length);
  small.role("pwp", 1, minutes_a_week);
  Service& group = small.course("group", "pwp", Distribution::constant(4), minutes(90));
  small.info("group").kind = ServiceKind::group;
  group.group_size = size;
  group.group_least = least;
  group.group_limit = limit;
  small.initial("group", waiting);
  return small;
}

}  // namespace

TEST_CASE("a group forms when enough people wait; the rest collect for the next", "[group]") {
  const Counts c = counts(group_of(4, 4, Duration{}, 10).world());
  CHECK(c.seen == 8);
  CHECK(c.waiting == 2);
  CHECK(left_by(c, Exit::completed) == 8);
  CHECK(with(c, Attendance::attended) == 32);
}

TEST_CASE("a smaller group forms when its head has waited to the limit", "[group]") {
  CHECK(counts(group_of(5, 2, days(14), 3, 1200, days(14)).world()).offered == 0);
  CHECK(counts(group_of(5, 2, days(14), 3, 1200, days(15)).world()).offered == 3);
  CHECK(counts(group_of(5, 4, days(14), 3).world()).offered == 0);
}

TEST_CASE("a limit shortened by a policy holds from its date", "[group]") {
  SmallWorld small = group_of(5, 2, days(400), 3, 1200, days(25));
  small.next_epoch(after(days(10))).services[0].group_limit = days(20);
  CHECK(counts(small.world()).offered == 3);
  small.draft.horizon = after(days(20));
  CHECK(counts(small.world()).offered == 0);
}

TEST_CASE("a group holds one block, until an interval after its last session", "[group]") {
  // One block of 90 minutes: groups begin at weeks 1, 5 and 9.
  CHECK(counts(group_of(4, 4, Duration{}, 40, 90, weeks(12) + days(1)).world()).seen == 12);
}

TEST_CASE("members drop out one by one and the block stays until nobody is left", "[group]") {
  SmallWorld small = group_of(4, 4, Duration{}, 400, 90 * 100);
  small.service("group").drop_out.by_session = {0.3};
  const Counts c = counts(small.world());
  CHECK(c.waiting == 0);
  // Three chances to drop out before the fourth session completes the course.
  CHECK(is_share(left_by(c, Exit::completed), 400, std::exp(-0.9)));
}
