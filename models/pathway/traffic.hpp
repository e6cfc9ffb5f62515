#pragma once
// The traffic equations: how many people a day join each service, at each level of need, if what goes in at the sources
// is routed on for ever and nobody reneges. joined = entering + joined × (how visits end × where exits lead), a linear
// system over services and levels, solved directly. Diversions are applied wherever somebody would join, each time anew
// (in a run somebody diverted once is diverted again, for their luck at a place they never joined is the same).
//
// Left out, because they follow from how many people are somewhere and not from flows: crises, relapses and changes of
// need other than the outcomes of courses.

#include <vector>

#include "models/pathway/visit.hpp"
#include "models/world/world.hpp"

namespace caseload {

// Somebody at `level` who joins `from` leaves it by `exit` for `to`, with this chance, at `level_after`.
struct Move {
  ServiceId from = 0;
  NeedId level = 0;
  Exit exit = Exit::seen;
  ServiceId to = kAway;
  NeedId level_after = 0;
  double chance = 0;
};

struct Entry {
  SourceId source = 0;
  ServiceId to = 0;
  NeedId level = 0;
  double a_day = 0;
};

struct Traffic {
  bool has_solution = true;                 // false where people would pile up in a loop
  std::vector<std::vector<double>> joined;  // a day, by service, then level
  std::vector<Entry> entries;
  std::vector<Move> moves;
};

Traffic solve_traffic(const World& world, const Epoch& epoch, Time at);

// Shares of an epoch's route at a level; empty: to `away`.
const Route& route_of(const Service& service, Exit exit, NeedId level);

// Where somebody sent to a service goes after diversions, with shares that add up to 1.
std::vector<std::pair<ServiceId, double>> diverted(const Epoch& epoch, ServiceId to, NeedId level);

// x with matrix · x = right, by elimination with pivots; empty if the matrix is singular. Row by row.
std::vector<double> solve_linear(std::vector<double> matrix, std::vector<double> right);

}  // namespace caseload
