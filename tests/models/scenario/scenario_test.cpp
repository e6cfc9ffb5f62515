#include "models/scenario/scenario.hpp"

#include <algorithm>
#include <filesystem>

#include "models/scenario/document.hpp"
#include "tests/catch.hpp"
#include "tests/models/scenario/folder.hpp"
#include "tests/models/scenario/texts.hpp"

using namespace caseload;
using Catch::Approx;

TEST_CASE("a scenario keeps the order of its file", "[scenario]") {
  const Scenario scenario = evidenced();
  std::vector<std::string> needs;
  for (const Node& need : scenario.data().document.children("need")) needs.push_back(need.key);
  CHECK(needs == std::vector<std::string>{"moderate", "mild"});
}

TEST_CASE("all problems of a file are told at once, in its order", "[scenario]") {
  const std::string text =
      replaced(texts::evidenced(), "wte = 3", "wte = \"three\"") + "[policy.p]\nfrom = \"x\"\n[staf.x]\n";
  const auto problems = problems_of(text);
  REQUIRE(problems.size() == 3);
  CHECK(problems[0].key == "staff.pwp.wte");
  CHECK(problems[1].key == "policy.p.from");
  CHECK(problems[2].key == "staf");
  CHECK(problems[0].text().rfind("small.toml:", 0) == 0);
  try {
    Scenario::parse(text, "small.toml", {});
  } catch (const ScenarioError& error) {
    const std::string what = error.what();
    CHECK(std::count(what.begin(), what.end(), '\n') == 2);  // a line each
  }
}

TEST_CASE("what follows from a mistake is not told beside it", "[scenario]") {
  const auto problems = problems_of(replaced(texts::evidenced(), "step2 = 0.7", "stepp2 = 0.7"));
  REQUIRE(problems.size() == 1);  // not also that the shares add up to 0.3
  CHECK(problems[0].message.find("did you mean \"step2\"?") != std::string::npos);
}

TEST_CASE("the hash tells scenarios apart, and changes by hand", "[scenario]") {
  const Scenario scenario = evidenced();
  CHECK(scenario.hash().size() == 16);
  CHECK(scenario.hash() == evidenced().hash());
  CHECK(scenario.hash() !=
        Scenario::parse(replaced(texts::evidenced(), "wte = 3", "wte = 4"), "small.toml", {}).hash());
  CHECK(scenario.hash() != scenario.with({{"staff.pwp.wte", "4"}}).hash());
}

TEST_CASE("with() replaces values and leaves the scenario it was asked of", "[scenario][with]") {
  const Scenario scenario = evidenced();
  const Scenario changed = scenario.with({{"staff.pwp.wte", "4.5"}, {"scenario.length", "\"2 years\""}});
  CHECK(changed.data().document.number("staff.pwp.wte", 0) == 4.5);
  CHECK(changed.data().document.find("scenario.length")->moment.months == 24);
  CHECK(scenario.data().document.number("staff.pwp.wte", 0) == 3);
  CHECK(changed.text() == scenario.text());
}

TEST_CASE("with() can set keys the file does not have, and several by a star", "[scenario][with]") {
  const Scenario changed = evidenced().with(
      {{"service.*.missed", "0.1"}, {"service.*.cap", "6"}, {"staff.pwp.load", "{ above = 0.9, factor = 2 }"}});
  const Document& document = changed.data().document;
  CHECK(document.number("service.triage.missed", 0) == 0.1);
  CHECK(document.number("service.step2.missed", 0) == 0.1);
  CHECK(!document.find("service.app.missed"));  // apps have no appointments
  CHECK(document.number("service.step2.cap", 0) == 6);
  CHECK(document.number("staff.pwp.load.factor", 0) == 2);
}

TEST_CASE("with() on a number with a range and a delay keeps the delay and drops range and evidence",
          "[scenario][with]") {
  const Scenario changed =
      evidenced().with({{"route.step2.dropped_out.triage", "0.25"}, {"route.step2.dropped_out.away", "0.75"}});
  const Node& share = *changed.data().document.find("route.step2.dropped_out.triage");
  CHECK(share.values[0] == 0.25);
  CHECK(share.low.empty());
  CHECK(share.evidence.status == "assumption");
  CHECK(share.evidence.source.empty());
  CHECK(share.number("delay", 0) == 84);
}

TEST_CASE("problems of with() are located in the change", "[scenario][with]") {
  const auto problems = [](const std::vector<std::pair<std::string, std::string>>& changes) {
    try {
      evidenced().with(changes);
    } catch (const ScenarioError& error) {
      return error.problems();
    }
    return std::vector<Problem>{};
  };
  CHECK(problems({{"staff.pwp.wte", "-1"}})[0].text() == "<with>:1:1: staff.pwp.wte: found -1, expected zero or more");
  CHECK(problems({{"staff.pwp.wte", "4"}, {"staff.pwp.wet", "4"}})[0].text().rfind(
            "<with>:2:1: staff.pwp.wet: unknown key", 0) == 0);
  CHECK(problems({{"scenario.title", "no quotes"}})[0].where.file == "<with>");
  CHECK(problems({{"staff.pwp.wte", "4\nhours = 3"}}).size() == 1);
  CHECK(problems({{"staff.*.wet", "4"}}).size() == 1);
}

