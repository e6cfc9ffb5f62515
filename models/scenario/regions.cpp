#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "models/limits.hpp"
#include "models/scenario/csv.hpp"
#include "models/scenario/disk.hpp"
#include "models/scenario/files.hpp"
#include "models/scenario/quantity.hpp"
#include "models/scenario/tables.hpp"

namespace caseload {
namespace {

constexpr std::size_t kLongestCode = 60, kLongestName = 200;

// Codes are named on the command line, with commas between them.
std::string code_problem(const std::string& code) {
  if (code.empty()) return "found an empty cell, expected the code of an area";
  if (code == "all" || code == "one") return "found \"" + code + "\", which has a meaning of its own";
  if (code.size() > kLongestCode || code.find(',') != std::string::npos || has_control_characters(code))
    return "found \"" + shown(code) + "\", expected a code of 1 to 60 characters on one line, without commas";
  return "";
}

class RegionsReader {
 public:
  RegionsReader(const Document& document, const Csv& csv, std::vector<Problem>& problems)
      : document_(document), csv_(csv), problems_(problems) {}

  Regions read(const Node& table) {
    codes(table);
    if (const Node* set = table.find("set"))
      for (const Node& entry : set->children) change(entry, false);
    if (const Node* scale = table.find("scale"))
      for (const Node& entry : scale->children) change(entry, true);
    return std::move(regions_);
  }

 private:
  int column_of(const Node& node, const std::string& name) {
    const int column = csv_.column(name);
    if (column < 0)
      note(problems_,
           {node.where, node.path, "no column \"" + name + "\" in " + csv_.file + suggestion(name, csv_.columns())});
    return column;
  }

  const Csv::Cell& cell(std::size_t row, int column) const { return csv_.rows[row][static_cast<std::size_t>(column)]; }

  void codes(const Node& table) {
    const Node* key = table.find("key");
    const Node* name = table.find("name");
    const int code_column = column_of(*key, key->text);
    const int name_column = name ? column_of(*name, name->text) : code_column;
    if (csv_.rows.empty()) note(problems_, {{csv_.file, 1, 1}, "regions", "found no areas"});
    if (code_column < 0 || name_column < 0) return;
    std::map<std::string, int> seen;
    for (std::size_t row = 0; row < csv_.rows.size(); ++row) {
      const Csv::Cell& code = cell(row, code_column);
      const auto [before, is_new] = seen.emplace(code.text, code.line);
      if (const std::string wrong = code_problem(code.text); !wrong.empty())
        note(problems_, {csv_.at(code), "regions.key", wrong});
      else if (!is_new)
        note(problems_, {csv_.at(code), "regions.key",
                         "found the area \"" + code.text + "\" again; it is in line " + std::to_string(before->second) +
                             " already"});
      const Csv::Cell& name_of = cell(row, name_column);
      if (name_column != code_column && (has_control_characters(name_of.text) || name_of.text.size() > kLongestName))
        note(problems_,
             {csv_.at(name_of), "regions.name", "expected the name of an area on one line, and not a page long"});
      regions_.codes.push_back(code.text);
      regions_.names.push_back(name_of.text);
    }
  }

  void change(const Node& entry, bool multiply) {
    const std::string& pattern = entry.key;
    const Field* target = field_at(pattern);
    if (!target || !target->is_quantity()) {
      note(problems_, {entry.key_where, entry.path,
                       "found the path \"" + pattern + "\", which is not that of a number in a scenario"});
      return;
    }
    const bool matches = multiply ? !document_.matching(pattern).empty() : !document_.possible(pattern).empty();
    if (!matches)
      note(problems_,
           {entry.key_where, entry.path, "found the path \"" + pattern + "\", which matches nothing in this scenario"});
    const int column = column_of(entry, entry.text);
    if (column < 0) return;
    AreaChange made{pattern, multiply, {}, entry.text, entry.where, entry.evidence};
    multiply ? shares(entry, column, made) : values(entry, *target, column, made);
    regions_.changes.push_back(std::move(made));
  }

  void values(const Node& entry, const Field& target, int column, AreaChange& made) {
    const std::string unit = entry.string("unit");
    for (std::size_t row = 0; row < csv_.rows.size(); ++row) {
      const Csv::Cell& found = cell(row, column);
      const std::string text = unit.rfind("£", 0) == 0 ? unit + found.text : found.text + " " + unit;
      const auto result = parse_quantity(text, target.unit, true);
      std::string wrong = result.problem;
      if (found.text.empty()) wrong = "found an empty cell, expected " + unit_in_words(target.unit);
      if (wrong.empty()) wrong = range_problem(target, target.unit, result.quantity->value, "\"" + found.text + "\"");
      if (!wrong.empty()) note(problems_, {csv_.at(found), entry.path, "column \"" + made.column + "\": " + wrong});
      made.values.push_back(result.quantity ? result.quantity->value : 0);
    }
  }

  void shares(const Node& entry, int column, AreaChange& made) {
    double total = 0;
    for (std::size_t row = 0; row < csv_.rows.size(); ++row) {
      const Csv::Cell& found = cell(row, column);
      const auto result = parse_quantity(found.text, Unit::number, true);
      if (!result.quantity || result.quantity->value < 0)
        note(problems_, {csv_.at(found), entry.path,
                         "column \"" + made.column + "\": found " +
                             (found.text.empty() ? "an empty cell" : "\"" + found.text + "\"") +
                             ", expected a number, zero or more"});
      made.values.push_back(result.quantity ? result.quantity->value : 0);
      total += made.values.back();
    }
    if (!(total > 0)) {
      note(problems_,
           {entry.where, entry.path, "the column \"" + made.column + "\" adds up to 0, so no area has a share of it"});
      return;
    }
    for (double& value : made.values) value /= total;
  }

  const Document& document_;
  const Csv& csv_;
  std::vector<Problem>& problems_;
  Regions regions_;
};

}  // namespace

// A file named in a scenario lies beside the file that names it.
std::optional<std::pair<std::string, std::string>> file_beside(const Document& document, const Node& node,
                                                               std::vector<Problem>& problems,
                                                               const std::vector<std::string>& texts) {
  // What with() sets is taken as if it stood in the scenario itself.
  const std::string& file = node.where.file == "<with>" ? document.root.where.file : node.where.file;
  const auto path = (std::filesystem::path(file).parent_path() / node.text).lexically_normal();
  if (!is_file(path)) {
    note(problems, {node.where, node.path, "no file \"" + node.text + "\" beside this one"});
    return std::nullopt;
  }
  return std::pair(path.generic_string(), read_within(path, kMostCsvBytes, texts));
}

std::optional<Regions> read_regions(const Document& document, std::vector<Problem>& problems,
                                    std::vector<std::string>& texts) {
  const Node* table = document.find("regions");
  if (!table) return std::nullopt;
  const auto file = file_beside(document, *table->find("file"), problems, texts);
  if (!file) return std::nullopt;
  texts.push_back(file->second);
  const std::size_t before = problems.size();
  const Csv csv = parse_csv(file->second, file->first, kMostAreas, problems);
  if (problems.size() > before && csv.rows.empty()) return std::nullopt;
  return RegionsReader(document, csv, problems).read(*table);
}

}  // namespace caseload
