#include <pybind11/stl.h>

#include "models/measures/rows.hpp"
#include "python/bindings/bindings.hpp"

namespace py = pybind11;

namespace caseload {

void bind_measures(py::module_& m) {
  py::class_<MeasureInfo>(m, "Measure",
                          "One measure of the table that rows, series, curves and counts of people share.")
      .def_readonly("name", &MeasureInfo::name, "As in the measure column.")
      .def_readonly("unit", &MeasureInfo::unit, "Of its values.")
      .def_readonly("meaning", &MeasureInfo::meaning, "In one sentence.")
      .def_readonly("by_area", &MeasureInfo::by_area, "Whether it is also told of each area.")
      .def_readonly("people", &MeasureInfo::people, "Whether it counts people better or worse off.")
      .def("__repr__", [](const MeasureInfo& i) { return "<Measure " + i.name + " in " + i.unit + ">"; });
  m.def("measures", &measure_table, "Every measure, in the order of the table.");
}

}  // namespace caseload
