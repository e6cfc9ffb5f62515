#include "models/scenario/reader.hpp"

#include <algorithm>

#include "models/limits.hpp"

namespace caseload {
namespace {

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Words with a meaning of their own wherever names of the user's may stand.
const std::vector<std::string> kReserved = {"status",     "source",   "note",      "value",        "low",      "high",
                                            "varies",     "top",      "dose",      "need",         "relapse",  "away",
                                            "signposted", "rejected", "recovered", "after_crisis", "baseline", "all"};

std::vector<std::string> keys_of(const Raw* table) {
  std::vector<std::string> keys;
  if (table)
    for (const Raw& child : table->children) keys.push_back(child.key);
  return keys;
}

const char* in_words(Names names) {
  switch (names) {
    case Names::need:
      return "need group";
    case Names::level:
      return "need group";
    case Names::service:
      return "service";
    case Names::destination:
      return "service or end";
    case Names::role:
      return "role in [staff]";
    case Names::referrals:
      return "source of referrals";
    case Names::evidence_source:
      return "source in [sources]";
    case Names::policy:
      return "policy";
    case Names::stratum:
      return "stratum";
    default:
      return "name";
  }
}

std::string kinds_in_words(unsigned kinds) {
  std::string words;
  for (const char* kind : {"assessment", "course", "group", "digital", "stay", "crisis"})
    if (kinds & kind_bit(kind)) words += (words.empty() ? "" : ", ") + std::string(kind);
  return words;
}

// Letters of scripts other than ours are welcome in names; what paths and files are made of is not.
std::string name_problem(std::string_view name) {
  if (name.empty() || name.size() > 60) return "expected a name of 1 to 60 characters";
  for (const char c : name)
    if (c == '.' || c == '*' || c == '>' || c == '"' || c == '/' || c == '\\' || c == ',')
      return "a name may not hold any of . * > \" / \\ ,";
  if (has_control_characters(name)) return "a name stands on one line";
  if (contains(kReserved, name)) return "\"" + std::string(name) + "\" has a meaning of its own; choose another name";
  return "";
}

}  // namespace

KnownNames KnownNames::of(const Raw& root) {
  KnownNames known;
  const auto take = [&](const char* table, Names names, std::vector<std::string>& into, bool required) {
    const Raw* raw = root.find(table);
    if (raw ? raw->type != Raw::Type::table : required) known.unreadable.push_back(names);
    into = keys_of(raw);
  };
  take("need", Names::need, known.needs, true);
  take("service", Names::service, known.services, true);
  take("staff", Names::role, known.roles, false);
  take("referrals", Names::referrals, known.referrals, true);
  take("sources", Names::evidence_source, known.sources, false);
  take("policy", Names::policy, known.policies, false);
  return known;
}

const std::vector<std::string>* KnownNames::list(Names names) const {
  if (names == Names::level) names = Names::need;
  if (names == Names::destination) names = Names::service;
  if (std::find(unreadable.begin(), unreadable.end(), names) != unreadable.end()) return nullptr;
  if (names == Names::evidence_source) return &sources;
  if (!whole) return nullptr;
  switch (names) {
    case Names::need:
      return &needs;
    case Names::service:
      return &services;
    case Names::role:
      return &roles;
    case Names::referrals:
      return &referrals;
    default:
      return nullptr;  // policies are also looked up elsewhere
  }
}

void Reader::problem(const Position& where, const std::string& key, std::string message) {
  note(problems_, {where, key, std::move(message)});
}

Node Reader::begin(const Raw& raw, const Field& field, const std::string& path) const {
  Node node;
  node.key = raw.key;
  node.path = path;
  node.field = &field;
  node.unit = field.unit;
  node.where = raw.where;
  node.key_where = raw.key_where;
  if (raw.evidence) node.evidence = *raw.evidence;
  return node;
}

Node Reader::read(const Raw& raw, const Field& field, const std::string& path) {
  Node node = begin(raw, field, path);
  switch (field.shape) {
    case Shape::table:
      table(raw, node);
      break;
    case Shape::tables:
      tables(raw, node);
      break;
    case Shape::quantity:
    case Shape::quantities:
      quantity(raw, node);
      break;
    case Shape::distribution:
      distribution(raw, node);
      break;
    case Shape::moment:
      moment(raw, node);
      break;
    case Shape::changes:
      changes(raw, node);
      break;
    case Shape::column:
      column(raw, node);
      break;
    case Shape::names:
      list_of_names(raw, node);
      break;
    case Shape::name:
      name(raw, node, field.names);
      break;
    case Shape::text:
    case Shape::path:
    case Shape::choice:
    case Shape::flag:
    case Shape::date:
      word(raw, node);
      break;
  }
  return node;
}

void Reader::table(const Raw& raw, Node& node) {
  if (raw.type != Raw::Type::table)
    return problem(raw.where, node.path, "found " + in_words(raw) + ", expected a table");
  const unsigned kind_before = kind_;
  if (node.field->key == "SERVICE" && node.field->find("kind")) {
    const Raw* kind = raw.find("kind");
    if (kind && kind_bit(kind->text) != 0) kind_ = kind_bit(kind->text);
  }
  const Field& field = *node.field;
  const std::size_t limit = field.most_names == 0 ? kMostNames : field.most_names;
  std::size_t names = 0;
  for (const Raw& child : raw.children) {
    const bool fixed =
        std::any_of(field.fields.begin(), field.fields.end(), [&](const Field& f) { return f.key == child.key; });
    if (!fixed && ++names == limit + 1 && !field.rest.empty())
      problem(child.key_where, join_path(node.path, child.key),
              "found more than " + std::to_string(limit) + " entries here");
    entry(child, node);
  }
  missing_keys(raw, node);
  kind_ = kind_before;
}

void Reader::entry(const Raw& child, Node& node) {
  const Field& field = *node.field;
  const std::string path = join_path(node.path, child.key);
  if (field.evidence && contains(evidence_keys(), child.key)) return evidence_key(child, path);
  const Field* of_child = field.find(child.key);
  if (!of_child) return unknown_key(child, node);
  const bool users = !field.rest.empty() && of_child == &field.rest.front();
  if (users && !user_name(child, node)) return;
  if (!users && (of_child->kinds & kind_) == 0) {
    return problem(child.key_where, path,
                   "found \"" + child.key + "\" in a service of kind \"" + kinds_in_words(kind_) +
                       "\", expected only in: " + kinds_in_words(of_child->kinds));
  }
  node.children.push_back(read(child, *of_child, path));
}

void Reader::missing_keys(const Raw& raw, const Node& node) {
  for (const Field& field : node.field->fields) {
    const bool needed = field.required || (kind_ != kEveryKind && (field.required_kinds & kind_) != 0);
    if (!needed || raw.find(field.key)) continue;
    const std::string what = field.shape == Shape::table && node.path.empty() ? "the table [" + field.key + "]"
                                                                              : "the key \"" + field.key + "\"";
    problem(raw.where, join_path(node.path, field.key), "missing: expected " + what + " here: " + field.meaning);
  }
}

void Reader::unknown_key(const Raw& child, const Node& node) {
  std::vector<std::string> keys;
  for (const Field& field : node.field->fields)
    if (field.kinds & kind_) keys.push_back(field.key);
  if (node.field->evidence) keys.insert(keys.end(), evidence_keys().begin(), evidence_keys().end());
  problem(child.key_where, join_path(node.path, child.key),
          "unknown key \"" + child.key + "\"" + suggestion(child.key, keys));
}

// Is it a name that may stand here: one that is being defined, or one that exists?
bool Reader::user_name(const Raw& child, const Node& node) {
  const Field& field = *node.field;
  const std::string path = join_path(node.path, child.key);
  if (field.defines) {
    const std::string wrong = name_problem(child.key);
    if (!wrong.empty()) problem(child.key_where, path, wrong);
    return wrong.empty();
  }
  const std::vector<std::string>* known = known_.list(field.names);
  if (!known || contains(*known, child.key)) return true;
  if (field.names == Names::level && child.key == "recovered") return true;
  std::vector<std::string> names = *known;
  if (field.names == Names::level) names.emplace_back("recovered");
  if (field.names == Names::destination) {
    for (const char* end : {"away", "signposted", "rejected"}) {
      if (child.key == end) return true;
      names.emplace_back(end);
    }
  }
  for (const Field& fixed : field.fields) names.push_back(fixed.key);  // it may be a misspelt key
  problem(child.key_where, path,
          "unknown " + std::string(in_words(field.names)) + " \"" + child.key + "\"" + suggestion(child.key, names));
  return false;
}

void Reader::evidence_key(const Raw& child, const std::string& path) {
  if (child.type != Raw::Type::text)
    return problem(child.where, path, "found " + in_words(child) + ", expected a text");
  const auto* sources = known_.list(Names::evidence_source);
  if (child.key == "status") {
    static const std::vector<std::string> statuses = {"published", "published-unchecked", "assumption"};
    if (!contains(statuses, child.text))
      problem(child.where, path,
              "found " + in_words(child) + ", expected published, published-unchecked or assumption" +
                  (nearest_name(child.text, statuses).empty() ? "" : suggestion(child.text, statuses)));
  } else if (child.key == "source" && sources && !contains(*sources, child.text)) {
    problem(child.where, path, "unknown source \"" + child.text + "\" in [sources]" + suggestion(child.text, *sources));
  }
}

void Reader::word(const Raw& raw, Node& node) {
  const auto expected = [&](const char* what) {
    problem(raw.where, node.path, "found " + in_words(raw) + ", expected " + what);
  };
  switch (node.field->shape) {
    case Shape::flag:
      if (raw.type != Raw::Type::flag) return expected("true or false");
      node.flag = raw.flag;
      return;
    case Shape::date:
      if (raw.type != Raw::Type::date) return expected("a date without quotes, such as 2022-04-01");
      if (const int year = static_cast<int>(raw.date.year()); year < 1900 || year > 2200)
        return expected("a date in the years 1900 to 2200");
      node.moment.date = raw.date;
      return;
    case Shape::choice:
      if (raw.type != Raw::Type::text || !contains(node.field->choices, raw.text)) {
        std::string words;
        for (const std::string& choice : node.field->choices) words += (words.empty() ? "" : ", ") + choice;
        const std::string nearest = nearest_name(raw.text, node.field->choices);
        return expected(("one of " + words + (nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?")).c_str());
      }
      break;
    default:
      if (raw.type != Raw::Type::text) return expected("a text in quotes");
      if (node.field->required && raw.text.empty()) return expected("a text that is not empty");
      if (node.field->key == "title" && has_control_characters(raw.text)) return expected("a title on one line");
  }
  node.text = raw.text;
}

void Reader::name(const Raw& raw, Node& node, Names names) {
  if (raw.type != Raw::Type::text)
    return problem(raw.where, node.path, "found " + in_words(raw) + ", expected the name of a " + in_words(names));
  node.text = raw.text;
  const std::vector<std::string>* known = known_.list(names);
  if (!known || contains(*known, raw.text)) return;
  std::vector<std::string> all = *known;
  if (names == Names::destination) {
    for (const char* end : {"away", "signposted", "rejected"}) {
      if (raw.text == end) return;
      all.emplace_back(end);
    }
  }
  problem(raw.where, node.path,
          "unknown " + std::string(in_words(names)) + " \"" + raw.text + "\"" + suggestion(raw.text, all));
}

bool Reader::too_many(const Raw& raw, const Node& node) {
  if (raw.children.size() <= kMostNames) return false;
  problem(raw.where, node.path, "found more than " + std::to_string(kMostNames) + " entries here");
  return true;
}

void Reader::list_of_names(const Raw& raw, Node& node) {
  if (raw.type != Raw::Type::array)
    return problem(raw.where, node.path, "found " + in_words(raw) + ", expected a list of names in brackets");
  if (too_many(raw, node)) return;
  for (const Raw& element : raw.children) {
    Node one = begin(element, *node.field, node.path);
    name(element, one, node.field->names);
    if (contains(node.texts, one.text)) problem(element.where, node.path, "found \"" + one.text + "\" twice");
    node.texts.push_back(one.text);
  }
}

void Reader::tables(const Raw& raw, Node& node) {
  if (raw.type != Raw::Type::array)
    return problem(raw.where, node.path, "found " + in_words(raw) + ", expected a list of tables: [{ … }]");
  if (too_many(raw, node)) return;
  for (std::size_t i = 0; i < raw.children.size(); ++i) {
    const Raw& element = raw.children[i];
    Node child = begin(element, *node.field, join_path(node.path, std::to_string(i)));
    child.key = std::to_string(i);
    table(element, child);
    node.children.push_back(std::move(child));
  }
}

void Reader::column(const Raw& raw, Node& node) {
  if (raw.type == Raw::Type::text) {
    node.text = raw.text;
    return;
  }
  if (raw.type != Raw::Type::table)
    return problem(raw.where, node.path,
                   "found " + in_words(raw) + ", expected the name of a column, or { column = … }");
  table(raw, node);
  node.text = node.string("column");
}

}  // namespace caseload
