// How much an experiment would hold, counted before it does.

#include "models/experiment.hpp"
#include "models/limits.hpp"
#include "models/measures/rows.hpp"

namespace caseload {

namespace {

constexpr double kPeopleRows = 17;  // of one replication and area or need group, against the baseline

double as_double(std::size_t n) { return static_cast<double>(n); }

// Rows of one replication and world: told once for all areas, or for one of them.
double rows_of(const World& world, RowDetail detail, bool series) {
  Measures::Options what;
  what.curves = false;
  Measures measures(world, what);
  const double weeks = in_weeks(world.horizon - Time::zero());
  measures.observe_week(0, Time::zero());  // one week; the others have as many rows
  return as_double(measure_rows(measures, detail).size()) +
         (series ? weeks * as_double(series_rows(measures, detail).size()) : 0);
}

double values_of(const Service& service) {
  double count = 40 + as_double(service.drop_out.by_session.size() + service.early_by_session.size()) +
                 as_double(service.outcome.size() + service.head_start.size() + service.present.size()) +
                 2 * as_double(service.balk.chance.size());
  for (const auto& by_level : service.route) {
    count += as_double(by_level.size());
    for (const Route& route : by_level) count += as_double(route.size());
  }
  return count;
}

}  // namespace

double values_of(const World& world) {
  double count = 0;
  for (const Epoch& epoch : world.epochs) {
    for (const Service& service : epoch.services) count += values_of(service);
    count += 25 * as_double(epoch.roles.size()) + 2 * as_double(epoch.sources.size() + epoch.diversions.size());
  }
  for (const InitialList& list : world.initial) count += as_double(list.listed.size());
  return count;
}

double result_rows(const std::vector<std::vector<World>>& worlds, const ExperimentOptions& options) {
  const World& first = worlds.at(0).at(0);
  const double areas = worlds[0].size() > 1 && options.area_rows ? as_double(worlds[0].size()) : 0;
  double of_world = rows_of(first, RowDetail::everything, options.series);
  if (areas > 0) of_world += areas * rows_of(first, RowDetail::area, options.series);
  if (options.people && worlds.size() > 1) of_world += kPeopleRows * (areas + as_double(first.needs.size()) + 1);
  return of_world * as_double(worlds.size()) * options.replications;
}

void check_size(const std::vector<std::vector<World>>& worlds, const ExperimentOptions& options) {
  if (options.replications > kMostReplications)
    throw TooLarge("found " + in_thousands(options.replications) + " replications, expected at most " +
                   in_thousands(kMostReplications));
  const double rows = result_rows(worlds, options);
  if (rows > kMostRows)
    throw TooLarge("this run would give " + in_thousands(rows) + " rows of results, and at most " +
                   in_thousands(kMostRows) + " are held; ask for fewer replications, areas or worlds at once");
}

}  // namespace caseload
