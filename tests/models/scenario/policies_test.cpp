// Policies: what is in force when, and what it makes of the base file's values.

#include <algorithm>
#include <string>

#include "engine/luck.hpp"
#include "models/scenario/scenario.hpp"
#include "tests/catch.hpp"
#include "tests/models/scenario/texts.hpp"

using namespace caseload;
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string policy(const std::string& name, const std::string& lines) {
  return "\n[policy." + name + "]\n" + lines + "\n";
}
World with_policies(const std::string& policies, const std::vector<std::string>& names) {
  return compiled(texts::town() + policies, names);
}
std::string errors(const std::string& policies, const std::vector<std::string>& names) {
  return compile_errors(texts::town() + policies, names);
}
// Everything but the name of the world.
bool same_but_name(World a, const World& b) {
  a.policy = b.policy;
  return a == b;
}
constexpr std::size_t kStep2 = 1;

}  // namespace

TEST_CASE("a policy holds from its time after the start, and not before", "[policies]") {
  const World world =
      with_policies(policy("more", "from = \"52 weeks\"\nchange = { \"staff.*.wte\" = \"+ 20 %\" }"), {"more"});
  REQUIRE(world.epochs.size() == 2);
  CHECK(world.policy == "more");
  CHECK(world.epochs[1].from == Time::zero() + weeks(52));
  CHECK(world.at(Time::zero() + weeks(52) - seconds(1)).roles[0].wte == 14);
  CHECK(world.at(Time::zero() + weeks(52)).roles[0].wte == Approx(16.8));
}

TEST_CASE("a policy holds from its date; one before the start holds from the start", "[policies]") {
  const World later = with_policies(policy("more", "from = 2022-04-11\nchange = { \"staff.pwp.wte\" = 20 }"), {"more"});
  CHECK(later.epochs[1].from == start_of_day(10));
  const World before =
      with_policies(policy("more", "from = 2021-01-01\nchange = { \"staff.pwp.wte\" = 20 }"), {"more"});
  REQUIRE(before.epochs.size() == 1);
  CHECK(before.epochs[0].roles[0].wte == 20);
}

TEST_CASE("a ramp is a staircase, a step each seven days, full at its end", "[policies]") {
  const World world = with_policies(
      policy("more", "from = \"10 weeks\"\nover = \"4 weeks\"\nchange = { \"staff.pwp.wte\" = \"+ 40 %\" }"), {"more"});
  const auto wte = [&](double week) { return world.at(Time::zero() + weeks(week)).roles[0].wte; };
  CHECK(wte(10.9) == 14);
  CHECK(wte(11) == Approx(14 * 1.1));
  CHECK(wte(12.5) == Approx(14 * 1.2));
  CHECK(wte(13.9) == Approx(14 * 1.3));
  CHECK(wte(14) == Approx(14 * 1.4));
  CHECK(world.epochs.size() == 5);
  // Years are calendar: full on 1 April 2024, 366 days after 1 April 2023.
  const World years = with_policies(
      policy("more", "from = 2023-04-01\nover = \"1 year\"\nchange = { \"staff.pwp.wte\" = 28 }"), {"more"});
  CHECK(years.epochs.back().from == start_of_day(365 + 366));
  CHECK(years.epochs.back().roles[0].wte == 28);
  CHECK(years.epochs[1].roles[0].wte == Approx(14 + 14 * 7.0 / 366));
}

TEST_CASE("factors multiply each other, sums are added after, in whatever order policies are named", "[policies]") {
  const std::string both = policy("a", "from = \"0 weeks\"\nchange = { \"staff.pwp.wte\" = \"+ 20 %\" }") +
                           policy("b", "from = \"0 weeks\"\nchange = { \"staff.*.wte\" = \"- 10 %\" }") +
                           policy("c", "from = \"0 weeks\"\nchange = { \"staff.*.wte\" = \"+ 2\" }");
  CHECK(with_policies(both, {"a", "b", "c"}).epochs[0].roles[0].wte == Approx(14 * 1.2 * 0.9 + 2));
  CHECK(with_policies(both, {"c", "b", "a"}).epochs[0].roles[0].wte == Approx(14 * 1.2 * 0.9 + 2));
  CHECK(with_policies(both, {"a", "b"}).policy == "a+b");
}

