#include "models/pathway/pathway.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>

#include "models/pathway/checks.hpp"
#include "models/pathway/drawing.hpp"
#include "models/pathway/load.hpp"
#include "models/pathway/names.hpp"
#include "models/pathway/possible.hpp"
#include "models/pathway/traffic.hpp"

namespace caseload {

namespace {

using Severity = PathwayFinding::Severity;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;

constexpr const char* kCrises = "crises";
constexpr const char* kRelapses = "relapses";

// What is possible, as a graph: a vertex for each service and level, one for where people come from, one for the end.
class PossibleMoves {
 public:
  PossibleMoves(const World& world, const Epoch& epoch)
      : world_(world), epoch_(epoch), levels_(world.needs.size() + 1), graph_(world.services.size() * levels_ + 2) {
    add_entries();
    for (std::size_t s = 0; s < world.services.size(); ++s) {
      for (std::size_t level = 0; level < levels_; ++level)
        add_exits(static_cast<ServiceId>(s), static_cast<NeedId>(level));
    }
  }

  const std::vector<Flow>& arrows() const { return arrows_; }

  std::vector<bool> reached() const {
    std::vector<boost::default_color_type> colour(boost::num_vertices(graph_));
    boost::breadth_first_search(
        graph_, start(),
        boost::color_map(boost::make_iterator_property_map(colour.begin(), boost::get(boost::vertex_index, graph_))));
    std::vector<bool> reached(colour.size());
    std::transform(colour.begin(), colour.end(), reached.begin(),
                   [](boost::default_color_type c) { return c != boost::default_color_type::white_color; });
    return reached;
  }

  bool is_reached(const std::vector<bool>& reached, ServiceId s) const {
    for (std::size_t level = 0; level < levels_; ++level)
      if (reached[vertex(s, static_cast<NeedId>(level))]) return true;
    return false;
  }

  // Sets of services that people enter and nobody ever leaves.
  std::vector<std::set<std::string>> traps(const std::vector<bool>& reached) const {
    std::vector<int> component(boost::num_vertices(graph_));
    const auto index = boost::get(boost::vertex_index, graph_);
    const int count = boost::strong_components(graph_, boost::make_iterator_property_map(component.begin(), index));
    std::vector<bool> closed(static_cast<std::size_t>(count), true);
    closed[static_cast<std::size_t>(component[end()])] = false;
    for (auto [edge, last] = boost::edges(graph_); edge != last; ++edge) {
      const int from = component[boost::source(*edge, graph_)], to = component[boost::target(*edge, graph_)];
      if (from != to) closed[static_cast<std::size_t>(from)] = false;
    }
    std::map<int, std::set<std::string>> found;
    for (Vertex v = 0; v < end(); ++v)
      if (reached[v] && closed[static_cast<std::size_t>(component[v])]) found[component[v]].insert(name_of(v));
    std::set<std::set<std::string>> apart;
    for (const auto& [number, names] : found) apart.insert(names);
    return {apart.begin(), apart.end()};
  }

 private:
  Vertex vertex(ServiceId s, NeedId level) const { return s * levels_ + level; }
  Vertex end() const { return world_.services.size() * levels_; }
  Vertex start() const { return end() + 1; }
  const std::string& name_of(Vertex v) const { return world_.services[v / levels_].name; }

  void add_entries() {
    for (const SourceInfo& source : world_.sources) {
      for (std::size_t need = 0; need < source.need.size(); ++need)
        if (source.need[need] > 0) lead(start(), source.name, "", source.to, static_cast<NeedId>(need));
    }
    for (const InitialList& list : world_.initial) {
      for (std::size_t need = 0; need < world_.needs.size(); ++need)
        boost::add_edge(start(), vertex(list.service, static_cast<NeedId>(need)), graph_);
    }
    for (std::size_t need = 0; need < world_.needs.size(); ++need) {
      const auto level = static_cast<NeedId>(need);
      if (can_relapse(world_, level)) follow(start(), kRelapses, "", epoch_.relapse, level);
      if (can_have_crisis(world_, level)) add_crisis(level);
    }
  }

  void add_crisis(NeedId level) {
    for (std::size_t s = 0; s < world_.services.size(); ++s) {
      const Service& service = epoch_.services[s];
      const bool answers = world_.services[s].kind == ServiceKind::crisis && service.takes > 0 &&
                           level < service.present.size() && service.present[level] > 0;
      if (answers) lead(start(), kCrises, "", static_cast<ServiceId>(s), level);
    }
  }

  void add_exits(ServiceId s, NeedId level) {
    const Service& service = epoch_.services[s];
    const ServiceInfo& info = world_.services[s];
    const auto recovered = static_cast<NeedId>(world_.recovered());
    for (std::size_t e = 0; e < kExits; ++e) {
      const auto exit = static_cast<Exit>(e);
      if (!can_end(world_, epoch_, s, level, exit)) continue;
      follow(vertex(s, level), info.name, exit_name(exit), route_of(service, exit, level), level);
      const bool recovers =
          exit == Exit::better || (level < service.outcome.size() && service.outcome[level].recovered.top > 0);
      if (recovers) follow(vertex(s, level), info.name, exit_name(exit), route_of(service, exit, recovered), recovered);
    }
    const auto becomes = [&](NeedId other) { boost::add_edge(vertex(s, level), vertex(s, other), graph_); };
    if (can_worsen(world_, level)) becomes(world_.needs[level].worsens_to);
    if (can_improve(world_, level)) becomes(world_.needs[level].improves_to);
  }

