// The curves of a finished run, and how long it takes people to leave the system.
#include "models/measures/rows.hpp"
#include "models/measures/scopes.hpp"

namespace caseload {

namespace {

struct CurveMaker {
  const Measures::State& state;
  std::vector<CurveRow> rows;

  void of(const std::string& prefix, const std::vector<Spells>& spells, std::size_t base, std::size_t service) {
    const std::size_t strata = state.world->strata.size(), needs = state.world->needs.size();
    CompetingRiskCurve all;
    for (std::size_t n = 0; n < needs; ++n) {
      CompetingRiskCurve one;
      for (std::size_t s = 0; s < strata; ++s) one.merge(spells[base + n * strata + s].curve());
      all.merge(one);
      if (needs > 1) put(prefix, one, service, n + 1);
    }
    put(prefix, all, service, 0);
  }

  // Up to where the data speak; a curve that ends is not continued.
  void put(const std::string& prefix, const CompetingRiskCurve& counted, std::size_t service, std::size_t need) {
    const auto curve = counted.evaluate();
    const std::size_t days = curve.ends ? *curve.ends : counted.days();
    const auto line = [&](const char* name, const std::vector<double>& values) {
      const std::uint16_t measure = measure_number(prefix + name);
      for (std::size_t day = 0; day < days; ++day)
        rows.push_back({measure, static_cast<std::uint16_t>(service), static_cast<std::uint16_t>(need),
                        static_cast<std::int32_t>(day), values[day]});
    };
    line("curve_waiting", curve.survival);
    line("curve_seen", curve.incidence[static_cast<std::size_t>(SpellEnd::seen)]);
    line("curve_left", curve.incidence[static_cast<std::size_t>(SpellEnd::left)]);
    line("curve_moved", curve.incidence[static_cast<std::size_t>(SpellEnd::moved)]);
  }
};

}  // namespace

std::vector<CurveRow> curve_rows(const Measures& measures) {
  const Measures::State& state = measures.state();
  CurveMaker maker{state, {}};
  for (std::size_t s = 0; s < state.world->services.size(); ++s) {
    const ServiceInfo& service = state.world->services[s];
    if (service.listed && service.kind != ServiceKind::crisis) maker.of("", state.lists, s * state.cells, s + 1);
  }
  maker.of("path_", state.path, 0, 0);
  maker.of("second_", state.second, 0, 0);
  return std::move(maker.rows);
}

std::optional<Duration> time_to_exit(const Measures& measures, double share) {
  const auto curve = measures.state().episodes.curve().evaluate();
  const auto& gone = curve.incidence[static_cast<std::size_t>(SpellEnd::left)];
  for (std::size_t day = 0; day < gone.size(); ++day)
    if (gone[day] >= share) return start_of_day(static_cast<std::int64_t>(day)) - Time::zero();
  return std::nullopt;
}

}  // namespace caseload
