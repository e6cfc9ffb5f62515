#pragma once
// A TOML text as a tree of plain values with their positions, in the order of the file. Nothing is checked here but the
// syntax; raw.cpp is the only file that knows the TOML library.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/civil.hpp"
#include "models/scenario/document.hpp"

namespace caseload {

struct Raw {
  enum class Type { table, array, text, integer, real, flag, date, time };
  Type type = Type::table;
  std::string key;
  Position where, key_where;  // of the value, of the key
  std::string text;           // type text: the string; numbers: as written
  double number = 0;          // integer and real
  bool flag = false;
  CivilDate date{};
  std::vector<Raw> children;  // of tables and arrays, in the order of the file
  // What its file says it rests on: its own words or those of the nearest table around it in the same file.
  std::shared_ptr<const Evidence> evidence;

  bool is_number() const { return type == Type::integer || type == Type::real; }
  const Raw* find(std::string_view name) const;
  Raw* find(std::string_view name);
};

std::string in_words(const Raw& raw);  // "the text \"fourteen\"", "3", "a table" …

// Throws ScenarioError with the one problem that stopped reading.
Raw parse_toml(std::string_view text, const std::string& file);

// What our own look at the text refuses before the TOML library sees it: bytes that are not UTF-8, control characters,
// characters outside ASCII that are not in a string or a comment, table headers that do not close on their line, and
// more or deeper than limits.hpp allows.
std::optional<Problem> unreadable(std::string_view text, const std::string& file);
std::optional<Problem> not_utf8(std::string_view text, const std::string& file);  // that alone

}  // namespace caseload
