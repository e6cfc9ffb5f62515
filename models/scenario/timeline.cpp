#include "models/scenario/timeline.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "models/scenario/quantity.hpp"
#include "models/scenario/reader.hpp"

namespace caseload {

namespace {

std::string key_of(const Policy& policy, const Change& change) {
  return join_path("policy." + policy.info.name + ".change", change.pattern);
}

// One change of one policy at one path.
struct Effect {
  const Policy* policy = nullptr;
  const Change* change = nullptr;
  double share = 1;  // in force
};

// What is to happen at one path.
struct Target {
  std::string path;
  std::vector<Effect> effects;
};

bool lies_within(const std::string& path, const std::string& table) {
  return path == table ||
         (path.size() > table.size() && path.compare(0, table.size(), table) == 0 && path[table.size()] == '.');
}

// The document at one moment.
class StageMaker {
 public:
  StageMaker(const Document& base, const std::vector<Policy>& policies, CivilDate start, Time t,
             std::vector<Problem>& problems)
      : base_(base), start_(start), problems_(problems) {
    stage_.from = t;
    stage_.document = base;
    for (const Policy& policy : policies) {
      const double share = share_in_force(policy, start, t);
      if (share <= 0) continue;
      for (const Change& change : policy.changes) aim({&policy, &change, share});
      for (const PolicyDiversion& diversion : policy.divert) divert(diversion, share);
    }
  }

  TimelineStage make() {
    // Tables before what lies in them, so that a table replaced and a number of it multiplied go together.
    std::stable_sort(targets_.begin(), targets_.end(),
                     [](const Target& a, const Target& b) { return a.path.size() < b.path.size(); });
    for (std::size_t i = 0; i < targets_.size(); ++i) by_path_[targets_[i].path] = i;
    const std::size_t before = problems_.size();
    for (const Target& target : targets_) replace(target);
    for (const Target& target : targets_) change_number(target);
    if (problems_.size() == before) check_together();
    check_diversions();
    return std::move(stage_);
  }

 private:
  void aim(const Effect& effect) {
    if (effect.change->how == Change::How::set) {
      for (const std::string& path : base_.possible(effect.change->pattern)) target(path).effects.push_back(effect);
      return;
    }
    for (const Node* node : base_.matching(effect.change->pattern))
      if (node->is_quantity() && (!node->values.empty() || node->is_distribution()))
        target(node->path).effects.push_back(effect);
  }

  Target& target(const std::string& path) {
    const auto [known, is_new] = by_path_.emplace(path, targets_.size());
    return is_new ? targets_.emplace_back(Target{path, {}}) : targets_[known->second];
  }

  void problem(const Effect& effect, const std::string& path, const std::string& message) {
    const std::string date =
        stage_.from > Time::zero() ? " on " + to_string(add_days(start_, day_index(stage_.from))) : "";
    note(problems_,
         {effect.change->where, key_of(*effect.policy, *effect.change), "at " + path + date + ": " + message});
  }

  void replace(const Target& target) {
    const Effect* setter = nullptr;
    for (const Effect& effect : target.effects) {
      if (effect.change->how != Change::How::set) continue;
      if (const Effect* other = setter ? setter : set_around(target)) {
        problem(effect, target.path,
                "the policy \"" + other->policy->info.name + "\" sets this at the same time; only one can");
        continue;
      }
      setter = &effect;
    }
    if (!setter) return;
    if (setter->share >= 1) return stage_.document.set(target.path, setter->change->value);
    replace_in_part(*setter, target);
  }

  // Another absolute value for a table that this path lies in.
  const Effect* set_around(const Target& target) const {
    const std::string& path = target.path;
    for (auto end = path.find('.'); end != std::string::npos; end = path.find('.', end + 1)) {
      const auto around = by_path_.find(path.substr(0, end));
      if (around == by_path_.end()) continue;
      for (const Effect& effect : targets_[around->second].effects)
        if (effect.change->how == Change::How::set) return &effect;
    }
    return nullptr;
  }

  // On the way from what the file says to the new value.
  void replace_in_part(const Effect& effect, const Target& target) {
    Node* node = stage_.document.find(target.path);
    const Node& goal = effect.change->value;
    const bool both_numbers = node && node->is_quantity() && !goal.values.empty() &&
                              node->values.size() == goal.values.size() &&
                              node->children.empty() == goal.children.empty();
    if (!both_numbers)
      return problem(effect, target.path,
                     "only a number that the file states can change by a ramp (\"over\"), to another number");
    for (std::size_t i = 0; i < goal.values.size(); ++i)
      node->values[i] += effect.share * (goal.values[i] - node->values[i]);
    check_range(*node, target);
  }

