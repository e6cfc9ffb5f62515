// The simulation as a whole: the published means of a reference loop, and the laws that hold exactly (MODEL 13).

#include "models/simulation.hpp"

#include <vector>

#include "models/measures/state.hpp"
#include "models/world/purpose.hpp"
#include "tests/catch.hpp"
#include "tests/models/runs.hpp"
#include "tests/models/towns.hpp"

using namespace caseload;

namespace {

double mean_of(const std::vector<double>& x) {
  double sum = 0;
  for (const double v : x) sum += v;
  return sum / static_cast<double>(x.size());
}

double standard_error(const std::vector<double>& x) {
  const double mean = mean_of(x);
  double squares = 0;
  for (const double v : x) squares += (v - mean) * (v - mean);
  return std::sqrt(squares / static_cast<double>(x.size() - 1) / static_cast<double>(x.size()));
}

std::int64_t people_count(const World& world, const Measures& m, PeopleCount what) {
  std::int64_t sum = 0;
  for (std::size_t cell = 0; cell < world.needs.size() * world.strata.size(); ++cell)
    sum += m.state().now.people[cell * kPeopleCounts + position(what)];
  return sum;
}

// A service that shares a role of nobody's, and people of its own.
SmallWorld with_a_clinic_apart() {
  SmallWorld small = town_draft(weeks(80));
  Role& nurse = small.role("nurse", 3, 900);
  nurse.turnover = 0.3 / 365.25;
  nurse.recruit = Distribution::constant(50);
  small.course("clinic", "nurse", Distribution::constant(4), minutes(30));
  small.source("school", "clinic", 1);
  return small;
}

std::vector<Story> of_source(const std::vector<Story>& all, const char* name, bool from_it) {
  std::vector<Story> some;
  for (const Story& s : all)
    if ((std::get<0>(s) >> 40 == (name_hash64(name) & 0xFFFFFF)) == from_it) some.push_back(s);
  return some;
}

}  // namespace

TEST_CASE("a pathway of places has the means of a hand-written loop", "[simulation]") {
  const World world = pathway();
  std::vector<double> reneged, completed;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Run r = run(world, seed);
    const Counts c2 = counts(world, r.measures, 1), c3 = counts(world, r.measures, 2);
    reneged.push_back(static_cast<double>(left_by(c2, Exit::left) + left_by(c3, Exit::left)));
    completed.push_back(0.85 * static_cast<double>(left_by(c2, Exit::completed)) +
                        static_cast<double>(left_by(c3, Exit::completed)));
  }
  // Means of 2 000 replications of the reference: 7 362 reneged, 973 completed and went home (15 of 100 who complete
  // Step 2 go on to Step 3 instead). Within 4 standard errors of ours.
  CAPTURE(mean_of(reneged), mean_of(completed));
  CHECK(std::abs(mean_of(reneged) - 7362) < 4 * standard_error(reneged));
  CHECK(std::abs(mean_of(completed) - 973) < 4 * standard_error(completed));
}

TEST_CASE("everybody who joined a service is waiting, booked, in it or has left it", "[simulation]") {
  const World world = town();
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const Run r = run(world, seed);
    for (ServiceId s = 0; s < world.services.size(); ++s)
      for (NeedId n = 0; n < world.needs.size(); ++n)
        for (StratumId k = 0; k < world.strata.size(); ++k) {
          CAPTURE(seed, s, int{n}, int{k});
          REQUIRE(r.measures.balance(s, n, k).holds());
        }
  }
}

TEST_CASE("crises are recorded or unmet, and nobody is seen who has not joined", "[simulation]") {
  const World world = town();
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const Run r = run(world, seed);
    CHECK(people_count(world, r.measures, PeopleCount::crises) ==
          people_count(world, r.measures, PeopleCount::recorded) + people_count(world, r.measures, PeopleCount::unmet));
    CHECK(people_count(world, r.measures, PeopleCount::recorded) > 100);
    for (ServiceId s = 0; s < world.services.size(); ++s) {
      const Counts c = counts(world, r.measures, s);
      CHECK(c.seen <= c.joined);
    }
  }
}

