// A run that does not begin empty.

#include <set>

#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

TEST_CASE("people in treatment at the start attend the sessions they still have to go", "[initial]") {
  SmallWorld small({{"need", 1.0}}, weeks(20));
  small.role("pwp", 10, 600);
  small.course("step2", "pwp", Distribution::constant(8), minutes(60));
  small.initial("step2", 0, 0, 40).to_go = Distribution::constant(3);
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::completed) == 40);
  CHECK(with(c, Attendance::attended) == 120);
  CHECK(c.direct == 40);
}

TEST_CASE("a course met in progress is met at any of its sessions alike, long ones more often", "[initial]") {
  const std::uint32_t n = 3000;
  SmallWorld small({{"need", 1.0}}, weeks(1));
  small.with_places("step2", ServiceKind::course, n, Distribution::empirical({2, 8}, {1, 1}));
  small.initial("step2", 0, 0, n);
  // Each attends once in the first week; it is the last of all with chance 0.2 × 1/2 + 0.8 × 1/8.
  CHECK(is_share(left_by(counts(small.world()), Exit::completed), n, 0.2));
}

TEST_CASE("who is in treatment beyond what the posts can hold waits for minutes, before all others", "[initial]") {
  SmallWorld small({{"need", 1.0}}, weeks(30));
  small.role("pwp", 1, 60);
  small.course("step2", "pwp", Distribution::constant(8), minutes(60));
  small.initial("step2", 5, 100, 2).to_go = Distribution::constant(2);
  small.draft.horizon = after(days(25));
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::completed) >= 1);
  CHECK(c.seen == 0);  // the other one goes on first
}

TEST_CASE("people on a list have the need that stands there", "[initial]") {
  SmallWorld small({{"moderate", 1.0}, {"severe", 0.0}}, weeks(1));
  small.stay("ward", 0, Distribution::constant(1));
  small.initial("ward", 0).listed = {{5.0, 1, false, 0}, {6.0, 0, false, 0}, {7.0, 1, false, 0}};
  const World world = small.world();
  const Run r = run(world, 1, true);
  CHECK(r.measures.balance(0, 1, 0).waiting == 2);
  CHECK(r.measures.balance(0, 0, 0).waiting == 1);
  CHECK(r.measures.people()[0].first_need == 1);
}

TEST_CASE("somebody in the middle of a course by the list goes on before those who have not begun", "[initial]") {
  SmallWorld small({{"need", 1.0}}, weeks(3) + days(1));
  small.role("pwp", 1, 60);
  small.course("step2", "pwp", Distribution::constant(8), minutes(60));
  small.initial("step2", 0).listed = {{300.0, 0, false, 0}, {5.0, 0, true, 2}};
  const Counts c = counts(small.world());
  CHECK(left_by(c, Exit::completed) == 1);  // sessions at weeks 1 and 2
  CHECK(c.seen == 1);                       // then the other, at week 3
}

TEST_CASE("an app in use at the start is given up at its rate from then on", "[initial]") {
  const std::uint32_t n = 3000;
  SmallWorld small({{"need", 1.0}}, days(40));
  small.digital("app", Distribution::constant(1));
  small.service("app").drop_out.rate = 0.02;
  small.initial("app", 0, 0, n).to_go = Distribution::constant(30);
  CHECK(is_share(left_by(counts(small.world()), Exit::dropped_out), n, 1 - std::exp(-0.6)));
}

TEST_CASE("ten million people at the start have ten million identities", "[initial]") {
  const std::uint64_t hash = 5;
  CHECK(initial_identity(hash, AtStart::on_list, 7) == person_identity(hash, 0, 7));
  CHECK(initial_identity(hash, AtStart::in_treatment, 7) == person_identity(hash, 1, 7));
  std::set<std::uint64_t> all;
  for (const std::uint32_t n : {0U, 1U, (1U << 20) - 1, 1U << 20, (1U << 20) + 1, 2U << 20, 10'000'000U})
    for (const AtStart group : {AtStart::on_list, AtStart::in_treatment}) all.insert(initial_identity(hash, group, n));
  CHECK(all.size() == 14);
}

TEST_CASE("a course met in progress has no more sessions than one that begins later", "[initial]") {
  SmallWorld small({{"need", 1.0}}, weeks(2));
  small.with_places("step2", ServiceKind::course, 5, Distribution::constant(1e300));
  small.initial("step2", 0, 0, 5).to_go = Distribution::constant(1e300);
  CHECK(counts(small.world()).direct == 5);
}
