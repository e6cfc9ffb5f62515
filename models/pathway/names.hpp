#pragma once
// How the parts of a pathway are called in findings and drawings.

#include <string>

#include "models/world/world.hpp"

namespace caseload {

inline const char* exit_name(Exit exit) {
  constexpr const char* kNames[kExits] = {"seen",     "completed", "early",  "dropped_out", "left",
                                          "no_reply", "balked",    "better", "moved"};
  return kNames[static_cast<std::size_t>(exit)];
}

inline std::string place_name(const World& world, ServiceId to) {
  if (to == kAway) return "away";
  if (to == kSignposted) return "signposted";
  if (to == kRejected) return "rejected";
  return world.services[to].name;
}

inline std::string level_name(const World& world, std::size_t level) {
  return level == world.recovered() ? "recovered" : world.needs[level].name;
}

}  // namespace caseload
