// What the values of a scenario must obey together.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "models/scenario/quantity.hpp"
#include "models/scenario/reader.hpp"

namespace caseload {
namespace {

// Shares are written with a few decimals: thirds as 0.33333 are meant to add up.
constexpr double kTolerance = 1e-4;

class Checks {
 public:
  Checks(const Document& document, std::vector<Problem>& problems) : document_(document), problems_(problems) {
    for (const Problem& found : problems) broken_.push_back(found.key);
  }

  void run() {
    window();
    needs();
    for (const Node& source : document_.children("referrals")) weights(source);
    for (const Node& role : document_.children("staff")) role_checks(role);
    for (const Node& service : document_.children("service")) service_checks(service);
    crises();
    routes();
    initial();
    every(document_.root);
  }

 private:
  // What could not be read has been told; what follows from it is not.
  bool broken(std::string_view path) const {
    return std::any_of(broken_.begin(), broken_.end(), [&](const std::string& key) {
      return key.rfind(path, 0) == 0 && (key.size() == path.size() || path.empty() || key[path.size()] == '.');
    });
  }
  void problem(const Node& at, std::string message) {
    if (!broken(at.path)) note(problems_, {at.where, at.path, std::move(message)});
  }
  // The node at a path below, if its value could be read.
  const Node* sound(const Node& node, std::string_view key) const {
    const Node* found = node.find(key);
    return found && !found->values.empty() && !broken(found->path) ? found : nullptr;
  }
  double value(const Node& node, std::string_view key, double fallback) const {
    const Node* found = sound(node, key);
    return found ? found->values[0] : fallback;
  }

  // Everywhere: tables of shares, distributions.
  void every(const Node& node) {
    if (node.field && node.field->adds_up && !node.children.empty()) adds_up(node, node.children);
    if (node.is_distribution()) distribution(node);
    for (const Node& child : node.children) every(child);
  }

  void adds_up(const Node& table, const std::vector<Node>& shares, std::string_view key = "") {
    double sum = 0;
    for (const Node& share : shares)
      sum += key.empty() ? (share.values.empty() ? 0 : share.values[0]) : value(share, key, 0);
    if (std::fabs(sum - 1) <= kTolerance) return;
    // The sum to as many digits as it takes to see that it is not 1.
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", sum);
    problem(table, std::string("the shares add up to ") + text + ", expected 1");
  }

  void distribution(const Node& node) {
    const Node *values = sound(node, "values"), *weights = sound(node, "weights");
    if (values && weights) {
      if (values->values.size() != weights->values.size())
        problem(*weights, "found " + std::to_string(weights->values.size()) + " weights for " +
                              std::to_string(values->values.size()) + " values");
      if (std::all_of(weights->values.begin(), weights->values.end(), [](double w) { return w == 0; }))
        problem(*weights, "found only zeros, expected a weight above zero");
    }
    ordered(node, "from", "to");
    ordered(node, "at_least", "at_most");
  }

  void ordered(const Node& node, const char* low, const char* high) {
    const Node *from = sound(node, low), *to = sound(node, high);
    if (from && to && from->values[0] >= to->values[0])
      problem(*to, std::string("found \"") + high + "\" = " + to->written + " " + to->written_unit +
                       ", expected more than \"" + low + "\"");
  }

  void increasing(const Node& node) {
    for (std::size_t i = 1; i < node.values.size(); ++i)
      if (node.values[i] <= node.values[i - 1]) return problem(node, "expected times that increase");
  }

  void window() {
    const Node* scenario = document_.find("scenario");
    const Node* first = scenario ? scenario->find("start") : nullptr;
    if (!first || !first->moment.date) return;
    const auto after_start = [&](const Node* node) {
      return node ? node->moment.from(*first->moment.date) : Time::zero();
    };
    const Node* length = sound(*scenario, "length");
    for (const char* key : {"warm_up", "report_from"})
      if (const Node* node = sound(*scenario, key); node && length && after_start(node) >= after_start(length))
        problem(*node, "expected less than the length of the run, " + length->written + " " + length->written_unit);
    const Node* warm_up = sound(*scenario, "warm_up");
    const Node* initial = document_.find("initial");
    if (warm_up && warm_up->values[0] > 0 && initial && !initial->children.empty() &&
        !scenario->flagged("settle", false))
      problem(*warm_up, "found both \"warm_up\" and [initial]; say settle = true if the lists shall settle first");
  }

