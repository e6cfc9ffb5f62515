#pragma once
// Policies: from the checked table of a file to dated changes, and from a name to its file.

#include <filesystem>
#include <string>
#include <vector>

#include "models/scenario/document.hpp"

namespace caseload {

// `node` is a checked [policy.NAME] table; `sources` the [sources] beside it, or null.
Policy policy_from(const Node& node, std::shared_ptr<const Node> sources);

// Paths that match nothing in this scenario, names it does not have, changes that its kinds of service do not know.
void check_policy_against(const Policy& policy, const Document& document, std::vector<Problem>& problems);

// A policy file that stands alone. Throws ScenarioError.
struct PolicyFile {
  Policy policy;
  std::string text;
};
PolicyFile load_policy_file(const std::filesystem::path& path);

// Where a shipped policy lies, or a path; nothing if there is no such file.
std::optional<std::filesystem::path> policy_path(const std::string& name_or_path, const Library& library,
                                                 const std::filesystem::path& beside = {});
std::vector<std::string> shipped_policies(const Library& library);

}  // namespace caseload
