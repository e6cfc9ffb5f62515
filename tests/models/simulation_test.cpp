// The simulation as a whole on small worlds: the published means of a reference loop, the laws that hold exactly.

#include "models/simulation.hpp"

#include <atomic>
#include <cmath>
#include <vector>

#include "tests/catch.hpp"
#include "tests/models/worlds.hpp"

using namespace caseload;

namespace {

const std::atomic<bool> kGoOn{false};

Measures simulate(const World& world, std::uint32_t replication = 1) {
  Measures measures(world, {});
  Simulation simulation(world, {.seed = 1, .replication = replication}, measures);
  simulation.run(kGoOn);
  return measures;
}

void add_balance(Measures::Balance& sum, const Measures::Balance& b) {
  sum.joined += b.joined;
  sum.seen += b.seen;
  for (std::size_t k = 0; k < kExits; ++k) sum.exits[k] += b.exits[k];
}

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

// Benchmark W2: triage, two steps of weekly sessions, reneging, drop-out after every session, re-presentation.
World pathway() {
  SmallWorld small({{"need", 1.0}}, weeks(104));
  small.stay("triage", 6, Distribution::exponential(0.35));
  const auto course = [&](const char* name, double places, double sessions, double drop_out) {
    Service& s = small.with_places(name, ServiceKind::course, places, Distribution::constant(sessions));
    s.first_session = weeks(1);
    s.drop_out.by_session = {-std::log(1 - drop_out)};
    s.drop_out.after_last = true;
    s.renege = WaitHazard({Duration{}}, {1 / 140.0});
    s.reneges = true;
  };
  course("step2", 55, 6, 0.08);
  course("step3", 70, 12, 0.05);
  small.source("gp", "triage", 100 / 7.0);
  small.route("triage", Exit::seen, {{"step3", 0.3}, {"step2", 0.7}});
  small.route("step2", Exit::completed, {{"step3", 0.15}, {"away", 0.85}});
  for (const char* name : {"step2", "step3"})
    for (const Exit exit : {Exit::dropped_out, Exit::left}) {
      small.route(name, exit, {{"triage", 0.1}, {"away", 0.9}});
      small.service(name).route[static_cast<std::size_t>(exit)][0].front().delay = Distribution::exponential(84);
    }
  return small.world();
}

// A town with staff, absence, turnover, two need groups, worsening, crises and a limit to patience.
World town() {
  SmallWorld small({{"moderate", 0.6}, {"severe", 0.4}}, weeks(156));
  Role& pwp = small.role("pwp", 6.5, 1200);
  pwp.absence = 0.08;
  pwp.turnover = 0.25 / 365.25;
  pwp.recruit = Distribution::gamma(112, 56);
  Role& hit = small.role("hit", 9, 1200);
  hit.absence = 0.08;
  hit.turnover = 0.15 / 365.25;
  hit.recruit = Distribution::gamma(112, 56);
  Service& triage = small.assessment("triage", "pwp", minutes(45));
  triage.missed = triage.missed_first = 0.12;
  for (const auto& [name, role, sessions, time] :
       {std::tuple{"step2", "pwp", 6.0, 35.0}, std::tuple{"step3", "hit", 11.0, 60.0}}) {
    Service& s = small.course(name, role, Distribution::gamma(sessions, sessions / 3), minutes(time));
    s.missed = s.missed_first = 0.12;
    s.cancelled = 0.05;
    s.missed_limit = 3;
    s.drop_out.by_session = {0.12, 0.08, 0.05};
    s.drop_out.per_missed = 0.1;
    s.drop_out.change_of_therapist = 0.25;
    s.renege = WaitHazard({Duration{}, weeks(6)}, {0.01 / 7, 0.03 / 7});
    s.reneges = true;
    for (Outcome& o : s.outcome) o = {{0.6, 5}, {0.75, 4}, 0.05};
    small.route(name, Exit::dropped_out, {{"triage", 0.1}, {"away", 0.9}});
    small.service(name).route[static_cast<std::size_t>(Exit::dropped_out)][0].front().delay =
        Distribution::constant(84);
  }
  small.crisis("line", 1, 0.7);
  small.route("line", Exit::seen, {{"triage", 0.3}, {"away", 0.7}});
  small.source("gp", "triage", 8);
  small.route("triage", Exit::seen, {{"step2", 0.6}, {"step3", 0.25}, {"signposted", 0.15}});
  small.crisis_rate(0, 0.06 / 365.25);
  small.crisis_rate(1, 0.25 / 365.25);
  small.worsens(0, 1, 0.15 / 365.25);
  small.improves(1, 0, 0.1 / 365.25);
  small.draft.frailty = Distribution::gamma(1, std::sqrt(2.0));
  return small.world();
}

}  // namespace

TEST_CASE("a pathway of places has the means of a hand-written loop", "[simulation]") {
  const World world = pathway();
  std::vector<double> reneged, completed;
  for (std::uint32_t r = 1; r <= 60; ++r) {
    const Measures m = simulate(world, r);
    const auto b2 = m.balance(1, 0, 0), b3 = m.balance(2, 0, 0);
    reneged.push_back(static_cast<double>(b2.exits[4] + b3.exits[4]));
    completed.push_back(0.85 * static_cast<double>(b2.exits[1]) + static_cast<double>(b3.exits[1]));
  }
  // Means of 2 000 replications of the reference: 7 362 reneged, 973 completed and went home (15 of 100 who complete
  // Step 2 go on to Step 3 instead). Within 4 standard errors of ours.
  CHECK(std::abs(mean_of(reneged) - 7362) < 4 * standard_error(reneged));
  CAPTURE(mean_of(reneged), mean_of(completed));
  CHECK(std::abs(mean_of(completed) - 973) < 4 * standard_error(completed));
}

TEST_CASE("everybody who joined a service is waiting, booked, in it or has left it", "[simulation]") {
  const World world = town();
  const Measures m = simulate(world);
  for (ServiceId s = 0; s < world.services.size(); ++s)
    for (NeedId n = 0; n < world.needs.size(); ++n) {
      CAPTURE(s, int(n));
      CHECK(m.balance(s, n, 0).holds());
    }
  Measures::Balance all;
  for (NeedId n = 0; n < world.needs.size(); ++n) add_balance(all, m.balance(1, n, 0));
  CHECK(all.joined > 2000);
  CHECK(all.exits[static_cast<std::size_t>(Exit::dropped_out)] > 100);
}

TEST_CASE("the same seed gives the same counts, another replication others", "[simulation]") {
  const World world = town();
  const auto a = simulate(world, 1).balance(1, 0, 0), b = simulate(world, 1).balance(1, 0, 0);
  const auto c = simulate(world, 2).balance(1, 0, 0);
  CHECK(a.seen == b.seen);
  CHECK(a.exits == b.exits);
  CHECK(a.exits != c.exits);
}
