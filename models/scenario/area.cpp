// One area of a scenario: England's document with the area's own values in it.

#include <algorithm>
#include <cmath>

#include "models/scenario/quantity.hpp"
#include "models/scenario/reader.hpp"
#include "models/scenario/timeline.hpp"

namespace caseload {

namespace {

std::size_t index_of(const Regions& regions, const std::string& area) {
  const auto found = std::find(regions.codes.begin(), regions.codes.end(), area);
  if (found != regions.codes.end()) return static_cast<std::size_t>(found - regions.codes.begin());
  throw ScenarioError({{{}, "", "no area \"" + area + "\"" + suggestion(area, regions.codes)}});
}

Node value_node(const Document& document, const std::string& path, double value, const Position& where) {
  Node node;
  if (const Node* known = document.find(path); known && !known->is_distribution()) node = *known;
  node.field = field_at(path);
  node.unit = node.field->unit;
  node.where = where;
  node.values = {value};
  node.low.clear();
  node.high.clear();
  if (node.is_distribution()) node.text = "constant";
  return node;
}

void change(Document& document, const AreaChange& change, std::size_t area, std::vector<Problem>& problems) {
  const double value = change.values[area];
  const auto problem = [&](const std::string& path, const std::string& wrong) {
    note(problems, {change.where, "regions", "at " + path + ", from column \"" + change.column + "\": " + wrong});
  };
  if (!change.multiply) {
    for (const std::string& path : document.possible(change.pattern))
      document.set(path, value_node(document, path, value, change.where));
    return;
  }
  std::vector<std::string> paths;
  for (const Node* node : document.matching(change.pattern))
    if (node->is_quantity() && (!node->values.empty() || node->is_distribution())) paths.push_back(node->path);
  for (const std::string& path : paths)
    if (const std::string wrong = document.multiply(path, value); !wrong.empty()) problem(path, wrong);
}

}  // namespace

Document in_area(const Document& whole, const std::optional<Regions>& regions, const std::string& area,
                 std::vector<Problem>& problems) {
  Document document = whole;
  if (area.empty()) return document;
  if (!regions) throw ScenarioError({{{}, "", "no area \"" + area + "\": this scenario has no [regions]"}});
  const std::size_t index = index_of(*regions, area);
  for (const AreaChange& one : regions->changes) change(document, one, index, problems);
  const Position table = document.find("regions") ? document.find("regions")->where : Position{};
  std::vector<Problem> found;
  check_values(document, found);
  for (const Problem& one : found)
    note(problems, {table, "regions", "area \"" + area + "\": " + one.key + ": " + one.message});
  return document;
}

}  // namespace caseload
