// The JSON Schema (2020-12) of scenario and policy files, for editors and other tools; dates are texts there.
//
// It knows structure: keys, types, units, ranges of single numbers. What values say together (shares that add up, names
// that exist) is left to the reader. A file with `extends` may leave out what its base says, so keys that a table must
// have are demanded apart, in `complete`; tables that are replaced as a whole must be whole everywhere.
#include <algorithm>
#include <cmath>
#include <map>

#include "models/scenario/json.hpp"
#include "models/scenario/quantity.hpp"
#include "models/scenario/scenario.hpp"

namespace caseload {
namespace {

Json of_type(const char* type) { return Json::object().set("type", Json::text(type)); }

Json any_of(std::vector<Json> choices) {
  if (choices.size() == 1) return std::move(choices.front());
  Json list = Json::array();
  for (Json& choice : choices) list.add(std::move(choice));
  return Json::object().set("anyOf", std::move(list));
}

Json with_pattern(const std::string& pattern) { return of_type("string").set("pattern", Json::text(pattern)); }

const char* unit_name(Unit unit) {
  switch (unit) {
    case Unit::none:
    case Unit::number:
      return "number";
    case Unit::count:
      return "count";
    case Unit::fraction:
      return "share";
    case Unit::duration:
      return "duration";
    case Unit::length:
      return "length";
    case Unit::rate:
      return "rate";
    case Unit::growth:
      return "growth";
    case Unit::working_time:
      return "working_time";
    case Unit::money:
      return "money";
  }
  return "number";
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool has_kinds(const Field& table) {
  return std::any_of(table.fields.begin(), table.fields.end(), [](const Field& f) { return f.key == "kind"; });
}

const char* const kDate = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

bool is_plain(Unit unit) {
  return unit == Unit::none || unit == Unit::number || unit == Unit::count || unit == Unit::fraction;
}

// Schemas that occur again and again (a chance, a duration …) stand once in $defs, numbered where their ranges differ.
class SchemaWriter {
 public:
  std::string write();

 private:
  Json shared(const std::string& name, Json schema) {
    const std::string content = schema.dump();
    std::string unique = name;
    for (int n = 2; definitions_.count(unique) != 0 && contents_[unique] != content; ++n)
      unique = name + "_" + std::to_string(n);
    if (contents_.emplace(unique, content).second) definitions_.emplace(unique, std::move(schema));
    return Json::object().set("$ref", Json::text("#/$defs/" + unique));
  }

  // One number: as TOML has it where it needs no unit, as text where it has one.
  Json scalar(const Field& field, Unit unit) {
    std::vector<Json> choices;
    if (is_plain(unit)) {
      Json number = of_type(unit == Unit::count ? "integer" : "number");
      number.set(field.above_least ? "exclusiveMinimum" : "minimum", Json::number(field.least));
      if (std::isfinite(field.most)) number.set("maximum", Json::number(field.most));
      choices.push_back(std::move(number));
    }
    if (const std::string pattern = unit_pattern(unit); !pattern.empty()) choices.push_back(with_pattern(pattern));
    if (field.always) choices.push_back(Json::object().set("const", Json::text("always")));
    return any_of(std::move(choices));
  }

  Json values(const Field& field, Unit unit) {
    if (field.shape != Shape::quantities) return scalar(field, unit);
    Json list = of_type("array").set("items", scalar(field, unit));
    list.set("minItems", Json::number(field.length == 0 ? 1 : field.length));
    if (field.length != 0) list.set("maxItems", Json::number(field.length));
    std::vector<Json> choices = {std::move(list)};
    if (field.length == 0) choices.push_back(scalar(field, unit));
    return any_of(std::move(choices));
  }

  void add_evidence(Json& properties) {
    properties.set("status",
                   Json::object().set("enum", Json::texts({"published", "published-unchecked", "assumption"})));
    properties.set("source", of_type("string"));
    properties.set("note", of_type("string"));
  }

  Json properties_of(const std::vector<Field>& fields) {
    Json properties = Json::object();
    for (const Field& field : fields) properties.set(field.key, schema_of(field));
    return properties;
  }

  // { value = …, low = …, high = …, … }
  Json value_table(const Field& field, Unit unit) {
    Json properties = properties_of(field.fields);
    for (const char* key : {"value", "low", "high"}) properties.set(key, values(field, unit));
    properties.set("varies", Json::object().set("enum", Json::texts({"beta", "log-normal", "normal", "uniform"})));
    add_evidence(properties);
    Json pair = Json::object().set("low", Json::texts({"high"})).set("high", Json::texts({"low"}));
    pair.set("varies", Json::texts({"low"}));
    return of_type("object")
        .set("properties", std::move(properties))
        .set("required", Json::texts({"value"}))
        .set("dependentRequired", std::move(pair))
        .set("additionalProperties", Json::flag(false));
  }

  Json quantity(const Field& field, Unit unit) {
    std::vector<Json> choices = {values(field, unit), value_table(field, unit)};
    if (!field.rest.empty()) {
      Json evidence = Json::object();
      add_evidence(evidence);
      choices.push_back(of_type("object")
                            .set("properties", std::move(evidence.set("value", Json::flag(false))))
                            .set("additionalProperties", schema_of(field.rest.front())));
    }
    Json schema = any_of(std::move(choices));
    if (!field.fields.empty() || !field.rest.empty()) return schema;
    const bool list = field.shape == Shape::quantities;
    return shared(std::string(list ? "list_of_" : "") + unit_name(unit), std::move(schema));
  }

  Json parameter(const std::string& name, Unit unit) {
    const Field& field = *distribution_format().find(name);
    return quantity(field, field.unit == Unit::none ? unit : field.unit);
  }

  Json one_distribution(const DistributionForm& form, Unit unit) {
    Json properties = Json::object().set("dist", Json::object().set("const", Json::text(form.dist)));
    for (const std::string& name : form.parameters) properties.set(name, parameter(name, unit));
    if (unit != Unit::none)
      for (const char* name : {"at_least", "at_most"}) properties.set(name, parameter(name, unit));
    add_evidence(properties);
    std::vector<std::string> required = form.parameters;
    if (form.dist == "empirical") required = {"values"};
    required.insert(required.begin(), "dist");
    return of_type("object")
        .set("properties", std::move(properties))
        .set("required", Json::texts(required))
        .set("additionalProperties", Json::flag(false));
  }

  // The forms of distributions that a unit allows; without one, only those with mean 1.
  Json distributions(Unit unit) {
    std::vector<Json> choices;
    for (const DistributionForm& form : distribution_forms()) {
      const bool mean_one = form.dist == "gamma" && form.parameters.size() == 1;
      if (mean_one == (unit == Unit::none)) choices.push_back(one_distribution(form, unit));
    }
    return any_of(std::move(choices));
  }

  Json distribution(const Field& field) {
    if (field.unit == Unit::none) return distributions(field.unit);
    const char* name = field.unit == Unit::duration ? "distribution_of_durations" : "distribution_of_numbers";
    return any_of({quantity(field, field.unit), shared(name, distributions(field.unit))});
  }

  std::vector<std::string> required_keys(const Field& field) {
    std::vector<std::string> keys;
    for (const Field& child : field.fields)
      if (child.required) keys.push_back(child.key);
    return keys;
  }

  // In a service, the kind decides which keys may stand there.
  Json kinds(const Field& service, bool demand) {
    Json rules = Json::array();
    for (const char* kind : {"assessment", "course", "group", "digital", "stay", "crisis"}) {
      Json never = Json::object();
      std::vector<std::string> required;
      for (const Field& field : service.fields) {
        if ((field.kinds & kind_bit(kind)) == 0) never.set(field.key, Json::flag(false));
        if (field.required_kinds & kind_bit(kind)) required.push_back(field.key);
      }
      Json is_kind = Json::object()
                         .set("properties", Json::object().set("kind", Json::object().set("const", Json::text(kind))))
                         .set("required", Json::texts({"kind"}));
      Json then = Json::object();
      if (demand && !required.empty()) then.set("required", Json::texts(required));
      if (!demand) then.set("properties", std::move(never));
      if (!then.empty()) rules.add(Json::object().set("if", std::move(is_kind)).set("then", std::move(then)));
    }
    return rules;
  }

  Json table(const Field& field) {
    Json properties = properties_of(field.fields);
    if (field.evidence) add_evidence(properties);
    Json schema = of_type("object");
    if (!properties.empty()) schema.set("properties", std::move(properties));
    const bool always_whole = field.whole || field.shape == Shape::tables || field.shape == Shape::column;
    if (const auto required = required_keys(field); always_whole && !required.empty())
      schema.set("required", Json::texts(required));
    schema.set("additionalProperties", field.rest.empty() ? Json::flag(false) : schema_of(field.rest.front()));
    if (field.defines) schema.set("maxProperties", Json::number(static_cast<double>(field.most_names)));
    if (has_kinds(field)) schema.set("allOf", kinds(field, false));
    return field.adds_up ? shared("shares_by_" + lower(field.rest.front().key), std::move(schema)) : schema;
  }

  Json changes() {
    Json properties = Json::object();
    add_evidence(properties);
    Json value = Json::object().set("type", Json::texts({"string", "number", "array", "object"}));
    return of_type("object").set("properties", std::move(properties)).set("additionalProperties", std::move(value));
  }

  Json bare_schema(const Field& field) {
    switch (field.shape) {
      case Shape::table:
        return table(field);
      case Shape::tables:
        return of_type("array").set("items", table(field));
      case Shape::quantity:
      case Shape::quantities:
        return quantity(field, field.unit);
      case Shape::distribution:
        return distribution(field);
      case Shape::flag:
        return of_type("boolean");
      case Shape::date:
        return with_pattern(kDate);
      case Shape::moment:
        return any_of({with_pattern(kDate), with_pattern(unit_pattern(Unit::length))});
      case Shape::choice:
        return Json::object().set("enum", Json::texts(field.choices));
      case Shape::names:
        return of_type("array").set("items", of_type("string")).set("uniqueItems", Json::flag(true));
      case Shape::changes:
        return changes();
      case Shape::column:
        return any_of({of_type("string"), table(field)});
      case Shape::text:
      case Shape::name:
      case Shape::path:
        break;
    }
    Json text = of_type("string");
    if (field.required) text.set("minLength", Json::number(1));
    return text;
  }

  Json schema_of(const Field& field) {
    Json schema = bare_schema(field);
    schema.set("description",
               Json::text(field.meaning + (field.fallback.empty() ? "" : " Default: " + field.fallback + ".")));
    return schema;
  }

  // Only what must be there, table by table; empty where nothing must.
  Json demands(const Field& field) {
    Json schema = Json::object();
    if (field.shape != Shape::table || field.whole) return schema;
    Json properties = Json::object();
    for (const Field& child : field.fields)
      if (Json inner = demands(child); !inner.empty()) properties.set(child.key, std::move(inner));
    if (const auto required = required_keys(field); !required.empty()) schema.set("required", Json::texts(required));
    if (!properties.empty()) schema.set("properties", std::move(properties));
    if (!field.rest.empty()) {
      // Fixed keys beside names of the user's have demands of their own, or none.
      Json inner = demands(field.rest.front());
      if (field.fields.empty() && !inner.empty()) schema.set("additionalProperties", std::move(inner));
    }
    if (has_kinds(field)) schema.set("allOf", kinds(field, true));
    return schema;
  }

  Json requires_any(const std::vector<std::string>& keys) {
    std::vector<Json> choices;
    for (const std::string& key : keys) choices.push_back(Json::object().set("required", Json::texts({key})));
    return any_of(std::move(choices));
  }

  std::map<std::string, Json> definitions_;
  std::map<std::string, std::string> contents_;
};

std::string SchemaWriter::write() {
  const Field& format = scenario_format();
  Json policy_file = Json::object().set("required", Json::texts({"policy"}));
  policy_file.set(
      "properties",
      Json::object().set("policy", demands(*format.find("policy"))).set("sources", demands(*format.find("sources"))));
  Json reference = Json::object().set("$ref", Json::text("#/$defs/complete"));
  Json without_base = Json::object()
                          .set("if", requires_any({"scenario", "need", "referrals", "staff", "service", "route"}))
                          .set("then", std::move(reference))
                          .set("else", Json::object().set("$ref", Json::text("#/$defs/policy_file")));
  Json schema = Json::object();
  schema.set("$schema", Json::text("https://json-schema.org/draft/2020-12/schema"));
  schema.set("title", Json::text("Caseload scenario or policy"));
  schema.set("description", Json::text("Generated from the description of the format; TOML dates are texts here."));
  schema.set("type", Json::text("object"));
  schema.set("properties", properties_of(format.fields));
  schema.set("additionalProperties", Json::flag(false));
  schema.set("if", requires_any({"extends"})).set("else", std::move(without_base));
  definitions_.emplace("complete", demands(format));
  definitions_.emplace("policy_file", std::move(policy_file));
  Json definitions = Json::object();
  for (auto& [name, definition] : definitions_) definitions.set(name, std::move(definition));
  schema.set("$defs", std::move(definitions));
  return schema.dump() + "\n";
}

}  // namespace

std::string json_schema() { return SchemaWriter().write(); }

}  // namespace caseload
