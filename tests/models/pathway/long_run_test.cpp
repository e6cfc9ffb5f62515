// What the traffic equations promise against what a long run does: people joining, minutes held, places held.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "models/experiment.hpp"
#include "models/pathway/pathway.hpp"
#include "tests/catch.hpp"
#include "tests/models/worlds.hpp"

using namespace caseload;

namespace {

double increment(double p) { return -std::log(1 - p); }

// Every kind of service, losses of every kind but reneging, ways back and a diversion, and staff enough that nobody
// waits for long. Need changes by outcomes alone.
World town_without_waits() {
  SmallWorld small({{"mild", 0.6}, {"severe", 0.4}}, weeks(20 * 52));
  small.draft.window_from = Time::zero() + weeks(3 * 52);
  small.draft.needs[1].improves_to = 0;
  small.draft.needs[0].worsens_to = 1;
  small.role("pwp", 30, 1200).absence = 0.08;
  small.role("hit", 60, 1200).absence = 0.12;
  Service& triage = small.assessment("triage", "pwp", minutes(45));
  triage.missed_first = 0.2;
  triage.cancelled = 0.05;
  triage.rebook = 2;
  Service& step2 = small.course("step2", "pwp", Distribution::empirical({3, 5, 8}, {2, 3, 1}), minutes(35), weeks(2));
  Service& step3 = small.course("step3", "hit", Distribution::gamma(9, 5), minutes(55));
  for (Service* course : {&step2, &step3}) {
    course->missed_first = 0.15;
    course->missed = 0.1;
    course->cancelled = 0.05;
    course->drop_out.by_session = {increment(0.1), increment(0.05)};
    course->drop_out.per_missed = increment(0.08);
    course->drop_out.per_week_gap = increment(0.02);
    course->early_by_session = {0, 0, increment(0.1)};
    course->outcome = {{{0.5, 4}, {0.6, 4}, 0.1}, {{0.3, 4}, {0.6, 4}, 0.05}};
  }
  step2.missed_limit = 2;
  step3.cap = 16;
  step3.length_factor = 1.2;
  small.role("coach", 10, 1200);
  Service& app = small.digital("app", Distribution::gamma(35, 20));
  app.drop_out.rate = 0.01;
  app.time = minutes(12);
  small.info("app").role = small.role_id("coach");
  small.info("app").listed = true;
  small.role("trainer", 10, 1200);
  Service& workshop = small.course("workshop", "trainer", Distribution::empirical({4, 6}, {1, 1}), minutes(90));
  small.info("workshop").kind = ServiceKind::group;
  workshop.group_size = 8;
  workshop.missed = 0.1;
  workshop.missed_first = 0.1;
  workshop.drop_out.by_session = {increment(0.1)};
  small.stay("ward", 200, Distribution::exponential(30));
  small.source("gp", "triage", 6);
  small.source("self", "step2", 1);
  small.route("triage", Exit::seen,
              {{"step2", 0.4}, {"workshop", 0.1}, {"step3", 0.2}, {"ward", 0.05}, {"signposted", 0.25}});
  small.route_of_level("triage", Exit::seen, 1, {{"step3", 0.9}, {"rejected", 0.1}});
  small.route("step2", Exit::completed, {{"step3", 0.3}, {"away", 0.7}});
  small.route_of_level("step2", Exit::completed, 2, {{"away", 1.0}});
  // Not back to triage: who was diverted from there once has the same luck there again, which no equation knows.
  small.route("step3", Exit::dropped_out, {{"ward", 0.4}, {"away", 0.6}});
  small.service("step3").route[static_cast<std::size_t>(Exit::dropped_out)][1].front().delay =
      Distribution::exponential(60);
  small.route("app", Exit::dropped_out, {{"step2", 0.3}, {"away", 0.7}});
  small.route("ward", Exit::seen, {{"step3", 0.5}, {"away", 0.5}});
  small.divert("triage", "app", 0.2);
  return small.world();
}

struct Replicated {
  std::vector<double> values;
  double mean() const {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
  }
  double standard_error() const {
    double squares = 0;
    for (const double value : values) squares += (value - mean()) * (value - mean());
    const auto n = static_cast<double>(values.size());
    return std::sqrt(squares / (n - 1) / n);
  }
};

Replicated rows_of(const ExperimentResult& result, const std::string& measure, const std::string& service) {
  Replicated found;
  for (std::size_t i = 0; i < result.rows.value.size(); ++i) {
    const bool total = result.rows.need[i] == 0 && result.rows.stratum[i] == 0 && result.rows.area[i] == 0;
    if (total && result.names.measures[result.rows.measure[i]] == measure &&
        result.names.services[result.rows.service[i]] == service)
      found.values.push_back(result.rows.value[i]);
  }
  return found;
}

}  // namespace

// Each of eleven figures lies within 3 standard errors of twelve replications (t with 11 degrees of freedom: 1.2 %
// each, 12 % for all were the seed not fixed).
TEST_CASE("offered load equals that of a long run without reneging", "[pathway][long_run]") {
  const World world = town_without_waits();
  const Pathway pathway = examine_pathway(world);
  ExperimentOptions options;
  options.replications = 12;
  options.threads = 2;
  options.series = false;
  const ExperimentResult result = run_experiment({{world}}, options, nullptr);

  const auto agrees = [](const Replicated& run, double expected) {
    REQUIRE(run.values.size() == 12);
    INFO("run " << run.mean() << " ± " << run.standard_error() << ", expected " << expected);
    CHECK(std::abs(run.mean() - expected) < 3 * run.standard_error());
  };
  const double weeks_reported = in_weeks(world.window_to - world.window_from);
  for (const ServiceFlow& flow : pathway.services) {
    INFO(flow.service);
    if (flow.places > 0) agrees(rows_of(result, "places_held", flow.service), flow.places);
    agrees(rows_of(result, "joined", flow.service), flow.joined_a_week * weeks_reported);
  }
  for (const RoleLoad& load : pathway.roles) {
    INFO(load.role);
    agrees(rows_of(result, "minutes_held", "staff." + load.role), load.offered_minutes);
  }
}
