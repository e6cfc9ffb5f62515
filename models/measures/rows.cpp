#include "models/measures/rows.hpp"

#include <array>
#include <limits>
#include <unordered_map>

#include "models/measures/scopes.hpp"

namespace caseload {

namespace {

// Measures that are not rows: series, curves and comparisons of people.
const std::vector<MeasureInfo>& further_measures() {
  static const std::vector<MeasureInfo> further = {
      {"list_size", "people", "On the list (waiting or booked) at the end of the week", true, false},
      {"in_treatment", "people", "In the service at the end of the week", false, false},
      {"weekly_joined", "people", "Joined the list in the week", false, false},
      {"weekly_seen", "people", "Seen for the first time in the week", false, false},
      {"weekly_left", "people", "Left the list unseen in the week", false, false},
      {"weekly_seen_wait", "weeks", "Wait of those seen in the week, mean", false, false},
      {"weekly_still_wait", "weeks", "Wait so far of those on the list at the end of the week, mean", false, false},
      {"weekly_attended", "appointments", "Appointments attended in the week", false, false},
      {"weekly_finished", "courses", "Courses completed or ended early in the week", false, false},
      {"weekly_drop_outs", "courses", "Courses dropped out of in the week", false, false},
      {"weekly_referrals", "people", "People referred for the first time in the week", false, false},
      {"weekly_returns", "episodes", "Later episodes begun in the week", false, false},
      {"weekly_crises", "crises", "Crises in the week, recorded or not", false, false},
      {"weekly_presentations", "presentations", "Crises recorded in the week", false, false},
      {"weekly_recoveries", "people", "Recoveries at the ends of courses in the week", false, false},
      {"weekly_minutes_in_force", "minutes a week", "Contact time of the posts filled, at the end of the week", false,
       false},
      {"weekly_minutes_held", "minutes a week", "Contact time promised to people, at the end of the week", false,
       false},
      {"weekly_posts_vacant", "posts", "Posts empty at the end of the week", false, false},
      {"curve_waiting", "share", "Still on the list after so many days (Aalen–Johansen)", false, false},
      {"curve_seen", "share", "Seen within so many days of joining the list (Aalen–Johansen)", false, false},
      {"curve_left", "share", "Left unseen within so many days (Aalen–Johansen)", false, false},
      {"curve_moved", "share", "Moved within so many days (Aalen–Johansen)", false, false},
      {"path_curve_waiting", "share", "Without a contact so many days after first referral", false, false},
      {"path_curve_seen", "share", "First contact with a human within so many days of first referral", false, false},
      {"path_curve_left", "share", "Gone away without a contact within so many days of first referral", false, false},
      {"path_curve_moved", "share", "Moved within so many days of first referral", false, false},
      {"second_curve_waiting", "share", "Without a second contact so many days after the first", false, false},
      {"second_curve_seen", "share", "Second contact within so many days of the first", false, false},
      {"second_curve_left", "share", "Ended before a second contact within so many days of the first", false, false},
      {"second_curve_moved", "share", "Moved within so many days of the first contact", false, false},
      {"people_in_both", "people", "Present in both worlds", true, true},
      {"people_compared", "people", "Present in both worlds and followed up for long enough", true, true},
      {"people_sooner", "people", "Reach human help at least four weeks sooner", true, true},
      {"people_later", "people", "Reach human help at least four weeks later", true, true},
      {"people_reached", "people", "Reach human help within the follow-up, and did not before", true, true},
      {"people_lost", "people", "Do not reach human help within the follow-up, and did before", true, true},
      {"people_lost_recovered", "people", "… of the lost: recovered without it", true, true},
      {"people_drop_outs_more", "people", "Drop out, and did not before", true, true},
      {"people_drop_outs_fewer", "people", "Do not drop out, and did before", true, true},
      {"people_recovered_gained", "people", "Recover, in treatment or without it, and did not before", true, true},
      {"people_recovered_lost", "people", "Do not recover, and did before", true, true},
      {"people_more_crises", "people", "Have more crises within the follow-up", true, true},
      {"people_fewer_crises", "people", "Have fewer crises within the follow-up", true, true},
      {"people_additional", "people", "Only in the world with the policy", true, true},
      {"people_absent", "people", "Only in the baseline", true, true},
      {"people_mean_shift", "weeks", "Time without human help, mean of the differences", true, true},
      {"people_sooner_any_pairing", "people", "The least number sooner that any pairing of the two worlds allows", true,
       true},
  };
  return further;
}

std::vector<MeasureInfo> make_table() {
  std::vector<MeasureInfo> table;
  const auto add = [&table](const auto& measures) {
    for (const auto& m : measures) table.push_back({m.name, m.unit, m.meaning, m.by_area, false});
  };
  for (const SpellFamily& family : kSpellFamilies)
    for (const auto& m : spell_measures())
      table.push_back(
          {std::string(family.prefix) + m.name, m.unit, std::string(m.meaning) + family.phrase, m.by_area, false});
  add(service_measures());
  add(people_measures());
  add(staff_measures());
  add(place_measures());
  table.insert(table.end(), further_measures().begin(), further_measures().end());
  return table;
}

// The cells a row sums over: everybody, one need group, or one stratum.
struct Subset {
  std::uint16_t need = 0, stratum = 0;  // 0: all
  std::vector<std::size_t> cells;
};

std::vector<Subset> subsets(const World& world, RowDetail detail) {
  const std::size_t needs = world.needs.size(), strata = world.strata.size();
  std::vector<Subset> all(1);
  for (std::size_t c = 0; c < needs * strata; ++c) all[0].cells.push_back(c);
  if (detail == RowDetail::area) return all;
  for (std::size_t n = 0; n < needs && needs > 1; ++n) {
    Subset one{static_cast<std::uint16_t>(n + 1), 0, {}};
    for (std::size_t s = 0; s < strata; ++s) one.cells.push_back(n * strata + s);
    all.push_back(std::move(one));
  }
  for (std::size_t s = 0; s < strata && strata > 1; ++s) {
    Subset one{0, static_cast<std::uint16_t>(s + 1), {}};
    for (std::size_t n = 0; n < needs; ++n) one.cells.push_back(n * strata + s);
    all.push_back(std::move(one));
  }
  return all;
}

bool applies(AppliesTo to, const ServiceInfo& service) {
  const ServiceKind kind = service.kind;
  switch (to) {
    case AppliesTo::all:
      return true;
    case AppliesTo::listed:
      return service.listed && kind != ServiceKind::crisis;
    case AppliesTo::appointments:
      return kind != ServiceKind::stay && kind != ServiceKind::crisis;
    case AppliesTo::courses:
      return kind == ServiceKind::course || kind == ServiceKind::group || kind == ServiceKind::digital;
    case AppliesTo::crisis:
      return kind == ServiceKind::crisis;
  }
  return false;
}

// Levels and amounts of the window alone are not differences of two states.
bool is_level(ServiceCount k) {
  return k == ServiceCount::waiting || k == ServiceCount::booked || k == ServiceCount::in;
}
bool is_of_window(ServiceCount k) {
  return k == ServiceCount::expected_recoveries || k == ServiceCount::expected_drop_outs;
}

class RowMaker {
 public:
  RowMaker(const Measures& measures, RowDetail detail) : state_(measures.state()), detail_(detail) {}

