#include <pybind11/stl.h>
#include <pybind11/typing.h>

#include "models/experiment.hpp"
#include "models/limits.hpp"
#include "python/bindings/bindings.hpp"
#include "python/bindings/columns.hpp"

namespace py = pybind11;

namespace caseload {
namespace {

void bind_progress(py::module_& m) {
  py::class_<Progress>(m, "Progress", "Work under way, seen and stopped from another thread.")
      .def(py::init<>())
      .def_property_readonly(
          "done", [](const Progress& p) { return p.done.load(); }, "How many parts are finished.")
      .def(
          "cancel", [](Progress& p) { p.cancelled = true; }, "Asks the work to stop at its next look.")
      .def("__repr__", [](const Progress& p) { return "<Progress " + std::to_string(p.done.load()) + " done>"; });
}

void bind_names(py::module_& m) {
  py::class_<ResultNames>(m, "ResultNames", "The names that the codes of a result's columns stand for.")
      .def_readonly("policies", &ResultNames::policies, "By code; the first is the baseline.")
      .def_readonly("areas", &ResultNames::areas, "By code; 0 is all areas together.")
      .def_readonly("measures", &ResultNames::measures, "By code.")
      .def_readonly("units", &ResultNames::units, "Of the measures, by their code.")
      .def_readonly("services", &ResultNames::services, "By code; 0 is all.")
      .def_readonly("needs", &ResultNames::needs, "By code; 0 is all.")
      .def_readonly("strata", &ResultNames::strata, "By code; 0 is all.")
      .def_readonly("meanings", &ResultNames::meanings, "Of the measures, one sentence each, by their code.")
      .def_readonly("people", &ResultNames::people, "Whether a measure counts people better or worse off.")
      .def("__repr__", [](const ResultNames& n) {
        return "<ResultNames: " + std::to_string(n.measures.size()) + " measures of " +
               std::to_string(n.policies.size()) + " worlds>";
      });
}

// A table: read-only columns that keep the result alive.
using Table = py::typing::Dict<py::str, py::array>;

Table rows(const py::object& self) {
  const auto& c = self.cast<const ExperimentResult&>().rows;
  Table table;
  table["policy"] = column(c.policy, self);
  table["replication"] = column(c.replication, self);
  table["area"] = column(c.area, self);
  table["measure"] = column(c.measure, self);
  table["service"] = column(c.service, self);
  table["need"] = column(c.need, self);
  table["stratum"] = column(c.stratum, self);
  table["value"] = column(c.value, self);
  return table;
}

Table series(const py::object& self) {
  const auto& c = self.cast<const ExperimentResult&>().series;
  Table table;
  table["policy"] = column(c.policy, self);
  table["replication"] = column(c.replication, self);
  table["area"] = column(c.area, self);
  table["week"] = column(c.week, self);
  table["measure"] = column(c.measure, self);
  table["service"] = column(c.service, self);
  table["value"] = column(c.value, self);
  return table;
}

Table curves(const py::object& self) {
  const auto& c = self.cast<const ExperimentResult&>().curves;
  Table table;
  table["policy"] = column(c.policy, self);
  table["measure"] = column(c.measure, self);
  table["service"] = column(c.service, self);
  table["need"] = column(c.need, self);
  table["day"] = column(c.day, self);
  table["value"] = column(c.value, self);
  return table;
}

Table people(const py::object& self) {
  const auto& c = self.cast<const ExperimentResult&>().people;
  Table table;
  table["policy"] = column(c.policy, self);
  table["replication"] = column(c.replication, self);
  table["area"] = column(c.area, self);
  table["measure"] = column(c.measure, self);
  table["need"] = column(c.need, self);
  table["value"] = column(c.value, self);
  table["floor"] = column(c.floor, self);
  return table;
}

void bind_result(py::module_& m) {
  py::class_<ExperimentResult>(m, "ExperimentResult", "Everything an experiment reports, as read-only columns.")
      .def_readonly("names", &ExperimentResult::names, "What the codes stand for.")
      .def_property_readonly("rows", &rows, "Measures: codes (uint16) and value (float64, NaN without a denominator).")
      .def_property_readonly("series", &series, "Weekly values; week (int32) counts from the start of the scenario.")
      .def_property_readonly("curves", &curves, "Competing risks by days since joining a list (int32).")
      .def_property_readonly("people", &people, "People on common luck, policy against baseline, and the floor.")
      .def_readonly("logs", &ExperimentResult::logs, "Event logs as CSV text, one a world, when asked for.")
      .def_readonly("warnings", &ExperimentResult::warnings, "What a reader of the numbers should know.")
      .def_readonly("events", &ExperimentResult::events, "How many events were simulated.")
      .def_readonly("tables_hash", &ExperimentResult::tables_hash, "Of every table a draw passed through.")
      .def("__repr__", [](const ExperimentResult& r) {
        return "<ExperimentResult: " + std::to_string(r.rows.value.size()) + " values, " + std::to_string(r.events) +
               " events>";
      });
}

}  // namespace

namespace {
LuckScheme scheme_called(const std::string& word) {
  if (word == "own") return LuckScheme::own;
  if (word == "streams") return LuckScheme::streams;
  throw std::invalid_argument("luck = \"" + word + "\": expected \"own\" or \"streams\"");
}
}  // namespace

void bind_experiment(py::module_& m) {
  m.attr("MOST_REPLICATIONS") = kMostReplications;
  m.attr("MOST_VALUES_IN_ALL") = kMostValuesInAll;
  bind_progress(m);
  bind_names(m);
  bind_result(m);
  m.def(
      "run_experiment",
      [](const std::vector<std::vector<World>>& worlds, std::uint32_t replications, std::uint64_t seed,
         unsigned threads, bool people, bool series, bool curves, bool area_rows, bool log, std::uint64_t log_people,
         const std::string& luck, Progress* progress) {
        const ExperimentOptions options{.replications = replications,
                                        .seed = seed,
                                        .threads = threads,
                                        .people = people,
                                        .series = series,
                                        .curves = curves,
                                        .area_rows = area_rows,
                                        .log = log,
                                        .log_people = log_people,
                                        .luck = scheme_called(luck)};
        return run_experiment(worlds, options, progress);
      },
      py::arg("worlds"), py::kw_only(), py::arg("replications"), py::arg("seed") = 1, py::arg("threads") = 0,
      py::arg("people") = true, py::arg("series") = true, py::arg("curves") = true, py::arg("area_rows") = true,
      py::arg("log") = false, py::arg("log_people") = 0, py::arg("luck") = "own", py::arg("progress") = py::none(),
      py::call_guard<py::gil_scoped_release>(),
      "Runs worlds[policy][area]; the first policy is the baseline. The same result for any number of threads (0: as "
      "many as the machine has). `people`, `series`, `curves`, `area_rows`: whether to count people better and worse "
      "off "
      "(one more simulation for each of the baseline), weekly values, competing risks (without them shares and medians "
      "of "
      "all who joined are not numbers), and each area beside the whole. `luck` is \"own\": whatever else happens, "
      "people keep theirs. \"streams\" takes "
      "numbers "
      "in the order of events, one stream a purpose: slower, and only to see what own luck is worth (docs/luck.md). "
      "Raises ValueError for another word, RuntimeError when `progress` is cancelled, UsageError when the results "
      "would "
      "not fit into memory.");
}

}  // namespace caseload
