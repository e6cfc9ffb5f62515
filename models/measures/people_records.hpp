#pragma once
// One record a person, kept only when worlds are compared: whether and when help came, and how the first year went. All
// is looked at within the same follow-up F for everybody, so that nobody counts for having been watched longer.

#include <algorithm>
#include <cstdint>

#include "engine/time.hpp"
#include "models/world/ids.hpp"
#include "models/world/world.hpp"

namespace caseload {

struct PersonRecord {
  std::uint64_t id = 0;
  Time referred{};                     // or the start, for people on the initial lists
  Time first_contact = Time::never();  // attended, with a human
  std::uint16_t crises = 0;            // within F
  NeedId first_need = 0;
  bool dropped_out = false;  // within F
  bool recovered = false;    // within F, in treatment or without it
};

// F: a year, or a third of the window if that is shorter.
inline Duration follow_up(const World& world) { return std::min(weeks(52), (world.window_to - world.window_from) / 3); }

}  // namespace caseload
