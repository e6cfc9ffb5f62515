// Areas: a row of a table in place of the values of the whole.

#include <filesystem>
#include <fstream>
#include <string>

#include "models/scenario/scenario.hpp"
#include "tests/catch.hpp"
#include "tests/models/scenario/texts.hpp"

using namespace caseload;
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;

namespace {

// A scenario with a table beside it, in a folder of its own.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "caseload_area_test") {
    std::filesystem::create_directories(path_);
    std::ofstream(path_ / "areas.csv")
        << "code,name,referrals,finished\nQOX,Bath,5200,300\nQUY,Bristol,10400,500\nQXU,Surrey,2600,200\n";
    std::ofstream(path_ / "town.toml") << texts::town() + R"(
[regions]
file = "areas.csv"
key = "code"
name = "name"
set = { "referrals.gp.rate" = { column = "referrals", unit = "/ year" } }
scale = { "staff.*.wte" = "finished", "initial.*.waiting.count" = "finished" }
[policy.more]
from = "52 weeks"
change = { "staff.*.wte" = "+ 20 %" }
)";
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Scenario scenario() const { return Scenario::load((path_ / "town.toml").string(), {}); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("an area has its own values, and its share of the whole", "[areas]") {
  const Folder folder;
  const World bristol = folder.scenario().compile({}, "QUY");
  CHECK(bristol.area == "QUY");
  CHECK(bristol.epochs[0].sources[0].rate == Approx(10400 / 365.25));
  CHECK(bristol.epochs[0].roles[0].wte == Approx(7));
  CHECK(bristol.initial[0].waiting == 320);
  const World whole = folder.scenario().compile({}, "");
  CHECK(whole.epochs[0].sources[0].rate == Approx(120.0 / 7));
  CHECK(whole.epochs[0].roles[0].wte == 14);
}

TEST_CASE("a policy multiplies the area's value", "[areas]") {
  const Folder folder;
  CHECK(folder.scenario().compile({"more"}, "QOX").epochs[1].roles[0].wte == Approx(14 * 0.3 * 1.2));
}

TEST_CASE("an area that is not in the table is told with the nearest code", "[areas]") {
  const Folder folder;
  CHECK_THROWS_WITH(folder.scenario().compile({}, "QUX"),
                    ContainsSubstring("no area \"QUX\"") && ContainsSubstring("Q"));
  CHECK_THAT(compile_errors(texts::town(), {}, "QUY"), ContainsSubstring("has no [regions]"));
}
