// ScenarioError lives in Python (caseload/errors.py), where it can be a ValueError with typed fields; here it is
// raised.

#include <pybind11/stl.h>

#include "engine/luck.hpp"
#include "models/limits.hpp"
#include "models/measures/event_log.hpp"
#include "models/scenario/scenario.hpp"
#include "python/bindings/bindings.hpp"

namespace py = pybind11;

namespace caseload {
namespace {

void raise_usage_error(const char* message) {
  const py::object type = py::module_::import("caseload.errors").attr("UsageError");
  PyErr_SetString(type.ptr(), message);
}

void raise_in_python(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const ScenarioError& error) {
    const py::object type = py::module_::import("caseload.errors").attr("ScenarioError");
    const py::object raised = type(error.problems());
    PyErr_SetObject(type.ptr(), raised.ptr());
  } catch (const LogTooLong& error) {
    raise_usage_error(error.what());
  } catch (const TooLarge& error) {
    raise_usage_error(error.what());
  } catch (const LuckOverflow&) {
    raise_usage_error(
        "in this scenario somebody visits one service more than 1 000 times, or the same thing happens to somebody "
        "more "
        "than 16 000 times; look for loops without delay and for rates that are far too high");
  }
}

}  // namespace

void bind_errors(py::module_& m) {
  py::class_<Problem>(m, "Problem", "One thing wrong, or worth a warning, at one place of a file.")
      .def(py::init([](std::string file, int line, int column, std::string key, std::string message) {
             return Problem{{std::move(file), line, column}, std::move(key), std::move(message)};
           }),
           py::kw_only(), py::arg("file") = "", py::arg("line") = 0, py::arg("column") = 0, py::arg("key") = "",
           py::arg("message") = "")
      .def_property_readonly(
          "file", [](const Problem& p) { return p.where.file; }, "The file it stands in.")
      .def_property_readonly(
          "line", [](const Problem& p) { return p.where.line; }, "From 1; 0 is the whole file.")
      .def_property_readonly(
          "column", [](const Problem& p) { return p.where.column; }, "From 1; 0 is the whole line.")
      .def_readonly("key", &Problem::key, "The dotted path, e.g. service.triage.time.")
      .def_readonly("message", &Problem::message, "What was found, what was expected, the nearest valid name.")
      .def("text", &Problem::text, "file:line:column: key: message")
      .def("__repr__", [](const Problem& p) { return "<Problem " + p.text() + ">"; })
      .def(py::pickle(
          [](const Problem& p) { return py::make_tuple(p.where.file, p.where.line, p.where.column, p.key, p.message); },
          [](const py::tuple& t) {
            return Problem{{t[0].cast<std::string>(), t[1].cast<int>(), t[2].cast<int>()},
                           t[3].cast<std::string>(),
                           t[4].cast<std::string>()};
          }));
  py::register_exception_translator(&raise_in_python);
}

}  // namespace caseload
