#pragma once
// A C++ column as a NumPy array: no copy, read-only, and the object that owns it stays alive as long as the array does.

#include <vector>

#include <pybind11/numpy.h>

namespace caseload {

template <class T>
pybind11::array_t<T> column(const std::vector<T>& values, pybind11::handle owner) {
  pybind11::array_t<T> array(static_cast<pybind11::ssize_t>(values.size()), values.data(), owner);
  array.attr("setflags")(pybind11::arg("write") = false);
  return array;
}

}  // namespace caseload
