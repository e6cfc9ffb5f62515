// Whether a world would be larger than any that is meant: looked at when its numbers are known and before the memory is
// used that they ask for (limits.hpp has the reasons).

#include <algorithm>
#include <cmath>

#include "engine/portable_math.hpp"
#include "models/limits.hpp"
#include "models/scenario/compile.hpp"
#include "models/scenario/timeline.hpp"

namespace caseload {

namespace {

double values_below(const Node& node) {
  double count = std::max<double>(1, static_cast<double>(node.values.size()));
  for (const Node& child : node.children) count += values_below(child);
  return count;
}

// What stands at a node, or at the first table that is there on the way to it.
const Node& nearest(const Document& document, std::initializer_list<const char*> paths) {
  for (const char* path : paths)
    if (const Node* node = document.find(path)) return *node;
  return document.root;
}

std::string found(double number, const std::string& what, double most) {
  return "found " + in_thousands(number) + " " + what + ", expected at most " + in_thousands(most);
}

// A growth compounded to the limits of a double is beyond every limit of ours, and not "not a number".
double grown(double growth, double days) { return growth == 1 ? 1.0 : portable::pow(growth, days / kDaysPerYear); }

// Referrals of one source: over the whole run, and on the busiest day there can be.
struct Referred {
  double in_all = 0, in_a_day = 0;
};

Referred referred(const World& world, std::size_t source) {
  const SourceInfo& info = world.sources[source];
  const double season = *std::max_element(info.month.begin(), info.month.end()) *
                        *std::max_element(info.weekday.begin(), info.weekday.end());
  Referred sum;
  for (std::size_t k = 0; k < world.epochs.size(); ++k) {
    const Source& values = world.epochs[k].sources[source];
    const double from = in_days(world.epochs[k].from - Time::zero());
    const double to = in_days((k + 1 < world.epochs.size() ? world.epochs[k + 1].from : world.horizon) - Time::zero());
    const double most = values.rate * std::max(grown(values.growth, from), grown(values.growth, to));
    sum.in_a_day = std::max(sum.in_a_day, most * season);
    // Steps of a year are fine enough: the sum lies above the true one by at most a year's growth.
    for (double t = from; t < to; t += kDaysPerYear) {
      const double step = std::min(kDaysPerYear, to - t);
      sum.in_all += step * values.rate * std::max(grown(values.growth, t), grown(values.growth, t + step));
    }
  }
  return sum;
}

void check_people(const Compilation& c, const World& world) {
  double people = 0, largest = 0;
  const Node* where = &nearest(c.base, {"referrals"});
  const auto add = [&](double number, const Node& node) {
    people += number;
    if (number > largest) where = &node;
    largest = std::max(largest, number);
  };
  for (std::size_t r = 0; r < world.sources.size(); ++r) {
    const Node& rate = *c.base.find(join_path("referrals", world.sources[r].name) + ".rate");
    const Referred of_source = referred(world, r);
    if (!(of_source.in_a_day <= kMostReferralsADay))
      c.problem(rate, found(of_source.in_a_day, "referrals on the busiest day of the run", kMostReferralsADay));
    add(of_source.in_all, rate);
  }
  for (const InitialList& list : world.initial)
    add(static_cast<double>(list.waiting) + static_cast<double>(list.in),
        *c.base.find(join_path("initial", world.services[list.service].name)));
  if (!(people <= kMostPeople))
    c.problem(*where, found(people, "people over the whole run, most of them from here", kMostPeople));
}

// An appointment cannot take more of a week than there is.
void check_time(const Compilation& c, const World& world) {
  for (std::size_t s = 0; s < world.services.size(); ++s) {
    for (const Epoch& epoch : world.epochs) {
      const Service& values = epoch.services[s];
      const Duration every = world.services[s].kind == ServiceKind::assessment ? weeks(1) : values.every;
      if (values.time <= every && every >= minutes(1)) continue;
      const Node& node = *c.base.find(join_path("service", world.services[s].name));
      const Node* written = node.find(values.time > every ? "time" : "every");
      c.problem(written ? *written : node,
                "found appointments that take longer than the interval between them, "
                "or an interval of less than a minute");
      break;
    }
  }
}

void check_posts(const Compilation& c, const World& world) {
  double most = 0;
  for (const Epoch& epoch : world.epochs) {
    double posts = 0;
    for (const Role& role : epoch.roles) posts += std::ceil(role.wte);
    most = std::max(most, posts);
  }
  if (most > kMostPosts) c.problem(nearest(c.base, {"staff"}), found(most, "posts of all roles", kMostPosts));
}

void check_slots(const Compilation& c, const World& world) {
  const double slots = static_cast<double>(world.services.size() * world.needs.size() * world.strata.size());
  // What is held for each, however short the run, is as much as a month's days take.
  const double slot_days = slots * std::max(30.0, in_days(world.horizon - Time::zero()));
  if (slot_days > kMostSlotDays)
    c.problem(nearest(c.base, {"people.strata", "scenario.length"}),
              found(slot_days, "as the product of services, need groups, strata and days", kMostSlotDays));
}

}  // namespace

double values_in_force(const Document& document) {
  double count = 0;
  for (const char* table : {"service", "route", "staff", "referrals"})
    for (const Node& node : document.children(table)) count += values_below(node);
  const std::size_t levels = document.children("need").size() + 1;
  return count + static_cast<double>(document.children("service").size() * kExits * levels);
}

void check_dates(const Compilation& c, const std::vector<Policy>& policies, CivilDate start, Time horizon) {
  double dates = 1, most = 0;
  const Policy* longest = nullptr;
  for (const Policy& policy : policies) {
    const auto own = static_cast<double>(dates_of(policy, start, horizon).size());
    dates += own;
    if (own > most) longest = &policy;
    most = std::max(most, own);
  }
  const double values = dates * values_in_force(c.base);
  if (!(values > kMostDatedValues)) return;
  const Node* over = longest ? longest->node.find("over") : nullptr;
  const Node& where = over ? *over : longest ? longest->node : c.base.root;
  c.problem(where,
            found(values, "as the product of values and of the dates at which policies change some", kMostDatedValues));
}

void check_size(const Compilation& c, const World& world) {
  check_people(c, world);
  check_time(c, world);
  check_posts(c, world);
  check_slots(c, world);
}

}  // namespace caseload
