#include "models/scenario/policy.hpp"

#include <algorithm>
#include <set>

#include "models/limits.hpp"
#include "models/scenario/disk.hpp"
#include "models/scenario/files.hpp"
#include "models/scenario/reader.hpp"

namespace caseload {
namespace {

Change change_from(const Node& node) {
  Change change;
  change.pattern = node.key;
  change.where = node.where;
  change.evidence = node.evidence;
  if (node.text == "set") {
    change.value = node.children.front();
    change.written = change.value.written + (change.value.written_unit.empty() ? "" : " " + change.value.written_unit);
    return change;
  }
  change.how = node.text == "multiply" ? Change::How::multiply : Change::How::add;
  change.amount = node.values.front();
  if (!node.low.empty()) {
    change.low = node.low.front();
    change.high = node.high.front();
  }
  change.written = node.written;
  return change;
}

PolicyDiversion diversion_from(const Node& node) {
  PolicyDiversion diversion;
  diversion.from = node.string("from");
  diversion.to = node.string("to");
  diversion.need = node.string("need");
  diversion.share = node.number("share", 0);
  const Node& share = *node.find("share");
  if (!share.low.empty()) {
    diversion.has_range = true;
    diversion.share_low = share.low.front();
    diversion.share_high = share.high.front();
  }
  diversion.where = share.where;
  diversion.evidence = share.evidence;
  return diversion;
}

void check_diversions(const Policy& policy, const Document& document, std::vector<Problem>& problems) {
  const auto known = [&](const std::string& table, const std::string& name) {
    return document.find(join_path(table, name)) != nullptr;
  };
  for (const PolicyDiversion& diversion : policy.divert) {
    const std::string key = "policy." + policy.info.name + ".divert";
    const auto unknown = [&](const char* what, const std::string& table, const std::string& name) {
      std::vector<std::string> names;
      for (const Node& child : document.children(table)) names.push_back(child.key);
      note(problems, {diversion.where, key,
                      std::string("unknown ") + what + " \"" + name + "\" in this scenario" + suggestion(name, names)});
    };
    if (!known("service", diversion.from)) unknown("service", "service", diversion.from);
    const bool end = diversion.to == "away" || diversion.to == "signposted" || diversion.to == "rejected";
    if (!end && !known("service", diversion.to)) unknown("service", "service", diversion.to);
    if (!diversion.need.empty() && !known("need", diversion.need)) unknown("need group", "need", diversion.need);
    if (diversion.from == diversion.to)
      note(problems, {diversion.where, key, "found a diversion from \"" + diversion.from + "\" to itself"});
  }
}

}  // namespace

Policy policy_from(const Node& node, std::shared_ptr<const Node> sources) {
  Policy policy;
  policy.node = node;
  policy.sources = std::move(sources);
  policy.info = {node.key, node.string("title", node.key), node.string("question"),         "",
                 "",       node.string("evidence"),        node.string("counter_evidence"), node.key_where};
  const Node& from = *node.find("from");
  policy.from = from.moment;
  policy.info.from = from.written;
  if (const Node* over = node.find("over")) {
    policy.over = over->moment;
    policy.info.over = over->written + (over->written_unit.empty() ? "" : " " + over->written_unit);
  }
  if (const Node* change = node.find("change"))
    for (const Node& child : change->children) {
      policy.changes.push_back(change_from(child));
      if (child.key.rfind("route.", 0) == 0)
        policy.warnings.push_back(
            {child.key_where, child.path,
             "rewriting shares also moves people between the other destinations; `divert` moves only those it names"});
    }
  if (const Node* divert = node.find("divert"))
    for (const Node& child : divert->children) policy.divert.push_back(diversion_from(child));
  return policy;
}

void check_policy_against(const Policy& policy, const Document& document, std::vector<Problem>& problems) {
  for (const Change& change : policy.changes) {
    const std::string key = join_path("policy." + policy.info.name + ".change", change.pattern);
    if (change.how == Change::How::set) {
      if (document.possible(change.pattern).empty())
        note(problems, {change.where, key, "found a path that matches nothing in this scenario"});
      continue;
    }
    const auto matches = document.matching(change.pattern);
    const auto is_number = [](const Node* node) {
      return node->is_quantity() && (!node->values.empty() || node->is_distribution());
    };
    if (matches.empty()) {
      note(problems, {change.where, key,
                      document.possible(change.pattern).empty()
                          ? "found a path that matches nothing in this scenario"
                          : "found a change of a number that this scenario does not state; give the number itself"});
    } else if (std::none_of(matches.begin(), matches.end(), is_number)) {
      note(problems, {change.where, key, "found a change of a table; name one of its numbers"});
    }
  }
  check_diversions(policy, document, problems);
}

std::vector<std::string> shipped_policies(const Library& library) {
  std::set<std::string> names;
  for (const auto& folder : library.folders) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "policies", error))
      if (entry.path().extension() == ".toml") names.insert(entry.path().stem().string());
  }
  return {names.begin(), names.end()};
}

std::optional<std::filesystem::path> policy_path(const std::string& name_or_path, const Library& library,
                                                 const std::filesystem::path& beside) {
  for (const auto& folder : library.folders)
    for (const auto& candidate : {folder / "policies" / (name_or_path + ".toml"), folder / (name_or_path + ".toml")})
      if (is_file(candidate)) return candidate;
  for (const auto& candidate :
       {std::filesystem::path(name_or_path), std::filesystem::path(name_or_path + ".toml"), beside / name_or_path})
    if (is_file(candidate)) return candidate;
  return std::nullopt;
}

PolicyFile load_policy_file(const std::filesystem::path& path) {
  static const Field format = [] {
    Field file;
    file.meaning = "A policy file.";
    for (const char* key : {"schema", "sources", "policy"}) file.fields.push_back(*scenario_format().find(key));
    file.fields.back().required = true;
    return file;
  }();
  PolicyFile loaded;
  loaded.text = read_file(path, kMostTomlBytes);
  const Raw root = parse_toml(loaded.text, path.generic_string());
  std::vector<Problem> problems;
  KnownNames known = KnownNames::of(root);
  known.whole = false;
  Node node = Reader(std::move(known), problems).read(root, format, "");
  const Node* table = node.find("policy");
  if (problems.empty() && (!table || table->children.size() != 1))
    note(problems,
         {root.find("policy")->where, "policy",
          "expected one policy in a file of its own, found " + std::to_string(table ? table->children.size() : 0)});
  if (!problems.empty()) throw ScenarioError(std::move(problems));
  const Node* sources = node.find("sources");
  loaded.policy = policy_from(table->children.front(), sources ? std::make_shared<const Node>(*sources) : nullptr);
  return loaded;
}

}  // namespace caseload
