// The simulation as a whole: the published means of a reference loop, seeds, memory. Its laws are in laws/.

#include "models/simulation.hpp"

#include <vector>

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
