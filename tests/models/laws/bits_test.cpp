// MODEL section 13, law 7: what must change no bit changes none.

#include <algorithm>
#include <set>

#include "models/experiment.hpp"
#include "tests/models/laws/law_run.hpp"
#include "tests/models/laws/random_words.hpp"
#include "tests/models/laws/told.hpp"

using namespace caseload;

namespace {

// Changes that change nothing: numbers times one, nobody diverted, a value replaced by itself, all with a date and some
// with a ramp.
std::string policy_without_effect(const RandomScenario& made) {
  RandomWords w(made.seed);
  std::set<std::string> paths;
  for (int k = 0; k < 6; ++k) paths.insert(w.one_of(made.numbers));
  std::string changes;
  for (const std::string& path : paths) changes += (changes.empty() ? "" : ", ") + quoted(path) + " = \"+ 0 %\"";
  std::string text = "[policy.nothing]\nfrom = \"" + std::to_string(w.between(0, 50)) + " days\"\n";
  if (w.in_hundred(50)) text += "over = \"5 weeks\"\n";
  text += "change = { " + changes + " }\n";
  text += "divert = [{ from = " + quoted(w.one_of(made.services)) + ", to = \"away\", share = 0 }]\n";
  return text;
}

// A service of each kind that no route, no source and no crisis leads to, with a role of their own or everybody's.
std::string services_nobody_enters(const RandomScenario& made) {
  RandomWords w(made.seed);
  const std::string role = w.in_hundred(50) ? "nobody" : w.one_of(made.roles);
  const std::string staff = "staff = " + quoted(role) + "\ntime = \"40 minutes\"\n";
  std::string text = "[staff.nobody]\nwte = 2.5\nhours = \"20 hours / week\"\nabsence = 0.1\nturnover = \"1 / year\"\n";
  text += "[service.no_assessment]\nkind = \"assessment\"\n" + staff;
  text += "[service.no_course]\nkind = \"course\"\nsessions = 4\n" + staff;
  text += "[service.no_group]\nkind = \"group\"\nsessions = 4\ngroup = { size = 3 }\n" + staff;
  text += "[service.no_app]\nkind = \"digital\"\nuse = \"5 weeks\"\n";
  text += "[service.no_ward]\nkind = \"stay\"\nplaces = 4\nlength = \"9 days\"\ncost = \"£ 10\"\n";
  if (made.text.find("kind = \"crisis\"") != std::string::npos)
    text += "[service.no_line]\nkind = \"crisis\"\ntakes = 0\nlength = \"2 days\"\n";
  return text + "[route.no_course]\ncompleted = { " + made.services.front() + " = 1 }\n";
}

}  // namespace

TEST_CASE("law 7: a policy without effect changes no bit", "[laws]") {
  for (const std::uint32_t seed : scenario_seeds(1)) {
    const RandomScenario made = random_scenario(seed);
    const std::string policy = policy_without_effect(made);
    INFO("random_scenario(" << seed << ")\n" << policy);
    const Scenario scenario = read(made, policy);
    for (std::vector<std::string> policies : {std::vector<std::string>{}, made.policies}) {
      const Told without = told(scenario.compile(policies, ""));
      policies.emplace_back("nothing");
      const Told with = told(scenario.compile(policies, ""));
      REQUIRE(differences(without, with) == "");
      REQUIRE(without.people == with.people);
    }
  }
}

TEST_CASE("law 7: an added service that nobody enters changes no bit of the others", "[laws]") {
  for (const std::uint32_t seed : scenario_seeds(1)) {
    const RandomScenario made = random_scenario(seed);
    const std::string more = services_nobody_enters(made);
    INFO("random_scenario(" << seed << ")\n" << more);
    const Told without = told(read(made).compile(made.policies, ""));
    const Told with = told(read(made, more).compile(made.policies, ""));
    REQUIRE(differences(without, with) == "");
    REQUIRE(without.people == with.people);
  }
}

TEST_CASE("law 7: a measure or a log switched on changes no bit", "[laws]") {
  for (const std::uint32_t seed : scenario_seeds(2)) {
    INFO("random_scenario(" << seed << ")");
    const World world = read(random_scenario(seed)).compile({}, "");
    Measures::Options logged = tell_all(), little;
    logged.log = true;
    little.people = little.series = little.curves = false;
    const Told all = told(world), with_log = told(world, logged), without = told(world, little);
    CHECK(differences(all, with_log) == "");
    CHECK(all.people == with_log.people);
    CHECK(all.events == with_log.events);
    CHECK(all.events == without.events);
    // Curves are what some rows are read from: those have no value without them.
    CHECK(differences(without, all, [](const std::string& name) {
            return name.find("within_") == std::string::npos && name.find("median_") == std::string::npos;
          }) == "");
  }
}

