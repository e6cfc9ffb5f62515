#include "models/measures/measures.hpp"

#include <cmath>
#include <set>

#include "tests/catch.hpp"
#include "tests/models/measures/facts.hpp"

using namespace caseload;
using Catch::Approx;

namespace {

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// Some people with odd times; `part` of two, or all of them (part 2).
Measures tell(const World& world, int part) {
  Measures m(world, {});
  for (std::uint32_t i = 0; i < 60; ++i) {
    if (part < 2 && static_cast<int>(i % 2) != part) continue;
    const double at = 1.37 * i;
    m.supply(0, 2400, 17.5 * (i % 7), 0.25, day(at));
    Someone one(m, i, at, static_cast<NeedId>(i % 3 == 0));
    one.joins(i % 4 == 0 ? kStep2 : kTriage, at);
    m.expected(one.p, Expected::crises, 0.001 * i, day(at));
    if (i % 5 == 1) one.leaves_list(Exit::left, at).goes_away(Exit::left, at);
    if (i % 5 == 2) one.is_offered(at).attends(at).attends(at).has(Outcomes::improved, 0.3, at);
    if (i % 5 == 3) one.is_offered(at).attends(at).ends(Exit::seen, at).goes_away(Exit::seen, at);
  }
  m.finish(world.horizon);
  return m;
}

}  // namespace

TEST_CASE("every measure has one name, a unit and a meaning", "[measures]") {
  std::set<std::string> names;
  for (const MeasureInfo& info : measure_table()) {
    CAPTURE(info.name);
    CHECK(names.insert(info.name).second);
    CHECK_FALSE(info.unit.empty());
    CHECK(info.meaning.size() > 10);
    CHECK(measure_table()[measure_number(info.name)].name == info.name);
  }
}

TEST_CASE("areas merged in any order give the same bits as one run of all their people", "[measures]") {
  const World world = two_steps();
  Measures whole = tell(world, 2), ab = tell(world, 0), ba = tell(world, 1);
  ab.merge(tell(world, 1));
  ba.merge(tell(world, 0));
  const Values all(whole), one(ab), other(ba);
  REQUIRE(all.size() == one.size());
  for (const auto& [name, value] : one.all()) {
    CAPTURE(name, value, other[name], all[name]);
    CHECK(same(value, other[name]));
    // The two halves had staff of their own.
    if (name.find("staff.") == std::string::npos) CHECK(same(value, all[name]));
  }
}

TEST_CASE("rows of need groups add up to those of everybody", "[measures]") {
  const World world = two_steps();
  const Values v(tell(world, 2));
  for (const char* name : {"joined@triage", "seen@triage", "left@triage", "list_at_end@triage", "referrals",
                           "human_contacts", "list_burden@step2", "expected_crises"}) {
    CAPTURE(name);
    CHECK(v[name] == Approx(v[std::string(name) + "/0"] + v[std::string(name) + "/1"]));
  }
}

TEST_CASE("of an area only marked totals are told", "[measures]") {
  const World world = two_steps();
  const Measures m = tell(world, 2);
  const Values everything(m), area(m, RowDetail::area);
  CHECK(area.size() < everything.size() / 3);
  for (const auto& [name, value] : area.all()) {
    CAPTURE(name);
    CHECK(same(value, everything[name]));
    CHECK(name.find('/') == std::string::npos);
  }
  CHECK(area.has("seen_wait_mean@triage"));
}

TEST_CASE("strata are told beside need groups, not crossed with them", "[measures]") {
  World world = two_steps();
  world.strata = {"young", "old"};
  world.stratum_share = {0.5, 0.5};
  Measures m(world, {});
  Person young, old;
  young.id = 1;
  old.id = 2;
  old.stratum = 1;
  m.appeared(young, 0, false, day(30));
  m.appeared(old, 0, false, day(31));
  m.appeared(old, 0, false, day(32));
  m.finish(world.horizon);
  const Values v(m);
  CHECK(v["referrals"] == 3);
  CHECK(v["referrals#0"] == 1);
  CHECK(v["referrals#1"] == 2);
  CHECK(v["referrals/0"] == 3);
  CHECK_FALSE(v.has("referrals/0#1"));
}

TEST_CASE("records keep what happened within the follow-up", "[measures][people]") {
  World world = two_steps(Duration::zero());  // 84 days: F is 28
  Measures::Options options;
  options.people = true;
  Measures m(world, options);
  Someone a(m, 0, 1), b(m, 1, 2);
  a.joins(kStep2, 1).is_offered(2);
  b.joins(kStep2, 2).is_offered(2);
  m.crisis(a.p, day(5));
  a.attends(10);
  m.crisis(a.p, day(29));  // exactly F after the referral
  m.crisis(a.p, day(29.5));
  b.attends(33).ends(Exit::dropped_out, 40);
  m.finish(world.horizon);
  REQUIRE(m.people().size() == 2);
  CHECK(m.people()[0].id == a.p.id);
  CHECK(m.people()[0].crises == 2);
  CHECK(m.people()[0].first_contact == day(10));
  CHECK_FALSE(m.people()[1].dropped_out);  // too late to count
  CHECK(m.people()[1].first_contact == day(33));
}
