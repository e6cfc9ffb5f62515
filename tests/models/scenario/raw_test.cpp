#include "models/scenario/raw.hpp"

#include "tests/catch.hpp"

using namespace caseload;

namespace {

Problem refusal(std::string_view text) {
  try {
    parse_toml(text, "f.toml");
  } catch (const ScenarioError& error) {
    REQUIRE(error.problems().size() == 1);
    return error.problems().front();
  }
  FAIL("not refused");
  return {};
}

}  // namespace

TEST_CASE("tables keep the order of the file, not that of the alphabet", "[raw]") {
  const Raw root = parse_toml("[b.z]\n[b.a]\n[a]\n[b]\nm = 1\n", "f.toml");
  CHECK(root.children[0].key == "b");
  CHECK(root.children[1].key == "a");
  CHECK(root.children[0].children[0].key == "z");
  CHECK(root.children[0].children[1].key == "a");
  CHECK(root.children[0].children[2].key == "m");
}

TEST_CASE("positions count characters and not bytes", "[raw]") {
  const Raw root = parse_toml("a = [\"£\", 1_000.5]\n", "f.toml");
  const Raw& number = root.children[0].children[1];
  CHECK(number.where.column == 11);
  CHECK(number.text == "1_000.5");
}

TEST_CASE("evidence on a table covers what it holds unless that has its own", "[raw]") {
  const Raw root =
      parse_toml("[t]\nstatus = \"assumption\"\na = 1\nb = { value = 2, source = \"s\" }\n[u]\nc = 3\n", "f.toml");
  CHECK(root.find("t")->find("a")->evidence->status == "assumption");
  CHECK(root.find("t")->find("b")->find("value")->evidence->source == "s");
  CHECK(root.find("t")->find("b")->find("value")->evidence->status.empty());
  CHECK(!root.find("u")->find("c")->evidence);
}

TEST_CASE("a note of its own does not take a number from under the table's evidence", "[raw]") {
  const Raw root = parse_toml("[t]\nsource = \"s\"\nb = { value = 2, note = \"n\" }\n", "f.toml");
  const auto& evidence = *root.find("t")->find("b")->find("value")->evidence;
  CHECK(evidence.source == "s");
  CHECK(evidence.note == "n");
}

TEST_CASE("characters outside ASCII are refused outside strings and comments, before TOML is read", "[raw]") {
  CHECK(refusal("cost = £ 42000\n").where.column == 8);
  CHECK(refusal("naïve = 1\n").where.column == 3);
  CHECK(refusal("a = 1\n[süd]\n").where.line == 2);
  CHECK_NOTHROW(parse_toml("a = \"£\" # é\nb = 'ï'\nc = \"\"\"\n£\"\"\"\n\"ï\" = 1\n", "f.toml"));
  CHECK(refusal("a = \"\\\"\" + é").where.column == 12);  // the string has ended
}

TEST_CASE("bytes that are not UTF-8 are refused wherever they stand", "[raw]") {
  CHECK(refusal("# \xFF\n").where.column == 3);
  CHECK(refusal("a = \"\xC0\xAF\"\n").message.find("0xC0") != std::string::npos);  // overlong
  CHECK(refusal("a = \"\xED\xA0\x80\"\n").where.column == 6);                      // a surrogate
  CHECK(refusal("a = \"\xF4\x90\x80\x80\"\n").where.column == 6);                  // beyond U+10FFFF
  CHECK(refusal("a = \"\xE2\x82").where.column == 6);                              // cut short
}

TEST_CASE("a bracket at the end of a line is refused, in a value it is not", "[raw]") {
  CHECK(refusal("[\n").where.line == 1);
  CHECK(refusal("a = 1\n  [ # b\n").where.line == 2);
  CHECK(refusal("[[\n").where.column == 1);
  CHECK(refusal("[").where.column == 1);
  CHECK_NOTHROW(parse_toml("a = [\n[\n1]\n]\n[ b ]\n[ \"c]\" ]\n", "f.toml"));
}

TEST_CASE("a byte order mark and lines that end like those of Windows are fine", "[raw]") {
  const Raw root = parse_toml(
      "\xEF\xBB\xBF"
      "a = 1\r\nb = 2\r\n",
      "f.toml");
  CHECK(root.find("b")->where.line == 2);
}
