#include <memory>

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "models/scenario/document.hpp"
#include "models/scenario/scenario.hpp"
#include "python/bindings/bindings.hpp"

namespace py = pybind11;

namespace caseload {
namespace {

using unlocked = py::call_guard<py::gil_scoped_release>;
using Folders = std::vector<std::filesystem::path>;

void bind_ledger(py::module_& m) {
  py::class_<LedgerEntry>(m, "LedgerEntry", "One number of a scenario or a policy with what it rests on.")
      .def_readonly("path", &LedgerEntry::path, "Dotted path, e.g. service.step2.drop_out.by_session.")
      .def_readonly("policy", &LedgerEntry::policy, "The policy it belongs to; empty for the scenario itself.")
      .def_readonly("value", &LedgerEntry::value, "As written.")
      .def_readonly("low", &LedgerEntry::low, "As written; empty where no range is given.")
      .def_readonly("high", &LedgerEntry::high, "As written; empty where no range is given.")
      .def_readonly("unit", &LedgerEntry::unit, "The unit of the value.")
      .def_readonly("status", &LedgerEntry::status, "published, published-unchecked, assumption, or empty.")
      .def_readonly("source", &LedgerEntry::source, "The id under [sources], or empty.")
      .def_readonly("title", &LedgerEntry::title, "Of the source.")
      .def_readonly("publisher", &LedgerEntry::publisher, "Of the source.")
      .def_readonly("year", &LedgerEntry::year, "Of the source.")
      .def_readonly("url", &LedgerEntry::url, "Of the source.")
      .def_readonly("note", &LedgerEntry::note, "What else there is to say.")
      .def_property_readonly(
          "file", [](const LedgerEntry& e) { return e.where.file; }, "The file it stands in.")
      .def_property_readonly(
          "line", [](const LedgerEntry& e) { return e.where.line; }, "From 1.")
      .def_readonly("number", &LedgerEntry::number,
                    "In the unit the model uses: days, per day, minutes, fraction; the first of a list.")
      .def_readonly("is_list", &LedgerEntry::is_list, "Whether the value is a list.")
      .def("__repr__", [](const LedgerEntry& e) { return "<LedgerEntry " + e.path + " = " + e.value + ">"; });
}

void bind_statement(py::module_& m) {
  py::class_<Statement>(m, "Statement", "What a scenario says beside its numbers, or leaves to the format.")
      .def_readonly("path", &Statement::path, "Dotted path, e.g. service.step2.staff.")
      .def_readonly("value", &Statement::value, "As written; of what is left out, what holds instead, in words.")
      .def_readonly("meaning", &Statement::meaning, "Of the key, in the words of the format.")
      .def_readonly("left_out", &Statement::left_out, "Whether the file does not say it.")
      .def("__repr__", [](const Statement& s) { return "<Statement " + s.path + " = " + s.value + ">"; });
}

void bind_policy(py::module_& m) {
  py::class_<PolicyInfo>(m, "PolicyInfo", "What a policy says of itself.")
      .def_readonly("name", &PolicyInfo::name, "Its name in files and on the command line.")
      .def_readonly("title", &PolicyInfo::title, "Its name in words.")
      .def_readonly("question", &PolicyInfo::question, "The question it puts.")
      .def_readonly("from_", &PolicyInfo::from, "When it begins, as written.")
      .def_readonly("over", &PolicyInfo::over, "How long it takes to be in full force, as written; empty for at once.")
      .def_readonly("evidence", &PolicyInfo::evidence, "What speaks for its numbers, in words.")
      .def_readonly("counter_evidence", &PolicyInfo::counter_evidence, "What speaks against them, in words.")
      .def_property_readonly(
          "file", [](const PolicyInfo& p) { return p.where.file; }, "The file it stands in.")
      .def_property_readonly(
          "line", [](const PolicyInfo& p) { return p.where.line; }, "From 1.")
      .def("__repr__", [](const PolicyInfo& p) { return "<PolicyInfo " + p.name + ": " + p.title + ">"; });
}

}  // namespace

void bind_scenario(py::module_& m) {
  bind_ledger(m);
  bind_statement(m);
  bind_policy(m);
  py::class_<Scenario>(m, "Scenario", "A checked scenario. Immutable.")
      .def_static(
          "load", [](const std::string& name, const Folders& folders) { return Scenario::load(name, {folders}); },
          py::arg("name_or_path"), py::kw_only(), py::arg("folders"), unlocked(),
          "Reads a scenario file. Raises ScenarioError with all problems of the file.")
      .def_static(
          "parse",
          [](const std::string& toml, const std::string& name, const Folders& folders) {
            return Scenario::parse(toml, name, {folders});
          },
          py::arg("toml"), py::kw_only(), py::arg("name"), py::arg("folders"), unlocked(),
          "Reads a scenario from text. Raises ScenarioError.")
      .def("with_", &Scenario::with, py::arg("changes"), unlocked(),
           "The same scenario with values replaced, each written as in a file. Raises ScenarioError.")
      .def_property_readonly("name", &Scenario::name, "The name or path it was loaded by.")
      .def_property_readonly("title", &Scenario::title, "Its title.")
      .def_property_readonly(
          "question", [](const Scenario& s) { return s.data().document.root.string("scenario.question"); },
          "The question it puts; empty where the file puts none.")
      .def_property_readonly("text", &Scenario::text, "Its main file, as read.")
      .def_property_readonly("hash", &Scenario::hash, "Of all files it is made of: 16 hexadecimal digits.")
      .def("ledger", &Scenario::ledger, py::kw_only(), py::arg("policies") = std::vector<std::string>{}, unlocked(),
           "Every number with its evidence, those of the policies after the scenario's.")
      .def("statements", &Scenario::statements, unlocked(),
           "What the file says beside the numbers of the ledger, and what it leaves to the format.")
      .def("strict_problems", &Scenario::strict_problems, py::kw_only(),
           py::arg("policies") = std::vector<std::string>{}, unlocked(),
           "Numbers with neither source nor the word assumption.")
      .def_property_readonly("warnings", &Scenario::warnings, "What is allowed and yet worth a look.")
      .def("policies", &Scenario::policies, "The policies that stand in the file.")
      .def("policy", &Scenario::policy, py::arg("name_or_path"), unlocked(),
           "A policy of the file, a shipped one or one from a path. Raises ScenarioError.")
      .def("areas", &Scenario::areas, "Codes of the regions table; empty where there is none.")
      .def("area_name", &Scenario::area_name, py::arg("code"), "The name that stands beside an area's code.")
      .def("compile", &Scenario::compile, py::kw_only(), py::arg("policies") = std::vector<std::string>{},
           py::arg("area") = "", unlocked(), "What a simulation runs. Raises ScenarioError.")
      .def("__repr__", [](const Scenario& s) { return "<Scenario " + s.name() + " " + s.hash() + ">"; });

  m.def(
      "check_policy",
      [](const std::string& name, const Folders& folders, bool strict) {
        return check_policy(name, {folders}, strict);
      },
      py::arg("name_or_path"), py::kw_only(), py::arg("folders"), py::arg("strict") = false, unlocked(),
      "Checks a policy file that stands alone. Raises ScenarioError.");
  m.def("key_meaning", &key_meaning, py::arg("path"),
        "What the format says of a key; * stands for any name. Empty where there is no such key.");
  m.def("json_schema", &json_schema, "The JSON Schema of scenario and policy files, for editors.");
  m.def("format_reference", &format_reference, "Every key with its unit, default and meaning, as Markdown.");
}

}  // namespace caseload
