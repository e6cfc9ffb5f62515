#include "models/experiment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "engine/luck.hpp"
#include "models/measures/comparison.hpp"
#include "models/measures/event_log.hpp"
#include "models/measures/rows.hpp"
#include "models/simulation.hpp"

namespace caseload {

namespace {

using Worlds = std::vector<std::vector<World>>;

std::uint16_t narrow(std::size_t n) {
  CASELOAD_CHECK(n <= std::numeric_limits<std::uint16_t>::max());
  return static_cast<std::uint16_t>(n);
}

// What one policy's world gave in one replication: all areas as they are merged, and what is told of each.
struct WorldResult {
  std::unique_ptr<Measures> all;
  std::size_t areas_done = 0;
  std::vector<MeasureRow> rows;
  std::vector<SeriesRow> series;
  std::vector<std::vector<MeasureRow>> area_rows;      // [area]
  std::vector<std::vector<SeriesRow>> area_series;     // [area]
  std::vector<std::vector<PeopleCounts>> area_people;  // [area][need], against the baseline
};

class Experiment {
 public:
  Experiment(const Worlds& worlds, const ExperimentOptions& options, Progress* progress)
      : worlds_(worlds),
        options_(options),
        progress_(progress != nullptr ? *progress : own_),
        areas_(worlds.at(0).size()),
        tells_areas_(options.area_rows && (areas_ > 1 || !worlds[0].at(0).area.empty())),
        compares_(options.people && worlds.size() > 1),
        outcomes_(options.replications),
        floors_(options.replications),
        logs_(worlds.size(), std::vector<std::string>(areas_)),
        totals_(worlds.size()) {
    for (auto& of_policies : outcomes_) {
      of_policies.resize(worlds.size());
      for (WorldResult& outcome : of_policies) {
        outcome.area_rows.resize(areas_);
        outcome.area_series.resize(areas_);
        outcome.area_people.resize(areas_);
      }
    }
    for (auto& floor : floors_) floor.resize(areas_);
  }

  ExperimentResult run() {
    // A task is one area in one replication: all its worlds, so that people can be compared and forgotten.
    Progress tasks;
    run_on_threads(
        options_.replications * areas_, options_.threads,
        [this](std::size_t task) { run_task(task / areas_, task % areas_); }, &tasks);
    return collect();
  }

 private:
  // ---- one task, on any thread
  void run_task(std::size_t replication, std::size_t area) {
    std::vector<PersonRecord> baseline;
    for (std::size_t policy = 0; policy < worlds_.size(); ++policy) {
      Measures measures = simulate(worlds_[policy][area], replication, false);
      if (compares_) {
        std::vector<PersonRecord> people = by_identity(measures.people());
        if (policy == 0)
          baseline = std::move(people);
        else
          outcomes_[replication][policy].area_people[area] = compare_people(worlds_[0][area], baseline, people);
      }
      if (options_.log && replication == 0) logs_[policy][area] = measures.log();
      take_in(replication, policy, area, std::move(measures));
    }
    if (compares_) floors_[replication][area] = floor_of(replication, area, baseline);
  }

  Measures simulate(const World& world, std::size_t replication, bool jolted) {
    if (progress_.cancelled) throw Cancelled();
    Measures::Options what;
    what.people = compares_;
    what.series = options_.series && !jolted;
    what.curves = options_.curves && !jolted;
    what.log = options_.log && replication == 0 && !jolted;
    what.log_people = (options_.log_people + areas_ - 1) / areas_;
    what.log_rows /= areas_ * worlds_.size();  // all logs together are held to the end
    Measures measures(world, what);
    Simulation::Options how;
    how.seed = options_.seed;
    how.replication = static_cast<std::uint32_t>(replication + 1);
    how.jolted = jolted;
    how.luck = options_.luck;
    Simulation simulation(world, how, measures);
    simulation.run(progress_.cancelled);
    events_ += simulation.events();
    ++progress_.done;
    return measures;
  }

  // The baseline against itself without the first referral of each day of its first week, in both directions.
  std::array<std::vector<PeopleCounts>, 2> floor_of(std::size_t replication, std::size_t area,
                                                    const std::vector<PersonRecord>& baseline) {
    const World& world = worlds_[0][area];
    const std::vector<PersonRecord> jolted = by_identity(simulate(world, replication, true).people());
    return {compare_people(world, baseline, jolted), compare_people(world, jolted, baseline)};
  }

