// Numbers, lists of numbers and distributions.
#include <algorithm>
#include <cmath>

#include "models/limits.hpp"
#include "models/scenario/quantity.hpp"
#include "models/scenario/reader.hpp"

namespace caseload {
namespace {

bool is_list(const Field& field) { return field.shape == Shape::quantities; }

// The form for what has mean 1 by definition (frailty).
bool is_mean_one(const DistributionForm& form) { return form.dist == "gamma" && form.parameters.size() == 1; }

// Parameters of any form of this distribution that may stand here.
std::vector<std::string> parameters_of(std::string_view dist, bool mean_one) {
  std::vector<std::string> names;
  for (const DistributionForm& form : distribution_forms()) {
    if (form.dist == dist && is_mean_one(form) == mean_one)
      names.insert(names.end(), form.parameters.begin(), form.parameters.end());
  }
  if (!mean_one) {
    names.emplace_back("at_least");
    names.emplace_back("at_most");
  }
  return names;
}

std::string listed(const std::vector<std::string>& names, const char* between) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : between) + name;
  return text;
}

}  // namespace

void Reader::quantity(const Raw& raw, Node& node) {
  if (raw.type == Raw::Type::table) return quantity_table(raw, node);
  values(raw, node, node.values, node.written);
}

// { value = …, low = …, high = …, varies = …, status = …, source = …, note = … } and what else the field allows; or,
// for some, names of the user's.
void Reader::quantity_table(const Raw& raw, Node& node) {
  if (!node.field->rest.empty() && !raw.find("value")) {
    Field names = *node.field;
    names.evidence = true;
    for (const Raw& child : raw.children) {
      if (contains_evidence_key(child.key))
        evidence_key(child, join_path(node.path, child.key));
      else if (user_name(child, node))
        node.children.push_back(read(child, node.field->rest.front(), join_path(node.path, child.key)));
    }
    return;
  }
  static const std::vector<std::string> own = {"value", "low", "high", "varies"};
  for (const Raw& child : raw.children) {
    const std::string path = join_path(node.path, child.key);
    const Field* further = nullptr;
    for (const Field& field : node.field->fields)
      if (field.key == child.key) further = &field;
    if (further) {
      node.children.push_back(read(child, *further, path));
    } else if (contains_evidence_key(child.key)) {
      evidence_key(child, path);
    } else if (std::find(own.begin(), own.end(), child.key) == own.end()) {
      std::vector<std::string> keys = own;
      keys.insert(keys.end(), evidence_keys().begin(), evidence_keys().end());
      for (const Field& field : node.field->fields) keys.push_back(field.key);
      problem(child.key_where, path, "unknown key \"" + child.key + "\"" + suggestion(child.key, keys));
    }
  }
  const Raw* value = raw.find("value");
  if (!value)
    return problem(raw.where, node.path, "missing: expected the key \"value\" here, " + unit_in_words(node.unit));
  node.where = value->where;
  if (values(*value, node, node.values, node.written)) ranges(raw, node);
}

bool Reader::contains_evidence_key(std::string_view key) {
  return std::find(evidence_keys().begin(), evidence_keys().end(), key) != evidence_keys().end();
}

