// W2: what does a pathway cost as a scenario, from the TOML file through the whole model, with all the statistics that
// a user gets by default? The same pathway as w2_by_hand.cpp; means of 2 000 replications of another hand-written loop:
// 7 362 reneged, 973 completed and went home. Arguments: replications, threads, then what to do without, of the weekly
// series ("series") and the curves of competing risks ("curves").
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "models/experiment.hpp"
#include "models/scenario/scenario.hpp"

using namespace caseload;

namespace {

// The sum over replications of a measure of one service, over all needs.
double sum_of(const ExperimentResult& result, const std::string& measure, const std::string& service) {
  double sum = 0;
  for (std::size_t i = 0; i < result.rows.value.size(); ++i)
    if (result.names.measures[result.rows.measure[i]] == measure &&
        result.names.services[result.rows.service[i]] == service && result.rows.need[i] == 0 &&
        result.rows.stratum[i] == 0)
      sum += result.rows.value[i];
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  ExperimentOptions options;
  options.replications = argc > 1 ? static_cast<std::uint32_t>(std::atoi(argv[1])) : 100;
  options.threads = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
  for (int i = 3; i < argc; ++i) {
    if (std::string_view(argv[i]) == "series") options.series = false;
    if (std::string_view(argv[i]) == "curves") options.curves = false;
  }
  const Scenario scenario = Scenario::load(CASELOAD_SOURCE_DIR "/tests/scenarios/w2_pathway.toml", {});
  const World world = scenario.compile({}, "");
  const auto began = std::chrono::steady_clock::now();
  const ExperimentResult result = run_experiment({{world}}, options, nullptr);
  const double seconds_taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  const double n = options.replications;
  const double reneged = sum_of(result, "left_reneged", "step2") + sum_of(result, "left_reneged", "step3");
  // Of those who complete Step 2, 15 of 100 go on to Step 3.
  const double completed =
      0.85 * sum_of(result, "courses_completed", "step2") + sum_of(result, "courses_completed", "step3");
  std::printf("W2 caseload reneged %.1f, completed %.1f, %.0f events a replication, %.4f s\n", reneged / n,
              completed / n, static_cast<double>(result.events) / n, seconds_taken);
}
