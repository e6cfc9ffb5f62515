#include "models/scenario/document.hpp"

#include <cmath>
#include <functional>

#include "engine/check.hpp"
#include "models/scenario/quantity.hpp"

namespace caseload {
namespace {

const Node* child_named(const Node& node, std::string_view key) {
  for (const Node& child : node.children)
    if (child.key == key) return &child;
  return nullptr;
}

void collect_quantities(const Node& node, std::vector<const Node*>& found) {
  if (node.is_quantity() && !node.values.empty()) found.push_back(&node);
  for (const Node& child : node.children) collect_quantities(child, found);
}

void collect_matching(const Node& node, const std::vector<std::string>& parts, std::size_t at,
                      std::vector<const Node*>& found) {
  if (at == parts.size()) {
    found.push_back(&node);
    return;
  }
  for (const Node& child : node.children)
    if (parts[at] == "*" || parts[at] == child.key) collect_matching(child, parts, at + 1, found);
}

// Paths below `node` (null: the file says nothing there) that the format allows.
class Possible {
 public:
  Possible(const std::vector<std::string>& parts, std::vector<std::string>& found) : parts_(parts), found_(found) {}

  void walk(const Field& field, const Node* node, const std::string& path, std::size_t at, unsigned kinds) {
    if ((field.kinds & kinds) == 0) return;
    if (at == parts_.size()) {
      found_.push_back(path);
      return;
    }
    if (field.shape == Shape::distribution) return parameter(node, path, at);
    if (node && field.key == "SERVICE") {
      if (const unsigned bit = kind_bit(node->string("kind")); bit != 0) kinds = bit;
    }
    const std::string& part = parts_[at];
    const bool of_users = field.fields.empty() || !fixed_key(field, part);
    if (!of_users) {
      const Field& next = *field.find(part);
      return walk(next, node ? child_named(*node, part) : nullptr, join_path(path, part), at + 1, kinds);
    }
    if (field.rest.empty() || !node) return;
    for (const Node& child : node->children)
      if ((part == "*" && !fixed_key(field, child.key)) || part == child.key)
        walk(field.rest.front(), &child, join_path(path, child.key), at + 1, kinds);
  }

 private:
  static bool fixed_key(const Field& field, std::string_view key) {
    for (const Field& fixed : field.fields)
      if (fixed.key == key) return true;
    return false;
  }
  void parameter(const Node* node, const std::string& path, std::size_t at) {
    if (!node || at + 1 != parts_.size()) return;
    for (const Node& child : node->children)
      if (parts_[at] == "*" || parts_[at] == child.key) found_.push_back(join_path(path, child.key));
  }

  const std::vector<std::string>& parts_;
  std::vector<std::string>& found_;
};

std::string change_values(Node* node, const std::function<double(double)>& change) {
  CASELOAD_CHECK(node && node->is_quantity() && !node->values.empty());
  for (auto* values : {&node->values, &node->low, &node->high})
    for (double& value : *values) value = change(value);
  for (const double value : node->values) {
    if (node->unit == Unit::count) continue;  // whoever reads a count rounds it
    const std::string problem = range_problem(*node->field, node->unit, value, shortest(value));
    if (!problem.empty()) return problem;
  }
  return "";
}

}  // namespace

Time Moment::from(CivilDate start) const {
  if (date) return time_of(start, *date);
  return time_of(start, add_months(start, months)) + caseload::days(days);
}

const Node* Node::find(std::string_view relative) const {
  const Node* node = this;
  for (const std::string& part : split_path(relative)) {
    node = child_named(*node, part);
    if (!node) return nullptr;
  }
  return node;
}

Node* Node::find(std::string_view relative) { return const_cast<Node*>(std::as_const(*this).find(relative)); }

double Node::number(std::string_view relative, double fallback) const {
  const Node* node = find(relative);
  if (!node) return fallback;
  CASELOAD_CHECK(node->is_quantity() && !node->values.empty());
  return node->values.front();
}

std::vector<double> Node::numbers(std::string_view relative) const {
  const Node* node = find(relative);
  if (!node) return {};
  CASELOAD_CHECK(node->is_quantity());
  return node->values;
}

Duration Node::duration(std::string_view relative, Duration fallback) const {
  const Node* node = find(relative);
  if (!node) return fallback;
  CASELOAD_CHECK(node->unit == Unit::duration && !node->values.empty());
  return std::isinf(node->values.front()) ? Duration::forever() : days(node->values.front());
}

std::string Node::string(std::string_view relative, std::string_view fallback) const {
  const Node* node = find(relative);
  return node ? node->text : std::string(fallback);
}

bool Node::flagged(std::string_view relative, bool fallback) const {
  const Node* node = find(relative);
  return node ? node->flag : fallback;
}

const std::vector<Node>& Document::children(std::string_view path) const {
  static const std::vector<Node> none;
  const Node* node = find(path);
  return node ? node->children : none;
}

std::vector<const Node*> Document::quantities() const {
  std::vector<const Node*> found;
  collect_quantities(root, found);
  return found;
}

std::vector<const Node*> Document::matching(std::string_view pattern) const {
  std::vector<const Node*> found;
  collect_matching(root, split_path(pattern), 0, found);
  return found;
}

std::vector<std::string> Document::possible(std::string_view pattern) const {
  std::vector<std::string> found;
  const auto parts = split_path(pattern);
  Possible(parts, found).walk(scenario_format(), &root, "", 0, kEveryKind);
  return found;
}

std::string Document::multiply(std::string_view path, double factor) {
  Node* node = find(path);
  CASELOAD_CHECK(node && node->is_quantity());
  if (node->is_distribution()) {
    node->factor *= factor;
    return "";
  }
  return change_values(node, [&](double value) { return value * factor; });
}

std::string Document::add(std::string_view path, double amount) {
  return change_values(find(path), [&](double value) { return value + amount; });
}

void Document::set(std::string_view path, const Node& value) {
  Node* node = &root;
  const Field* field = &scenario_format();
  for (const std::string& part : split_path(path)) {
    field = field->find(part);
    CASELOAD_CHECK(field != nullptr || node->is_distribution());
    Node* next = node->find(join_path("", part));
    if (!next) {
      Node made;
      made.key = part;
      made.path = join_path(node->path, part);
      made.field = field;
      made.where = made.key_where = value.where;
      node->children.push_back(std::move(made));
      next = &node->children.back();
    }
    node = next;
    if (!field) break;  // a parameter of a distribution
  }
  // The children of what is set are moved below its path; a share keeps the delay it had.
  std::vector<Node> kept;
  if (node->field && node->field->shape == Shape::quantity && !node->field->fields.empty())
    kept = std::move(node->children);
  const std::string key = node->key, own_path = node->path;
  *node = value;
  node->key = key;
  const std::function<void(Node&, const std::string&)> rename = [&](Node& at, const std::string& to) {
    at.path = to;
    for (Node& child : at.children) rename(child, join_path(to, child.key));
  };
  rename(*node, own_path);
  for (Node& child : kept)
    if (!child_named(*node, child.key)) node->children.push_back(std::move(child));
}

}  // namespace caseload