void Reader::ranges(const Raw& raw, Node& node) {
  const Raw *low = raw.find("low"), *high = raw.find("high"), *varies = raw.find("varies");
  if ((low != nullptr) != (high != nullptr)) {
    const Raw& one = low ? *low : *high;
    return problem(one.key_where, node.path,
                   std::string("found \"") + one.key + "\" alone, expected \"low\" and \"high\" together");
  }
  if (varies) {
    static const std::vector<std::string> ways = {"beta", "log-normal", "normal", "uniform"};
    if (varies->type != Raw::Type::text || std::find(ways.begin(), ways.end(), varies->text) == ways.end())
      problem(varies->where, join_path(node.path, "varies"),
              "found " + in_words(*varies) + ", expected beta, log-normal, normal or uniform" +
                  (nearest_name(varies->text, ways).empty() ? "" : suggestion(varies->text, ways)));
    else if (!low)
      problem(varies->key_where, join_path(node.path, "varies"),
              "found \"varies\" without \"low\" and \"high\", between which it varies");
    node.varies = varies->text;
  }
  if (!low) return;
  if (!values(*low, node, node.low, node.written_low) || !values(*high, node, node.high, node.written_high)) return;
  if (node.low.size() != node.values.size() || node.high.size() != node.values.size())
    return problem(low->where, node.path, "expected as many numbers in \"low\" and \"high\" as in \"value\"");
  for (std::size_t i = 0; i < node.values.size(); ++i) {
    if (node.low[i] > node.values[i])
      return problem(low->where, join_path(node.path, "low"),
                     "found low " + node.written_low + " above the value " + node.written);
    if (node.high[i] < node.values[i])
      return problem(high->where, join_path(node.path, "high"),
                     "found high " + node.written_high + " below the value " + node.written);
  }
}

// A number, or the numbers of a list; a list of one may be written as the number itself.
bool Reader::values(const Raw& raw, Node& node, std::vector<double>& into, std::string& written) {
  into.clear();
  written.clear();
  if (!is_list(*node.field)) return one_value(raw, node, into, written);
  const int length = node.field->length;
  if (raw.type != Raw::Type::array) {
    if (length == 0) return one_value(raw, node, into, written);
    problem(raw.where, node.path,
            "found " + in_words(raw) + ", expected a list of " + std::to_string(length) + " numbers in brackets");
    return false;
  }
  if (raw.children.empty() || raw.children.size() > kMostNumbers) {
    problem(raw.where, node.path,
            raw.children.empty() ? "found an empty list, expected at least one number"
                                 : "found more than " + std::to_string(kMostNumbers) + " numbers");
    return false;
  }
  if (length != 0 && raw.children.size() != static_cast<std::size_t>(length)) {
    problem(raw.where, node.path,
            "found " + std::to_string(raw.children.size()) + " numbers, expected " + std::to_string(length));
    return false;
  }
  bool good = true, one_unit = true;
  std::string without_units, with_units, first_unit;
  for (const Raw& element : raw.children) {
    std::string one;
    node.written_unit.clear();
    good = one_value(element, node, into, one) && good;
    if (&element == &raw.children.front()) first_unit = node.written_unit;
    one_unit = one_unit && node.written_unit == first_unit;
    without_units += (without_units.empty() ? "" : ", ") + one;
    with_units += (with_units.empty() ? "" : ", ") + one + (node.written_unit.empty() ? "" : " " + node.written_unit);
  }
  written = one_unit ? without_units : with_units;
  if (!one_unit) node.written_unit.clear();
  return good;
}

bool Reader::one_value(const Raw& raw, Node& node, std::vector<double>& into, std::string& written) {
  if (raw.type == Raw::Type::text && node.field->always && raw.text == "always") {
    into.push_back(std::numeric_limits<double>::infinity());
    written = raw.text;
    return true;
  }
  QuantityResult result;
  if (raw.type == Raw::Type::text)
    result = parse_quantity(raw.text, node.unit);
  else if (raw.is_number())
    result = bare_quantity(raw.number, raw.text, node.unit);
  else
    result.problem = "found " + in_words(raw) + ", expected " + unit_in_words(node.unit);
  if (result.quantity) {
    const std::string as_written = raw.type == Raw::Type::text ? "\"" + raw.text + "\"" : raw.text;
    result.problem = range_problem(*node.field, node.unit, result.quantity->value, as_written);
  }
  if (!result.problem.empty()) {
    problem(raw.where, node.path, result.problem);
    return false;
  }
  into.push_back(result.quantity->value);
  written = result.quantity->number;
  node.written_unit = result.quantity->unit;
  if (node.unit == Unit::length) node.moment = result.quantity->moment;
  return true;
}