TEST_CASE("an absolute value replaces the file's; a second at the same time is an error", "[policies]") {
  const std::string both = policy("a", "from = \"0 weeks\"\nchange = { \"staff.pwp.wte\" = 20 }") +
                           policy("b", "from = \"10 weeks\"\nchange = { \"staff.pwp.wte\" = 30 }") +
                           policy("c", "from = \"0 weeks\"\nchange = { \"staff.pwp.wte\" = \"+ 10 %\" }");
  CHECK(with_policies(both, {"a", "c"}).epochs[0].roles[0].wte == Approx(22));
  const std::string message = errors(both, {"a", "b"});
  CHECK_THAT(message, ContainsSubstring("the policy \"a\" sets this at the same time"));
  const std::string town = texts::town();  // its lines, then four of policy a, then the third of policy b
  CHECK_THAT(message, ContainsSubstring("test.toml:" + std::to_string(std::count(town.begin(), town.end(), '\n') + 8)));
}

TEST_CASE("a value that is no longer possible is an error at the policy's place", "[policies]") {
  const std::string message =
      errors(policy("worse", "from = \"52 weeks\"\nchange = { \"service.step2.missed\" = \"+ 1000 %\" }"), {"worse"});
  CHECK_THAT(message, ContainsSubstring("policy.worse.change.\"service.step2.missed\""));
  CHECK_THAT(message, ContainsSubstring("found 1.1"));
  CHECK_THAT(message, ContainsSubstring("on 2023-03-31"));
}

TEST_CASE("a policy that changes nothing gives exactly the same world", "[policies]") {
  const World baseline = compiled(texts::town());
  for (const char* lines :
       {"change = { \"staff.*.wte\" = \"+ 0 %\" }", "change = { \"service.*.sessions\" = \"+ 0 %\" }",
        "over = \"1 year\"\nchange = { \"staff.pwp.wte\" = 14.0 }", "change = { \"service.step2.cancelled\" = 0 }",
        "divert = [{ from = \"triage\", to = \"app\", share = 0 }]"}) {
    INFO(lines);
    CHECK(
        same_but_name(with_policies(policy("none", std::string("from = \"52 weeks\"\n") + lines), {"none"}), baseline));
  }
}

TEST_CASE("a policy under `apply` is in force in the baseline", "[policies]") {
  const std::string more = policy("more", "from = \"0 weeks\"\nchange = { \"staff.pwp.wte\" = 20 }");
  const World world = compiled(texts::town("[scenario]", "apply = [\"more\"]") + more);
  CHECK(world.policy == "baseline");
  CHECK(world.epochs[0].roles[0].wte == 20);
  CHECK_THAT(compile_errors(texts::town("[scenario]", "apply = [\"more\"]") + more, {"more"}),
             ContainsSubstring("in force already"));
}

TEST_CASE("stretching sessions multiplies each draw and keeps the table", "[policies]") {
  const World world =
      with_policies(policy("long", "from = \"52 weeks\"\nchange = { \"service.*.sessions\" = \"+ 30 %\" }"), {"long"});
  CHECK(world.epochs[0].services[kStep2].length_factor == 1);
  CHECK(world.epochs[1].services[kStep2].length_factor == Approx(1.3));
  CHECK(world.epochs[1].services[kStep2].length == world.epochs[0].services[kStep2].length);
}

TEST_CASE("stretching any other distribution scales its quantiles", "[policies]") {
  const World world =
      with_policies(policy("slow", "from = \"52 weeks\"\nchange = { \"staff.*.recruit\" = \"+ 50 %\" }"), {"slow"});
  const Distribution &before = *world.epochs[0].roles[0].recruit, &after = *world.epochs[1].roles[0].recruit;
  for (const double u : {0.01, 0.3, 0.9, 0.999}) CHECK(after(u) == Approx(1.5 * before(u)).epsilon(1e-6));
}

TEST_CASE("one parameter of a distribution can be changed", "[policies]") {
  const World world = with_policies(
      policy("slow", "from = \"52 weeks\"\nchange = { \"staff.pwp.recruit.mean\" = \"+ 4 weeks\" }"), {"slow"});
  CHECK(world.epochs[1].roles[0].recruit->mean() == Approx(140));
}

TEST_CASE("a cap where there was none, on courses alone", "[policies]") {
  const World world = with_policies(policy("cap", "from = \"52 weeks\"\nchange = { \"service.*.cap\" = 6 }"), {"cap"});
  CHECK(world.epochs[0].services[kStep2].cap == 0);
  CHECK(world.epochs[1].services[kStep2].cap == 6);
  CHECK(world.epochs[1].services[0].cap == 0);
}

TEST_CASE("a change of a list changes each of its numbers", "[policies]") {
  const World world = with_policies(
      policy("patient", "from = \"52 weeks\"\nchange = { \"service.*.renege.rate\" = \"- 50 %\" }"), {"patient"});
  CHECK(world.epochs[1].services[kStep2].renege.cumulative(weeks(8)) ==
        Approx(0.5 * world.epochs[0].services[kStep2].renege.cumulative(weeks(8))));
}

