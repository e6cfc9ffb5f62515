#include "models/measures/comparison.hpp"

#include <map>
#include <utility>

namespace caseload {

namespace {

constexpr Duration kThreshold = weeks(4);

// How long without help, in both worlds, of the people of one need group referred within the same four weeks.
struct Cohort {
  std::vector<Duration> baseline, policy;

  // Whatever person of the one world is paired with whatever person of the other, at least
  // max_t [#(h_policy ≤ t) − #(h_baseline < t + threshold)] are sooner by the threshold.
  std::int64_t least_sooner() {
    std::sort(baseline.begin(), baseline.end());
    std::sort(policy.begin(), policy.end());
    std::int64_t most = 0;
    std::size_t below = 0;
    for (std::size_t i = 0; i < policy.size(); ++i) {
      while (below < baseline.size() && baseline[below] < policy[i] + kThreshold) ++below;
      most = std::max(most, static_cast<std::int64_t>(i + 1) - static_cast<std::int64_t>(below));
    }
    return most;
  }
};

class Comparison {
 public:
  explicit Comparison(const World& world)
      : follow_(follow_up(world)), end_(world.window_to), found_(world.needs.size() + 1) {}

  void alone(const PersonRecord& person, PeopleChange where) { count(person, where); }

  void both(const PersonRecord& baseline, const PersonRecord& policy) {
    count(baseline, PeopleChange::in_both);
    if (baseline.referred + follow_ > end_) return;
    count(baseline, PeopleChange::compared);
    const Duration before = without_help(baseline), after = without_help(policy);
    for (PeopleCounts* counts : {&found_[0], &found_[baseline.first_need + 1U]}) counts->shift.add(after - before);
    if (after - before <= -kThreshold) count(baseline, PeopleChange::sooner);
    if (after - before >= kThreshold) count(baseline, PeopleChange::later);
    if (before >= follow_ && after < follow_) count(baseline, PeopleChange::reached);
    if (before < follow_ && after >= follow_) {
      count(baseline, PeopleChange::lost);
      if (policy.recovered) count(baseline, PeopleChange::lost_recovered);
    }
    either(baseline, policy.dropped_out, baseline.dropped_out, PeopleChange::drop_outs_more,
           PeopleChange::drop_outs_fewer);
    either(baseline, policy.recovered, baseline.recovered, PeopleChange::recovered_gained,
           PeopleChange::recovered_lost);
    if (policy.crises > baseline.crises) count(baseline, PeopleChange::more_crises);
    if (policy.crises < baseline.crises) count(baseline, PeopleChange::fewer_crises);
    Cohort& cohort = cohorts_[{baseline.first_need, floor_divide(baseline.referred.ticks, kThreshold.ticks)}];
    cohort.baseline.push_back(before);
    cohort.policy.push_back(after);
  }

  std::vector<PeopleCounts> finish() {
    for (auto& [key, cohort] : cohorts_) {
      const std::int64_t least = cohort.least_sooner();
      found_[0][PeopleChange::sooner_any_pairing] += least;
      found_[key.first + 1U][PeopleChange::sooner_any_pairing] += least;
    }
    return std::move(found_);
  }

 private:
  Duration without_help(const PersonRecord& p) const { return std::min(p.first_contact - p.referred, follow_); }

  void count(const PersonRecord& p, PeopleChange change) {
    ++found_[0][change];
    ++found_[p.first_need + 1U][change];
  }

  void either(const PersonRecord& p, bool now, bool before, PeopleChange gained, PeopleChange lost) {
    if (now && !before) count(p, gained);
    if (before && !now) count(p, lost);
  }

  Duration follow_;
  Time end_;
  std::vector<PeopleCounts> found_;
  std::map<std::pair<NeedId, std::int64_t>, Cohort> cohorts_;
};

}  // namespace

void PeopleCounts::merge(const PeopleCounts& other) {
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
  shift.merge(other.shift);
}

std::vector<PersonRecord> by_identity(std::span<const PersonRecord> people) {
  std::vector<PersonRecord> sorted(people.begin(), people.end());
  std::sort(sorted.begin(), sorted.end(), [](const PersonRecord& a, const PersonRecord& b) { return a.id < b.id; });
  return sorted;
}

std::vector<PeopleCounts> compare_people(const World& world, std::span<const PersonRecord> baseline,
                                         std::span<const PersonRecord> policy) {
  Comparison comparison(world);
  std::size_t b = 0, p = 0;
  while (b < baseline.size() || p < policy.size()) {
    if (p == policy.size() || (b < baseline.size() && baseline[b].id < policy[p].id)) {
      comparison.alone(baseline[b++], PeopleChange::absent);
    } else if (b == baseline.size() || policy[p].id < baseline[b].id) {
      comparison.alone(policy[p++], PeopleChange::additional);
    } else {
      comparison.both(baseline[b++], policy[p++]);
    }
  }
  return comparison.finish();
}

}  // namespace caseload