void Reader::distribution(const Raw& raw, Node& node) {
  const bool mean_one = node.unit == Unit::none;  // only its form can be chosen
  if (raw.type == Raw::Type::table && raw.find("dist")) return parameters(raw, node);
  if (mean_one)
    return problem(raw.where, node.path,
                   "found " + in_words(raw) + ", expected a distribution: { dist = \"gamma\", shape = … }");
  if (raw.type == Raw::Type::table && !raw.find("value"))
    return problem(raw.where, node.path, "missing: expected the key \"dist\" (or \"value\") here");
  node.text = "constant";
  quantity(raw, node);
}

void Reader::parameters(const Raw& raw, Node& node) {
  const Raw& dist = *raw.find("dist");
  const bool mean_one = node.unit == Unit::none;
  const auto& choices = mean_one ? node.field->choices : distribution_format().find("dist")->choices;
  if (dist.type != Raw::Type::text || std::find(choices.begin(), choices.end(), dist.text) == choices.end()) {
    const std::string nearest = nearest_name(dist.text, choices);
    return problem(dist.where, join_path(node.path, "dist"),
                   "found " + in_words(dist) + ", expected one of " + listed(choices, ", ") +
                       (nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?"));
  }
  node.text = dist.text;
  const auto allowed = parameters_of(dist.text, mean_one);
  for (const Raw& child : raw.children) {
    const std::string path = join_path(node.path, child.key);
    if (child.key == "dist") continue;
    if (contains_evidence_key(child.key))
      evidence_key(child, path);
    else if (std::find(allowed.begin(), allowed.end(), child.key) != allowed.end())
      parameter(child, node);
    else
      problem(child.key_where, path,
              "unknown key \"" + child.key + "\" of a distribution \"" + dist.text + "\", which takes " +
                  listed(allowed, ", "));
  }
  form_of_distribution(raw, dist.text, node);
}

// One of the forms of a distribution must be there, and no more than that one.
void Reader::form_of_distribution(const Raw& raw, const std::string& dist, const Node& node) {
  const bool mean_one = node.unit == Unit::none;
  std::vector<std::string> forms;
  for (const DistributionForm& form : distribution_forms()) {
    if (form.dist != dist || is_mean_one(form) != mean_one) continue;
    std::vector<std::string> needed = form.parameters;
    if (dist == "empirical") needed = {"values"};  // equal weights
    if (!std::all_of(needed.begin(), needed.end(), [&](const std::string& key) { return raw.find(key); })) {
      forms.push_back(listed(needed, " and "));
      continue;
    }
    const auto of_another_form = [&](const std::string& key) {
      const bool cut = key == "at_least" || key == "at_most";
      return !cut && raw.find(key) &&
             std::find(form.parameters.begin(), form.parameters.end(), key) == form.parameters.end();
    };
    const auto all = parameters_of(dist, mean_one);
    if (std::any_of(all.begin(), all.end(), of_another_form))
      problem(raw.where, node.path, "found too many parameters; " + listed(form.parameters, " and ") + " settle it");
    return;
  }
  problem(raw.where, node.path, "missing: a distribution \"" + dist + "\" takes " + listed(forms, ", or "));
}

void Reader::parameter(const Raw& child, Node& node) {
  const Field& field = *distribution_format().find(child.key);
  Node made = begin(child, field, join_path(node.path, child.key));
  if (field.unit == Unit::none) made.unit = node.unit;
  quantity(child, made);
  for (const double value : made.values) {
    const bool of_the_quantity = field.unit == Unit::none;
    if (!of_the_quantity) continue;
    // Of its own field only what bounds the quantity itself: 0 is a fine value of an empirical wait.
    if (value > node.field->most || (node.field->above_least && field.key == "values" && value <= node.field->least)) {
      problem(made.where, made.path, range_problem(*node.field, made.unit, value, made.written));
      break;
    }
  }
  node.children.push_back(std::move(made));
}

}  // namespace caseload
