#pragma once
// Numbers as people write them ("120 / week", "£ 42,000", "8 %") turned into the units of the model.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/document.hpp"

namespace caseload {

struct Quantity {
  double value = 0;          // in the unit of the model (docs of `Node::values`)
  Moment moment;             // lengths: calendar months and days
  std::string number, unit;  // as written: "0.06" and "/ year"
};

struct QuantityResult {
  std::optional<Quantity> quantity;
  std::string problem;  // if there is none: "found …, expected …"
};

// `bare`: a number without a unit will do where the unit needs none (a cell of a table, not a text in a scenario).
QuantityResult parse_quantity(std::string_view text, Unit unit, bool bare = false);

// A number without unit, as TOML has it.
QuantityResult bare_quantity(double number, std::string_view written, Unit unit);

// "" or what is wrong with its size: "found 1.2, expected a chance from 0 to 1".
std::string range_problem(const Field& field, Unit unit, double value, std::string_view written);

// "+ 20 %", "- 2 weeks", "+10": nothing for a text without sign.
struct RelativeChange {
  bool multiply = false;
  double amount = 0;  // 1.2; or what is added, in the unit of the model
};
struct RelativeResult {
  bool is_relative = false;
  std::optional<RelativeChange> change;
  std::string problem;
};
RelativeResult parse_relative(std::string_view text, Unit unit);

std::string shortest(double value);  // the shortest decimal that reads back as the same double

std::string unit_pattern(Unit unit);  // regular expression (ECMAScript) of the texts it accepts; "" if none

}  // namespace caseload
