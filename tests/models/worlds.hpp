#pragma once
// Small worlds built by code, for tests that need no scenario file:
//
//     SmallWorld small;
//     small.role("pwp", 10, 1200);
//     small.assessment("triage", "pwp", minutes(45));
//     small.course("step2", "pwp", Distribution::constant(6), minutes(35));
//     small.source("gp", "triage", 8);  // a day
//     small.route("triage", Exit::seen, {{"step2", 0.8}, {"away", 0.2}});
//     const World world = small.world();
//
// Values not given are those of a scenario that does not mention them; whatever else a test needs it sets in what these
// functions return, or in `draft`, which stays open until `world()` is asked for.

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "engine/luck.hpp"
#include "models/world/world.hpp"

namespace caseload {

class SmallWorld {
 public:
  using Needs = std::vector<std::pair<std::string, double>>;

  explicit SmallWorld(const Needs& needs = {{"need", 1.0}}, Duration length = weeks(104)) {
    draft.policy = "baseline";
    draft.start = CivilDate{std::chrono::year{2022} / 4 / 1};
    draft.horizon = draft.window_to = Time::zero() + length;
    for (const auto& [name, share] : needs) {
      NeedGroup need;
      need.name = name;
      need.share = share;
      need.worsens_to = need.improves_to = static_cast<NeedId>(draft.needs.size());
      draft.needs.push_back(need);
    }
    draft.strata = {""};
    draft.stratum_share = {1};
    draft.frailty = Distribution::constant(1);
    draft.epochs.resize(1);
    epoch().services.reserve(kMost);  // so that references to them stay good
    epoch().roles.reserve(kMost);
    epoch().sources.reserve(kMost);
  }

  World draft;

  // A change of anything in the first epoch.
  Epoch& epoch() { return draft.epochs.front(); }
  Service& service(const std::string& name) { return epoch().services[service_id(name)]; }
  ServiceInfo& info(const std::string& name) { return draft.services[service_id(name)]; }

  ServiceId service_id(const std::string& name) const {
    if (name == "away") return kAway;
    if (name == "signposted") return kSignposted;
    if (name == "rejected") return kRejected;
    return static_cast<ServiceId>(index_of(draft.services, name));
  }
  RoleId role_id(const std::string& name) const { return static_cast<RoleId>(index_of(draft.roles, name)); }

  Role& role(const std::string& name, double wte, double weekly_minutes) {
    draft.roles.push_back({name, name_hash(name)});
    Role& role = epoch().roles.emplace_back();
    role.wte = wte;
    role.weekly_minutes = weekly_minutes;
    return role;
  }

  Service& assessment(const std::string& name, const std::string& role, Duration time) {
    Service& service = staffed(name, ServiceKind::assessment, role, time, weeks(1));
    service.notice = weeks(1);
    return service;
  }
  Service& course(const std::string& name, const std::string& role, const Distribution& sessions, Duration time,
                  Duration every = weeks(1)) {
    Service& service = staffed(name, ServiceKind::course, role, time, every);
    service.length = sessions;
    service.notice = every;
    return service;
  }
  // A course, an assessment or a stay that holds a place instead of minutes.
  Service& with_places(const std::string& name, ServiceKind kind, double places, const Distribution& length,
                       Duration every = weeks(1)) {
    Service& service = add(name, kind);
    service.places = places;
    service.length = length;
    service.every = every;
    return service;
  }
  Service& stay(const std::string& name, double places, const Distribution& days) {
    return with_places(name, ServiceKind::stay, places, days);
  }
  Service& digital(const std::string& name, const Distribution& days) {
    Service& service = add(name, ServiceKind::digital);
    service.length = days;
    info(name).digital = true;
    info(name).listed = false;
    return service;
  }
  Service& crisis(const std::string& name, double takes, double present = 1) {
    Service& service = add(name, ServiceKind::crisis);
    service.takes = takes;
    service.present.assign(draft.needs.size(), present);
    info(name).listed = false;
    return service;
  }

