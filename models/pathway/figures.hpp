#pragma once
// How an expected number is written in a finding or on a picture.

#include <cmath>
#include <cstdio>
#include <string>

namespace caseload {

// To three figures: what it is worked out from is not known any better.
inline std::string three_figures(double x) {
  char text[32];
  const double unit = x < 1000 ? 1 : std::pow(10, std::floor(std::log10(x)) - 2);
  std::snprintf(text, sizeof text, x < 9.95 ? "%.1f" : "%.0f", x < 9.95 ? x : std::round(x / unit) * unit);
  return text;
}

}  // namespace caseload
