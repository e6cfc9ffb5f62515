// Every number with what it rests on, and what --strict has to say about it.
#include <algorithm>
#include <functional>

#include "models/scenario/policy.hpp"
#include "models/scenario/quantity.hpp"

namespace caseload {
namespace {

void add_source(LedgerEntry& entry, const Node* sources) {
  const Node* source = sources && !entry.source.empty() ? sources->find(join_path("", entry.source)) : nullptr;
  if (!source) return;
  entry.title = source->string("title");
  entry.publisher = source->string("publisher");
  entry.url = source->string("url");
  if (const Node* year = source->find("year")) entry.year = year->written;
}

LedgerEntry entry_of(const std::string& path, const std::string& policy, const Evidence& evidence,
                     const Position& where, const Node* sources) {
  LedgerEntry entry;
  entry.path = path;
  entry.policy = policy;
  entry.status = evidence.status.empty() && !evidence.source.empty() ? "published" : evidence.status;
  entry.source = evidence.source;
  entry.note = evidence.note;
  entry.where = where;
  add_source(entry, sources);
  return entry;
}

LedgerEntry entry_of(const Node& node, const std::string& path, const std::string& policy, const Node* sources) {
  LedgerEntry entry = entry_of(path, policy, node.evidence, node.where, sources);
  entry.value = node.written;
  entry.low = node.written_low;
  entry.high = node.written_high;
  entry.unit = node.written_unit;
  entry.number = node.values.front();
  entry.is_list = node.field->shape == Shape::quantities;
  return entry;
}

using Entries = std::vector<LedgerEntry>;

void add_quantities(const Node& node, const std::string& path, const std::string& policy, const Node* sources,
                    Entries& entries) {
  if (node.is_quantity() && !node.values.empty() && node.field->evidenced)
    entries.push_back(entry_of(node, path, policy, sources));
  for (const Node& child : node.children) {
    const bool of_policy = node.path.empty() && child.key == "policy";
    if (!of_policy) add_quantities(child, join_path(path, child.key), policy, sources, entries);
  }
}

void add_tables(const Scenario::Data& data, const Node* sources, Entries& entries) {
  for (const auto& [path, people] : data.document.initial_lists) {
    const Node& file = *data.document.find(path + ".file");
    entries.push_back(entry_of(file.path, "", file.evidence, file.where, sources));
    entries.back().value = file.text;
    entries.back().unit = "people";
    entries.back().number = static_cast<double>(people.size());
    entries.back().is_list = true;
  }
  if (!data.regions) return;
  for (const AreaChange& change : data.regions->changes) {
    entries.push_back(entry_of(change.pattern, "", change.evidence, change.where, sources));
    entries.back().value = "column " + change.column;
    entries.back().unit = change.multiply ? "share of the column's total, by area" : "by area";
    entries.back().number = change.values.empty() ? 0 : change.values.front();
    entries.back().is_list = true;
  }
}

void add_policy(const Policy& policy, Entries& entries) {
  const std::string& name = policy.info.name;
  for (const Change& change : policy.changes) {
    if (change.how == Change::How::set) {
      add_quantities(change.value, change.pattern, name, policy.sources.get(), entries);
      continue;
    }
    const Node& node = *policy.node.find(join_path("change", change.pattern));
    entries.push_back(entry_of(change.pattern, name, change.evidence, change.where, policy.sources.get()));
    entries.back().value = node.written;
    entries.back().low = node.written_low;
    entries.back().high = node.written_high;
    entries.back().number = change.amount;
  }
  const Node* divert = policy.node.find("divert");
  for (std::size_t i = 0; i < policy.divert.size(); ++i) {
    const PolicyDiversion& diversion = policy.divert[i];
    const std::string path =
        "divert." + diversion.from + ">" + diversion.to + (diversion.need.empty() ? "" : "." + diversion.need);
    entries.push_back(entry_of(*divert->children[i].find("share"), path, name, policy.sources.get()));
  }
}

Entries all_entries(const Scenario::Data& data, const std::vector<Policy>& policies) {
  Entries entries;
  const Node* sources = data.document.find("sources");
  add_quantities(data.document.root, "", "", sources, entries);
  add_tables(data, sources, entries);
  for (const Policy& policy : policies) add_policy(policy, entries);
  return entries;
}

void add_named(const Scenario::Data& data, const std::vector<std::string>& names, std::vector<Policy>& policies) {
  for (const std::string& name : names) {
    Policy policy = find_policy(data, name);
    const bool there =
        std::any_of(policies.begin(), policies.end(), [&](const Policy& p) { return p.info.name == policy.info.name; });
    if (!there) policies.push_back(std::move(policy));
  }
}

std::vector<Problem> strict(const Entries& entries) {
  std::vector<Problem> problems;
  for (const LedgerEntry& entry : entries) {
    if (entry.status == "assumption" || !entry.source.empty()) continue;
    const std::string key = (entry.policy.empty() ? "" : "policy." + entry.policy + ": ") + entry.path;
    problems.push_back(
        {entry.where, key,
         entry.status.empty()
             ? "found " + entry.value + " without evidence, expected source = \"…\" or status = \"assumption\""
             : "found status \"" + entry.status + "\" without the source it was published in"});
  }
  return problems;
}

}  // namespace

std::vector<LedgerEntry> Scenario::ledger(const std::vector<std::string>& policies) const {
  std::vector<Policy> shown;
  add_named(*data_, data_->apply, shown);
  add_named(*data_, policies, shown);
  return all_entries(*data_, shown);
}

std::vector<Problem> Scenario::strict_problems(const std::vector<std::string>& policies) const {
  std::vector<Policy> checked = data_->policies;
  add_named(*data_, data_->apply, checked);
  add_named(*data_, policies, checked);
  return strict(all_entries(*data_, checked));
}

PolicyInfo check_policy(const std::string& name_or_path, const Library& library, bool strictly) {
  const auto path = policy_path(name_or_path, library);
  if (!path)
    throw ScenarioError({{{},
                          "",
                          "no policy \"" + name_or_path + "\": neither shipped nor a path" +
                              suggestion(name_or_path, shipped_policies(library))}});
  const Policy policy = load_policy_file(*path).policy;
  if (strictly) {
    Entries entries;
    add_policy(policy, entries);
    if (auto problems = strict(entries); !problems.empty()) throw ScenarioError(std::move(problems));
  }
  return policy.info;
}

}  // namespace caseload