  std::vector<MeasureRow> make() {
    for (const Subset& subset : subsets(*state_.world, detail_)) of_subset(subset);
    for (std::size_t r = 0; r < state_.staff.size(); ++r)
      of_levels(staff_measures(), state_.staff[r], state_.world->services.size() + r);
    for (std::size_t s = 0; s < state_.beds.size(); ++s)
      if (state_.world->epochs.front().services[s].places) of_levels(place_measures(), state_.beds[s], s);
    return std::move(rows_);
  }

 private:
  template <class Scope>
  void add(const std::string& name, const MeasureOf<Scope>& m, const Scope& scope, std::size_t service,
           const Subset& subset) {
    if (detail_ == RowDetail::area && !m.by_area) return;
    rows_.push_back(
        {measure_number(name), static_cast<std::uint16_t>(service), subset.need, subset.stratum, m.value(scope)});
  }

  void of_levels(std::span<const MeasureOf<StaffLevels>> measures, const StaffLevels& levels, std::size_t service) {
    for (const auto& m : measures) add(m.name, m, levels, service + 1, Subset{});
  }

  void of_spells(const SpellFamily& family, const std::vector<Spells>& spells, std::size_t base, std::size_t service,
                 const Subset& subset) {
    Spells sum = spells[base + subset.cells[0]];
    for (std::size_t i = 1; i < subset.cells.size(); ++i) sum.merge(spells[base + subset.cells[i]]);
    const SpellScope scope(std::move(sum));
    for (const auto& m : spell_measures()) add(std::string(family.prefix) + m.name, m, scope, service, subset);
  }

