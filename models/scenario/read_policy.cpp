// What is particular to policies: moments, and changes to paths.
#include <algorithm>

#include "models/limits.hpp"
#include "models/scenario/quantity.hpp"
#include "models/scenario/reader.hpp"

namespace caseload {
namespace {

// May a policy replace what stands here? Single numbers, and tables of numbers that belong together.
bool changeable(const Field& field) {
  if (!field.changeable) return false;
  if (field.is_quantity()) return true;
  if (field.shape != Shape::table) return false;
  const auto all = [](const std::vector<Field>& fields) {
    return std::all_of(fields.begin(), fields.end(),
                       [](const Field& f) { return changeable(f) || f.shape == Shape::flag; });
  };
  return all(field.fields) && all(field.rest);
}

// What is wrong with a path that leads nowhere in the format.
std::string broken_path(std::string_view pattern) {
  std::string good;
  for (const std::string& part : split_path(pattern)) {
    const std::string longer = join_path(good, part);
    if (field_at(longer)) {
      good = longer;
      continue;
    }
    std::vector<std::string> keys;
    const Field* parent = field_at(good);
    for (const Field& field : parent->fields) keys.push_back(field.key);
    return "no such path in a scenario: unknown key \"" + part + "\"" + (good.empty() ? "" : " in " + good) +
           suggestion(part, keys);
  }
  return "";
}

bool is_signed(const Raw& raw) {
  const auto first = raw.text.find_first_not_of(' ');
  return raw.type == Raw::Type::text && first != std::string::npos &&
         (raw.text[first] == '+' || raw.text[first] == '-');
}

}  // namespace

void Reader::moment(const Raw& raw, Node& node) {
  if (raw.type == Raw::Type::date) {
    node.moment.date = raw.date;
    node.written = to_string(raw.date);
    return;
  }
  if (raw.type != Raw::Type::text)
    return problem(raw.where, node.path,
                   "found " + in_words(raw) +
                       ", expected a date without quotes, or a length after the start such as \"52 weeks\"");
  const auto result = parse_quantity(raw.text, Unit::length);
  if (!result.quantity) return problem(raw.where, node.path, result.problem + ", or a date without quotes");
  if (result.quantity->value < 0 || result.quantity->value > kMostDays)
    return problem(
        raw.where, node.path,
        "found \"" + raw.text + "\", expected a length of 0 to 100 years after the start; earlier moments are dates");
  node.moment = result.quantity->moment;
  node.written = raw.text;
}

void Reader::changes(const Raw& raw, Node& node) {
  if (raw.type != Raw::Type::table)
    return problem(
        raw.where, node.path,
        "found " + in_words(raw) + ", expected a table of paths and changes: { \"staff.*.wte\" = \"+ 20 %\" }");
  if (too_many(raw, node)) return;
  for (const Raw& child : raw.children) {
    const std::string path = join_path(node.path, child.key);
    if (contains_evidence_key(child.key)) {
      evidence_key(child, path);
      continue;
    }
    const Field* target = field_at(child.key);
    if (!target) {
      problem(child.key_where, path, broken_path(child.key));
    } else if (!changeable(*target) || split_path(child.key).size() < 3) {
      problem(child.key_where, path,
              "a policy cannot change \"" + child.key + "\"" +
                  (target->is_quantity() ? ", which is read only at the start" : ", which is not a number"));
    } else {
      node.children.push_back(change(child, *target, path));
    }
  }
}

// `text` says how: multiply, add (the amount in `values`), or set (the value is the only child).
Node Reader::change(const Raw& raw, const Field& target, const std::string& path) {
  Node node = begin(raw, target, path);
  node.field = nullptr;  // a change is not itself a value of the format
  const Raw* value = raw.type == Raw::Type::table ? raw.find("value") : &raw;
  if (!value || !is_signed(*value)) {
    node.text = "set";
    Raw named = raw;
    named.key = "value";
    node.children.push_back(read(named, target, path));
    return node;
  }
  if (!target.is_quantity()) {
    problem(value->where, path, "found the change \"" + value->text + "\" of a table; name one of its numbers");
    return node;
  }
  node.where = value->where;
  if (!relative(*value, target, node, node.values, node.written) || raw.type != Raw::Type::table) return node;
  const Raw *low = raw.find("low"), *high = raw.find("high");
  for (const Raw& child : raw.children) {
    const std::string child_path = join_path(path, child.key);
    if (contains_evidence_key(child.key))
      evidence_key(child, child_path);
    else if (child.key != "value" && child.key != "low" && child.key != "high")
      problem(child.key_where, child_path,
              "unknown key \"" + child.key + "\"" +
                  suggestion(child.key, {"value", "low", "high", "status", "source", "note"}));
  }
  if (!low && !high) return node;
  if (!low || !high) {
    problem((low ? low : high)->key_where, path, "expected \"low\" and \"high\" together");
  } else if (relative(*low, target, node, node.low, node.written_low) &&
             relative(*high, target, node, node.high, node.written_high) &&
             (node.low[0] > node.values[0] || node.high[0] < node.values[0])) {
    problem(low->where, path,
            "expected low ≤ value ≤ high; found " + node.written_low + ", " + node.written + ", " + node.written_high);
  }
  return node;
}

bool Reader::relative(const Raw& raw, const Field& target, Node& node, std::vector<double>& into,
                      std::string& written) {
  const auto result =
      parse_relative(raw.type == Raw::Type::text ? std::string_view(raw.text) : std::string_view(), target.unit);
  std::string wrong = result.problem;
  if (!result.is_relative)
    wrong = "found " + in_words(raw) + ", expected a change with a sign, such as \"+ 20 %\"";
  else if (result.change && !result.change->multiply && target.shape == Shape::distribution)
    wrong =
        "found \"" + raw.text + "\", expected a percentage: a distribution can be stretched (\"+ 20 %\") or replaced";
  const std::string how = result.change && result.change->multiply ? "multiply" : "add";
  if (wrong.empty() && !node.text.empty() && node.text != how)
    wrong = "expected \"low\", \"high\" and \"value\" all with % or all without";
  if (!wrong.empty()) {
    problem(raw.where, node.path, wrong);
    return false;
  }
  node.text = how;
  into = {result.change->amount};
  written = raw.text;
  return true;
}

}  // namespace caseload
