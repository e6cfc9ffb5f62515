// Any text as a table: as the areas of a scenario, and as the list of those who wait at its start.

#include "models/scenario/csv.hpp"
#include "tests/fuzz/sandbox.hpp"

using namespace caseload;

namespace {

const char* const kService = R"(
schema = 1
[scenario]
title = "One room"
start = 2022-04-01
length = "1 year"
[need.mild]
share = 0.7
[need.severe]
share = 0.3
[referrals.gp]
to = "room"
rate = "1 / day"
[staff.nurse]
wte = 2.5
hours = "20 hours / week"
[service.room]
kind = "course"
staff = "nurse"
time = "45 minutes"
sessions = 6
)";

const char* const kAreas = R"(
[regions]
file = "table.csv"
key = "code"
name = "name"
set = { "referrals.gp.rate" = { column = "rate", unit = "/ year" }, "service.*.sessions" = { column = "sessions" } }
scale = { "staff.*.wte" = "finished" }
)";

const char* const kList = R"(
[initial.room.waiting]
file = "table.csv"
)";

constexpr std::size_t kMostAreas = 3;

template <class Attempt>
void or_refuse(const Attempt& attempt) {
  try {
    attempt();
  } catch (const ScenarioError& error) {
    fuzz::check_refusal(error);
  }
}

void as_areas() {
  const Scenario scenario = Scenario::parse(std::string(kService) + kAreas, "main.toml", {});
  auto areas = scenario.areas();
  fuzz::require(!areas.empty(), "a scenario with regions has an area");
  areas.resize(std::min(areas.size(), kMostAreas));
  for (const std::string& area : areas) {
    scenario.area_name(area);
    or_refuse([&] { scenario.compile({}, area); });
  }
}

void as_list() {
  const World world = Scenario::parse(std::string(kService) + kList, "main.toml", {}).compile({}, "");
  for (const InitialList& list : world.initial)
    for (const InitialList::Listed& person : list.listed)
      fuzz::require(person.days_waited >= 0 && person.need < world.needs.size(), "a listed person can be simulated");
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) { return 0; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::begin_input();
  fuzz::put_file("table.csv", std::string(reinterpret_cast<const char*>(data), size));
  or_refuse(as_areas);
  or_refuse(as_list);
  return 0;
}
