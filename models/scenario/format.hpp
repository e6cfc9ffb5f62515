#pragma once
// The scenario format, described once. The reader, the JSON Schema, the reference page and the paths of policies are
// all driven by this tree of fields; a key that is not in it does not exist.

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace caseload {

// What stands at a key.
enum class Shape {
  table,         // fixed keys (and, where `rest` is set, names of the user's besides)
  tables,        // a list of tables
  quantity,      // one number, bare or as { value, low, high, varies, status, source, note } and `fields` besides
  quantities,    // a list of numbers, bare or as { value = […], low = […], high = […], … }
  distribution,  // a number (constant) or { dist = … }
  text,
  flag,
  date,
  moment,   // a date, or a length after the start
  choice,   // one of `choices`
  name,     // a name the file defines elsewhere
  names,    // a list of them
  path,     // of a file beside this one
  changes,  // the changes of a policy: paths and values
  column,   // of the regions table
};

// What a number measures; in brackets the unit of the model it is turned into.
enum class Unit {
  none,
  number,        // a plain number
  count,         // a whole number, zero or more
  fraction,      // 0 to 1, or "8 %"
  duration,      // "16 weeks" [days]
  length,        // calendar: "3 years" [months and days]
  rate,          // "120 / week", "22 % / year" [per day]
  growth,        // "2 % / year" [fraction a year; may be negative]
  working_time,  // "20 hours / week" [minutes a week]
  money,         // "£ 60", "60 GBP" [pounds]
};

// Whose name it is, where a key is chosen by the user or refers to one.
enum class Names {
  none,
  need,
  level,
  service,
  destination,
  exit,
  role,
  referrals,
  evidence_source,
  policy,
  stratum,
  any
};

// Kinds of service a key belongs to.
enum KindBits : unsigned {
  kAssessment = 1,
  kCourse = 2,
  kGroup = 4,
  kDigital = 8,
  kStay = 16,
  kCrisis = 32,
  kCourses = kCourse | kGroup,
  kEveryKind = 63,
  kPlanned = kEveryKind & ~kCrisis,  // what people join and wait for; a crisis service answers crises
};

struct Field {
  std::string key;  // a placeholder such as NEED in a table of the user's names
  std::string meaning;
  Shape shape = Shape::table;
  Unit unit = Unit::none;
  bool required = false;
  std::string fallback;  // what holds without it, in words
  double least = 0, most = std::numeric_limits<double>::infinity();
  bool above_least = false;     // `least` itself is not allowed
  int length = 0;               // a list must have this many; 0: any number from one
  bool always = false;          // "always" is allowed (infinite)
  bool evidenced = true;        // --strict wants evidence for it (a quantity only)
  bool changeable = true;       // a policy may change it
  bool evidence = false;        // a table: takes status, source, note for the numbers in it
  bool adds_up = false;         // a table: the shares in it add up to 1
  bool whole = false;           // a table: with `extends` it is replaced as a whole
  unsigned kinds = kEveryKind;  // services it belongs to
  unsigned required_kinds = 0;
  bool defines = false;        // a table of the user's names: they are defined here (elsewhere: referred to)
  Names names = Names::none;   // shape name/names: whose; in a table with `rest`: whose names these are
  std::size_t most_names = 0;  // limit on the user's names here; 0: 1000
  std::vector<std::string> choices;
  std::vector<Field> fields;  // fixed keys
  std::vector<Field> rest;    // one field or none: what a name of the user's holds

  const Field* find(std::string_view name) const;  // a fixed key, else `rest`, else null
  bool is_quantity() const {
    return shape == Shape::quantity || shape == Shape::quantities || shape == Shape::distribution;
  }
};

const Field& scenario_format();      // a whole file
const Field& distribution_format();  // the parameters of { dist = … }; `unit` none means that of the quantity

// Which parameters belong to a distribution: "gamma" -> mean, sd …; alternatives are further rows of that name.
struct DistributionForm {
  std::string dist;
  std::vector<std::string> parameters;
};
const std::vector<DistributionForm>& distribution_forms();

// The field at a dotted path; names of the user's (and * for any) match open tables. Null: there is no such key.
const Field* field_at(std::string_view path);

unsigned kind_bit(std::string_view kind);  // 0: unknown
std::vector<std::string> exits_of(std::string_view kind);
const std::vector<std::string>& evidence_keys();  // status, source, note
std::string unit_in_words(Unit unit);             // "a duration such as \"6 weeks\""

}  // namespace caseload