  Source& source(const std::string& name, const std::string& to, double a_day) {
    SourceInfo info;
    info.name = name;
    info.hash = name_hash64(name);
    info.to = service_id(to);
    info.month.fill(1);
    info.weekday.fill(1);
    for (std::size_t h = 0; h < info.hour.size(); ++h) info.hour[h] = static_cast<double>(h + 1) / 24;
    for (const NeedGroup& need : draft.needs) info.need.push_back(need.share);
    draft.sources.push_back(info);
    Source& source = epoch().sources.emplace_back();
    source.rate = a_day;
    return source;
  }

  using Shares = std::vector<std::pair<std::string, double>>;
  void route(const std::string& from, Exit exit, const Shares& shares) {
    for (std::size_t level = 0; level <= draft.needs.size(); ++level) route_of_level(from, exit, level, shares);
  }
  void route_of_level(const std::string& from, Exit exit, std::size_t level, const Shares& shares) {
    Route& route = service(from).route[static_cast<std::size_t>(exit)][level];
    route.clear();
    for (const auto& [to, share] : shares) route.push_back({service_id(to), share, {}});
  }

  void divert(const std::string& from, const std::string& to, double share) {
    const std::string pair = from + ">" + to;
    epoch().diversions.push_back(
        {service_id(from), service_id(to), name_hash(pair), std::vector<double>(draft.needs.size(), share)});
  }

  // People who wait at the start, all for as long, and people in treatment there.
  InitialList& initial(const std::string& service, std::uint32_t waiting, double days_waited = 0,
                       std::uint32_t in = 0) {
    InitialList& list = draft.initial.emplace_back();
    list.service = service_id(service);
    list.source_hash = name_hash64("initial/" + service);
    list.waiting = waiting;
    list.waited = Distribution::constant(days_waited);
    for (const NeedGroup& need : draft.needs) list.need.push_back(need.share);
    list.in = in;
    return list;
  }

  // From then on everything as it is now, until it is changed in what this returns. Close the first epoch before.
  Epoch& next_epoch(Time from) {
    draft.epochs.push_back(draft.epochs.back());
    draft.epochs.back().from = from;
    return draft.epochs.back();
  }

  void crisis_rate(std::size_t need, double a_day) { draft.needs[need].crisis.fill(Staircase(a_day)); }
  void worsens(std::size_t need, std::size_t to, double a_day) {
    draft.needs[need].worsens_to = static_cast<NeedId>(to);
    draft.needs[need].worsen.fill(Staircase(a_day));
  }
  void improves(std::size_t need, std::size_t to, double a_day) {
    draft.needs[need].improves_to = static_cast<NeedId>(to);
    draft.needs[need].improve.fill(Staircase(a_day));
  }

  World world() const { return draft; }

 private:
  static constexpr std::size_t kMost = 64;

  template <class Named>
  static std::size_t index_of(const std::vector<Named>& all, const std::string& name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.name == name; });
    if (found == all.end()) throw std::invalid_argument("no such part of a small world: " + name);
    return static_cast<std::size_t>(found - all.begin());
  }

  Service& add(const std::string& name, ServiceKind kind) {
    ServiceInfo info;
    info.name = name;
    info.hash = name_hash(name);
    info.kind = kind;
    info.contact = kind == ServiceKind::assessment || kind == ServiceKind::course || kind == ServiceKind::group;
    draft.services.push_back(info);
    Service& service = epoch().services.emplace_back();
    service.every = weeks(1);
    service.rebook = 1;
    service.outcome.resize(draft.needs.size());
    service.head_start.assign(draft.needs.size() + 1, Duration::zero());
    for (auto& by_level : service.route) by_level.resize(draft.needs.size() + 1);
    return service;
  }
  Service& staffed(const std::string& name, ServiceKind kind, const std::string& role, Duration time, Duration every) {
    Service& service = add(name, kind);
    info(name).role = role_id(role);
    service.time = time;
    service.every = every;
    return service;
  }
};

}  // namespace caseload
