// What a scenario says beside the numbers of its ledger, and what it leaves to the format.
#include <algorithm>

#include "models/scenario/document.hpp"
#include "models/scenario/path.hpp"

namespace caseload {
namespace {

bool in_ledger(const Node& node) { return node.is_quantity() && node.field->evidenced && !node.values.empty(); }

std::string list_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string as_written(const Node& node) {
  switch (node.field->shape) {
    case Shape::flag:
      return node.flag ? "true" : "false";
    case Shape::date:
      return to_string(*node.moment.date);
    case Shape::names:
      return list_of(node.texts);
    case Shape::quantity:
    case Shape::quantities:
      return node.written + (node.written_unit.empty() ? "" : " " + node.written_unit);
    default:
      return node.text;
  }
}

// Tables, and quantities given by need group.
bool has_no_value(const Node& node) {
  const Shape shape = node.field->shape;
  return shape == Shape::table || shape == Shape::tables || (node.is_quantity() && node.values.empty());
}

// What the ledger tells: policies, and the columns of areas.
bool is_told_elsewhere(const Node& node) { return node.path == "policy" || node.field->shape == Shape::column; }

class Teller {
 public:
  std::vector<Statement> tell(const Node& root) {
    table(root, kEveryKind);
    return std::move(statements_);
  }

 private:
  void say(const Node& node, unsigned kind) {
    if (node.is_distribution() && !node.text.empty() && node.values.empty()) {
      statements_.push_back({join_path(node.path, "dist"), node.text, key_meaning(node.path), false});
    } else if (!in_ledger(node) && !has_no_value(node)) {
      statements_.push_back({node.path, as_written(node), key_meaning(node.path), false});
    }
    table(node, kind);
  }

  void table(const Node& node, unsigned kind) {
    if (node.field->key == "SERVICE" && node.has("kind")) kind = kind_bit(node.string("kind"));
    for (const Node& child : node.children)
      if (!is_told_elsewhere(child)) say(child, kind);
    if (node.field->shape == Shape::table) left_out(node, kind);
  }

  void left_out(const Node& node, unsigned kind) {
    for (const Field& field : node.field->fields)
      if (!field.fallback.empty() && (field.kinds & kind) != 0 && !node.has(join_path("", field.key)))
        statements_.push_back({join_path(node.path, field.key), field.fallback, field.meaning, true});
  }

  std::vector<Statement> statements_;
};

}  // namespace

std::vector<Statement> Scenario::statements() const { return Teller().tell(data_->document.root); }

std::string key_meaning(std::string_view path) {
  const Field* field = field_at(path);
  if (!field) return "";
  std::vector<std::string> parts = split_path(path);
  if (parts.empty()) return field->meaning;
  std::string above;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) above = join_path(above, parts[i]);
  const Field* whole = field_at(above);
  if (!whole || whole->shape != Shape::distribution) return field->meaning;
  // A parameter by itself ("Mean.") says little: what is distributed comes first.
  std::string words = whole->meaning.substr(0, whole->meaning.find_last_not_of('.') + 1);
  std::string parameter = field->meaning;
  std::transform(parameter.begin(), parameter.begin() + 1, parameter.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return words + ": " + parameter;
}

}  // namespace caseload