  void needs() {
    const auto& needs = document_.children("need");
    if (!needs.empty()) adds_up(*document_.find("need"), needs, "share");
    for (const Node& need : needs)
      for (const char* key : {"worsens_to", "improves_to"}) {
        const Node* table = need.find(key);
        if (!table) continue;
        if (table->children.size() != 1)
          problem(*table, "found " + std::to_string(table->children.size()) + " destinations, expected one");
        for (const Node& to : table->children)
          if (to.key == need.key) problem(to, "found \"" + need.key + "\" itself, expected another need group");
      }
    if (const Node* strata = document_.find("people.strata"); strata && strata->children.empty())
      problem(*strata, "found no strata");
  }

  void weights(const Node& source) {
    for (const char* key : {"monthly", "weekday", "by_hour"}) {
      const Node* values = sound(source, std::string(key) + ".values");
      if (values && std::all_of(values->values.begin(), values->values.end(), [](double w) { return w == 0; }))
        problem(*values, "found only zeros, expected a weight above zero");
    }
  }

  void role_checks(const Node& role) {
    double share = 0;
    std::vector<const Node*> users;
    for (const Node& service : document_.children("service"))
      if (service.string("staff") == role.key) {
        users.push_back(&service);
        share += value(service, "share", 0);
      }
    if (role.string("shared_by") == "share" && users.size() > 1 && std::fabs(share - 1) > kTolerance)
      problem(*role.find("shared_by"),
              "the shares of the services that use \"" + role.key + "\" add up to " + shortest(share) + ", expected 1");
  }

  void service_checks(const Node& service) {
    if (!service.has("kind") || broken(service.path + ".kind")) return;
    const Node *staff = service.find("staff"), *places = service.find("places");
    const std::string kind = service.string("kind");
    if (staff && places) problem(*places, "found both \"staff\" and \"places\", expected one of them");
    if (!staff && !places && kind != "digital" && kind != "crisis")
      problem(service, "missing: expected \"staff\" (a role) or \"places\" (a number) here");
    if (staff && !service.has("time")) problem(*staff, "missing: a service with staff needs the key \"time\"");
    renege(service.find("renege"));
    if (const Node* balk = service.find("balk")) {
      if (const Node *wait = sound(*balk, "wait"), *chance = sound(*balk, "chance"); wait && chance) {
        same_length(*wait, *chance);
        increasing(*wait);
      }
    }
    for (const char* key : {"recovery", "improvement"}) outcome(service.find(key));
    if (const Node* group = service.find("group"); group && value(*group, "least", 1) > value(*group, "size", 1e9))
      problem(*group->find("least"), "found more than \"size\"");
  }

  void same_length(const Node& a, const Node& b) {
    if (a.values.size() != b.values.size())
      problem(b, "found " + std::to_string(b.values.size()) + " numbers, expected " + std::to_string(a.values.size()) +
                     " as in \"" + a.key + "\"");
  }

  void renege(const Node* renege) {
    if (!renege) return;
    if (broken(renege->path)) return;
    const Node *from = renege->find("from"), *rate = renege->find("rate"), *daily = renege->find("daily");
    if ((rate != nullptr) == (daily != nullptr))
      return problem(*renege, "expected either \"rate\" (with \"from\") or \"daily\"");
    if (daily && from) return problem(*from, "found \"from\" beside \"daily\", expected it with \"rate\"");
    if (!from) {
      if (rate && rate->values.size() != 1) problem(*rate, "found several rates without \"from\"");
      return;
    }
    if (from->values[0] != 0) problem(*from, "expected the first time to be 0, such as \"0 weeks\"");
    increasing(*from);
    same_length(*from, *rate);
  }