TEST_CASE("starts are the first appointments offered less those offered again", "[simulation]") {
  SmallWorld small = town_draft();
  for (Service& s : small.epoch().services) s.rebook = 100000;          // so that nobody is lost at a first appointment
  for (Role& r : small.epoch().roles) r.turnover = r.long_absence = 0;  // nor goes on with somebody else
  small.draft.initial.erase(small.draft.initial.begin() + 1, small.draft.initial.end());
  const World world = small.world();
  const Run r = run(world, 2);
  for (const ServiceId s : {ServiceId{0}, ServiceId{1}, ServiceId{2}, ServiceId{3}}) {
    const Counts c = counts(world, r.measures, s);
    CAPTURE(s);
    CHECK(c.started == c.offered - c.rebooked - c.booked);
    CHECK(c.started > 100);
  }
}

TEST_CASE("the same seed gives the same stories, another seed others", "[simulation]") {
  const World world = town_draft(weeks(60)).world();
  const auto a = stories(world, 1);
  CHECK(a == stories(world, 1));
  CHECK(a != stories(world, 2));
  CHECK(a.size() > 3000);
}

TEST_CASE("a date on which nothing changes touches nobody", "[simulation]") {
  SmallWorld dated = town_draft(weeks(80));
  const auto plain = stories(dated.world());
  for (const double d : {17.3, 200.0, 201.77, 400.0}) dated.next_epoch(after(days(d)));
  CHECK(stories(dated.world()) == plain);
}

TEST_CASE("services that nobody enters change no story", "[simulation]") {
  SmallWorld more = town_draft(weeks(80));
  const auto plain = stories(more.world());
  more.course("unused", "pwp", Distribution::constant(3), minutes(50));
  more.stay("empty ward", 5, Distribution::constant(9));
  more.crisis("unused line", 0);
  more.divert("triage", "unused", 0);
  // A destination without a share stands last, where shares fall short of 1.
  for (auto& by_level : more.service("triage").route)
    for (Route& route : by_level)
      if (!route.empty()) route.push_back({more.service_id("unused"), 0.0, {}});
  CHECK(stories(more.world()) == plain);
}

TEST_CASE("a policy on a service that shares nothing changes none of the others' people", "[simulation]") {
  SmallWorld small = with_a_clinic_apart();
  const auto before = stories(small.world());
  Epoch& changed = small.next_epoch(after(days(123.4)));
  changed.roles[2].wte = 1;
  changed.roles[2].turnover *= 3;
  changed.services.back().length_factor = 2;
  changed.services.back().renege = WaitHazard({Duration{}}, {0.02});
  changed.services.back().reneges = true;
  const auto now = stories(small.world());
  CHECK(of_source(now, "school", false) == of_source(before, "school", false));
  CHECK(of_source(now, "school", true) != of_source(before, "school", true));
}

TEST_CASE("every purpose is drawn for", "[simulation]") {
  SmallWorld small = town_draft(weeks(80));
  small.draft.daily = true;  // for `rounding`
  const std::uint64_t drawn = run(small.world()).purposes;
  for (unsigned purpose = 1; purpose <= static_cast<unsigned>(Purpose::long_absence_length); ++purpose) {
    CAPTURE(purpose);
    CHECK((drawn >> purpose & 1) == 1);
  }
}

TEST_CASE("records are given back: people alive follow the people in the system", "[simulation]") {
  SmallWorld small({{"need", 1.0}}, weeks(520));
  small.stay("triage", 50, Distribution::constant(5));
  small.source("gp", "triage", 5);
  const World world = small.world();
  Measures measures(world, {});
  Simulation simulation(world, {}, measures);
  const std::atomic<bool> go_on{false};
  simulation.run(go_on);
  CHECK(counts(world, measures, 0).seen > 15000);
  CHECK(simulation.most_people() < 200);
}

TEST_CASE("in balance no more people are held at ten years than at three", "[simulation]") {
  const auto most = [](int years) {
    SmallWorld small({{"need", 1.0}}, weeks(52 * years));
    small.stay("triage", 600, Distribution::constant(5));
    small.source("gp", "triage", 60);
    const World world = small.world();
    Measures measures(world, {});
    Simulation simulation(world, {}, measures);
    const std::atomic<bool> go_on{false};
    simulation.run(go_on);
    return static_cast<double>(simulation.most_people());
  };
  // About 300 at a time, standard deviation 17: the most of ten years lies a few above the most of three.
  CHECK(std::abs(most(10) / most(3) - 1) < 0.1);
}
