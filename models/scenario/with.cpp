#include "models/scenario/with.hpp"

#include <algorithm>
#include <charconv>

namespace caseload {
namespace {

const std::string kFile = "<with>";

std::shared_ptr<const Evidence> by_hand() {
  static const auto evidence =
      std::make_shared<const Evidence>(Evidence{"assumption", "", "set by hand, not in the file"});
  return evidence;
}

void move_to(Raw& raw, int line, int columns_less) {
  for (Position* at : {&raw.where, &raw.key_where})
    if (at->line > 0) {
      if (at->line == 1) at->column = std::max(1, at->column - columns_less);
      at->line = line;
      at->file = kFile;
    }
  if (!raw.evidence) raw.evidence = by_hand();
  for (Raw& child : raw.children) move_to(child, line, columns_less);
}

Raw parsed(const std::string& path, const std::string& value, int line) {
  const std::string before = "value = ";
  const auto fail = [&](int column, const std::string& message) {
    throw ScenarioError({{{kFile, line, column},
                          path,
                          message + "; a value is written as in a file: 0.2 or \"3 weeks\" with its quotes"}});
  };
  Raw root;
  try {
    root = parse_toml(before + value, kFile);
  } catch (const ScenarioError& error) {
    const Problem& problem = error.problems().front();
    fail(std::max(1, problem.where.column - static_cast<int>(before.size())), problem.message);
  }
  if (root.children.size() != 1) fail(1, "expected one value");
  Raw raw = std::move(root.children.front());
  raw.key_where = {kFile, 1, 1};
  move_to(raw, line, static_cast<int>(before.size()));
  return raw;
}

// A new bare value takes the place of the number in { value = …, low = … }; what else the table says stays.
void replace(Raw& there, Raw value) {
  if (there.type != Raw::Type::table || value.type == Raw::Type::table || !there.find("value")) {
    value.key = there.key;
    there = std::move(value);
    return;
  }
  for (const char* gone : {"low", "high", "varies", "status", "source", "note"})
    there.children.erase(
        std::remove_if(there.children.begin(), there.children.end(), [&](const Raw& c) { return c.key == gone; }),
        there.children.end());
  there.evidence = value.evidence;
  value.key = "value";
  *there.find("value") = std::move(value);
}

Raw* step_down(Raw& raw, const std::string& part, const Raw& value) {
  if (raw.type == Raw::Type::array) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
    if (error == std::errc{} && end == part.data() + part.size() && index < raw.children.size())
      return &raw.children[index];
    return nullptr;
  }
  if (raw.type != Raw::Type::table) return nullptr;
  if (Raw* found = raw.find(part)) return found;
  Raw made;
  made.key = part;
  made.where = made.key_where = value.key_where;
  made.evidence = value.evidence;
  raw.children.push_back(std::move(made));
  return &raw.children.back();
}

void put(Raw& root, const std::string& path, const Raw& value) {
  Raw* at = &root;
  for (const std::string& part : split_path(path)) {
    at = step_down(*at, part, value);
    if (!at)
      throw ScenarioError(
          {{{kFile, value.where.line, 1}, path, "no such path: \"" + part + "\" would lie in what is not a table"}});
  }
  replace(*at, value);
}

}  // namespace

Raw changed(const Scenario::Data& data, const std::vector<std::pair<std::string, std::string>>& changes,
            std::vector<std::string>& texts) {
  Raw root = *data.raw;
  std::vector<Problem> problems;
  int line = 0;
  for (const auto& [path, text] : changes) {
    ++line;
    texts.push_back(std::string(path).append(" = ").append(text));
    try {
      const Raw value = parsed(path, text, line);
      std::vector<std::string> paths = {path};
      const auto parts = split_path(path);
      if (std::find(parts.begin(), parts.end(), "*") != parts.end()) paths = data.document.possible(path);
      if (paths.empty()) note(problems, {{kFile, line, 1}, path, "the path matches nothing in this scenario"});
      for (const std::string& one : paths) put(root, one, value);
    } catch (const ScenarioError& error) {
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
  }
  if (!problems.empty()) throw ScenarioError(std::move(problems));
  return root;
}

}  // namespace caseload
