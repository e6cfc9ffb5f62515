#pragma once
// Many replications of several worlds, areas side by side, on threads. Worlds of one area and replication share their
// luck; people are compared while both records are at hand, then forgotten. The result is the same for any number of
// threads, and an area alone gives the rows it has within the whole.

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/replications.hpp"
#include "models/measures/measures.hpp"
#include "models/people/streams.hpp"
#include "models/world/world.hpp"

namespace caseload {

struct ExperimentOptions {
  std::uint32_t replications = 1;
  std::uint64_t seed = 1;
  unsigned threads = 0;   // 0: as many as the machine has
  bool people = true;     // people better and worse off, with the floor (needs two worlds or more)
  bool series = true;     // weekly values
  bool curves = true;     // competing risks; without them shares and medians of all who joined are empty
  bool area_rows = true;  // totals of each area besides all areas together
  bool log = false;       // event log of replication 1
  std::uint64_t log_people = 0;
  LuckScheme luck = LuckScheme::own;  // another only to see what own luck is worth
};

// Names by index; a row holds indices. Index 0 of services, needs, strata and areas is "" (all).
struct ResultNames {
  std::vector<std::string> policies, areas, measures, units, services, needs, strata;
  std::vector<std::string> meanings;  // of the measures, one sentence each
  std::vector<bool> people;           // is it a count of people better or worse off?
};

struct ResultColumns {  // one entry a row; value NaN where a denominator was empty
  std::vector<std::uint16_t> policy, replication, area, measure, service, need, stratum;
  std::vector<double> value;
};

struct SeriesColumns {
  std::vector<std::uint16_t> policy, replication, area, measure, service;
  std::vector<std::int32_t> week;  // since the start of the scenario
  std::vector<double> value;
};

struct CurveColumns {  // Aalen–Johansen, by list and need, all areas and replications together
  std::vector<std::uint16_t> policy, measure, service, need;
  std::vector<std::int32_t> day;
  std::vector<double> value;
};

// People on common luck: counts per replication, policy against baseline; `floor` rows compare the jolted baseline.
struct PeopleColumns {
  std::vector<std::uint16_t> policy, replication, area, measure, need;
  std::vector<double> value, floor;
};

struct ExperimentResult {
  ResultNames names;
  ResultColumns rows;
  SeriesColumns series;
  CurveColumns curves;
  PeopleColumns people;
  std::vector<std::string> logs;  // CSV text, one a world, when asked for
  std::vector<std::string> warnings;
  std::uint64_t events = 0;
  std::uint64_t tables_hash = 0;
};

// How many steps `progress->done` takes: one a simulation.
std::size_t experiment_steps(const std::vector<std::vector<World>>& worlds, const ExperimentOptions& options);

// How many values a world holds, those of every date at which a policy changes some: a measure of its memory.
double values_of(const World& world);

// How many rows the results would have, but for curves.
double result_rows(const std::vector<std::vector<World>>& worlds, const ExperimentOptions& options);
// Throws TooLarge (limits.hpp) where that, or the number of replications, is beyond what is held in memory.
void check_size(const std::vector<std::vector<World>>& worlds, const ExperimentOptions& options);

// worlds[policy][area]; the first policy is the baseline. All share needs, strata, services and areas. Throws TooLarge.
ExperimentResult run_experiment(const std::vector<std::vector<World>>& worlds, const ExperimentOptions& options,
                                Progress* progress);

}  // namespace caseload
