#include "python/bindings/bindings.hpp"

PYBIND11_MODULE(_core, m) {
  m.doc() = "The compiled half of caseload: scenarios, pathways, worlds and experiments. Use the package, not this.";
  caseload::bind_errors(m);
  caseload::bind_versions(m);
  caseload::bind_world(m);
  caseload::bind_scenario(m);
  caseload::bind_pathway(m);
  caseload::bind_measures(m);
  caseload::bind_experiment(m);
}
