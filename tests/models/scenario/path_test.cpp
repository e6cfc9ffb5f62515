#include "models/scenario/path.hpp"

#include "tests/catch.hpp"

using namespace caseload;

TEST_CASE("a path splits at its dots, but not inside quotes", "[path]") {
  CHECK(split_path("service.step2.time") == std::vector<std::string>{"service", "step2", "time"});
  CHECK(split_path(R"(policy.more.change."staff.*.wte")") ==
        std::vector<std::string>{"policy", "more", "change", "staff.*.wte"});
  CHECK(split_path("").empty());
}

TEST_CASE("joining quotes what would otherwise split", "[path]") {
  CHECK(join_path("service", "step2") == "service.step2");
  CHECK(join_path("", "need") == "need");
  const std::string path = join_path("policy.more.change", "staff.*.wte");
  CHECK(split_path(path).back() == "staff.*.wte");
}

TEST_CASE("a star stands for one part of any name", "[path]") {
  CHECK(path_matches("staff.*.wte", "staff.pwp.wte"));
  CHECK(!path_matches("staff.*", "staff.pwp.wte"));
  CHECK(!path_matches("staff.*.wte", "staff.pwp.hours"));
}

TEST_CASE("edits are counted with swaps of neighbours as one", "[path]") {
  CHECK(edit_distance("wte", "wte") == 0);
  CHECK(edit_distance("wet", "wte") == 1);  // swap
  CHECK(edit_distance("absense", "absence") == 1);
  CHECK(edit_distance("Staff", "staff") == 0);  // letter case aside
  CHECK(edit_distance("", "abc") == 3);
}

TEST_CASE("the nearest name is suggested only where it may be meant", "[path]") {
  const std::vector<std::string> names = {"wte", "hours", "absence", "turnover"};
  CHECK(nearest_name("absense", names) == "absence");
  CHECK(nearest_name("turn", names) == "turnover");  // one begins with the other
  CHECK(nearest_name("salary", names).empty());
  CHECK(suggestion("salary", names) == "; known here: wte, hours, absence, turnover");
}
