#pragma once
// Everything a run tells, by name and to the bit, so that worlds with other services beside the same ones can be set
// against each other.

#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "models/measures/people_records.hpp"
#include "models/measures/rows.hpp"
#include "models/simulation.hpp"
#include "tests/catch.hpp"

namespace caseload {

struct Told {
  std::map<std::string, std::uint64_t> values;  // rows, series, curves; the bits of each
  std::vector<std::string> people;              // a line each, in the order of identity
  std::string log;
  std::uint64_t events = 0;
};

inline Measures::Options tell_all() {
  Measures::Options what;
  what.people = what.series = what.curves = true;
  return what;
}

inline Told told_by(const World& world, const Measures& measures) {
  Told told;
  const auto services = service_names(world);
  const auto put = [&](std::string kind, std::size_t measure, std::size_t service, std::string at, double value) {
    told.values[kind + " " + measure_table()[measure].name + "@" + services[service] + at] =
        value == value ? std::bit_cast<std::uint64_t>(value) : 0;  // numbers that are none are all alike
  };
  for (const MeasureRow& r : measure_rows(measures, RowDetail::everything))
    put("row", r.measure, r.service, " need " + std::to_string(r.need) + " stratum " + std::to_string(r.stratum),
        r.value);
  for (const SeriesRow& r : series_rows(measures, RowDetail::everything))
    put("week", r.measure, r.service, " " + std::to_string(r.week), r.value);
  for (const CurveRow& r : curve_rows(measures))
    put("day", r.measure, r.service, " need " + std::to_string(r.need) + " " + std::to_string(r.day), r.value);
  std::vector<PersonRecord> people(measures.people().begin(), measures.people().end());
  std::sort(people.begin(), people.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  for (const PersonRecord& p : people) {
    std::string line = std::to_string(p.id);
    for (const std::int64_t x : {p.referred.ticks, p.first_contact.ticks, std::int64_t{p.crises},
                                 std::int64_t{p.first_need}, std::int64_t{p.dropped_out}, std::int64_t{p.recovered}})
      line += ' ' + std::to_string(x);
    told.people.push_back(line);
  }
  told.log = measures.log();
  return told;
}

inline Told told(const World& world, const Measures::Options& what = tell_all(), Simulation::Options how = {}) {
  static const std::atomic<bool> kGoOn{false};
  Measures measures(world, what);
  Simulation simulation(world, how, measures);
  simulation.run(kGoOn);
  Told all = told_by(world, measures);
  all.events = simulation.events();
  return all;
}

// Names whose values are not the same in both, of those that `concerns` says are to be looked at; "" if there are none.
template <class Concerns>
std::string differences(const Told& a, const Told& b, const Concerns& concerns) {
  std::string found;
  int count = 0;
  for (const auto& [name, bits] : a.values) {
    if (!concerns(name)) continue;
    const auto other = b.values.find(name);
    if (other != b.values.end() && other->second == bits) continue;
    if (++count <= 5)
      found +=
          name + ": " + std::to_string(std::bit_cast<double>(bits)) +
          (other == b.values.end() ? " and nothing" : " and " + std::to_string(std::bit_cast<double>(other->second))) +
          "\n";
  }
  return count > 5 ? found + "and " + std::to_string(count - 5) + " more\n" : found;
}
inline std::string differences(const Told& a, const Told& b) {
  return differences(a, b, [](const std::string&) { return true; });
}

}  // namespace caseload
