#include <map>
#include <string>

#include <boost/version.hpp>
#include <pybind11/stl.h>

#include "engine/luck.hpp"
#include "python/bindings/bindings.hpp"

namespace py = pybind11;

namespace caseload {
namespace {

std::string boost_version() {
  return std::to_string(BOOST_VERSION / 100000) + "." + std::to_string(BOOST_VERSION / 100 % 1000) + "." +
         std::to_string(BOOST_VERSION % 100);
}

std::string compiler() {
#if defined(__clang__)
  return "clang " __clang_version__;
#elif defined(__GNUC__)
  return "gcc " __VERSION__;
#elif defined(_MSC_VER)
  return "msvc " + std::to_string(_MSC_VER);
#else
  return "unknown";
#endif
}

}  // namespace

void bind_versions(py::module_& m) {
  m.def("version", [] { return std::string(CASELOAD_VERSION); }, "The version of caseload.");
  m.def(
      "build",
      [] {
        return std::map<std::string, std::string>{
            {"compiler", compiler()}, {"boost", boost_version()}, {"draws", "Philox4x32-" + std::to_string(kRounds)}};
      },
      "What the core was compiled with.");
}

}  // namespace caseload
