// People: need groups with their rates laid out over the run, frailty, strata.

#include <array>
#include <utility>

#include "models/scenario/compile.hpp"

namespace caseload {

namespace {

constexpr std::array<const char*, kSettings> kSettingKeys = {"waiting", "in", "away", "dropped_out"};

struct OneWay {  // worsens_to or improves_to: one destination
  NeedId to = 0;
  double rate = 0;
};

OneWay one_way(const Compilation& c, const Node& need, const char* key, NeedId self) {
  const Node* table = need.find(key);
  if (!table || table->children.empty()) return {self, 0};
  return {c.need(table->children.front().key), table->children.front().values.front()};
}

void add_by_setting(std::array<std::vector<Staircase::Step>, kSettings>& steps, Time from, const Document& document,
                    const char* factors, double rate) {
  for (std::size_t s = 0; s < kSettings; ++s) {
    const std::string path = std::string("people.") + factors + "." + kSettingKeys[s];
    steps[s].push_back({from, rate * document.number(path, 1)});
  }
}

std::array<Staircase, kSettings> staircases(const std::array<std::vector<Staircase::Step>, kSettings>& steps) {
  std::array<Staircase, kSettings> lines;
  for (std::size_t s = 0; s < kSettings; ++s) lines[s] = Staircase(steps[s]);
  return lines;
}

}  // namespace

NeedRates::NeedRates(const Compilation& c) : c_(c), rates_(c.needs.size()) {}

void NeedRates::add(Time from, const Document& document) {
  for (std::size_t n = 0; n < rates_.size(); ++n) {
    const Node& need = document.children("need")[n];
    const auto self = static_cast<NeedId>(n);
    for (const char* key : {"worsens_to", "improves_to"})
      if (one_way(c_, need, key, self).to != one_way(c_, c_.base.children("need")[n], key, self).to)
        c_.problem(*need.find(key), "a policy can change how fast a need changes, not what it changes to");
    add_by_setting(rates_[n].crisis, from, document, "crisis_factor", need.number("crisis_rate", 0));
    add_by_setting(rates_[n].worsen, from, document, "worsen_factor", one_way(c_, need, "worsens_to", self).rate);
    add_by_setting(rates_[n].improve, from, document, "improve_factor", one_way(c_, need, "improves_to", self).rate);
    rates_[n].relapse.push_back({from, need.number("relapse", 0)});
  }
}

std::vector<NeedGroup> NeedRates::needs() const {
  std::vector<NeedGroup> needs;
  for (std::size_t n = 0; n < rates_.size(); ++n) {
    const Node& node = c_.base.children("need")[n];
    const auto self = static_cast<NeedId>(n);
    NeedGroup need;
    need.name = c_.needs[n];
    need.share = node.number("share", 0);
    need.worsens_to = one_way(c_, node, "worsens_to", self).to;
    need.improves_to = one_way(c_, node, "improves_to", self).to;
    need.crisis = staircases(rates_[n].crisis);
    need.worsen = staircases(rates_[n].worsen);
    need.improve = staircases(rates_[n].improve);
    need.relapse = Staircase(rates_[n].relapse);
    needs.push_back(std::move(need));
  }
  return needs;
}

void compile_people(const Compilation& c, World& world) {
  world.frailty = Distribution::constant(1);
  if (const Node* frailty = c.base.find("people.frailty")) {
    if (frailty->has("shape"))
      world.frailty = c.distributions.gamma_of_mean_one(frailty->number("shape", 1));
    else
      world.frailty = c.distributions.build(*frailty, 1, c.problems);
  }
  for (const Node& stratum : c.base.children("people.strata")) {
    world.strata.push_back(stratum.key);
    world.stratum_share.push_back(stratum.values.front());
  }
  if (!world.strata.empty()) return;
  world.strata = {""};
  world.stratum_share = {1};
}

}  // namespace caseload
