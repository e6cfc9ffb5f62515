// Routes: where people go next, by how their visit ended and by level.

#include <array>
#include <cmath>

#include "models/scenario/compile.hpp"

namespace caseload {

namespace {

constexpr std::array<const char*, kExits> kExitKeys = {"seen",     "completed", "early",  "dropped_out", "left",
                                                       "no_reply", "balked",    "better", "moved"};

bool is_crisis_service(const Compilation& c, std::string_view name) {
  return c.base.root.string(join_path("service", name) + ".kind") == "crisis";
}

void check_route(const Compilation& c, const Node& node) {
  for (const Node& child : node.children) {
    if (child.is_quantity() && is_crisis_service(c, child.key))
      c.problem(child, "a crisis service answers crises; nobody can be sent there");
    if (!child.is_quantity()) check_route(c, child);
  }
}

}  // namespace

void check_destinations(const Compilation& c) {
  for (const Node& node : c.base.children("route")) check_route(c, node);
  for (const Node& source : c.base.children("referrals"))
    if (is_crisis_service(c, source.string("to")))
      c.problem(*source.find("to"), "a crisis service answers crises; nobody can be referred there");
}

// Shares are written with a few decimals (thirds as 0.33333): they are divided by their sum where it is not 1.
Route compile_route(const Compilation& c, const Node* exit) {
  Route route;
  if (!exit) return route;
  double sum = 0;
  for (const Node& child : exit->children) {
    route.push_back({c.place(child.key), child.values.front(), c.distribution(child, "delay")});
    sum += child.values.front();
  }
  if (std::abs(sum - 1) > 1e-12)
    for (Destination& destination : route) destination.share /= sum;
  return route;
}

void compile_routes(const Compilation& c, const Document& document, ServiceId service, Service& values) {
  const Node* routes = document.find(join_path("route", c.services[service]));
  for (std::size_t e = 0; e < kExits; ++e) {
    const Route of_all = compile_route(c, routes ? routes->find(kExitKeys[e]) : nullptr);
    values.route[e].assign(c.levels(), of_all);
    for (std::size_t level = 0; routes && level < c.levels(); ++level) {
      const std::string name = level < c.needs.size() ? c.needs[level] : "recovered";
      const Node* own = routes->find(join_path("need", name) + "." + kExitKeys[e]);
      if (own) values.route[e][level] = compile_route(c, own);
    }
  }
}

}  // namespace caseload