TEST_CASE("law 7: of two halves that share nothing, a policy on one changes no bit of the other", "[laws]") {
  std::size_t moved = 0;
  for (const std::uint32_t seed : scenario_seeds(1)) {
    const RandomScenario made = random_scenario(seed, Layout::halves);
    std::string changes;
    for (const std::string& path : made.numbers)
      if (path.find(".bservice") != std::string::npos || path.find(".brole") != std::string::npos)
        changes += (changes.empty() ? "" : ", ") + quoted(path) + " = \"+ 30 %\"";
    const std::string policy = "[policy.on_b]\nfrom = \"17 days\"\nchange = { " + changes + " }\n";
    INFO("random_scenario(" << seed << ", Layout::halves)\n" << policy);
    const Scenario scenario = read(made, policy);
    const Told before = told(scenario.compile({}, "")), after = told(scenario.compile({"on_b"}, ""));
    const auto of_a = [](const std::string& name) {
      return name.find("@a") != std::string::npos || name.find("@staff.a") != std::string::npos;
    };
    REQUIRE(differences(before, after, of_a) == "");
    const auto half = [&](const Told& told, char prefix) {  // by the sources of its people
      std::set<std::uint64_t> sources;
      for (const SourceInfo& source : scenario.compile({}, "").sources)
        if (source.name[0] == prefix) sources.insert(source.hash & 0xFFFFFF);
      for (const InitialList& list : scenario.compile({}, "").initial)
        if (made.text.find("[initial." + std::string(1, prefix)) != std::string::npos &&
            scenario.compile({}, "").services[list.service].name[0] == prefix)
          sources.insert(list.source_hash & 0xFFFFFF);
      std::vector<std::string> people;
      for (const std::string& line : told.people)
        if (sources.count(std::stoull(line) >> 40) > 0) people.push_back(line);
      return people;
    };
    REQUIRE(half(before, 'a') == half(after, 'a'));
    if (half(before, 'b') != half(after, 'b')) ++moved;
  }
  CHECK(moved > scenario_seeds(1).size() / 4);  // and is not without effect where it belongs
}

namespace {

// Worlds by policy and area; areas differ in how many are referred.
std::vector<std::vector<World>> country(const RandomScenario& made) {
  const Scenario scenario =
      read(made, "[policy.more]\nfrom = \"10 days\"\nchange = { \"staff.*.wte\" = \"+ 40 %\" }\n");
  std::vector<std::vector<World>> worlds;
  for (const auto& policies : {std::vector<std::string>{}, std::vector<std::string>{"more"}}) {
    worlds.emplace_back();
    for (const char* area : {"north", "east", "south"}) {
      worlds.back().push_back(scenario.compile(policies, ""));
      World& world = worlds.back().back();
      world.area = area;
      world.policy = policies.empty() ? "baseline" : "more";
      for (Epoch& epoch : world.epochs)
        for (Source& source : epoch.sources) source.rate *= area[0] == 'n' ? 1.0 : 0.4;
    }
  }
  return worlds;
}

// Rows as text: policy, replication, area, measure … and the bits of the value.
std::multiset<std::string> rows_of(const ExperimentResult& r, const std::string& area, std::size_t replication = 0) {
  std::multiset<std::string> rows;
  const auto bits = [](double x) { return std::to_string(x == x ? std::bit_cast<std::uint64_t>(x) : 0); };
  for (std::size_t i = 0; i < r.rows.value.size(); ++i)
    if (r.names.areas[r.rows.area[i]] == area && (replication == 0 || r.rows.replication[i] == replication))
      rows.insert("row " + std::to_string(r.rows.policy[i]) + " " + std::to_string(r.rows.replication[i]) + " " +
                  std::to_string(r.rows.measure[i]) + " " + std::to_string(r.rows.service[i]) + " " +
                  std::to_string(r.rows.need[i]) + " " + std::to_string(r.rows.stratum[i]) + " " +
                  bits(r.rows.value[i]));
  for (std::size_t i = 0; i < r.people.value.size(); ++i)
    if (r.names.areas[r.people.area[i]] == area && (replication == 0 || r.people.replication[i] == replication))
      rows.insert("people " + std::to_string(r.people.policy[i]) + " " + std::to_string(r.people.replication[i]) + " " +
                  std::to_string(r.people.measure[i]) + " " + std::to_string(r.people.need[i]) + " " +
                  bits(r.people.value[i]) + " " + bits(r.people.floor[i]));
  return rows;
}

}  // namespace

TEST_CASE("law 7: threads, splitting and other areas change no bit", "[laws]") {
  for (const std::uint32_t seed : scenario_seeds(6)) {
    INFO("random_scenario(" << seed << ")");
    const auto worlds = country(random_scenario(seed));
    ExperimentOptions options;
    options.replications = 3;
    options.threads = 1;
    const auto one = run_experiment(worlds, options, nullptr);
    options.threads = 3;
    const auto three = run_experiment(worlds, options, nullptr);
    for (const std::string area : {"", "north", "east", "south"}) CHECK(rows_of(one, area) == rows_of(three, area));

    const auto alone = run_experiment({{worlds[0][1]}, {worlds[1][1]}}, options, nullptr);
    CHECK(rows_of(one, "east") == rows_of(alone, "east"));

    options.replications = 2;
    const auto fewer = run_experiment(worlds, options, nullptr);
    for (const std::size_t replication : {1, 2})
      CHECK(rows_of(one, "", replication) == rows_of(fewer, "", replication));

    // The last replication, first and by itself.
    const Told third = told(worlds[0][1], tell_all(), {.seed = 1, .replication = 3});
    std::multiset<std::string> whole = rows_of(one, "east", 3), single;
    CHECK(third.events > 0);
    for (std::size_t i = 0; i < one.rows.value.size(); ++i) {
      if (one.names.areas[one.rows.area[i]] != "east" || one.rows.replication[i] != 3 || one.rows.policy[i] != 0)
        continue;
      const std::string name = "row " + one.names.measures[one.rows.measure[i]] + "@" +
                               one.names.services[one.rows.service[i]] + " need 0 stratum 0";
      const double value = one.rows.value[i];
      hold(third.values.at(name) == (value == value ? std::bit_cast<std::uint64_t>(value) : 0), [&] { return name; });
    }
  }
}
