#include "models/scenario/scenario.hpp"

#include <algorithm>
#include <cstdio>

#include "models/limits.hpp"
#include "models/scenario/disk.hpp"
#include "models/scenario/files.hpp"
#include "models/scenario/policy.hpp"
#include "models/scenario/reader.hpp"
#include "models/scenario/tables.hpp"
#include "models/scenario/with.hpp"

namespace caseload {
namespace {

std::string all_texts(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + problem.text();
  return text;
}

bool any_below(const std::vector<Problem>& problems, const std::string& table) {
  return std::any_of(problems.begin(), problems.end(),
                     [&](const Problem& p) { return p.key == table || p.key.rfind(table + ".", 0) == 0; });
}

// In the order of the file: the main file's problems first, then those of others.
void sort_problems(std::vector<Problem>& problems, const std::string& main_file) {
  std::stable_sort(problems.begin(), problems.end(), [&](const Problem& a, const Problem& b) {
    const auto rank = [&](const Problem& p) {
      return std::tuple(p.where.file != main_file, p.where.file, p.where.line, p.where.column);
    };
    return rank(a) < rank(b);
  });
}

// Builds the data of a scenario from its merged files, noting all problems.
class Builder {
 public:
  explicit Builder(Scenario::Data data) : data_(std::move(data)) {}

  std::shared_ptr<const Scenario::Data> build() {
    const Raw& raw = *data_.raw;
    data_.document.root = Reader(KnownNames::of(raw), problems_).read(raw, scenario_format(), "");
    check_values(data_.document, problems_);
    tables();
    policies();
    sort_problems(problems_, raw.where.file);
    if (!problems_.empty()) throw ScenarioError(std::move(problems_));
    data_.title = data_.document.root.string("scenario.title");
    for (Problem& warning : value_warnings(data_.document)) data_.warnings.push_back(std::move(warning));
    std::uint64_t hash = text_hash("caseload");
    for (const std::string& text : data_.files) hash = text_hash(text, hash);
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
    data_.hash = digits;
    return std::make_shared<const Scenario::Data>(std::move(data_));
  }

 private:
  void tables() {
    const std::size_t before = problems_.size();
    const bool start_known = !any_below(problems_, "scenario.start") && data_.document.find("scenario.start");
    if (start_known && !any_below(problems_, "initial")) read_initial_lists(data_.document, problems_, data_.files);
    if (!any_below(problems_, "regions")) {
      auto regions = read_regions(data_.document, problems_, data_.files);
      if (problems_.size() == before) data_.regions = std::move(regions);
    }
  }

  void policies() {
    const Node* table = data_.document.find("sources");
    const auto sources = table ? std::make_shared<const Node>(*table) : nullptr;
    for (const Node& node : data_.document.children("policy")) {
      if (any_below(problems_, node.path)) continue;
      Policy policy = policy_from(node, sources);
      check_policy_against(policy, data_.document, problems_);
      for (const Problem& warning : policy.warnings) data_.warnings.push_back(warning);
      data_.policies.push_back(std::move(policy));
    }
    const Node* apply = data_.document.find("scenario.apply");
    if (!apply || any_below(problems_, "policy") || any_below(problems_, "scenario.apply")) return;
    data_.apply = apply->texts;
    for (const std::string& name : data_.apply) applied(name, *apply);
  }

  void applied(const std::string& name, const Node& apply) {
    try {
      find_policy(data_, name);
    } catch (const ScenarioError& error) {
      for (Problem problem : error.problems()) {
        if (problem.where.line == 0) problem.where = apply.where, problem.key = apply.path;
        problems_.push_back(std::move(problem));
      }
    }
  }

