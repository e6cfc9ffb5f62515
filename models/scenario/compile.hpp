#pragma once
// How a checked document becomes a World, one file a subject. The inside of Scenario::compile(); the document has been
// checked as it was written, and again wherever an area or a policy changed it.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/distributions.hpp"
#include "models/scenario/document.hpp"
#include "models/world/world.hpp"

namespace caseload {

// What all parts of a compilation share: the order of names, which are indices from here on, and what went wrong.
struct Compilation {
  const Document& base;  // before policies
  DistributionCache& distributions;
  std::vector<Problem>& problems;

  std::vector<std::string> needs, services, roles, sources;

  Compilation(const Document& document, DistributionCache& cache, std::vector<Problem>& found);

  NeedId need(std::string_view name) const;      // "recovered" is the index behind the last
  ServiceId place(std::string_view name) const;  // a service, or away, signposted, rejected
  RoleId role(std::string_view name) const;
  std::size_t levels() const { return needs.size() + 1; }

  std::optional<Distribution> distribution(const Node& table, std::string_view key, double factor = 1) const;
  void problem(const Node& at, std::string message) const;
};

// ---- compile_services.cpp, compile_routes.cpp
std::vector<ServiceInfo> compile_service_infos(const Compilation& c);
std::vector<Service> compile_services(const Compilation& c, const Document& document);
Route compile_route(const Compilation& c, const Node* exit);
void compile_routes(const Compilation& c, const Document& document, ServiceId service, Service& values);
// Nobody is sent to a service that answers crises.
void check_destinations(const Compilation& c);

// ---- compile_staff.cpp
std::vector<RoleInfo> compile_role_infos(const Compilation& c);
std::vector<Role> compile_roles(const Compilation& c, const Document& document);

// ---- compile_referrals.cpp
std::vector<SourceInfo> compile_source_infos(const Compilation& c);
std::vector<Source> compile_sources(const Compilation& c, const Document& document);

// ---- compile_people.cpp
// Rates of the need groups as staircases over the whole run, gathered stage by stage.
class NeedRates {
 public:
  explicit NeedRates(const Compilation& c);
  void add(Time from, const Document& document);
  std::vector<NeedGroup> needs() const;

 private:
  using Steps = std::vector<Staircase::Step>;
  struct OfNeed {
    std::array<Steps, kSettings> crisis, worsen, improve;
    Steps relapse;
  };
  const Compilation& c_;
  std::vector<OfNeed> rates_;
};
void compile_people(const Compilation& c, World& world);

// ---- compile_size.cpp
// How many values each date of a policy holds anew.
double values_in_force(const Document& document);
// Before the dates are laid out: not too many values at too many dates.
void check_dates(const Compilation& c, const std::vector<Policy>& policies, CivilDate start, Time horizon);
// Before anything is simulated: not too many people, posts, days times services.
void check_size(const Compilation& c, const World& world);

// ---- compile_initial.cpp
std::vector<InitialList> compile_initial(const Compilation& c, const World& world);

}  // namespace caseload
