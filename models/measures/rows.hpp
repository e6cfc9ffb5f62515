#pragma once
// The one table of measures: name, unit, meaning; and the rows a finished run has of them. Values are formed here and
// nowhere else: totals by service, and the same by first need and by stratum.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/measures/measures.hpp"

namespace caseload {

struct MeasureInfo {
  std::string name, unit, meaning;
  bool by_area = false;  // also told of each area
  bool people = false;   // a count of people better or worse off
};

// All measures; a measure's number is its place here. Rows, series, curves and counts of people share the table.
const std::vector<MeasureInfo>& measure_table();

// Of names that are in the table; asking for another is an error of ours.
std::uint16_t measure_number(const std::string& name);

// Indices as in ResultNames: 0 is *all*; services from 1, then the roles as services called "staff.ROLE".
struct MeasureRow {
  std::uint16_t measure = 0, service = 0, need = 0, stratum = 0;
  double value = 0;  // not a number where a denominator is empty
};

enum class RowDetail : std::uint8_t {
  everything,  // by service, need and stratum
  area,        // what is told of each area: totals of the measures so marked
};

std::vector<MeasureRow> measure_rows(const Measures& measures, RowDetail detail);

struct SeriesRow {
  std::uint16_t measure = 0, service = 0;
  std::int32_t week = 0;
  double value = 0;
};
std::vector<SeriesRow> series_rows(const Measures& measures, RowDetail detail);

struct CurveRow {
  std::uint16_t measure = 0, service = 0, need = 0;
  std::int32_t day = 0;
  double value = 0;
};
std::vector<CurveRow> curve_rows(const Measures& measures);

// By when this share of people have left the system, from referral to going away; empty: not reached.
std::optional<Duration> time_to_exit(const Measures& measures, double share);

// Names of services and roles in the order of the indices.
std::vector<std::string> service_names(const World& world);

}  // namespace caseload
