// Who is there at the start: people on the lists and in treatment.

#include <cmath>
#include <stdexcept>

#include "engine/luck.hpp"
#include "models/limits.hpp"
#include "models/scenario/compile.hpp"

namespace caseload {

namespace {

// Where the file does not say: the referrals' shares, weighted by how many come from each source at the start.
std::vector<double> shares_of_referrals(const World& world) {
  std::vector<double> shares(world.needs.size(), 0.0);
  double total = 0;
  for (std::size_t r = 0; r < world.sources.size(); ++r) {
    const double rate = world.epochs.front().sources[r].rate;
    total += rate;
    for (std::size_t n = 0; n < shares.size(); ++n) shares[n] += rate * world.sources[r].need[n];
  }
  for (std::size_t n = 0; n < shares.size(); ++n) shares[n] = total > 0 ? shares[n] / total : world.needs[n].share;
  return shares;
}

std::vector<double> need_shares(const Compilation& c, const Node& node, const World& world) {
  if (!node.has("need")) return shares_of_referrals(world);
  std::vector<double> shares;
  for (const std::string& need : c.needs) shares.push_back(node.number("need." + join_path("", need), 0));
  return shares;
}

std::uint32_t count_of(const Node& table) { return static_cast<std::uint32_t>(std::lround(table.number("count", 0))); }

// Nobody has waited longer: what a distribution holds beyond is left out of it, as by `at_most`.
std::optional<Distribution> within_a_century(const Compilation& c, const Node& waiting) {
  std::optional<Distribution> waited = c.distribution(waiting, "waited");
  if (!waited) return waited;
  try {
    return waited->truncated(0, kMostDays);
  } catch (const std::invalid_argument&) {
    c.problem(*waiting.find("waited"), "next to nobody here has waited less than a hundred years");
    return std::nullopt;
  }
}

std::vector<InitialList::Listed> listed_in(const Compilation& c, const std::string& path) {
  std::vector<InitialList::Listed> listed;
  for (const auto& [table, people] : c.base.initial_lists) {
    if (table != path) continue;
    for (const ListedPerson& person : people)
      listed.push_back({person.days_waited, c.need(person.need), person.mid_course, person.sessions_to_go});
  }
  return listed;
}

}  // namespace

std::vector<InitialList> compile_initial(const Compilation& c, const World& world) {
  std::vector<InitialList> lists;
  for (const Node& node : c.base.children("initial")) {
    InitialList list;
    list.service = c.place(node.key);
    list.source_hash = name_hash64("initial/" + node.key);
    list.need = need_shares(c, node, world);
    if (const Node* waiting = node.find("waiting")) {
      list.listed = listed_in(c, waiting->path);
      list.waiting = list.listed.empty() ? count_of(*waiting) : static_cast<std::uint32_t>(list.listed.size());
      list.waited = within_a_century(c, *waiting);
    }
    if (const Node* in = node.find("in")) {
      list.in = count_of(*in);
      list.to_go = c.distribution(*in, "to_go");
    }
    lists.push_back(std::move(list));
  }
  return lists;
}

}  // namespace caseload
