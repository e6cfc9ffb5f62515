#include "models/measures/event_log.hpp"

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/models/measures/facts.hpp"

using namespace caseload;

namespace {

std::vector<std::vector<std::string>> table(const std::string& csv) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> fields(1);
    for (const char c : line)
      if (c == ',')
        fields.emplace_back();
      else
        fields.back() += c;
    rows.push_back(fields);
  }
  return rows;
}

Measures::Options logged(std::uint64_t people = 0) {
  Measures::Options options;
  options.log = true;
  options.log_people = people;
  return options;
}

}  // namespace

TEST_CASE("the log tells a person's way in vidigi's columns, in order of time", "[log]") {
  const World world = two_steps();
  Measures m(world, logged());
  Someone a(m, 7, 3, 1);
  a.joins(kTriage, 3).is_offered(4).attends(10).ends(Exit::seen, 10).goes_away(Exit::seen, 10);
  m.finish(world.horizon);
  const auto rows = table(m.log());
  std::string story;
  for (const auto& row : rows) {
    REQUIRE(row.size() == 7);
    CHECK(row[0] == "gp/3/7");
    CHECK(row[1] == "severe");
    if (row[2] != "attribute") story += row[2] + ":" + row[3] + "@" + row[4].substr(0, row[4].find('.')) + " ";
  }
  CHECK(story ==
        "arrival_departure:arrival@3 queue:triage.waiting@3 resource_use:triage.in@10 resource_use_end:triage.out@10 "
        "arrival_departure:depart@10 ");
}

TEST_CASE("a logged time is its tick", "[log]") {
  const World world = two_steps();
  Measures m(world, logged());
  Person p;
  p.id = person_identity(1, 11, 0);
  const Time odd{11 * kTicksPerDay + 34'567'890'123};
  m.appeared(p, 0, false, odd);
  m.finish(world.horizon);
  const auto rows = table(m.log());
  REQUIRE_FALSE(rows.empty());
  CHECK(std::llround(std::stod(rows[0][4]) * static_cast<double>(kTicksPerDay)) == odd.ticks);
}

TEST_CASE("only the first people are logged when the log is told so", "[log]") {
  const World world = two_steps();
  Measures m(world, logged(2));
  for (std::uint32_t i = 0; i < 5; ++i) Someone(m, i, 1).joins(kTriage, 1);
  m.finish(world.horizon);
  std::vector<std::string> names;
  for (const auto& row : table(m.log()))
    if (row[3] == "arrival") names.push_back(row[0]);
  CHECK(names == std::vector<std::string>{"gp/1/0", "gp/1/1"});
}

TEST_CASE("a log that would be too long is refused", "[log]") {
  const World world = two_steps();
  Measures::Options options = logged();
  options.log_rows = 20;
  Measures m(world, options);
  const auto tell_many = [&] {
    for (std::uint32_t i = 0; i < 20; ++i) Someone(m, i, 1).joins(kTriage, 1);
  };
  CHECK_THROWS_AS(tell_many(), LogTooLong);
}

TEST_CASE("a switched-on log changes no measure", "[log]") {
  const World world = two_steps();
  const auto run = [&](Measures::Options options) {
    Measures m(world, options);
    Someone a(m, 0, 30), b(m, 1, 31);
    a.joins(kStep2, 30).is_offered(30).attends(37);
    b.joins(kTriage, 31).leaves_list(Exit::no_reply, 45).goes_away(Exit::no_reply, 45);
    m.supply(0, 2400, 30, 0, day(37));
    m.finish(world.horizon);
    return Values(m).all();
  };
  const auto without = run({}), with = run(logged());
  REQUIRE(without.size() == with.size());
  for (const auto& [name, value] : without) {
    CAPTURE(name);
    CHECK((with.at(name) == value || (std::isnan(value) && std::isnan(with.at(name)))));
  }
}

TEST_CASE("who holds a place has its number, the lowest that is free", "[log]") {
  SmallWorld small({{"need", 1.0}}, days(56));
  small.stay("ward", 2, Distribution::constant(7));
  small.source("gp", "ward", 1);
  const World world = small.world();
  Measures m(world, logged());
  Someone a(m, 0, 1), b(m, 1, 1), c(m, 2, 1);
  const auto enters = [&](Someone& one, double at) {
    one.joins(0, at);
    m.seen(one.p, day(at));
  };
  enters(a, 1);
  enters(b, 2);
  a.ends(Exit::seen, 3);
  enters(c, 4);
  m.finish(world.horizon);
  std::string places;
  for (const auto& row : table(m.log()))
    if (row[2] == "resource_use") places += row[0].substr(5) + "=" + row[5] + " ";
  CHECK(places == "0=0 1=1 2=0 ");
}