  void outcome(const Node* outcome) {
    if (!outcome) return;
    const bool top = outcome->has("top"), dose = outcome->has("dose");
    const auto fixed = static_cast<std::size_t>(top) + static_cast<std::size_t>(dose);
    if (fixed == 1) problem(*outcome, std::string("missing: expected the key \"") + (top ? "dose" : "top") + "\" here");
    if (fixed > 0 && outcome->children.size() > fixed)
      problem(outcome->children.back(), "found need groups beside \"top\" and \"dose\", expected one or the other");
    if (outcome->children.empty())
      problem(*outcome, "expected \"top\" and \"dose\", or a table of them for each need group");
  }

  void crises() {
    double takes = 0;
    const Node* last = nullptr;
    std::size_t count = 0;
    for (const Node& service : document_.children("service"))
      if (service.string("kind") == "crisis") {
        ++count;
        takes += value(service, "takes", 1);
        last = service.has("takes") ? service.find("takes") : &service;
      }
    if (count > 0 && std::fabs(takes - 1) > kTolerance)
      problem(*last,
              "the shares of crises that the crisis services take add up to " + shortest(takes) + ", expected 1");
  }

  void routes() {
    for (const Node& route : document_.children("route")) {
      const Node* service = document_.find(join_path("service", route.key));
      if (!service || kind_bit(service->string("kind")) == 0) continue;
      const std::string kind = service->string("kind");
      route_exits(route, kind);
      if (const Node* need = route.find("need"))
        for (const Node& level : need->children) route_exits(level, kind);
    }
  }

  void route_exits(const Node& route, const std::string& kind) {
    const auto exits = exits_of(kind);
    for (const Node& exit : route.children) {
      if (exit.key == "need") continue;
      if (std::find(exits.begin(), exits.end(), exit.key) == exits.end())
        note(problems_,
             {exit.key_where, exit.path,
              "a service of kind \"" + kind + "\" never ends with \"" + exit.key + "\"" + suggestion(exit.key, exits)});
      if (exit.children.empty()) problem(exit, "found no destinations, expected shares that add up to 1");
    }
  }

  void initial() {
    for (const Node& list : document_.children("initial")) {
      nobody_there(list);
      if (const Node* waiting = list.find("waiting")) {
        const bool file = waiting->has("file"), count = waiting->has("count"), waited = waiting->has("waited");
        if (file && (count || waited))
          problem(*waiting, "found \"file\" beside \"count\" or \"waited\", expected one or the other");
        if (!file && !(count && waited)) problem(*waiting, "expected \"count\" and \"waited\", or \"file\"");
      }
      if (const Node* in = list.find("in.to_go")) {
        const std::string kind = document_.root.string(join_path("service", list.key) + ".kind");
        if (kind != "course" && kind != "group")
          problem(*in, "found sessions to go in a service of kind \"" + kind + "\", which has no sessions");
      }
    }
  }

  // An app without staff or places has no list to wait on, and a crisis service answers crises only.
  void nobody_there(const Node& list) {
    const Node* service = document_.find(join_path("service", list.key));
    if (!service) return;
    const bool crisis = service->string("kind") == "crisis";
    const bool no_list = service->string("kind") == "digital" && !service->has("staff") && !service->has("places");
    if (const Node* waiting = list.find("waiting"); waiting && (crisis || no_list))
      problem(*waiting, "found people waiting for a service that has no waiting list");
    if (const Node* in = list.find("in"); in && crisis)
      problem(*in, "found people in a crisis service, which holds nobody at the start");
  }

  const Document& document_;
  std::vector<Problem>& problems_;
  std::vector<std::string> broken_;
};

}  // namespace

void check_values(const Document& document, std::vector<Problem>& problems) { Checks(document, problems).run(); }

std::vector<Problem> value_warnings(const Document& document) {
  std::vector<Problem> warnings;
  for (const Node& list : document.children("initial"))
    if (!list.has("need") && (list.has("waiting.count") || list.has("in")))
      warnings.push_back({list.where, list.path,
                          "who is here at the start has no need groups of their own, so those of the referrals hold; "
                          "people who have waited long are not average"});
  for (const Node& role : document.children("staff")) {
    const auto& services = document.children("service");
    const bool used =
        std::any_of(services.begin(), services.end(), [&](const Node& s) { return s.string("staff") == role.key; });
    if (!used) warnings.push_back({role.key_where, role.path, "no service uses this role"});
  }
  return warnings;
}

}  // namespace caseload
