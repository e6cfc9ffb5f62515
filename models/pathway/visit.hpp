#pragma once
// What one visit to a service is expected to hold and how it is expected to end, computed from the service's values
// alone, without a simulation: the coefficients of the traffic equations.
//
// Exact for the chances that do not depend on how long somebody has waited: missed, cancelled and fallen-out
// appointments, rebooking, drop-out by session, missed appointment and gap, early ending, caps, attrition from digital
// use. Approximate where the queue decides: nobody reneges, nobody has waited (so `per_week_waited` adds nothing and
// balking is that of an empty list), everyone who does not answer a letter is taken off the list before an offer, no
// therapist changes, and needs change by what a course does to them alone.

#include <array>
#include <vector>

#include "models/world/world.hpp"

namespace caseload {

struct ExpectedVisit {
  std::array<double, kExits> ends{};                    // chance of each exit; they add up to 1
  std::array<std::vector<double>, kExits> level_after;  // of each exit, split by level after it (recovered is the last)
  double held_days = 0;     // how long its minutes or its place are held, first appointments anew included
  double held_minutes = 0;  // minutes a week × weeks, of one person
  double appointments = 0;
};

// `level` may be that of the recovered; `a_day` the people joining a day, which decides how large groups become.
ExpectedVisit expect_visit(const World& world, const Epoch& epoch, ServiceId service, NeedId level, double a_day = 0);

}  // namespace caseload