  ServiceScope service_scope(std::size_t s, const Subset& subset) const {
    ServiceScope scope;
    scope.counts.assign(kServiceCounts, 0);
    scope.window_days = in_days(state_.to - state_.from);
    for (const std::size_t cell : subset.cells) {
      const std::size_t slot = s * state_.cells + cell;
      for (std::size_t k = 0; k < kServiceCounts; ++k) {
        const std::size_t i = slot * kServiceCounts + k;
        const auto which = static_cast<ServiceCount>(k);
        const std::int64_t end = is_of_window(which) ? state_.now.services[i] : state_.at_to.services[i];
        scope.counts[k] += is_level(which) || is_of_window(which) ? end : end - state_.at_from.services[i];
      }
      scope.list_days += state_.on_list[slot].level_days();
      scope.in_days += state_.in_care[slot].level_days();
      scope.day_costs += state_.day_costs[slot].value() / static_cast<double>(kTicksPerDay);
    }
    return scope;
  }

  PeopleScope people_scope(const Subset& subset, const ServiceScope& services) const {
    PeopleScope scope;
    scope.counts.assign(kPeopleCounts, 0);
    for (const std::size_t cell : subset.cells) {
      for (std::size_t k = 0; k < kPeopleCounts; ++k) {
        const std::size_t i = cell * kPeopleCounts + k;
        const auto which = static_cast<PeopleCount>(k);
        if (which == PeopleCount::expected_crises)
          scope.counts[k] += state_.now.people[i];
        else
          scope.counts[k] += state_.at_to.people[i] - (which == PeopleCount::in_episode ? 0 : state_.at_from.people[i]);
      }
      scope.known += state_.at_to.people[cell * kPeopleCounts + position(PeopleCount::appeared)];
    }
    scope.in_services =
        services.at(ServiceCount::waiting) + services.at(ServiceCount::booked) + services.at(ServiceCount::in);
    return scope;
  }

  void of_subset(const Subset& subset) {
    const auto& services = state_.world->services;
    std::array<ServiceScope, kAppliesTo> sums;  // of all services to which a measure applies
    for (ServiceScope& sum : sums) sum.counts.assign(kServiceCounts, 0);
    for (std::size_t s = 0; s < services.size(); ++s) {
      const ServiceScope scope = service_scope(s, subset);
      for (std::size_t k = 0; k < kAppliesTo; ++k)
        if (applies(static_cast<AppliesTo>(k), services[s])) sums[k].add(scope);
      if (applies(AppliesTo::listed, services[s]))
        of_spells(kSpellFamilies[0], state_.lists, s * state_.cells, s + 1, subset);
      for (const auto& m : service_measures())
        if (applies(m.applies, services[s])) add(m.name, m, scope, s + 1, subset);
    }
    for (const auto& m : service_measures()) add(m.name, m, sums[position(m.applies)], 0, subset);
    of_spells(kSpellFamilies[1], state_.path, 0, 0, subset);
    of_spells(kSpellFamilies[2], state_.second, 0, 0, subset);
    const PeopleScope people = people_scope(subset, sums[position(AppliesTo::all)]);
    for (const auto& m : people_measures()) add(m.name, m, people, 0, subset);
  }

  const Measures::State& state_;
  RowDetail detail_;
  std::vector<MeasureRow> rows_;
};

}  // namespace

const std::vector<MeasureInfo>& measure_table() {
  static const std::vector<MeasureInfo> table = make_table();
  return table;
}

std::uint16_t measure_number(const std::string& name) {
  static const auto numbers = [] {
    std::unordered_map<std::string, std::uint16_t> by_name;
    for (std::size_t i = 0; i < measure_table().size(); ++i)
      CASELOAD_CHECK(by_name.emplace(measure_table()[i].name, static_cast<std::uint16_t>(i)).second);
    return by_name;
  }();
  const auto found = numbers.find(name);
  CASELOAD_CHECK(found != numbers.end());
  return found->second;
}

std::vector<MeasureRow> measure_rows(const Measures& measures, RowDetail detail) {
  return RowMaker(measures, detail).make();
}

std::vector<std::string> service_names(const World& world) {
  std::vector<std::string> names = {""};
  for (const ServiceInfo& service : world.services) names.push_back(service.name);
  for (const RoleInfo& role : world.roles) names.push_back("staff." + role.name);
  return names;
}

}  // namespace caseload
