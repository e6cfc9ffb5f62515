#include <pybind11/stl.h>

#include "models/experiment.hpp"
#include "models/world/world.hpp"
#include "python/bindings/bindings.hpp"

namespace py = pybind11;

namespace caseload {
namespace {

double weeks_since_start(Time t) { return in_weeks(t - Time::zero()); }

std::vector<std::string> service_names(const World& w) {
  std::vector<std::string> names;
  for (const ServiceInfo& service : w.services) names.push_back(service.name);
  return names;
}

}  // namespace

void bind_world(py::module_& m) {
  py::class_<World>(m, "World", "One scenario, one area and one combination of policies, ready to run.")
      .def_readonly("policy", &World::policy, "baseline, or the names of the policies in force.")
      .def_readonly("area", &World::area, "The area's code; empty for the scenario as one service.")
      .def_property_readonly(
          "start", [](const World& w) { return to_string(w.start); }, "The first day, as 2021-04-01.")
      .def_property_readonly(
          "weeks", [](const World& w) { return weeks_since_start(w.horizon); }, "Weeks from start to horizon.")
      .def_property_readonly(
          "window_from", [](const World& w) { return weeks_since_start(w.window_from); },
          "First week of what is reported.")
      .def_property_readonly(
          "window_to", [](const World& w) { return weeks_since_start(w.window_to); }, "End of what is reported.")
      .def_property_readonly("services", &service_names, "Names of the services, in the order of the file.")
      .def_property_readonly(
          "changes_at",
          [](const World& w) {
            std::vector<double> weeks;
            for (const Epoch& epoch : w.epochs) weeks.push_back(weeks_since_start(epoch.from));
            return weeks;
          },
          "Weeks at which a policy changes a value, the start included.")
      .def_property_readonly(
          "value_count", [](const World& w) { return values_of(w); },
          "How many values it holds, those of every date at which a policy changes some.")
      .def("__repr__", [](const World& w) {
        return "<World " + w.policy + (w.area.empty() ? "" : " in " + w.area) + ", from " + to_string(w.start) + ">";
      });
}

}  // namespace caseload
