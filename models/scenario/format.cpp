#include "models/scenario/format.hpp"

#include <algorithm>

#include "models/scenario/path.hpp"

namespace caseload {

const Field* Field::find(std::string_view name) const {
  for (const Field& field : fields)
    if (field.key == name) return &field;
  return rest.empty() ? nullptr : &rest.front();
}

const std::vector<DistributionForm>& distribution_forms() {
  static const std::vector<DistributionForm> forms = {
      {"exponential", {"mean"}},      {"gamma", {"mean", "sd"}},
      {"gamma", {"shape"}},           {"lognormal", {"mean", "sd"}},
      {"lognormal", {"mu", "sigma"}}, {"weibull", {"shape", "scale"}},
      {"uniform", {"from", "to"}},    {"empirical", {"values", "weights"}},
  };
  return forms;
}

namespace {

// The parameters of a distribution of this unit, each with a unit of its own: a mean of weeks is a duration.
const Field& distribution_of(Unit unit) {
  static const std::vector<Field> by_unit = [] {
    std::vector<Field> all(static_cast<std::size_t>(Unit::money) + 1, distribution_format());
    for (std::size_t u = 0; u < all.size(); ++u)
      for (Field& parameter : all[u].fields)
        if (parameter.unit == Unit::none) parameter.unit = static_cast<Unit>(u);
    return all;
  }();
  return by_unit[static_cast<std::size_t>(unit)];
}

}  // namespace

const Field* field_at(std::string_view path) {
  const Field* field = &scenario_format();
  for (const std::string& part : split_path(path)) {
    const Field* next = nullptr;
    if (part == "*") {
      if (!field->rest.empty()) next = &field->rest.front();
    } else {
      next = field->find(part);
    }
    if (!next && field->shape == Shape::distribution) next = distribution_of(field->unit).find(part);
    if (!next) return nullptr;
    field = next;
  }
  return field;
}

unsigned kind_bit(std::string_view kind) {
  static const std::vector<std::string> kinds = {"assessment", "course", "group", "digital", "stay", "crisis"};
  const auto found = std::find(kinds.begin(), kinds.end(), kind);
  return found == kinds.end() ? 0U : 1U << static_cast<unsigned>(found - kinds.begin());
}

std::vector<std::string> exits_of(std::string_view kind) {
  std::vector<std::string> exits;
  const unsigned bit = kind_bit(kind);
  if (bit & (kAssessment | kStay | kCrisis)) exits = {"seen"};
  if (bit & kCourses) exits = {"completed", "early", "dropped_out"};
  if (bit & kDigital) exits = {"completed", "dropped_out"};
  for (const char* of_lists : {"left", "no_reply", "balked", "better"}) exits.emplace_back(of_lists);
  return exits;
}

const std::vector<std::string>& evidence_keys() {
  static const std::vector<std::string> keys = {"status", "source", "note"};
  return keys;
}

std::string unit_in_words(Unit unit) {
  switch (unit) {
    case Unit::none:
      return "a number";
    case Unit::number:
      return "a number";
    case Unit::count:
      return "a whole number";
    case Unit::fraction:
      return "a share from 0 to 1, such as 0.08 or \"8 %\"";
    case Unit::duration:
      return "a duration with its unit, such as \"6 weeks\" or \"45 minutes\"";
    case Unit::length:
      return "a length with its unit, such as \"52 weeks\" or \"3 years\"";
    case Unit::rate:
      return "a rate with its unit, such as \"120 / week\" or \"22 % / year\"";
    case Unit::growth:
      return "a growth a year, such as \"2 % / year\"";
    case Unit::working_time:
      return "a working time, such as \"20 hours / week\"";
    case Unit::money:
      return "an amount of money, such as \"£ 60\" or \"60 GBP\"";
  }
  return "a number";
}

}  // namespace caseload