TEST_CASE("extends merges key by key, this file wins, and order is that of the base", "[scenario][extends]") {
  const Folder folder;
  folder.write("base.toml", texts::evidenced());
  folder.write("more.toml", R"(extends = "base.toml"
[staff.pwp]
wte = 5
[need.severe]
share = 0.1
[need.mild]
share = 0.3
[service.step2]
sessions = 8
)");
  const Scenario scenario = Scenario::load(folder.path("more.toml"), {});
  const Document& document = scenario.data().document;
  CHECK(document.number("staff.pwp.wte", 0) == 5);
  CHECK(document.number("staff.pwp.hours", 0) == 1200);
  CHECK(document.find("service.step2.sessions")->text == "constant");  // a distribution is replaced as a whole
  std::vector<std::string> needs;
  for (const Node& need : document.children("need")) needs.push_back(need.key);
  CHECK(needs == std::vector<std::string>{"moderate", "mild", "severe"});
  CHECK(document.find("staff.pwp.wte")->where.file == folder.path("more.toml"));
  CHECK(document.find("staff.pwp.hours")->where.file == folder.path("base.toml"));
}

TEST_CASE("evidence of the base does not cover numbers of the file that extends it", "[scenario][extends]") {
  const Folder folder;
  folder.write("base.toml", texts::evidenced());
  folder.write("more.toml", "extends = \"base\"\n[staff.pwp]\nwte = 5\n");
  const Scenario scenario = Scenario::load(folder.path("more.toml"), {});
  CHECK(scenario.data().document.find("staff.pwp.hours")->evidence.status == "assumption");
  CHECK(!scenario.data().document.find("staff.pwp.wte")->evidence.stated());
  CHECK(scenario.strict_problems().size() == evidenced().strict_problems().size() + 1);
}

TEST_CASE("shipped names come first, then paths; a wrong one is told with the nearest", "[scenario][library]") {
  const Folder folder;
  std::filesystem::create_directories(folder.path("local"));
  folder.write("local/town.toml", texts::evidenced());
  const Library library{{folder.path("")}};
  CHECK(Scenario::load("local/town", library).title() == "A small town");
  CHECK(Scenario::load(folder.path("local/town.toml"), {}).name() == folder.path("local/town.toml"));
  try {
    Scenario::load("local/tonw", library);
    FAIL("not refused");
  } catch (const ScenarioError& error) {
    CHECK(std::string(error.what()).find("did you mean \"local/town\"?") != std::string::npos);
  }
}

TEST_CASE("a scenario without areas has none, and says so of an unknown one", "[scenario][regions]") {
  CHECK(evidenced().areas().empty());
  CHECK_THROWS_AS(evidenced().area_name("QHG"), ScenarioError);
}

TEST_CASE("areas have codes, names, and values in the units of the model", "[scenario][regions]") {
  const Folder folder;
  folder.write("areas.csv", "code,name,referrals,finished\nA,\"Bath, East\",730.5,30\nB,Ely,1461,10\n");
  folder.write("s.toml", texts::evidenced() + R"([regions]
file = "areas.csv"
key = "code"
name = "name"
set = { "referrals.gp.rate" = { column = "referrals", unit = "/ year" } }
scale = { "staff.*.wte" = "finished" }
)");
  const Scenario scenario = Scenario::load(folder.path("s.toml"), {});
  CHECK(scenario.areas() == std::vector<std::string>{"A", "B"});
  CHECK(scenario.area_name("A") == "Bath, East");
  const auto& changes = scenario.data().regions->changes;
  CHECK(changes[0].values[1] == Approx(4));     // 1461 a year ÷ 365.25
  CHECK(changes[1].values[0] == Approx(0.75));  // 30 of 40
}

TEST_CASE("an initial list is read from its file", "[scenario][initial]") {
  const Folder folder;
  folder.write("list.csv", "referred,need,stage,sessions_to_go\n2022-03-22,mild,,\n2022-04-01,moderate,mid-course,3\n");
  folder.write("s.toml",
               texts::evidenced() + "[initial.step2]\nstatus = \"assumption\"\nwaiting = { file = \"list.csv\" }\n");
  const Scenario scenario = Scenario::load(folder.path("s.toml"), {});
  const auto& [path, people] = scenario.data().document.initial_lists.at(0);
  CHECK(path == "initial.step2.waiting");
  REQUIRE(people.size() == 2);
  CHECK(people[0].days_waited == 10);
  CHECK(people[1].mid_course);
  CHECK(people[1].sessions_to_go == 3);
}
