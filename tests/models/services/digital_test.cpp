// Digital services: used at once and for a time, given up at a rate.

#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

// Everybody is referred on the first day.
SmallWorld app(double people, Duration length) {
  SmallWorld small({{"need", 1.0}}, length);
  small.digital("app", Distribution::constant(35));
  small.source("gp", "app", people);
  return small;
}
World of_first_day(SmallWorld& small) {
  small.next_epoch(after(days(1))).sources[0].rate = 0;
  return small.world();
}

}  // namespace

TEST_CASE("an app without staff is used at once and for its length", "[digital]") {
  SmallWorld small = app(500, days(36) - minutes(1));
  const World world = of_first_day(small);
  const Run result = run(world);
  const Counts c = counts(world, result.measures, 0);
  CHECK(c.joined == 0);
  CHECK(c.direct > 400);
  CHECK(c.in + left_by(c, Exit::completed) == c.direct);
  CHECK(left_by(c, Exit::completed) > c.direct - 10);
}

TEST_CASE("an app is given up by the exponential law", "[digital]") {
  SmallWorld small = app(5000, days(60));
  small.service("app").drop_out.rate = 0.02;
  const Counts c = counts(of_first_day(small));
  CHECK(is_share(left_by(c, Exit::completed), c.direct, std::exp(-0.7)));
  CHECK(left_by(c, Exit::completed) + left_by(c, Exit::dropped_out) == c.direct);
}

TEST_CASE("a policy that makes people give up reaches those who use the app", "[digital]") {
  SmallWorld small = app(500, days(12));
  small.next_epoch(after(days(1))).sources[0].rate = 0;
  small.next_epoch(after(days(10))).services[0].drop_out.rate = 1000;
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::dropped_out) == c.direct);
}

TEST_CASE("support by staff is held while the app is used", "[digital]") {
  SmallWorld small({{"need", 1.0}}, days(36));
  small.role("pwp", 1, 60);
  Service& app = small.digital("app", Distribution::constant(35));
  small.info("app").role = 0;
  small.info("app").listed = true;
  app.time = minutes(30);
  small.initial("app", 5);
  const Counts c = counts(small.world());
  CHECK(c.seen == 4);  // two at a time, the next two after 35 days
  CHECK(c.waiting == 1);
}