  void change_number(const Target& target) {
    double factor = 1, sum = 0;
    const Effect* last = nullptr;
    for (const Effect& effect : target.effects) {
      if (effect.change->how == Change::How::multiply) factor *= 1 + effect.share * (effect.change->amount - 1);
      if (effect.change->how == Change::How::add) sum += effect.share * effect.change->amount;
      if (effect.change->how != Change::How::set) last = &effect;
    }
    if (!last) return;
    Node* node = stage_.document.find(target.path);
    if (!node) return problem(*last, target.path, "another policy has replaced the table this number stood in");
    if (node->is_distribution()) {
      node->factor *= factor;
      return;
    }
    for (double& value : node->values) value = value * factor + sum;
    check_range(*node, target);
  }

  void check_range(const Node& node, const Target& target) {
    for (const double value : node.values) {
      const double read = node.unit == Unit::count ? std::round(value) : value;  // whoever reads a count rounds it
      const std::string wrong = range_problem(*node.field, node.unit, read, shortest(read));
      if (wrong.empty()) continue;
      return problem(target.effects.back(), target.path, wrong);
    }
  }

  // Shares that add up, lists of one length …: what the file had to obey as it was written.
  void check_together() {
    if (targets_.empty()) return;
    std::vector<Problem> found;
    check_values(stage_.document, found);
    for (const Problem& one : found) {
      const auto blamed = std::find_if(targets_.begin(), targets_.end(), [&](const Target& target) {
        return lies_within(target.path, one.key) || lies_within(one.key, target.path);
      });
      problem((blamed == targets_.end() ? targets_.back() : *blamed).effects.back(), one.key, one.message);
    }
  }

  void divert(const PolicyDiversion& diversion, double share) {
    const auto& needs = base_.children("need");
    auto known = std::find_if(stage_.divert.begin(), stage_.divert.end(), [&](const StagedDiversion& one) {
      return one.from == diversion.from && one.to == diversion.to;
    });
    if (known == stage_.divert.end()) {
      stage_.divert.push_back({diversion.from, diversion.to, std::vector<double>(needs.size(), 0.0), diversion.where});
      known = stage_.divert.end() - 1;
    }
    for (std::size_t n = 0; n < needs.size(); ++n)
      if (diversion.need.empty() || needs[n].key == diversion.need) known->share[n] += share * diversion.share;
    known->where = diversion.where;
  }

  void check_diversions() {
    const auto& needs = base_.children("need");
    for (std::size_t i = 0; i < stage_.divert.size(); ++i) {
      const StagedDiversion& last = stage_.divert[i];
      for (std::size_t n = 0; n < needs.size(); ++n) {
        double sum = 0;
        for (std::size_t k = 0; k <= i; ++k)
          if (stage_.divert[k].from == last.from) sum += stage_.divert[k].share[n];
        if (sum <= 1 + 1e-9 || last.share[n] <= 0) continue;
        note(problems_, {last.where, "divert",
                         "the shares diverted from \"" + last.from + "\" add up to " + shortest(sum) +
                             " of people with need \"" + needs[n].key + "\", expected at most 1"});
        break;
      }
    }
  }

  const Document& base_;
  CivilDate start_;
  std::vector<Problem>& problems_;
  TimelineStage stage_;
  std::vector<Target> targets_;
  std::map<std::string, std::size_t> by_path_;  // in targets_
};

// The same mistake at every step of a ramp is told once.
void keep_first_of_each(std::vector<Problem>& problems, std::size_t from) {
  std::set<std::tuple<std::string, int, int, std::string>> told;
  std::size_t kept = from;
  for (std::size_t i = from; i < problems.size(); ++i) {
    const Problem& one = problems[i];
    if (!told.emplace(one.where.file, one.where.line, one.where.column, one.key).second) continue;
    if (kept != i) problems[kept] = std::move(problems[i]);
    ++kept;
  }
  problems.resize(kept);
}

}  // namespace

void lay_out(const Document& base, const std::vector<Policy>& policies, CivilDate start, Time horizon,
             std::vector<Problem>& problems, const std::function<void(const TimelineStage&)>& take) {
  std::set<Time> dates = {Time::zero()};
  for (const Policy& policy : policies) {
    const std::vector<Time> own = dates_of(policy, start, horizon);
    dates.insert(own.begin(), own.end());
  }
  const std::size_t before = problems.size();
  for (const Time t : dates) {
    const TimelineStage stage = StageMaker(base, policies, start, t, problems).make();
    if (problems.size() == before) take(stage);
    keep_first_of_each(problems, before);
  }
}

}  // namespace caseload
