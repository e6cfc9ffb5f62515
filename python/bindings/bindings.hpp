#pragma once
// What each file of this folder adds to the module: one subject, one function. Thin: what is decided here could not be
// decided in C++ (how Python holds a value, who keeps it alive, when the interpreter's lock is let go).

#include <pybind11/pybind11.h>

namespace caseload {

void bind_errors(pybind11::module_& m);
void bind_versions(pybind11::module_& m);
void bind_scenario(pybind11::module_& m);
void bind_world(pybind11::module_& m);
void bind_pathway(pybind11::module_& m);
void bind_measures(pybind11::module_& m);
void bind_experiment(pybind11::module_& m);

}  // namespace caseload