TEST_CASE("rates that people spend are staircases over the whole run", "[policies]") {
  const World world =
      with_policies(policy("calm", "from = \"52 weeks\"\nchange = { \"need.*.crisis_rate\" = \"- 20 %\" }"), {"calm"});
  const Staircase& line = world.needs[1].crisis[static_cast<std::size_t>(Setting::waiting)];
  CHECK(line.at(Time::zero() + weeks(51)) == Approx(0.25 / 365.25));
  CHECK(line.at(Time::zero() + weeks(52)) == Approx(0.2 / 365.25));
  CHECK(world.epochs.size() == 1);  // nothing else has changed
  CHECK(world.needs[1].relapse.steps().size() == 1);
}

TEST_CASE("a policy changes how fast a need worsens, not to what", "[policies]") {
  const auto worsens = [](const std::string& to) {
    return policy("p",
                  "from = \"52 weeks\"\nchange = { \"need.severe.improves_to\" = { " + to + " = \"0.2 / year\" } }");
  };
  const World world = with_policies(worsens("recovered"), {"p"});
  CHECK(world.needs[1].improve[0].at(Time::zero() + weeks(52)) == Approx(0.2 / 365.25));
  CHECK_THAT(errors(worsens("moderate"), {"p"}), ContainsSubstring("not what it changes to"));
}

TEST_CASE("diversions of one pair add up; above the whole is an error", "[policies]") {
  const auto divert = [](const std::string& name, const std::string& entry) {
    return policy(name, "from = \"52 weeks\"\ndivert = [{ " + entry + " }]");
  };
  const std::string two = divert("a", "from = \"triage\", to = \"app\", share = 0.5, need = \"moderate\"") +
                          divert("b", "from = \"triage\", to = \"app\", share = 0.25");
  const World world = with_policies(two, {"a", "b"});
  CHECK(world.epochs[0].diversions.empty());
  REQUIRE(world.epochs[1].diversions.size() == 1);
  CHECK(world.epochs[1].diversions[0].share == std::vector<double>{0.75, 0.25});
  CHECK(world.epochs[1].diversions[0].place == name_hash("triage>app"));
  const std::string more = two + divert("c", "from = \"triage\", to = \"ward\", share = 0.5");
  CHECK_THAT(errors(more, {"a", "b", "c"}), ContainsSubstring("add up to 1.25 of people with need \"moderate\""));
  // To the ward go 0.2 of all, 0.2 ÷ 0.25 of the moderate that the app has left.
  const World both = with_policies(two + divert("c", "from = \"triage\", to = \"ward\", share = 0.2"), {"a", "b", "c"});
  REQUIRE(both.epochs[1].diversions.size() == 2);
  CHECK(both.epochs[1].diversions[1].share[0] == Approx(0.8));
  CHECK(both.epochs[1].diversions[1].share[1] == Approx(0.2 / 0.75));
}

TEST_CASE("shares rewritten must add up at every date", "[policies]") {
  const std::string half = policy("half", "from = \"52 weeks\"\nchange = { \"route.triage.seen.step2\" = 0.5 }");
  CHECK_THAT(errors(half, {"half"}), ContainsSubstring("the shares add up to 0.78"));
  CHECK_THAT(errors(half, {"half"}), ContainsSubstring("policy.half.change"));
  const World world =
      with_policies(policy("half",
                           "from = \"52 weeks\"\nover = \"8 weeks\"\nchange = { \"route.triage.seen.step2\" = 0.5, "
                           "\"route.triage.seen.signposted\" = 0.4 }"),
                    {"half"});
  CHECK(world.epochs.back().services[0].route[0][0][0].share == 0.5);
}

TEST_CASE("a whole table can be replaced, and its numbers then scaled by another policy", "[policies]") {
  const std::string both =
      policy("a", "from = \"52 weeks\"\nchange = { \"service.step2.renege\" = { rate = \"2 % / week\" } }") +
      policy("b", "from = \"52 weeks\"\nchange = { \"service.step2.renege.rate\" = \"+ 50 %\" }");
  CHECK(with_policies(both, {"a", "b"}).epochs[1].services[kStep2].renege.cumulative(weeks(1)) == Approx(0.03));
}

TEST_CASE("unknown policies are told with the nearest name", "[policies]") {
  CHECK_THAT(errors(policy("more_staff", "from = \"0 weeks\"\nchange = { \"staff.*.wte\" = \"+ 1\" }"), {"mre_staff"}),
             ContainsSubstring("did you mean \"more_staff\""));
}
