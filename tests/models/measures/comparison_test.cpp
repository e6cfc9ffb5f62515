#include "models/measures/comparison.hpp"

#include <algorithm>
#include <random>

#include "tests/catch.hpp"
#include "tests/models/worlds.hpp"

using namespace caseload;
using Catch::Approx;

namespace {

// Two years, so F is a third of the window: 104 weeks / 3, less than a year.
World world_of(Duration length = weeks(104)) {
  SmallWorld small({{"moderate", 0.5}, {"severe", 0.5}}, length);
  small.digital("app", Distribution::constant(1));
  small.source("gp", "app", 1);
  return small.world();
}

PersonRecord person(std::uint64_t id, double referred, double helped, NeedId need = 0) {
  PersonRecord p;
  p.id = id;
  p.referred = Time::zero() + days(referred);
  p.first_contact = helped < 0 ? Time::never() : p.referred + days(helped);
  p.first_need = need;
  return p;
}

std::int64_t of(const PeopleCounts& counts, PeopleChange change) { return counts[change]; }

}  // namespace

TEST_CASE("the follow-up is a year, or a third of the window if that is shorter", "[people]") {
  CHECK(follow_up(world_of(weeks(260))) == weeks(52));
  CHECK(follow_up(world_of(weeks(104))).ticks == weeks(104).ticks / 3);
}

TEST_CASE("sooner and later share one threshold of four weeks", "[people]") {
  const std::vector<PersonRecord> before = {person(1, 0, 60), person(2, 0, 60), person(3, 0, 60), person(4, 0, 60, 1)};
  const std::vector<PersonRecord> after = {person(1, 0, 32), person(2, 0, 33), person(3, 0, 88), person(4, 0, 10, 1)};
  const auto found = compare_people(world_of(), before, after);
  CHECK(of(found[0], PeopleChange::compared) == 4);
  CHECK(of(found[0], PeopleChange::sooner) == 2);  // 28 and 50 days; 27 are not enough
  CHECK(of(found[0], PeopleChange::later) == 1);
  CHECK(of(found[2], PeopleChange::sooner) == 1);
  // −28 − 27 + 28 − 50 = −77 days over four people.
  CHECK(found[0].shift.mean() / static_cast<double>(kTicksPerDay) == Approx(-77.0 / 4));
}

TEST_CASE("help after the follow-up is no help within it, and leaving does not stop the clock", "[people]") {
  // F is 242 days and 16 hours.
  const std::vector<PersonRecord> before = {person(1, 0, -1), person(2, 0, 240), person(3, 0, 300)};
  std::vector<PersonRecord> after = {person(1, 0, 100), person(2, 0, -1), person(3, 0, -1)};
  after[1].recovered = true;
  const auto found = compare_people(world_of(), before, after);
  CHECK(of(found[0], PeopleChange::reached) == 1);
  CHECK(of(found[0], PeopleChange::lost) == 1);
  CHECK(of(found[0], PeopleChange::lost_recovered) == 1);
  CHECK(of(found[0], PeopleChange::recovered_gained) == 1);
  CHECK(of(found[0], PeopleChange::sooner) == 1);
  CHECK(of(found[0], PeopleChange::later) == 0);  // 240 against F: under four weeks
}

TEST_CASE("who is in one world only, or came too late to be followed, is not compared", "[people]") {
  const std::vector<PersonRecord> before = {person(1, 0, 9), person(3, 0, 9), person(5, 600, 9)};
  const std::vector<PersonRecord> after = {person(2, 0, 9), person(3, 0, 9), person(5, 600, 9)};
  const auto found = compare_people(world_of(), before, after);
  CHECK(of(found[0], PeopleChange::absent) == 1);
  CHECK(of(found[0], PeopleChange::additional) == 1);
  CHECK(of(found[0], PeopleChange::in_both) == 2);
  CHECK(of(found[0], PeopleChange::compared) == 1);
}

TEST_CASE("drop-outs and crises are counted in both directions", "[people]") {
  std::vector<PersonRecord> before = {person(1, 0, 9), person(2, 0, 9), person(3, 0, 9)};
  std::vector<PersonRecord> after = before;
  after[0].dropped_out = true;
  before[1].crises = 2;
  after[1].crises = 1;
  after[2].crises = 3;
  const auto found = compare_people(world_of(), before, after);
  CHECK(of(found[0], PeopleChange::drop_outs_more) == 1);
  CHECK(of(found[0], PeopleChange::drop_outs_fewer) == 0);
  CHECK(of(found[0], PeopleChange::fewer_crises) == 1);
  CHECK(of(found[0], PeopleChange::more_crises) == 1);
}

TEST_CASE("the least number sooner is not larger than any pairing has", "[people]") {
  std::mt19937 random(7);
  std::vector<PersonRecord> before, after;
  for (std::uint64_t id = 0; id < 300; ++id) {
    const auto draw = [&] { return static_cast<double>(random() % 200); };
    const double referred = static_cast<double>(random() % 100);
    const auto need = static_cast<NeedId>(random() % 2);
    before.push_back(person(id, referred, 40 + draw(), need));
    after.push_back(person(id, referred, draw(), need));
  }
  const auto found = compare_people(world_of(), before, after);
  const std::int64_t least = of(found[0], PeopleChange::sooner_any_pairing);
  CHECK(least > 0);
  CHECK(least == of(found[1], PeopleChange::sooner_any_pairing) + of(found[2], PeopleChange::sooner_any_pairing));
  CHECK(least <= of(found[0], PeopleChange::sooner));
  // Another pairing of the same people: waits shuffled among those of one need and one four weeks of referral.
  for (int times = 0; times < 20; ++times) {
    for (std::size_t i = 0; i < after.size(); ++i)
      for (std::size_t j = i + 1; j < after.size(); ++j) {
        const bool same = after[i].first_need == after[j].first_need &&
                          after[i].referred.ticks / weeks(4).ticks == after[j].referred.ticks / weeks(4).ticks;
        if (!same || random() % 2 == 0) continue;
        const Duration wait = after[i].first_contact - after[i].referred;
        after[i].first_contact = after[i].referred + (after[j].first_contact - after[j].referred);
        after[j].first_contact = after[j].referred + wait;
      }
    CHECK(least <= of(compare_people(world_of(), before, after)[0], PeopleChange::sooner));
  }
}
