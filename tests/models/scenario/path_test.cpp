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

TEST_CASE("a word longer than any name has no neighbours, and is not compared with them", "[path]") {
  const std::string endless(4'000'000, 'x');
  CHECK(nearest_name(endless, {endless, "wte"}).empty());
  CHECK(nearest_name("wet", {endless, "wte"}) == "wte");
}

TEST_CASE("a message stays on its line and shows the beginning of what is long", "[path]") {
  CHECK(on_one_line("a\nb\x1b[2J\x7f\xc2\x9b c") == "a\\u000Ab\\u001B[2J\\u007F\\u009B c");
  CHECK(on_one_line(std::string("a\0b", 3)) == "a\\u0000b");
  CHECK(on_one_line("a\u2028b\u202Ec\u2066") == "a\\u2028b\\u202Ec\\u2066");
  CHECK(on_one_line("£ é … ‘’ ⁴") == "£ é … ‘’ ⁴");
  CHECK(shown("short") == "short");
  CHECK(shown(std::string(199, 'x') + "££") == std::string(199, 'x') + "…");  // never half a character
}

TEST_CASE("characters that nobody sees and something obeys are found, line ends where there may be none", "[path]") {
  for (const char* text : {"a\x1b", "\x7f", "\u0085", "\u202E", "a\u2066"}) CHECK(has_control_characters(text, true));
  for (const char* text : {"a\nb", "\t", "\u2028", "\u2029"}) {
    CHECK(has_control_characters(text));
    CHECK(!has_control_characters(text, true));
  }
  CHECK(!has_control_characters("Ünïcode – £ ‘quoted’ 中文"));
}
