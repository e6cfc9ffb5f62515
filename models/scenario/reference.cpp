// The reference page of the format, in Markdown.
#include <cmath>
#include <limits>

#include "models/limits.hpp"
#include "models/scenario/quantity.hpp"
#include "models/scenario/scenario.hpp"

namespace caseload {
namespace {

const char* const kIntroduction = R"(# The scenario format

*Generated from the description of the format that drives the reader; do not edit.*

A scenario is a TOML file. Every number may stand alone or carry its evidence:

```toml
wte = 14.0
wte = { value = 14.0, low = 12.0, high = 16.0, status = "assumption", note = "why" }
wte = { value = 14.0, source = "ntt_2223" }
```

- `low` and `high` stand together: a 95 % range. `varies` says how the number varies in it: `beta` (chances, unless said
  otherwise), `log-normal` (other quantities, unless said otherwise), `normal` or `uniform`.
- `status` is `published`, `published-unchecked` (not seen in the publication itself) or `assumption`; `source` is the name of
  a table in `[sources]`. A source without a status is `published`. On a table they cover the numbers in it that have none
  of their own, in the same file only: a number that an extending file puts into the table of its base stands for itself.
- `check --strict` demands, for every quantity of the model, a source or the status `assumption`. Dates, lengths of the run,
  windows, ramps and limits (marked "no evidence needed" below) are left out.

| written as | for example |
|---|---|
| duration | `"45 minutes"`, `"6 weeks"`; units: minutes, hours, days, weeks, months, years (a month is a twelfth of 365.25 days) |
| length | `"52 weeks"`, `"3 years"`: after the start; months and years are those of the calendar |
| rate | `"120 / week"`, `"0.06 / year"`, `"22 % / year"` |
| growth | `"2 % / year"` |
| working time | `"20 hours / week"` |
| money | `"£ 42,000"`, `"60 GBP"` |
| share or chance | `0.08` or `"8 %"` |
| date | `2022-04-01`, without quotes |

**Distributions.** Where the table says *distributed*, a single value means that everyone has it; else one of

| written as | meaning |
|---|---|
| `{ dist = "exponential", mean = … }` | |
| `{ dist = "gamma", mean = …, sd = … }` | |
| `{ dist = "lognormal", mean = …, sd = … }` | or `mu`, `sigma` of the logarithm (of days, for durations) |
| `{ dist = "weibull", shape = …, scale = … }` | |
| `{ dist = "uniform", from = …, to = … }` | |
| `{ dist = "empirical", values = […], weights = […] }` | equal weights if there are none |

All may have `at_least` and `at_most`, which cut them off. Durations in them have units: `mean = "16 weeks"`.

**Several files.** `extends` names a shipped scenario or a path from this file. Tables merge key by key and this file wins; a
quantity, a distribution, and tables whose keys belong together (marked "replaced as a whole") are replaced as a whole.
Order matters to the draw of need groups and destinations: it is that of the base file, then what later files add.

**Policies** change values by path; `*` stands for any name: `"staff.*.wte" = "+ 20 %"` multiplies, `"+ 2"` adds, a value
without sign replaces what stands there. A change of a whole distribution (`"service.*.sessions" = "+ 30 %"`) stretches it.
A path that matches nothing is an error. What is marked "not by policies" is read only at the start.

**Names** of the user's have 1 to 60 characters, none of `. * > " / \ ,`, and are not words of the format.
)";

std::string value_in_words(const Field& field) {
  std::string words;
  switch (field.shape) {
    case Shape::table:
      return "table";
    case Shape::tables:
      return "list of tables";
    case Shape::text:
      return "text";
    case Shape::flag:
      return "true or false";
    case Shape::date:
      return "date";
    case Shape::moment:
      return "date or length";
    case Shape::name:
      return "name";
    case Shape::names:
      return "list of names";
    case Shape::path:
      return "path";
    case Shape::changes:
      return "paths and changes";
    case Shape::column:
      return "column";
    case Shape::choice:
      for (const std::string& choice : field.choices) words += (words.empty() ? "`" : ", `") + choice + "`";
      return words;
    case Shape::quantity:
    case Shape::quantities:
    case Shape::distribution:
      break;
  }
  switch (field.unit) {
    case Unit::count:
      words = "whole number";
      break;
    case Unit::fraction:
      words = "share or chance";
      break;
    case Unit::duration:
      words = "duration";
      break;
    case Unit::length:
      words = "length";
      break;
    case Unit::rate:
      words = "rate";
      break;
    case Unit::growth:
      words = "growth";
      break;
    case Unit::working_time:
      words = "working time";
      break;
    case Unit::money:
      words = "money";
      break;
    default:
      words = "number";
  }
  if (field.shape == Shape::distribution)
    return field.unit == Unit::none ? "`{ dist = \"gamma\", shape = … }`" : words + ", distributed";
  if (field.shape == Shape::quantities)
    return field.length == 0 ? "list of " + words + "s" : std::to_string(field.length) + " " + words + "s";
  return words;
}

double usual_most(Unit unit) {
  switch (unit) {
    case Unit::count:
      return kMostCount;
    case Unit::duration:
    case Unit::length:
      return kMostDays;
    case Unit::rate:
      return kMostRate;
    case Unit::money:
      return kMostPounds;
    default:
      return std::numeric_limits<double>::infinity();
  }
}

const char* unit_of_model(Unit unit) {
  if (unit == Unit::rate) return " a day";
  if (unit == Unit::working_time) return " minutes a week";
  return unit == Unit::growth ? " a year" : "";
}

std::string range_in_words(const Field& field) {
  if (!field.is_quantity() || field.unit == Unit::fraction || field.least == field.most) return "";
  std::string words;
  if (field.above_least)
    words = "above " + shortest(field.least);
  else if (field.least != 0 && field.unit != Unit::growth && field.least > -1e5)
    words = "at least " + shortest(field.least);
  if (std::isinf(field.most) || field.most == usual_most(field.unit)) return words;  // the section on limits has those
  return words + (words.empty() ? "" : ", ") + "at most " + in_thousands(field.most) + unit_of_model(field.unit);
}

std::string remarks(const Field& field) {
  std::string text;
  const auto add = [&](const std::string& words) {
    if (!words.empty()) text += (text.empty() ? "" : "; ") + words;
  };
  if (field.required) add("**required**");
  std::string kinds;
  for (const char* kind : {"assessment", "course", "group", "digital", "stay", "crisis"})
    if (field.kinds & kind_bit(kind)) kinds += (kinds.empty() ? "" : ", ") + std::string(kind);
  if (field.kinds != kEveryKind) add("only " + kinds + (field.required_kinds != 0 ? " (**required**)" : ""));
  if (!field.fallback.empty()) add("default: " + field.fallback);
  add(range_in_words(field));
  if (field.adds_up) add("adds up to 1");
  if (field.whole) add("replaced as a whole");
  if (field.is_quantity() && !field.evidenced)
    add("no evidence needed");
  else if (field.is_quantity() && !field.changeable)
    add("not by policies");
  return text;
}

void rows(const Field& field, const std::string& key, std::string& page) {
  page += "| `" + key + "` | " + value_in_words(field) + " | " + field.meaning + " | " + remarks(field) + " |\n";
  for (const Field& child : field.fields) rows(child, key + "." + child.key, page);
  for (const Field& child : field.rest) rows(child, key + "." + child.key, page);
}

void section(const Field& field, std::string& page) {
  page += "\n## [" + field.key + "]\n\n" + field.meaning;
  if (field.defines) page += " At most " + std::to_string(field.most_names) + ".";
  page += "\n\n| key | value | meaning | |\n|---|---|---|---|\n";
  const bool named = field.fields.empty() && !field.rest.empty();
  if (!named) {
    for (const Field& child : field.fields) rows(child, child.key, page);
    for (const Field& child : field.rest) rows(child, child.key, page);
    return;
  }
  const Field& entry = field.rest.front();
  for (const Field& child : entry.fields) rows(child, entry.key + "." + child.key, page);
}

std::string limits_section() {
  std::string page =
      "\n## Limits\n\nWhat is larger is refused with a message, before memory is used for it. No limit stands in the "
      "way "
      "of England for twenty years or of a town of a million.\n\n| of | at most | reason |\n|---|---|---|\n";
  for (const Limit& limit : limits())
    page += std::string("| ") + limit.what + " | " + in_thousands(limit.most) + " | " + limit.why + " |\n";
  return page;
}

}  // namespace

std::string format_reference() {
  std::string page = kIntroduction;
  page += "\n## The file\n\n| key | value | meaning | |\n|---|---|---|---|\n";
  for (const Field& field : scenario_format().fields) {
    const bool table = field.shape == Shape::table;
    page += "| `" + (table ? "[" + field.key + "]" : field.key) + "` | " + value_in_words(field) + " | " +
            field.meaning + " | " + remarks(field) + " |\n";
  }
  for (const Field& field : scenario_format().fields)
    if (field.shape == Shape::table) section(field, page);
  return page + limits_section();
}

}  // namespace caseload
