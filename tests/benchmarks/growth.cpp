// How do time and memory grow with the work: with people, services, the horizon, replications? One point a run of this
// program, for memory is a process's. Finding: in docs/growth.svg, drawn by growth.py from docs/growth.csv.
// Arguments: people|services|years|replications, and how many.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "models/experiment.hpp"
#include "models/scenario/scenario.hpp"
#include "tests/benchmarks/peak_memory.hpp"

using namespace caseload;

namespace {

struct Size {
  double people = 100'000;  // referred in all
  int services = 3, years = 2;
  std::uint32_t replications = 1;
};

// One triage, then courses side by side, each with its list, in all a tenth too few places, so that people wait and
// leave.
std::string scenario_text(const Size& size) {
  const double a_year = size.people / size.years;
  const int courses = size.services - 1;
  std::string text = "schema = 1\n[scenario]\ntitle = \"Growth\"\nstart = 2020-01-01\nlength = \"" +
                     std::to_string(size.years) + " years\"\n[need.any]\nshare = 1\ncrisis_rate = \"0.1 / year\"\n" +
                     "[referrals.gp]\nto = \"triage\"\nrate = \"" + std::to_string(a_year) + " / year\"\n" +
                     "[service.triage]\nkind = \"stay\"\nplaces = 1000000\n" +
                     "length = { dist = \"uniform\", from = \"0 days\", to = \"14 days\" }\n";
  std::string route = "[route.triage]\nseen = { ";
  const double share = std::floor(1e6 / courses) / 1e6;  // as many digits as are written, so that none is left over
  for (int k = 0; k < courses; ++k) {
    const std::string name = "course" + std::to_string(k);
    // Held for 7 of its weeks in the mean; nine tenths of those who come.
    const double places = 1 + 0.9 * a_year / courses * 6.5 / 52;
    text += "[service." + name + "]\nkind = \"course\"\nplaces = " + std::to_string(static_cast<int>(places)) +
            "\nevery = \"1 week\"\nsessions = 8\ndrop_out = { by_session = [0.05] }\n" +
            "renege = { rate = \"2 % / week\" }\nmissed = 0.1\nrecovery = { top = 0.6, dose = 4.0 }\n";
    route += name + " = " + std::to_string(share) + ", ";
  }
  return text + route + "away = " + std::to_string(1 - courses * share) + " }\n";
}

Size size_of(std::string_view what, double amount) {
  Size size;
  if (what == "people") size.people = amount;
  if (what == "services") size.services = static_cast<int>(amount);
  if (what == "years") size = {50'000 * amount, 3, static_cast<int>(amount), 1};
  if (what == "replications") size = {10'000, 3, 2, static_cast<std::uint32_t>(amount)};
  return size;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "people";
  const Size size = size_of(what, argc > 2 ? std::atof(argv[2]) : 1000);
  const Scenario scenario = Scenario::parse(scenario_text(size), "growth.toml", {});
  const World world = scenario.compile({}, "");
  ExperimentOptions options;
  options.replications = size.replications;
  options.threads = 1;
  const auto began = std::chrono::steady_clock::now();
  const ExperimentResult result = run_experiment({{world}}, options, nullptr);
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::printf("%s,%s,%llu,%.4f,%.1f\n", what.c_str(), argc > 2 ? argv[2] : "1000",
              static_cast<unsigned long long>(result.events), took, peak_megabytes());
}
