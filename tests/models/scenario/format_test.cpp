#include "models/scenario/format.hpp"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include "models/scenario/scenario.hpp"
#include "tests/catch.hpp"

namespace {

using namespace caseload;

// CASELOAD_WRITE_DOCS=1 writes the generated pages anew instead of comparing them.
void compare_or_write(const std::string& path, const std::string& generated) {
  const std::string file = std::string(CASELOAD_SOURCE_DIR) + "/" + path;
  if (std::getenv("CASELOAD_WRITE_DOCS")) std::ofstream(file, std::ios::binary) << generated;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream committed;
  committed << stream.rdbuf();
  INFO(path << " is generated: run models_tests \"[generated]\" with CASELOAD_WRITE_DOCS=1");
  CHECK((committed.str() == generated));
}

void walk(const Field& field, const std::function<void(const Field&)>& look) {
  look(field);
  for (const Field& child : field.fields) walk(child, look);
  for (const Field& child : field.rest) walk(child, look);
}

}  // namespace

TEST_CASE("the committed reference page is the one the format generates", "[format][generated]") {
  compare_or_write("docs/format.md", format_reference());
}

TEST_CASE("the committed JSON Schema is the one the format generates", "[format][generated]") {
  compare_or_write("docs/scenario.schema.json", json_schema());
}

TEST_CASE("every key has a meaning, and no table has a key twice", "[format]") {
  walk(scenario_format(), [](const Field& field) {
    INFO(field.key);
    CHECK(!field.meaning.empty());
    CHECK(field.meaning.back() == '.');
    std::set<std::string> keys;
    for (const Field& child : field.fields) CHECK(keys.insert(child.key).second);
  });
}

TEST_CASE("paths find their field through names of the user's and stars", "[format]") {
  CHECK(field_at("staff.pwp.wte") == field_at("staff.*.wte"));
  CHECK(field_at("staff.*.wte")->unit == Unit::number);
  CHECK(field_at("route.triage.need.severe.seen.step2.delay")->unit == Unit::duration);
  CHECK(field_at("service.step2.sessions.mean")->key == "mean");
  CHECK(field_at("service.step2.recovery.top") != field_at("service.step2.recovery.severe"));
  CHECK(field_at("staff.*.wet") == nullptr);
  CHECK(field_at("staff.*.wte.more") == nullptr);
}

TEST_CASE("every kind of service has endings of its own, and all that come from lists", "[format]") {
  CHECK(exits_of("assessment").front() == "seen");
  CHECK(exits_of("course").front() == "completed");
  CHECK(exits_of("digital").size() == 6);
  CHECK(kind_bit("ward") == 0);
}