  void follow(Vertex from, const std::string& name, const std::string& exit, const Route& route, NeedId level) {
    if (route.empty()) lead(from, name, exit, kAway, level);
    for (const Destination& destination : route)
      if (destination.share > 0) lead(from, name, exit, destination.to, level);
  }

  void lead(Vertex from, const std::string& name, const std::string& exit, ServiceId to, NeedId level) {
    if (!is_service(to)) {
      boost::add_edge(from, end(), graph_);
      draw(name, exit, to);
      return;
    }
    for (const auto& [place, share] : diverted(epoch_, to, level)) {
      boost::add_edge(from, vertex(place, level), graph_);
      draw(name, exit, place);
    }
  }

  void draw(const std::string& from, const std::string& exit, ServiceId to) {
    const std::string name = place_name(world_, to);
    if (drawn_.emplace(from, exit, name).second) arrows_.push_back({from, exit, name, 0});
  }

  const World& world_;
  const Epoch& epoch_;
  std::size_t levels_;
  Graph graph_;
  std::set<std::tuple<std::string, std::string, std::string>> drawn_;
  std::vector<Flow> arrows_;
};

std::string joined_with_and(const std::set<std::string>& names) {
  std::string text;
  std::size_t left = names.size();
  for (const std::string& name : names) {
    text += name;
    --left;
    if (left > 0) text += left == 1 ? " and " : ", ";
  }
  return text;
}

// Places people come to and cannot get on from, though the graph shows a way.
void check_dead_ends(const World& world, const Epoch& epoch, const PossibleMoves& moves,
                     const std::vector<bool>& reached, std::vector<PathwayFinding>& findings) {
  for (std::size_t i = 0; i < world.services.size(); ++i) {
    const auto s = static_cast<ServiceId>(i);
    const ServiceInfo& info = world.services[s];
    const std::string where = "service." + info.name;
    if (!moves.is_reached(reached, s)) {
      findings.push_back(
          {Severity::warning, where, "nobody is ever sent here: no source, route, list or crisis leads to it"});
      continue;
    }
    if (!has_capacity(world, epoch, s))
      findings.push_back(
          {Severity::warning, where, "a dead end: it has no minutes or places, so nobody on its list is ever seen"});
    const auto& seen = epoch.services[s].route[static_cast<std::size_t>(Exit::seen)];
    const bool leads_nowhere = std::all_of(seen.begin(), seen.end(), [](const Route& route) { return route.empty(); });
    if (info.kind == ServiceKind::assessment && leads_nowhere)
      findings.push_back({Severity::warning, "route." + info.name + ".seen",
                          "a dead end: everybody assessed here goes away, for no route says where they go"});
  }
}

void check_graph(const World& world, const Epoch& epoch, const PossibleMoves& moves,
                 std::vector<PathwayFinding>& findings) {
  const std::vector<bool> reached = moves.reached();
  check_dead_ends(world, epoch, moves, reached, findings);
  for (const std::set<std::string>& trap : moves.traps(reached)) {
    findings.push_back(
        {Severity::error, "service." + *trap.begin(),
         "a loop no one can leave: whoever comes to " + joined_with_and(trap) + " stays there for ever"});
  }
}

std::vector<Flow> flows_of(const World& world, const Traffic& traffic) {
  std::vector<Flow> flows;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> index;
  const auto add = [&](const std::string& from, const std::string& exit, ServiceId to, double a_day) {
    if (a_day <= 0) return;
    const std::string name = place_name(world, to);
    const auto [place, is_new] = index.try_emplace({from, exit, name}, flows.size());
    if (is_new) flows.push_back({from, exit, name, 0});
    flows[place->second].a_week += 7 * a_day;
  };
  for (const Entry& entry : traffic.entries) add(world.sources[entry.source].name, "", entry.to, entry.a_day);
  for (const Move& move : traffic.moves) {
    const double joined = traffic.joined[move.from][move.level];
    add(world.services[move.from].name, exit_name(move.exit), move.to, joined * move.chance);
  }
  return flows;
}

}  // namespace

Pathway examine_pathway(const World& world, Time at) {
  const Epoch& epoch = world.at(at);
  Pathway pathway;
  const PossibleMoves moves(world, epoch);
  check_shares(world, epoch, pathway.findings);
  check_crises(world, epoch, pathway.findings);
  check_graph(world, epoch, moves, pathway.findings);
  const Traffic traffic = solve_traffic(world, epoch, at);
  if (!traffic.has_solution)
    pathway.findings.push_back(
        {Severity::warning, "route", "the flows cannot be worked out: people pile up in a loop"});
  pathway.services = service_flows(world, epoch, traffic);
  pathway.roles = role_loads(world, epoch, pathway.services);
  pathway.flows = flows_of(world, traffic);
  const std::vector<PathwayFinding> loads = load_findings(world, epoch, pathway);
  pathway.findings.insert(pathway.findings.end(), loads.begin(), loads.end());
  pathway.dot = draw_pathway(world, pathway, moves.arrows());
  return pathway;
}

}  // namespace caseload
