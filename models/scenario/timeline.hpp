#pragma once
// What policies make of a document in the course of time: a stage each time anything changes.
//
// A policy is in force from its date; with `over` it comes by a staircase, a step each seven days from that date, at
// k × 7 days the share k × 7 ÷ over of the whole, full at date + over. At any moment an absolute value replaces what
// the file says, then all factors multiply it, then all sums are added: the order of policies does not matter. Initial
// values are not read again.

#include <functional>
#include <string>
#include <vector>

#include "models/scenario/document.hpp"

namespace caseload {

struct StagedDiversion {
  std::string from, to;
  std::vector<double> share;  // by need group; sums of all policies in force
  Position where;
};

struct TimelineStage {
  Time from{};
  Document document;
  std::vector<StagedDiversion> divert;
};

// Hands over each stage, by time, the first at 0. Every value a policy leads to is checked again; what is not allowed
// becomes a problem at the policy's place. One stage at a time: a ramp over years has hundreds.
void lay_out(const Document& base, const std::vector<Policy>& policies, CivilDate start, Time horizon,
             std::vector<Problem>& problems, const std::function<void(const TimelineStage&)>& take);

// The share of a policy in force at t, 0 to 1.
double share_in_force(const Policy& policy, CivilDate start, Time t);
// When that share changes, earliest first.
std::vector<Time> dates_of(const Policy& policy, CivilDate start, Time horizon);

// An area's own values in place of those of the whole. `area` "" changes nothing; an unknown one is a ScenarioError.
Document in_area(const Document& whole, const std::optional<Regions>& regions, const std::string& area,
                 std::vector<Problem>& problems);

}  // namespace caseload
