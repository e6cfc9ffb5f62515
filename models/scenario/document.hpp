#pragma once
// A scenario file once it has been read and checked: a tree of values in the units of the model, in the order of the
// file (the base of `extends` first, what later files add after it). Plain values: copy a document, change numbers in
// the copy, and read it again; that is how policies, areas and plausible worlds are made.
//
// Paths are dotted: "service.step2.drop_out.by_session". Each quantity is a leaf at its own path, and so is each
// parameter of a distribution ("service.step2.sessions.mean", ".sd", ".values", ".weights" …). A change to a whole
// distribution ("service.*.sessions" = "+ 30 %") scales its quantiles: it multiplies `Node::factor`. A share with a
// delay is the leaf "route.triage.seen.step2"; the delay is its child "route.triage.seen.step2.delay".
//
// Units of `values`: durations in days; rates per day; hours in minutes a week; money in pounds (a year); shares and
// chances 0 to 1; growth as a fraction a year; counts and factors as they stand; "always" as infinity.
//
// What a file leaves out is absent from the tree: the reader puts in no defaults (docs/format.md tells them).
// A pattern is a path in which * stands for any one part.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/civil.hpp"
#include "engine/time.hpp"
#include "models/scenario/distributions.hpp"
#include "models/scenario/format.hpp"
#include "models/scenario/path.hpp"
#include "models/scenario/scenario.hpp"

namespace caseload {

// What a number rests on: its own words, else those of the nearest enclosing table of the same file.
struct Evidence {
  std::string status, source, note;
  bool stated() const { return !status.empty() || !source.empty(); }
};

// A calendar length, or a date: "3 years" after 29 February is another number of days than after 1 March.
struct Moment {
  std::optional<CivilDate> date;
  int months = 0;
  double days = 0;
  Time from(CivilDate start) const;  // negative for a date before the start
};

struct Node {
  std::string key, path;
  const Field* field = nullptr;  // its description; points into scenario_format(), which lives for ever
  Unit unit = Unit::none;        // of a quantity: the field's, or that of the distribution it is a parameter of
  Position where;                // of the value; `where.file` tells which of several files it comes from
  Position key_where;
  std::vector<Node> children;  // tables, entries of lists of tables, parameters of distributions

  // Quantities. A constant distribution has its number here and `text` "constant"; others have children only.
  std::vector<double> values, low, high;  // low and high: both empty, or as long as `values`
  std::string varies;                     // beta | log-normal | normal | uniform, or "" for the usual one
  double factor = 1;                      // distributions: multiplies every quantile

  std::string text;                // text, choice, name, path; the `dist` of a distribution
  std::vector<std::string> texts;  // lists of names; for quantities the numbers as written
  std::string written, written_low, written_high, written_unit;  // quantities: as in the file
  bool flag = false;
  Moment moment;  // dates, moments and lengths

  Evidence evidence;

  bool is_quantity() const { return field && field->is_quantity(); }
  bool is_distribution() const { return field && field->shape == Shape::distribution; }

  // By path relative to this node; null if the file does not say.
  const Node* find(std::string_view relative) const;
  Node* find(std::string_view relative);
  bool has(std::string_view relative) const { return find(relative) != nullptr; }

  // The value at a relative path, or the fallback where the file does not say. Asking for the wrong type is our fault.
  double number(std::string_view relative, double fallback) const;
  std::vector<double> numbers(std::string_view relative) const;           // empty where the file does not say
  Duration duration(std::string_view relative, Duration fallback) const;  // "always": Duration::forever()
  std::string string(std::string_view relative, std::string_view fallback = "") const;
  bool flagged(std::string_view relative, bool fallback) const;
};

// One row of a CSV of people who wait at the start.
struct ListedPerson {
  double days_waited = 0;  // at the start
  std::string need;
  bool mid_course = false;
  int sessions_to_go = 0;
  int line = 0;
};

class Document {
 public:
  Node root;
  // Initial lists read from files, by path of their table ("initial.step2.waiting").
  std::vector<std::pair<std::string, std::vector<ListedPerson>>> initial_lists;

  const Node* find(std::string_view path) const { return root.find(path); }
  Node* find(std::string_view path) { return root.find(path); }
  // Children of a table, in order; empty if there is none.
  const std::vector<Node>& children(std::string_view path) const;
  double number(std::string_view path, double fallback) const { return root.number(path, fallback); }

  // Every quantity the file states (parameters of distributions too), in order.
  std::vector<const Node*> quantities() const;
  // Quantities and tables that a pattern matches, among those the file states.
  std::vector<const Node*> matching(std::string_view pattern) const;
  // Paths at which a value could stand: names of the user's must exist, keys need not be in the file. Keys that do not
  // belong to a service's kind are left out ("service.*.cap" matches courses only).
  std::vector<std::string> possible(std::string_view pattern) const;

  // Changes, on a copy. `multiply` scales a number, each number of a list, or a whole distribution.
  // They return "" or, in words, why the result is not allowed ("0.95 + 20 % is 1.14: a chance is at most 1").
  std::string multiply(std::string_view path, double factor);
  std::string add(std::string_view path, double amount);
  // Puts a checked value in place of what stands there; tables on the way are made where they are missing.
  void set(std::string_view path, const Node& value);
};

// A change of a policy.
struct Change {
  enum class How { multiply, add, set };
  std::string pattern;
  How how = How::set;
  double amount = 0;                // multiply: 1.2 for "+ 20 %"; add: in the unit of the model
  std::optional<double> low, high;  // range of the amount, where the file gives one
  Node value;                       // set
  std::string written;
  Position where;
  Evidence evidence;
};

struct PolicyDiversion {
  std::string from, to, need;  // need "": every need
  double share = 0;
  double share_low = 0, share_high = 0;
  bool has_range = false;
  Position where;
  Evidence evidence;
};

struct Policy {
  PolicyInfo info;
  Moment from, over;  // over: zero for at once
  std::vector<Change> changes;
  std::vector<PolicyDiversion> divert;
  Node node;                            // its whole table
  std::shared_ptr<const Node> sources;  // the [sources] its evidence refers to; null: there are none
  std::vector<Problem> warnings;
};

// The regions table: what each area changes. One entry of `values` an area, in the unit of the model.
struct AreaChange {
  std::string pattern;    // may hold *
  bool multiply = false;  // scale: England's value times this share; else the value itself
  std::vector<double> values;
  std::string column;
  Position where;
  Evidence evidence;
};

struct Regions {
  std::vector<std::string> codes, names;
  std::vector<AreaChange> changes;
};

struct Raw;

// What a Scenario holds. compile.cpp reads it.
struct Scenario::Data {
  std::string name, title, text, hash;
  std::shared_ptr<const Raw> raw;  // all its files merged, before checking
  Document document;
  std::vector<Policy> policies;    // those in the file
  std::vector<std::string> apply;  // always in force
  std::optional<Regions> regions;
  std::vector<Problem> warnings;
  Library library;
  std::shared_ptr<DistributionCache> distributions = std::make_shared<DistributionCache>();
  std::vector<std::string> files;  // texts of all files it is made of, with what with() changed
};

// A policy by name (in the scenario, then shipped) or path, checked against this scenario: its paths match something,
// its names exist. Throws ScenarioError.
Policy find_policy(const Scenario::Data& data, const std::string& name_or_path);

}  // namespace caseload
