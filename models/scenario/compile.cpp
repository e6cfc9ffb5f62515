#include "models/scenario/compile.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "engine/check.hpp"
#include "engine/luck.hpp"
#include "models/scenario/timeline.hpp"

namespace caseload {

namespace {

constexpr std::array<std::string_view, 3> kEnds = {"away", "signposted", "rejected"};  // kAway and the two below it

std::vector<std::string> keys_of(const Document& document, std::string_view table) {
  std::vector<std::string> keys;
  for (const Node& child : document.children(table)) keys.push_back(child.key);
  return keys;
}

// The document has been checked: a name that it uses is there.
std::size_t index_in(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  CASELOAD_CHECK(found != names.end());
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

Compilation::Compilation(const Document& document, DistributionCache& cache, std::vector<Problem>& found)
    : base(document),
      distributions(cache),
      problems(found),
      needs(keys_of(document, "need")),
      services(keys_of(document, "service")),
      roles(keys_of(document, "staff")),
      sources(keys_of(document, "referrals")) {}

NeedId Compilation::need(std::string_view name) const {
  return static_cast<NeedId>(name == "recovered" ? needs.size() : index_in(needs, name));
}

ServiceId Compilation::place(std::string_view name) const {
  for (std::size_t end = 0; end < kEnds.size(); ++end)
    if (name == kEnds[end]) return static_cast<ServiceId>(kAway - end);
  return static_cast<ServiceId>(index_in(services, name));
}

RoleId Compilation::role(std::string_view name) const { return static_cast<RoleId>(index_in(roles, name)); }

std::optional<Distribution> Compilation::distribution(const Node& table, std::string_view key, double factor) const {
  const Node* node = table.find(key);
  if (!node) return std::nullopt;
  return distributions.build(*node, factor, problems);
}

void Compilation::problem(const Node& at, std::string message) const {
  note(problems, {at.where, at.path, std::move(message)});
}

namespace {

// Those always in force, then those asked for.
std::vector<Policy> policies_in_force(const Scenario::Data& data, const std::vector<std::string>& asked) {
  std::vector<Policy> policies;
  for (const std::string& name : data.apply) policies.push_back(find_policy(data, name));
  for (const std::string& name : asked) {
    Policy policy = find_policy(data, name);
    for (const Policy& other : policies) {
      if (other.info.name != policy.info.name) continue;
      throw ScenarioError(
          {{policy.info.where, "policy." + policy.info.name, "is in force already; a policy is named once"}});
    }
    policies.push_back(std::move(policy));
  }
  return policies;
}

std::string world_name(const std::vector<Policy>& policies, std::size_t applied) {
  std::string name;
  for (std::size_t i = applied; i < policies.size(); ++i) name += (name.empty() ? "" : "+") + policies[i].info.name;
  return name.empty() ? "baseline" : name;
}

void compile_window(const Document& document, World& world) {
  const Node& scenario = *document.find("scenario");
  world.start = *scenario.find("start")->moment.date;
  const auto after_start = [&](const char* key) {
    const Node* node = scenario.find(key);
    return node ? std::optional(node->moment.from(world.start)) : std::nullopt;
  };
  world.horizon = world.window_to = *after_start("length");
  world.window_from = after_start("report_from").value_or(after_start("warm_up").value_or(Time::zero()));
  world.daily = scenario.has("step");
  world.settle = scenario.flagged("settle", false);
}

// Each pair's chance is of those whom no earlier pair has taken, so that the shares the file states are of all.
std::vector<Diversion> compile_diversions(const Compilation& c, const TimelineStage& stage) {
  std::vector<Diversion> diversions;
  std::map<std::string, std::vector<double>> left;
  for (const StagedDiversion& staged : stage.divert) {
    if (std::all_of(staged.share.begin(), staged.share.end(), [](double share) { return share <= 0; })) continue;
    std::vector<double>& rest = left.try_emplace(staged.from, c.needs.size(), 1.0).first->second;
    Diversion diversion{c.place(staged.from), c.place(staged.to), name_hash(staged.from + ">" + staged.to), {}};
    for (std::size_t n = 0; n < rest.size(); ++n) {
      diversion.share.push_back(rest[n] > 0 ? std::min(1.0, staged.share[n] / rest[n]) : 0.0);
      rest[n] -= staged.share[n];
    }
    diversions.push_back(std::move(diversion));
  }
  return diversions;
}

Epoch compile_epoch(const Compilation& c, const TimelineStage& stage) {
  Epoch epoch;
  epoch.from = stage.from;
  epoch.services = compile_services(c, stage.document);
  epoch.roles = compile_roles(c, stage.document);
  epoch.sources = compile_sources(c, stage.document);
  epoch.diversions = compile_diversions(c, stage);
  epoch.better_leaves = stage.document.number("people.better_leaves", 1);
  epoch.relapse = compile_route(c, stage.document.find("route.relapse.relapsed"));
  return epoch;
}

// Neighbours with the same values are one epoch: a policy without effect gives the world it had before.
void append(std::vector<Epoch>& epochs, Epoch epoch) {
  if (!epochs.empty()) {
    const Time from = std::exchange(epoch.from, epochs.back().from);
    if (epoch == epochs.back()) return;
    epoch.from = from;
  }
  epochs.push_back(std::move(epoch));
}

// Draws are named by hashes of names; two names with one hash would share their luck.
void check_hashes(const World& world, std::vector<Problem>& problems) {
  std::map<std::uint64_t, std::string> places, people;
  const auto note = [&](std::map<std::uint64_t, std::string>& known, std::uint64_t hash, const std::string& name) {
    const auto [before, is_new] = known.emplace(hash, name);
    if (!is_new && before->second != name)
      caseload::note(problems, {{},
                                name,
                                "\"" + name + "\" and \"" + before->second +
                                    "\" have the same hash by chance; rename one of them"});
  };
  const auto place_name = [&](ServiceId s) {
    return is_service(s) ? world.services[s].name : std::string(kEnds[kAway - s]);
  };
  const auto pair_name = [&](const Diversion& d) { return place_name(d.from) + ">" + place_name(d.to); };
  note(places, name_hash("relapse"), "relapse");
  for (const ServiceInfo& service : world.services) note(places, service.hash, service.name);
  for (const RoleInfo& role : world.roles) note(places, role.hash, role.name);
  for (const Epoch& epoch : world.epochs)
    for (const Diversion& diversion : epoch.diversions) note(places, diversion.place, pair_name(diversion));
  constexpr std::uint64_t kOfIdentity = 0xFFFFFF;  // the bits of it in a person's identity
  for (const SourceInfo& source : world.sources) note(people, source.hash & kOfIdentity, source.name);
  for (const InitialList& list : world.initial)
    note(people, list.source_hash & kOfIdentity, "initial/" + world.services[list.service].name);
}

// Of everything drawn through a table or a list of values, in the order of the world.
std::uint64_t hash_of_tables(const World& world) {
  std::uint64_t hash = mix(world.frailty.hash());
  const auto add = [&](const std::optional<Distribution>& d) {
    if (d) hash = mix(hash ^ d->hash());
  };
  for (const Epoch& epoch : world.epochs) {
    for (const Service& service : epoch.services) {
      add(service.length);
      for (const auto& by_level : service.route)
        for (const Route& route : by_level)
          for (const Destination& destination : route) add(destination.delay);
    }
    for (const Role& role : epoch.roles) {
      add(role.recruit);
      add(role.long_absence_length);
    }
    for (const Destination& destination : epoch.relapse) add(destination.delay);
  }
  for (const SourceInfo& source : world.sources) add(source.delay);
  for (const InitialList& list : world.initial) {
    add(list.waited);
    add(list.to_go);
  }
  return hash;
}

// Stages copy the document; what no world needs is left out of it.
void slim(Node& node) {
  node.evidence = {};
  node.key_where = {};
  node.texts.clear();
  node.low.clear();
  node.high.clear();
  std::erase_if(node.children, [](const Node& child) {
    return child.path == "policy" || child.path == "sources" || child.path == "regions";
  });
  for (Node& child : node.children) slim(child);
}

void throw_if_any(std::vector<Problem>& problems) {
  if (!problems.empty()) throw ScenarioError(std::move(problems));
}

}  // namespace

World Scenario::compile(const std::vector<std::string>& policies, const std::string& area) const {
  std::vector<Problem> problems;
  Document document = in_area(data_->document, data_->regions, area, problems);
  slim(document.root);
  const std::vector<Policy> in_force = policies_in_force(*data_, policies);
  throw_if_any(problems);

  World world;
  world.policy = world_name(in_force, data_->apply.size());
  world.area = area;
  compile_window(document, world);

  const Compilation c(document, *data_->distributions, problems);
  check_destinations(c);
  world.services = compile_service_infos(c);
  world.roles = compile_role_infos(c);
  world.sources = compile_source_infos(c);
  check_dates(c, in_force, world.start, world.horizon);
  throw_if_any(problems);
  NeedRates rates(c);
  lay_out(document, in_force, world.start, world.horizon, problems, [&](const TimelineStage& stage) {
    append(world.epochs, compile_epoch(c, stage));
    rates.add(stage.from, stage.document);
  });
  throw_if_any(problems);
  world.needs = rates.needs();
  compile_people(c, world);
  world.initial = compile_initial(c, world);
  check_size(c, world);
  check_hashes(world, problems);
  world.tables_hash = hash_of_tables(world);
  throw_if_any(problems);
  return world;
}

}  // namespace caseload
