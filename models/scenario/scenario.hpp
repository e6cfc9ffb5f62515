#pragma once
// A checked scenario: a mental-health service as its file describes it, every number with its evidence and its place
// in the file. Immutable. What a simulation runs is a `World`, compiled from it for one area and one set of policies.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "models/world/world.hpp"

namespace caseload {

struct Position {
  std::string file;
  int line = 0, column = 0;  // from 1; 0: the whole file
};

struct Problem {
  Position where;
  std::string key;           // dotted path, e.g. "service.triage.time"
  std::string message;       // what was found, what was expected, the nearest valid name
  std::string text() const;  // file:line:column: key: message, on one line
};

// All problems of a file at once; what() is their texts, a line each.
class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

// Adds a problem to those found so far. More of them than anybody would read (limits.hpp) are thrown as they are.
void note(std::vector<Problem>& problems, Problem problem);

// One number of the scenario (or of a policy) with what it rests on.
struct LedgerEntry {
  std::string path;                         // "service.step2.drop_out.by_session"
  std::string policy;                       // "" for the scenario itself
  std::string value, low, high, unit;       // as written
  std::string status;                       // published | published-unchecked | assumption | "" (nothing stated)
  std::string source;                       // id in [sources], or ""
  std::string title, publisher, year, url;  // of the source
  std::string note;
  Position where;
  double number = 0;  // in the unit the model uses (days, per day, minutes, fraction); first value of a list
  bool is_list = false;
};

// What a scenario says beside the numbers of its ledger: names, choices, dates and limits; and what it leaves to the
// format.
struct Statement {
  std::string path;       // "service.step2.staff"
  std::string value;      // as written; of what is left out, what holds instead, in the words of the format
  std::string meaning;    // of the key, in the words of the format
  bool left_out = false;  // the file does not say it
};

struct PolicyInfo {
  std::string name, title, question;
  std::string from, over;                  // as written; over: empty for at once
  std::string evidence, counter_evidence;  // in words, from its file
  Position where;
};

// Where names of scenarios and policies are looked up: shipped folders first, then paths.
struct Library {
  std::vector<std::filesystem::path> folders;  // each holds england/…, local/…, policies/…
};

class Scenario {
 public:
  static Scenario load(const std::string& name_or_path, const Library& library);
  static Scenario parse(std::string_view toml, const std::string& name, const Library& library);

  // The same scenario with some values replaced; a value is written as in the file ("0.2", "\"3 weeks\"").
  Scenario with(const std::vector<std::pair<std::string, std::string>>& changes) const;

  const std::string& name() const;
  const std::string& title() const;
  const std::string& text() const;  // the file as read (the main one)
  std::string hash() const;         // of all files it is made of, 16 hex digits
  std::vector<LedgerEntry> ledger(const std::vector<std::string>& policies = {}) const;
  std::vector<Statement> statements() const;  // in the order of the file, what a table leaves out after what it says
  std::vector<Problem> strict_problems(const std::vector<std::string>& policies = {}) const;
  const std::vector<Problem>& warnings() const;
  std::vector<PolicyInfo> policies() const;                  // those in the file
  PolicyInfo policy(const std::string& name_or_path) const;  // also shipped ones and paths
  std::vector<std::string> areas() const;                    // codes of the regions table; empty where there is none
  std::string area_name(const std::string& code) const;

  // What a simulation runs. `area` "" is the scenario as one service.
  World compile(const std::vector<std::string>& policies, const std::string& area) const;

  struct Data;
  explicit Scenario(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
  const Data& data() const { return *data_; }

 private:
  std::shared_ptr<const Data> data_;
};

// Checks a policy file that stands alone (structure, units, evidence; its paths only against the format).
PolicyInfo check_policy(const std::string& name_or_path, const Library& library, bool strict);

std::string key_meaning(std::string_view path);  // of the format; * stands for any name; "" where there is no such key
std::string json_schema();                       // of scenario and policy files, for editors
std::string format_reference();                  // Markdown: every key, its unit, default and meaning

}  // namespace caseload
