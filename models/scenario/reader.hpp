#pragma once
// Checks a tree of TOML values against the description of the format and turns it into a Document. Every problem is
// noted and reading goes on, so that all of them can be told at once; nothing is put right in silence.

#include <string>
#include <vector>

#include "models/scenario/document.hpp"
#include "models/scenario/raw.hpp"

namespace caseload {

// The names a scenario defines, for what refers to them.
struct KnownNames {
  std::vector<std::string> needs, services, roles, referrals, sources, policies;
  std::vector<Names> unreadable;  // a table that is not one: what it defines is not known
  bool whole = true;              // false: a policy file that stands alone; only its sources are known
  static KnownNames of(const Raw& root);
  const std::vector<std::string>* list(Names names) const;  // null: anything goes
};

class Reader {
 public:
  Reader(KnownNames known, std::vector<Problem>& problems) : known_(std::move(known)), problems_(problems) {}

  Node read(const Raw& raw, const Field& field, const std::string& path);

 private:
  Node begin(const Raw& raw, const Field& field, const std::string& path) const;
  void problem(const Position& where, const std::string& key, std::string message);

  void table(const Raw& raw, Node& node);
  void entry(const Raw& child, Node& node);
  void missing_keys(const Raw& raw, const Node& node);
  void unknown_key(const Raw& child, const Node& node);
  bool user_name(const Raw& child, const Node& node);
  void evidence_key(const Raw& child, const std::string& path);
  void word(const Raw& raw, Node& node);
  void name(const Raw& raw, Node& node, Names names);
  bool too_many(const Raw& raw, const Node& node);
  void list_of_names(const Raw& raw, Node& node);
  void tables(const Raw& raw, Node& node);
  void moment(const Raw& raw, Node& node);
  void column(const Raw& raw, Node& node);
  void changes(const Raw& raw, Node& node);
  Node change(const Raw& raw, const Field& target, const std::string& path);
  bool relative(const Raw& raw, const Field& target, Node& node, std::vector<double>& into, std::string& written);

  static bool contains_evidence_key(std::string_view key);
  void quantity(const Raw& raw, Node& node);
  void quantity_table(const Raw& raw, Node& node);
  bool values(const Raw& raw, Node& node, std::vector<double>& into, std::string& written);
  bool one_value(const Raw& raw, Node& node, std::vector<double>& into, std::string& written);
  void ranges(const Raw& raw, Node& node);
  void distribution(const Raw& raw, Node& node);
  void parameters(const Raw& raw, Node& node);
  void form_of_distribution(const Raw& raw, const std::string& dist, const Node& node);
  void parameter(const Raw& child, Node& node);

  KnownNames known_;
  std::vector<Problem>& problems_;
  unsigned kind_ = kEveryKind;  // of the service being read
};

// What the values must obey together: shares that add up to 1, lists of one length, windows inside the run …
void check_values(const Document& document, std::vector<Problem>& problems);
std::vector<Problem> value_warnings(const Document& document);

}  // namespace caseload
