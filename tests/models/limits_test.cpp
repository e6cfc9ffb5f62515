// What is too large is refused in words, before memory is used; what people want to run is not.

#include "models/limits.hpp"

#include <string>

#if defined(__unix__)
#include <sys/stat.h>
#endif

#include "models/experiment.hpp"
#include "models/scenario/csv.hpp"
#include "models/scenario/disk.hpp"
#include "models/scenario/raw.hpp"
#include "tests/catch.hpp"
#include "tests/models/scenario/folder.hpp"
#include "tests/models/scenario/texts.hpp"
#include "tests/models/worlds.hpp"

using namespace caseload;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::string refusal(const std::string& toml) {
  try {
    parse_toml(toml, "f.toml");
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

std::string town_with(const std::string& what, const std::string& with) {
  return compile_errors(replaced(texts::town(), what, with));
}

const Library kShipped{{CASELOAD_SOURCE_DIR "/scenarios"}};

}  // namespace

// ---- people

TEST_CASE("a source that refers more people than a day can number is refused where its rate stands", "[limits]") {
  // Five working days of seven: 1.4. December has weight 1.1, and the year's mean is 364.7 ÷ 365.
  CHECK_THAT(town_with("\"120 / week\"", "\"900000 / day\""),
             ContainsSubstring("test.toml:21:8: referrals.gp.rate: found 1 387 140 referrals on the busiest day"));
  CHECK_THAT(town_with("\"120 / week\"", "\"2000000 / day\""), ContainsSubstring("expected at most 1000000 a day"));
}

TEST_CASE("growth that compounds beyond a million a day is refused, be it beyond all numbers", "[limits]") {
  const std::string hundred_years = replaced(texts::town(), "\"3 years\"", "\"100 years\"");
  const auto grown = [&](const std::string& growth) {
    return compile_errors(
        replaced(hundred_years, "rate = \"120 / week\"", "rate = \"120 / week\"\ngrowth = " + growth));
  };
  CHECK_THAT(grown("\"1000 % / year\""), ContainsSubstring("referrals.gp.rate: found more than 10^15 referrals"));
  CHECK_THAT(grown("\"15 % / year\""), ContainsSubstring("referrals on the busiest day of the run"));
  CHECK(grown("\"2 % / year\"").empty());
  CHECK(grown("\"-100 % / year\"").empty());
}

TEST_CASE("more people over the whole run than are ever held are refused where most come from", "[limits]") {
  // 200 000 a day for three years of 1096 days are 219 million; 640 wait at the start and 30 are in treatment.
  CHECK_THAT(town_with("\"120 / week\"", "\"200000 / day\""),
             ContainsSubstring("referrals.gp.rate: found 219 200 670 people over the whole run"));
  std::string lists = texts::town();
  for (int i = 0; i < 12; ++i) {
    const std::string name = "more" + std::to_string(i);
    lists += "[service." + name + "]\nkind = \"stay\"\nplaces = 1\nlength = \"1 week\"\n[initial." + name +
             "]\nin = { count = 9_000_000 }\n";
  }
  CHECK_THAT(compile_errors(lists), ContainsSubstring("initial.more0: found 108 0"));
}

TEST_CASE("more posts than are ever held are refused", "[limits]") {
  const std::string more = "[staff.more]\nhours = \"1 hours / week\"\nwte = 0.5\n";
  CHECK_THAT(compile_errors(replaced(texts::town() + more, "wte = 14.0", "wte = 999_999.5")),
             ContainsSubstring("staff: found 1 000 001 posts of all roles, expected at most 1 000 000"));
}

TEST_CASE("a policy that lifts a number over a limit is refused like the file", "[limits]") {
  const std::string policy = "[policy.p]\nfrom = \"1 week\"\nchange = { \"referrals.*.rate\" = \"200000 / day\" }\n";
  CHECK(compile_errors(texts::town() + policy).empty());
  CHECK_THAT(compile_errors(texts::town() + policy, {"p"}), ContainsSubstring("people over the whole run"));
}

// ---- services, strata, dates

TEST_CASE("services times need groups times strata times days are bounded", "[limits]") {
  std::string strata = "[people.strata]\n";
  for (int i = 0; i < 64; ++i) strata += "s" + std::to_string(i) + " = 0.015625\n";
  std::string long_run = replaced(texts::town() + strata, "\"3 years\"", "\"100 years\"");
  // 4 services × 2 need groups × 64 strata × 36 524 days = 18.7 million: just enough; a fifth service is too many.
  CHECK(compile_errors(long_run).empty());
  long_run += "[service.more]\nkind = \"stay\"\nplaces = 1\nlength = \"1 week\"\n";
  CHECK_THAT(compile_errors(long_run),
             ContainsSubstring("people.strata: found 23 375 360 as the product of services, need groups, strata"));
}

TEST_CASE("the values of many services at the many dates of a ramp are bounded", "[limits]") {
  std::string text =
      replaced(texts::town(), "\"3 years\"", "\"100 years\"") +
      "[policy.slow]\nfrom = \"1 week\"\nover = \"99 years\"\nchange = { \"staff.*.wte\" = \"+ 20 %\" }\n";
  for (int i = 0; i < 200; ++i)
    text += "[service.ward" + std::to_string(i) + "]\nkind = \"stay\"\nplaces = 1\nlength = \"1 week\"\n";
  CHECK(compile_errors(text).empty());
  CHECK_THAT(compile_errors(text, {"slow"}),
             ContainsSubstring("policy.slow.over: found") && ContainsSubstring("product of values and of the dates"));
}

TEST_CASE("appointments fit into the interval between them", "[limits]") {
  CHECK_THAT(town_with("time = \"35 minutes\"", "time = \"15 days\""), ContainsSubstring("service.step2.time: found"));
  CHECK_THAT(town_with("every = \"2 weeks\"", "every = \"0.0000001 minutes\""), ContainsSubstring("service.step2."));
}

// ---- a run

TEST_CASE("a run whose results would not be held is refused before it begins", "[limits]") {
  const World world = SmallWorld().world();
  const std::vector<std::vector<World>> one{{world}};
  ExperimentOptions options;
  options.replications = 60'001;
  CHECK_THROWS_AS(run_experiment(one, options, nullptr), TooLarge);
  options.replications = 60'000;
  const std::vector<std::vector<World>> many(2, std::vector<World>(200, world));
  CHECK_THROWS_AS(run_experiment(many, options, nullptr), TooLarge);
}

TEST_CASE("as many rows are counted as a run then gives", "[limits]") {
  SmallWorld small({{"mild", 0.5}, {"severe", 0.5}}, weeks(10));
  small.role("pwp", 2, 1200);
  small.course("step2", "pwp", Distribution::constant(3), minutes(50));
  small.source("gp", "step2", 1);
  World a = small.world(), b = a;
  a.area = "A";
  b.area = "B";
  const std::vector<std::vector<World>> worlds{{a, b}, {a, b}};
  ExperimentOptions options;
  options.replications = 2;
  const ExperimentResult result = run_experiment(worlds, options, nullptr);
  const std::size_t rows = result.rows.value.size() + result.series.value.size();
  // Of people there are rows of one policy of the two, against the baseline; they are counted as if of both.
  CHECK(result_rows(worlds, options) == static_cast<double>(rows + 2 * result.people.value.size()));
}

TEST_CASE("England for twenty years is within every limit, as one service and area by area", "[limits]") {
  const Scenario england =
      Scenario::load("england/talking_therapies", kShipped).with({{"scenario.length", "\"20 years\""}});
  CHECK_NOTHROW(england.compile({"more_staff"}, ""));
  std::vector<std::vector<World>> worlds(4);
  double values = 0;
  for (auto& of_policy : worlds) {
    for (const std::string& area : england.areas()) {
      of_policy.push_back(england.compile({}, area));
      values += values_of(of_policy.back());
    }
  }
  CHECK(values < kMostValuesInAll);
  ExperimentOptions options;
  options.replications = 100;
  CHECK(result_rows(worlds, options) < kMostRows);
  CHECK_NOTHROW(check_size(worlds, options));
}

TEST_CASE("a town with a million people on its list is within every limit", "[limits]") {
  CHECK(town_with("count = 640", "count = 1_000_000").empty());
}

// ---- texts

TEST_CASE("a text is refused for its size before it becomes a tree", "[limits]") {
  CHECK_THAT(refusal("a = \"" + std::string(4'000'000, 'x') + "\""), ContainsSubstring("more than 4 MB"));
  CHECK_THAT(refusal("a = [" + repeated("1,", 200'000) + "]"),
             ContainsSubstring("f.toml:1:400005: found more than 200 000 keys and list entries"));
  CHECK_THAT(refusal(repeated("[a]\n", 200'001)), ContainsSubstring("f.toml:200001:1: found more than 200 000 keys"));
  CHECK(refusal("a = [" + repeated("1.5,", 150'000) + "]").empty());
}

TEST_CASE("what is nested deeper than anything of the format is refused", "[limits]") {
  CHECK(refusal("a = " + repeated("[", 16) + repeated("]", 16)).empty());
  CHECK_THAT(refusal("a = " + repeated("[", 17) + repeated("]", 17)),
             ContainsSubstring("f.toml:1:21: found more than 16 brackets within brackets"));
  CHECK_THAT(refusal("a = " + repeated("{ b = ", 17)), ContainsSubstring("brackets within brackets"));
  CHECK_THAT(refusal(repeated("a.", 100'000) + "a = 1"), ContainsSubstring("more than 16 parts of a dotted key"));
  CHECK_THAT(refusal("[" + repeated("a . ", 100'000) + "a]"), ContainsSubstring("more than 16 parts of a dotted key"));
}

TEST_CASE("problems beyond what anybody would read are not told", "[limits]") {
  std::string text = texts::town();
  for (int i = 0; i < 300; ++i) text += "[wrong" + std::to_string(i) + "]\n";
  try {
    compiled(text);
    FAIL("not refused");
  } catch (const ScenarioError& error) {
    CHECK(error.problems().size() == kMostProblems + 1);
    CHECK_THAT(error.problems().back().message, ContainsSubstring("found more than 200 problems"));
  }
}

TEST_CASE("lists of names and tables have an end", "[limits]") {
  std::string names = "apply = [";
  for (int i = 0; i < 1001; ++i) names += "\"p" + std::to_string(i) + "\",";
  CHECK_THAT(compile_errors(texts::town("[scenario]", names + "]")),
             ContainsSubstring("scenario.apply: found more than 1000 entries here"));
}

// ---- tables

TEST_CASE("rows and columns of a table have an end", "[limits]") {
  std::vector<Problem> problems;
  CHECK(parse_csv("a\n1\n2\n3\n", "f.csv", 2, problems).rows.size() == 2);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].text() == "f.csv:4:1: found more than 2 rows");
  problems.clear();
  parse_csv(repeated("a,", 5'000'000) + "\n", "f.csv", 2, problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].text() == "f.csv:1:2001: found more than 1000 columns");
}

// ---- files

TEST_CASE("a file is read to its limit and no further", "[limits]") {
  const Folder folder;
  folder.write("f.toml", std::string(2'000'001, ' '));
  CHECK(read_file(folder.path("f.toml"), 2'000'001).size() == 2'000'001);
  CHECK_THROWS_WITH(read_file(folder.path("f.toml"), 2'000'000), ContainsSubstring("larger than 2 MB"));
}

TEST_CASE("devices, pipes, folders and names with a NUL are no files, so nothing waits for them", "[limits]") {
  const Folder folder;
  folder.write("f.toml", "a = 1");
  CHECK(is_file(folder.path("f.toml")));
  CHECK_FALSE(is_file(folder.path("")));
  CHECK_FALSE(is_file(folder.path("f.toml") + std::string("\0.csv", 5)));
#if defined(__unix__)
  CHECK_FALSE(is_file("/dev/zero"));
  REQUIRE(mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  CHECK_FALSE(is_file(folder.path("pipe")));
  CHECK_THROWS_WITH(Scenario::load(folder.path("pipe"), {}), ContainsSubstring("neither shipped nor a path"));
#endif
}
