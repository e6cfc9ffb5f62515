// W3: what does a country cost, person by person over ten years, as one service or as areas one after another, through
// the whole model with its default statistics? About the same work as w3_by_hand.cpp. Arguments: areas, years, threads.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "models/experiment.hpp"
#include "models/scenario/scenario.hpp"
#include "tests/benchmarks/peak_memory.hpp"

using namespace caseload;

namespace {

double total(const ExperimentResult& result, const std::string& measure, const std::string& service = "") {
  double sum = 0;
  for (std::size_t i = 0; i < result.rows.value.size(); ++i)
    if (result.rows.area[i] == 0 && result.rows.need[i] == 0 && result.rows.stratum[i] == 0 &&
        result.names.measures[result.rows.measure[i]] == measure &&
        result.names.services[result.rows.service[i]] == service)
      sum += result.rows.value[i];
  return sum;
}

// Each area has its share of everything, in whole places.
std::vector<World> areas_of(const Scenario& scenario, int areas, int years) {
  const Scenario part = scenario.with({{"scenario.length", "\"" + std::to_string(years) + " years\""},
                                       {"referrals.everyone.rate", "\"" + std::to_string(5000.0 / areas) + " / day\""},
                                       {"service.step2.places", std::to_string(67442 / areas)},
                                       {"service.step3.places", std::to_string(120658 / areas)}});
  std::vector<World> worlds(static_cast<std::size_t>(areas), part.compile({}, ""));
  for (std::size_t i = 0; areas > 1 && i < worlds.size(); ++i) worlds[i].area = "area " + std::to_string(i + 1);
  return worlds;
}

}  // namespace

int main(int argc, char** argv) {
  const int areas = argc > 1 ? std::atoi(argv[1]) : 42;
  const int years = argc > 2 ? std::atoi(argv[2]) : 10;
  ExperimentOptions options;
  options.threads = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 1;
  const Scenario scenario = Scenario::load(CASELOAD_SOURCE_DIR "/tests/scenarios/w3_england.toml", {});
  const std::vector<World> worlds = areas_of(scenario, areas, years);
  const auto began = std::chrono::steady_clock::now();
  const ExperimentResult result = run_experiment({worlds}, options, nullptr);
  const double seconds_taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::printf(
      "W3 caseload %d areas, %d years: %.3f M people, reneged %.3f M, dropped out %.3f M, completed %.3f M, "
      "%.1f M events, %.1f ns an event, %.0f MB, %.4f s\n",
      areas, years, total(result, "referrals") / 1e6, total(result, "left_reneged") / 1e6,
      total(result, "drop_outs") / 1e6, total(result, "courses_completed") / 1e6,
      static_cast<double>(result.events) / 1e6, 1e9 * seconds_taken / static_cast<double>(result.events),
      peak_megabytes(), seconds_taken);
}