  Scenario::Data data_;
  std::vector<Problem> problems_;
};

Scenario scenario_from(std::string_view text, const std::string& name, const std::string& file,
                       const Library& library) {
  Scenario::Data data;
  data.name = name;
  data.text = std::string(text);
  data.library = library;
  data.raw = std::make_shared<const Raw>(load_merged(text, file, library, data.files));
  return Scenario(Builder(std::move(data)).build());
}

}  // namespace

std::string Problem::text() const {
  std::string text = where.file;
  if (where.line > 0)
    text += (text.empty() ? "" : ":") + std::to_string(where.line) + ":" + std::to_string(where.column);
  if (!text.empty()) text += ": ";
  if (!key.empty()) text += key + ": ";
  return on_one_line(text + message);
}

void note(std::vector<Problem>& problems, Problem problem) {
  problems.push_back(std::move(problem));
  if (problems.size() <= kMostProblems) return;
  problems.back() = {problems.back().where, "",
                     "found more than " + std::to_string(kMostProblems) + " problems; those from here on are not told"};
  throw ScenarioError(std::move(problems));
}

ScenarioError::ScenarioError(std::vector<Problem> problems)
    : std::runtime_error(all_texts(problems)), problems_(std::move(problems)) {}

Scenario Scenario::load(const std::string& name_or_path, const Library& library) {
  const auto path = scenario_path(name_or_path, library);
  if (!path)
    throw ScenarioError({{{},
                          "",
                          "no scenario \"" + name_or_path + "\": neither shipped nor a path" +
                              suggestion(name_or_path, shipped_scenarios(library))}});
  const std::string file = path->lexically_normal().generic_string();
  return scenario_from(read_file(*path, kMostTomlBytes), name_or_path, file, library);
}

Scenario Scenario::parse(std::string_view toml, const std::string& name, const Library& library) {
  return scenario_from(toml, name, name, library);
}

Scenario Scenario::with(const std::vector<std::pair<std::string, std::string>>& changes) const {
  Data data;
  data.name = data_->name;
  data.text = data_->text;
  data.library = data_->library;
  data.files = data_->files;
  data.raw = std::make_shared<const Raw>(changed(*data_, changes, data.files));
  return Scenario(Builder(std::move(data)).build());
}

const std::string& Scenario::name() const { return data_->name; }
const std::string& Scenario::title() const { return data_->title; }
const std::string& Scenario::text() const { return data_->text; }
std::string Scenario::hash() const { return data_->hash; }
const std::vector<Problem>& Scenario::warnings() const { return data_->warnings; }

std::vector<PolicyInfo> Scenario::policies() const {
  std::vector<PolicyInfo> infos;
  for (const Policy& policy : data_->policies) infos.push_back(policy.info);
  return infos;
}

PolicyInfo Scenario::policy(const std::string& name_or_path) const { return find_policy(*data_, name_or_path).info; }

std::vector<std::string> Scenario::areas() const {
  return data_->regions ? data_->regions->codes : std::vector<std::string>{};
}

std::string Scenario::area_name(const std::string& code) const {
  if (data_->regions)
    for (std::size_t i = 0; i < data_->regions->codes.size(); ++i)
      if (data_->regions->codes[i] == code) return data_->regions->names[i];
  throw ScenarioError({{{}, "", "no area \"" + code + "\"" + suggestion(code, areas())}});
}

Policy find_policy(const Scenario::Data& data, const std::string& name_or_path) {
  std::vector<std::string> names;
  for (const Policy& policy : data.policies) {
    if (policy.info.name == name_or_path) return policy;
    names.push_back(policy.info.name);
  }
  const auto beside = std::filesystem::path(data.raw->where.file).parent_path();
  const auto path = policy_path(name_or_path, data.library, beside);
  if (!path) {
    for (std::string& name : shipped_policies(data.library)) names.push_back(std::move(name));
    throw ScenarioError({{{},
                          "",
                          "no policy \"" + name_or_path + "\": neither in the scenario, nor shipped, nor a path" +
                              suggestion(name_or_path, names)}});
  }
  Policy policy = load_policy_file(*path).policy;
  std::vector<Problem> problems;
  check_policy_against(policy, data.document, problems);
  if (!problems.empty()) throw ScenarioError(std::move(problems));
  return policy;
}

}  // namespace caseload
