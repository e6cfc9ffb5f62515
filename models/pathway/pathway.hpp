#pragma once
// The graph of services: what can be reached, where people could be caught for ever, and the flows and loads that the
// traffic equations imply before anything is simulated.

#include <string>
#include <vector>

#include "models/world/world.hpp"

namespace caseload {

struct PathwayFinding {
  enum class Severity { error, warning } severity = Severity::warning;
  std::string where;  // "route.triage.seen", "service.app"
  std::string message;
};

struct ServiceFlow {
  std::string service;
  double joined_a_week = 0;   // expected people joining, all causes, if nobody reneged
  double minutes_a_week = 0;  // of its role that they need
  double places = 0;          // mean places they need, for services with places
};

struct RoleLoad {
  std::string role;
  // A week. Absence adds to what is offered: an appointment that falls out holds its minutes and is given again.
  double offered_minutes = 0, supply_minutes = 0;
};

struct Flow {
  std::string from, exit, to;
  double a_week = 0;
};

struct Pathway {
  std::vector<PathwayFinding> findings;
  std::vector<ServiceFlow> services;
  std::vector<RoleLoad> roles;
  std::vector<Flow> flows;
  std::string dot;  // Graphviz, with flows
};

// Looks at the world's values at one moment (its first epoch unless told otherwise). Flows and loads are those of a
// balance in which nobody reneges and needs change by the outcomes of courses alone; crises and relapses bring nobody
// (pathway/traffic.hpp, pathway/visit.hpp). With those left out of a scenario they are what a long run comes to.
Pathway examine_pathway(const World& world, Time at = Time{});

}  // namespace caseload
