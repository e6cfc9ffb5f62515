#include <pybind11/stl.h>

#include "models/pathway/pathway.hpp"
#include "python/bindings/bindings.hpp"

namespace py = pybind11;

namespace caseload {
namespace {

void bind_parts(py::module_& m) {
  py::class_<PathwayFinding>(m, "PathwayFinding", "Something odd in the graph of services.")
      .def_property_readonly(
          "is_error", [](const PathwayFinding& f) { return f.severity == PathwayFinding::Severity::error; },
          "Whether it cannot be run as it is.")
      .def_readonly("where", &PathwayFinding::where, "The key it concerns, e.g. route.triage.seen.")
      .def_readonly("message", &PathwayFinding::message, "What is odd and what would be right.")
      .def("__repr__", [](const PathwayFinding& f) { return "<PathwayFinding " + f.where + ": " + f.message + ">"; });
  py::class_<ServiceFlow>(m, "ServiceFlow", "What the traffic equations expect of one service, if nobody reneged.")
      .def_readonly("service", &ServiceFlow::service, "Its name.")
      .def_readonly("joined_a_week", &ServiceFlow::joined_a_week, "People joining, all causes.")
      .def_readonly("minutes_a_week", &ServiceFlow::minutes_a_week, "Minutes they need of its role.")
      .def_readonly("places", &ServiceFlow::places, "Mean places they need, for services with places.")
      .def("__repr__", [](const ServiceFlow& s) {
        return "<ServiceFlow " + s.service + ": " + std::to_string(s.joined_a_week) + " people a week>";
      });
  py::class_<RoleLoad>(m, "RoleLoad", "What is asked of a role and what it has, minutes a week after absence.")
      .def_readonly("role", &RoleLoad::role, "Its name.")
      .def_readonly("offered_minutes", &RoleLoad::offered_minutes, "Asked.")
      .def_readonly("supply_minutes", &RoleLoad::supply_minutes, "There.")
      .def("__repr__", [](const RoleLoad& r) {
        return "<RoleLoad " + r.role + ": " + std::to_string(r.offered_minutes) + " of " +
               std::to_string(r.supply_minutes) + " minutes a week>";
      });
  py::class_<Flow>(m, "Flow", "People going from one service to the next by one exit.")
      .def_readonly("from_", &Flow::from, "The service left, or a referral source.")
      .def_readonly("exit", &Flow::exit, "How it was left.")
      .def_readonly("to", &Flow::to, "The next service, or away, signposted, rejected.")
      .def_readonly("a_week", &Flow::a_week, "People a week.")
      .def("__repr__", [](const Flow& f) { return "<Flow " + f.from + " -" + f.exit + "-> " + f.to + ">"; });
}

}  // namespace

void bind_pathway(py::module_& m) {
  bind_parts(m);
  py::class_<Pathway>(m, "Pathway", "The graph of services with its expected flows and loads.")
      .def_readonly("findings", &Pathway::findings, "What is odd, errors and warnings.")
      .def_readonly("services", &Pathway::services, "Expected flows by service.")
      .def_readonly("roles", &Pathway::roles, "Offered load against supply by role.")
      .def_readonly("flows", &Pathway::flows, "Expected flows by exit.")
      .def_readonly("dot", &Pathway::dot, "Graphviz text.")
      .def("__repr__", [](const Pathway& p) {
        return "<Pathway of " + std::to_string(p.services.size()) + " services, " + std::to_string(p.findings.size()) +
               " findings>";
      });
  m.def(
      "examine_pathway",
      [](const World& world, double week) { return examine_pathway(world, Time::zero() + weeks(week)); },
      py::arg("world"), py::kw_only(), py::arg("week") = 0.0, py::call_guard<py::gil_scoped_release>(),
      "Looks at the world's values in force in one week of the run.");
}

}  // namespace caseload
