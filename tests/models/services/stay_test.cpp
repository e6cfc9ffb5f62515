// Stays: a place for a drawn length.

#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

TEST_CASE("a place is held for the length and then offered at once", "[stay]") {
  SmallWorld small({{"need", 1.0}}, days(100));
  small.stay("ward", 2, Distribution::constant(9));
  small.initial("ward", 100);
  CHECK(left_by(counts(small.world()), Exit::seen) == 22);  // 11 stays of 9 days end before day 100, in each of 2 beds
}

TEST_CASE("in day steps a length is whole days, at least one, and as long on average", "[stay]") {
  SmallWorld small({{"need", 1.0}}, days(1000));
  small.draft.daily = true;
  small.stay("ward", 10, Distribution::constant(2.5));
  small.stay("short", 1, Distribution::constant(0.2));
  small.initial("ward", 5000);
  small.initial("short", 5000);
  const World world = small.world();
  // 10 beds × 1 000 days ÷ 2.5; the standard deviation of the number of stays in a bed is √(1 000 ÷ 2.5 × 0.04).
  CHECK(std::abs(static_cast<double>(left_by(counts(world, 0), Exit::seen) - 4000)) <
        10 + 4 * std::sqrt(10 * 400 * 0.04));
  CHECK(left_by(counts(world, 1), Exit::seen) == 999);  // a day each, whatever the length
}

TEST_CASE("in day steps those who join today start tomorrow at the earliest", "[stay]") {
  SmallWorld small({{"need", 1.0}}, days(1));
  small.draft.daily = true;
  small.stay("ward", 1000, Distribution::constant(5));
  small.source("gp", "ward", 20);
  const Counts today = counts(small.world());
  CHECK(today.joined > 0);
  CHECK(today.seen == 0);
  small.draft.horizon = after(days(1) + hours(1));
  const Counts tomorrow = counts(small.world());
  CHECK(tomorrow.seen == today.joined);
}

TEST_CASE("people in beds at the start are as many as the file says, and leave", "[stay]") {
  SmallWorld small({{"need", 1.0}}, days(31));
  small.stay("ward", 10, Distribution::constant(30));
  small.initial("ward", 5, 0, 12);  // two more than there are beds
  const Counts c = counts(small.world());
  CHECK(c.started == 12 + 5);  // within 30 days all twelve have left
  CHECK(left_by(c, Exit::seen) >= 12);
}
