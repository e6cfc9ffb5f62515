#pragma once
// What a row is made from: the counts, spells and levels of one service (or all), over the cells of one need group, one
// stratum or everybody; and the lists of measures that are formed from it.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/measures/state.hpp"

namespace caseload {

struct SpellScope {
  explicit SpellScope(Spells all) : spells(std::move(all)), curve(spells.curve()) {}
  Spells spells;
  SpellCurve curve;
};

struct ServiceScope {
  std::vector<std::int64_t> counts;  // in the window; levels at its end
  double list_days = 0, in_days = 0, window_days = 0;
  double day_costs = 0;  // of stays and use, micropounds
  std::int64_t at(ServiceCount k, std::size_t offset = 0) const { return counts[position(k, offset)]; }
  std::int64_t unseen(Exit e) const { return at(ServiceCount::first_unseen_exit, position(e)); }
  std::int64_t ended(Exit e) const { return at(ServiceCount::first_exit, position(e)); }
  std::int64_t ended() const;
  void add(const ServiceScope& other);
};

struct PeopleScope {
  std::vector<std::int64_t> counts;
  std::int64_t in_services = 0;  // waiting, booked or in, at the end of the window
  std::int64_t known = 0;        // everybody who has appeared by then
  std::int64_t at(PeopleCount k, std::size_t offset = 0) const { return counts[position(k, offset)]; }
  std::int64_t finished() const { return at(PeopleCount::first_ended_with, 2); }
};

// To which services a measure applies.
enum class AppliesTo : std::uint8_t { all, listed, appointments, courses, crisis };
inline constexpr std::size_t kAppliesTo = 5;

template <class Scope>
struct MeasureOf {
  const char* name;
  const char* unit;
  const char* meaning;
  double (*value)(const Scope&);
  bool by_area = false;
  AppliesTo applies = AppliesTo::all;
};

// Spells are told the same way for each list, for the whole path and from first to second contact.
struct SpellFamily {
  const char* prefix;
  const char* phrase;  // ends the meaning
};
inline constexpr SpellFamily kSpellFamilies[] = {
    {"", "from joining the list to the first attended appointment"},
    {"path_", "from first referral to the first attended contact with a human, over all steps"},
    {"second_", "from the first to the second attended contact with a human"},
};

std::span<const MeasureOf<SpellScope>> spell_measures();
std::span<const MeasureOf<ServiceScope>> service_measures();
std::span<const MeasureOf<PeopleScope>> people_measures();
std::span<const MeasureOf<StaffLevels>> staff_measures();
std::span<const MeasureOf<StaffLevels>> place_measures();

inline double ratio(double a, double b) { return b > 0 ? a / b : std::numeric_limits<double>::quiet_NaN(); }
inline double ratio(std::int64_t a, std::int64_t b) { return ratio(static_cast<double>(a), static_cast<double>(b)); }

}  // namespace caseload
