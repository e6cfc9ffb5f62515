// Crises: counted always, recorded or not, and what follows.

#include "models/measures/state.hpp"
#include "tests/catch.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

std::int64_t people_count(const Run& r, PeopleCount what) { return r.measures.state().now.people[position(what)]; }

// People who wait for ever, in crisis every hundred days.
SmallWorld in_need(std::uint32_t people, double present) {
  SmallWorld small({{"need", 1.0}}, days(200));
  small.stay("ward", 0, Distribution::constant(1));
  small.crisis("line", 1, present);
  small.crisis_rate(0, 0.01);
  small.initial("ward", people);
  return small;
}

}  // namespace

TEST_CASE("a crisis is recorded or unmet, by its chance", "[crisis]") {
  const World world = in_need(1000, 0.7).world();
  const Run r = run(world);
  const auto crises = people_count(r, PeopleCount::crises), recorded = people_count(r, PeopleCount::recorded);
  CHECK(std::abs(static_cast<double>(crises) - 2000) < 4 * std::sqrt(2000.0));
  CHECK(recorded + people_count(r, PeopleCount::unmet) == crises);
  CHECK(is_share(recorded, crises, 0.7));
}

TEST_CASE("deterring people changes the records and not the crises", "[crisis]") {
  const World open = in_need(500, 0.9).world(), deterring = in_need(500, 0.1).world();
  const Run a = run(open), b = run(deterring);
  CHECK(people_count(a, PeopleCount::crises) == people_count(b, PeopleCount::crises));
  CHECK(people_count(a, PeopleCount::recorded) > people_count(b, PeopleCount::recorded));
}

TEST_CASE("during crisis care nobody is in crisis again", "[crisis]") {
  SmallWorld small = in_need(1000, 1);
  small.service("line").length = Distribution::constant(300);
  CHECK(is_share(people_count(run(small.world()), PeopleCount::crises), 1000, 1 - std::exp(-2.0)));
}

TEST_CASE("after a crisis those who wait come before the others", "[crisis]") {
  SmallWorld small({{"need", 1.0}}, days(300));
  small.role("pwp", 1, 45);  // one a week
  small.assessment("triage", "pwp", minutes(45));
  small.service("triage").head_start = {Duration{}, Duration::forever()};
  small.crisis("line", 1);
  small.route("line", Exit::seen, {{"triage", 1}});
  small.initial("triage", 300);
  const auto served_after_crisis = [](const World& world) {
    int n = 0;
    for (const Story& s : stories(world)) n += std::get<2>(s) < Time::never().ticks && std::get<3>(s) > 0 ? 1 : 0;
    return n;
  };
  small.draft.window_to = small.draft.horizon;
  small.crisis_rate(0, 0.002);
  const int with_head_start = served_after_crisis(small.world());
  small.service("triage").head_start = {Duration{}, Duration{}};
  CHECK(with_head_start > 12);
  CHECK(2 * served_after_crisis(small.world()) < with_head_start);
}

TEST_CASE("a crisis calls those who are away to the list that the route names, and voids a pending return",
          "[crisis]") {
  SmallWorld small({{"need", 1.0}}, days(301.5));
  small.stay("triage", 1000, Distribution::constant(1));
  small.stay("refuge", 1000, Distribution::constant(500));
  small.crisis("line", 1);
  small.route("line", Exit::seen, {{"refuge", 1}});
  small.route("triage", Exit::seen, {{"triage", 1}});
  small.service("triage").route[0][0][0].delay = Distribution::constant(300);
  small.initial("triage", 1000);
  small.draft.needs[0].crisis[static_cast<std::size_t>(Setting::away)] = Staircase(0.01);
  const World world = small.world();
  const Run r = run(world);
  const Counts refuge = counts(world, r.measures, 1), triage = counts(world, r.measures, 0);
  CHECK(is_share(refuge.joined, 1000, 1 - std::exp(-3.0)));  // in the 300 days away, before the return
  CHECK(triage.joined == 1000 + (1000 - refuge.joined));
}

TEST_CASE("a crisis ends the use of an app where the route leads to a list, and support is let go", "[crisis]") {
  SmallWorld small({{"need", 1.0}}, days(100));
  small.role("pwp", 1, 60);
  Service& app = small.digital("app", Distribution::constant(90));
  small.info("app").role = 0;
  small.info("app").listed = true;
  app.time = minutes(30);
  app.notice = days(7);
  small.stay("refuge", 1000, Distribution::constant(500));
  small.crisis("line", 1);
  small.route("line", Exit::seen, {{"refuge", 1}});
  small.initial("app", 50);
  small.draft.needs[0].crisis[static_cast<std::size_t>(Setting::in)] = Staircase(0.1);
  small.draft.needs[0].crisis[static_cast<std::size_t>(Setting::waiting)] = Staircase(0.005);
  const World world = small.world();
  const Run r = run(world);
  const Counts c = counts(world, r.measures, 0);
  CHECK(left_by(c, Exit::moved) > 5);
  CHECK(c.in + c.booked <= 2);  // never more than two blocks of thirty minutes
  CHECK(c.holds());
}

TEST_CASE("crises are answered by their services' shares", "[crisis]") {
  SmallWorld small = in_need(1000, 1);
  small.service("line").takes = 0.3;
  small.crisis("team", 0.7);
  const World world = small.world();
  const Run r = run(world);
  const auto answered = [&](std::size_t s) {
    return r.measures.state().now.services[s * kServiceCounts + position(ServiceCount::answered)];
  };
  CHECK(is_share(answered(1), answered(1) + answered(2), 0.3));
}
