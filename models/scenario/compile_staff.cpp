// Roles: posts, hours and what becomes of them.

#include <cmath>

#include "engine/luck.hpp"
#include "models/scenario/compile.hpp"

namespace caseload {

namespace {

Sharing sharing_of(const Node& node) {
  const std::string word = node.string("shared_by", "longest_wait");
  if (word == "priority") return Sharing::priority;
  return word == "share" ? Sharing::share : Sharing::longest_wait;
}

Role compile_role(const Compilation& c, const Node& node) {
  Role role;
  role.wte = node.number("wte", 0);
  role.weekly_minutes = node.number("hours", 0);
  role.absence = node.number("absence", 0);
  role.turnover = node.number("turnover", 0);
  role.recruit = c.distribution(node, "recruit");
  role.notice_to_leave = node.duration("notice_to_leave", weeks(8));
  role.vacant = node.number("vacant", 0);
  role.limit = static_cast<int>(std::lround(node.number("limit", 0)));
  role.trainee_fraction = node.number("trainee.fraction", 1);
  role.trainee_for = node.duration("trainee.time", Duration::zero());
  role.load_above = node.number("load.above", 0);
  role.load_factor = node.number("load.factor", 1);
  role.long_absence = node.number("long_absence.rate", 0);
  role.long_absence_length = c.distribution(node, "long_absence.length");
  role.sharing = sharing_of(node);
  return role;
}

}  // namespace

std::vector<RoleInfo> compile_role_infos(const Compilation& c) {
  std::vector<RoleInfo> infos;
  for (const std::string& name : c.roles) infos.push_back({name, name_hash(name)});
  return infos;
}

std::vector<Role> compile_roles(const Compilation& c, const Document& document) {
  std::vector<Role> roles;
  for (const Node& node : document.children("staff")) roles.push_back(compile_role(c, node));
  return roles;
}

}  // namespace caseload