  void take_in(std::size_t replication, std::size_t policy, std::size_t area, Measures measures) {
    WorldResult& outcome = outcomes_[replication][policy];
    if (tells_areas_) {
      outcome.area_rows[area] = measure_rows(measures, RowDetail::area);
      if (options_.series) outcome.area_series[area] = series_rows(measures, RowDetail::area);
    }
    const std::lock_guard lock(mutex_);
    if (outcome.all)
      outcome.all->merge(measures);
    else
      outcome.all = std::make_unique<Measures>(std::move(measures));
    if (++outcome.areas_done < areas_) return;
    outcome.rows = measure_rows(*outcome.all, RowDetail::everything);
    if (options_.series) outcome.series = series_rows(*outcome.all, RowDetail::everything);
    if (totals_[policy])
      totals_[policy]->merge(*outcome.all);
    else
      totals_[policy] = std::move(outcome.all);
    outcome.all.reset();
  }

  // ---- afterwards, in the order of policies, replications and areas
  ExperimentResult collect() {
    result_.names = names();
    for (std::size_t policy = 0; policy < worlds_.size(); ++policy) {
      for (std::size_t r = 0; r < options_.replications; ++r) {
        put_rows(policy, r);
        if (compares_ && policy > 0) put_people(policy, r);
        outcomes_[r][policy] = WorldResult();
      }
      if (options_.curves) put_curves(policy);
      warn_of_long_episodes(policy);
      if (options_.log) put_log(policy);
    }
    result_.events = events_;
    for (const auto& of_policy : worlds_)
      for (const World& world : of_policy) result_.tables_hash = mix(result_.tables_hash ^ world.tables_hash);
    return std::move(result_);
  }

  ResultNames names() const {
    ResultNames names;
    for (const auto& of_policy : worlds_) names.policies.push_back(of_policy[0].policy);
    const World& first = worlds_[0][0];
    names.services = service_names(first);
    names.areas = names.needs = names.strata = {""};
    for (const World& world : worlds_[0])
      if (!world.area.empty()) names.areas.push_back(world.area);
    for (const NeedGroup& need : first.needs) names.needs.push_back(need.name);
    for (const std::string& stratum : first.strata) names.strata.push_back(stratum);
    for (const MeasureInfo& info : measure_table()) {
      names.measures.push_back(info.name);
      names.units.push_back(info.unit);
      names.meanings.push_back(info.meaning);
      names.people.push_back(info.people);
    }
    return names;
  }

  void put_rows(std::size_t policy, std::size_t r) {
    const WorldResult& outcome = outcomes_[r][policy];
    const auto whose = [&](auto& to, const auto& row, std::size_t area) {
      to.policy.push_back(narrow(policy));
      to.replication.push_back(narrow(r + 1));
      to.area.push_back(narrow(area));
      to.measure.push_back(row.measure);
      to.service.push_back(row.service);
      to.value.push_back(row.value);
    };
    const auto rows = [&](const std::vector<MeasureRow>& from, std::size_t area) {
      for (const MeasureRow& row : from) {
        whose(result_.rows, row, area);
        result_.rows.need.push_back(row.need);
        result_.rows.stratum.push_back(row.stratum);
      }
    };
    const auto series = [&](const std::vector<SeriesRow>& from, std::size_t area) {
      for (const SeriesRow& row : from) {
        whose(result_.series, row, area);
        result_.series.week.push_back(row.week);
      }
    };
    rows(outcome.rows, 0);
    series(outcome.series, 0);
    for (std::size_t area = 0; tells_areas_ && area < areas_; ++area) {
      rows(outcome.area_rows[area], area + 1);
      series(outcome.area_series[area], area + 1);
    }
  }

  void put_people(std::size_t policy, std::size_t r) {
    const auto& of_areas = outcomes_[r][policy].area_people;
    const std::size_t groups = worlds_[0][0].needs.size() + 1;
    std::vector<PeopleCounts> all(groups), there(groups), back(groups);
    for (std::size_t area = 0; area < areas_; ++area) {
      for (std::size_t group = 0; group < groups; ++group) {
        all[group].merge(of_areas[area][group]);
        there[group].merge(floors_[r][area][0][group]);
        back[group].merge(floors_[r][area][1][group]);
      }
    }
    const std::size_t told = groups > 2 ? groups : 1;  // one need group is everybody
    for (std::size_t group = 0; group < told; ++group)
      put_counts(policy, r, 0, group, all[group], there[group], back[group]);
    for (std::size_t area = 0; tells_areas_ && area < areas_; ++area)
      put_counts(policy, r, area + 1, 0, of_areas[area][0], floors_[r][area][0][0], floors_[r][area][1][0]);
  }

