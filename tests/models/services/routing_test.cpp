// Routes and diversions.

#include <algorithm>
#include <set>

#include "models/simulation_state.hpp"
#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

// Referrals to triage; who is diverted to the app never meets a person.
SmallWorld two_doors() {
  SmallWorld small({{"need", 1.0}}, weeks(20));
  small.role("pwp", 100, 1200);
  small.assessment("triage", "pwp", minutes(45));
  small.digital("app", Distribution::constant(10));
  small.source("gp", "triage", 20);
  return small;
}

std::set<std::uint64_t> without_contact(const World& world) {
  std::set<std::uint64_t> ids;
  for (const Story& s : stories(world))
    if (std::get<1>(s) < weeks(10).ticks && std::get<2>(s) == Time::never().ticks) ids.insert(std::get<0>(s));
  return ids;
}

}  // namespace

TEST_CASE("half the share diverts a subset of those whom the whole diverts", "[routing]") {
  SmallWorld half = two_doors(), whole = two_doors();
  half.divert("triage", "app", 0.3);
  whole.divert("triage", "app", 0.6);
  const auto a = without_contact(half.world()), b = without_contact(whole.world());
  CHECK(a.size() > 300);
  CHECK(b.size() > a.size() * 3 / 2);
  CHECK(std::includes(b.begin(), b.end(), a.begin(), a.end()));
}

TEST_CASE("a diversion of nobody changes no story", "[routing]") {
  SmallWorld none = two_doors(), zero = two_doors();
  zero.divert("triage", "app", 0);
  CHECK(stories(none.world()) == stories(zero.world()));
}

TEST_CASE("routes are taken by their shares", "[routing]") {
  SmallWorld small({{"need", 1.0}}, weeks(20));
  small.stay("triage", 5000, Distribution::constant(1));
  for (const char* name : {"a", "b"}) small.stay(name, 5000, Distribution::constant(1));
  small.route("triage", Exit::seen, {{"a", 0.2}, {"b", 0.5}, {"away", 0.3}});
  small.initial("triage", 5000);
  const World world = small.world();
  const Run result = run(world);
  CHECK(is_share(counts(world, result.measures, 1).joined, 5000, 0.2));
  CHECK(is_share(counts(world, result.measures, 2).joined, 5000, 0.5));
}

TEST_CASE("where shares fall short of 1 by rounding nobody goes where no share leads", "[routing]") {
  const Route route{{3, 0.3, {}}, {4, 0.6999999, {}}, {5, 0.0, {}}};
  CHECK(choose(route, 1 - 1e-12)->to == 4);
  CHECK(choose(route, 0.3 - 1e-12)->to == 3);
  CHECK(choose(route, 0.3)->to == 4);
  CHECK(choose({}, 0.5) == nullptr);
}

TEST_CASE("a return comes after its delay, with another visit", "[routing]") {
  SmallWorld small({{"need", 1.0}}, days(100));
  small.stay("triage", 10, Distribution::constant(1));
  small.route("triage", Exit::seen, {{"triage", 1}});
  small.service("triage").route[0][0][0].delay = Distribution::constant(19);
  small.initial("triage", 10);
  CHECK(counts(small.world()).joined == 50);  // on days 0, 20, 40, 60 and 80
}

TEST_CASE("a policy may divert people to no service at all", "[routing]") {
  SmallWorld small({{"need", 1.0}}, days(100));
  small.stay("triage", 100, Distribution::constant(1));
  small.source("gp", "triage", 20);
  const auto joined = [&] { return counts(small.world()).joined; };
  const auto all = joined();
  small.divert("triage", "signposted", 0.5);
  CHECK(is_share(joined(), all, 0.5));
}

TEST_CASE("in day steps who is sent on today starts tomorrow at the earliest", "[routing]") {
  SmallWorld small({{"need", 1.0}}, days(1) + hours(1));
  small.draft.daily = true;
  for (const char* name : {"triage", "ward"}) small.stay(name, 1000, Distribution::constant(1));
  small.route("triage", Exit::seen, {{"ward", 1.0}});
  small.initial("triage", 100);
  small.initial("ward", 10);  // who leave it on day 1, so that there are offers
  const Counts first = counts(small.world(), 1);
  CHECK(first.joined == 110);  // on day 1 all have left triage
  CHECK(first.seen == 10);
  small.draft.horizon = after(days(2) + hours(1));
  CHECK(counts(small.world(), 1).seen == 110);
}