  void put_counts(std::size_t policy, std::size_t r, std::size_t area, std::size_t need, const PeopleCounts& found,
                  const PeopleCounts& there, const PeopleCounts& back) {
    static constexpr std::array<const char*, static_cast<std::size_t>(PeopleChange::size)> kNames = {
        "people_in_both",         "people_compared",
        "people_sooner",          "people_later",
        "people_reached",         "people_lost",
        "people_lost_recovered",  "people_drop_outs_more",
        "people_drop_outs_fewer", "people_recovered_gained",
        "people_recovered_lost",  "people_more_crises",
        "people_fewer_crises",    "people_additional",
        "people_absent",          "people_sooner_any_pairing"};
    const auto put = [&](const char* measure, double value, double floor) {
      PeopleColumns& to = result_.people;
      to.policy.push_back(narrow(policy));
      to.replication.push_back(narrow(r + 1));
      to.area.push_back(narrow(area));
      to.measure.push_back(measure_number(measure));
      to.need.push_back(narrow(need));
      to.value.push_back(value);
      to.floor.push_back(floor);
    };
    for (std::size_t i = 0; i < kNames.size(); ++i)
      put(kNames[i], static_cast<double>(found.counts[i]), static_cast<double>(there.counts[i] + back.counts[i]) / 2);
    const auto shift = [](const PeopleCounts& p) { return p.shift.mean() / static_cast<double>(kTicksPerWeek); };
    put("people_mean_shift", shift(found), std::abs(shift(there)));
  }

  void put_curves(std::size_t policy) {
    CurveColumns& to = result_.curves;
    for (const CurveRow& row : curve_rows(*totals_[policy])) {
      to.policy.push_back(narrow(policy));
      to.measure.push_back(row.measure);
      to.service.push_back(row.service);
      to.need.push_back(row.need);
      to.day.push_back(row.day);
      to.value.push_back(row.value);
    }
  }

  void warn_of_long_episodes(std::size_t policy) {
    const World& world = worlds_[policy][0];
    const Duration window = world.window_to - world.window_from;
    const std::optional<Duration> most = time_to_exit(*totals_[policy], 0.95);
    if (most && *most <= window) return;
    const auto in_words = [](Duration d) { return std::to_string(std::llround(in_weeks(d))) + " weeks"; };
    std::string text = world.policy + ": the report window (" + in_words(window) + ") is shorter than ";
    text += most ? "the time by which 95 % of people have left, counted from referral (" + in_words(*most) + ")"
                 : "the time from referral to leaving: 95 % of people have not left within the run";
    result_.warnings.push_back(text + "; long episodes are under-represented in what has ended.");
  }

  void put_log(std::size_t policy) {
    std::string text = EventLog::header();
    for (std::string& of_area : logs_[policy]) {
      text += of_area;
      of_area = std::string();
    }
    result_.logs.push_back(std::move(text));
  }

  const Worlds& worlds_;
  const ExperimentOptions& options_;
  Progress own_;
  Progress& progress_;
  std::size_t areas_;
  bool tells_areas_, compares_;
  std::mutex mutex_;
  std::atomic<std::uint64_t> events_{0};
  std::vector<std::vector<WorldResult>> outcomes_;                             // [replication][policy]
  std::vector<std::vector<std::array<std::vector<PeopleCounts>, 2>>> floors_;  // [replication][area]
  std::vector<std::vector<std::string>> logs_;                                 // [policy][area]
  std::vector<std::unique_ptr<Measures>> totals_;                              // [policy], all replications
  ExperimentResult result_;
};

}  // namespace

std::size_t experiment_steps(const Worlds& worlds, const ExperimentOptions& options) {
  const bool jolted = options.people && worlds.size() > 1;
  return options.replications * worlds.at(0).size() * (worlds.size() + (jolted ? 1 : 0));
}

ExperimentResult run_experiment(const Worlds& worlds, const ExperimentOptions& options, Progress* progress) {
  CASELOAD_CHECK(!worlds.empty() && !worlds[0].empty() && options.replications > 0);
  for (const auto& of_policy : worlds) CASELOAD_CHECK(of_policy.size() == worlds[0].size());
  check_size(worlds, options);
  return Experiment(worlds, options, progress).run();
}

}  // namespace caseload
