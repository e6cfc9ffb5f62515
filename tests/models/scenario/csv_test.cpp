#include "models/scenario/csv.hpp"

#include "tests/catch.hpp"

using namespace caseload;

TEST_CASE("quoted cells hold commas, quotes and line ends", "[csv]") {
  std::vector<Problem> problems;
  const Csv csv = parse_csv("code,name\r\nA,\"Bath, \"\"old\"\"\"\r\nB,\"two\nlines\"\nC,x\n", "f.csv", 10, problems);
  CHECK(problems.empty());
  REQUIRE(csv.rows.size() == 3);
  CHECK(csv.rows[0][1].text == "Bath, \"old\"");
  CHECK(csv.rows[1][1].text == "two\nlines");
  CHECK(csv.rows[2][0].line == 5);  // the line end in a cell counts
  CHECK(csv.rows[0][1].column == 3);
}

TEST_CASE("rows of another length, columns named twice and open quotes are told with their line", "[csv]") {
  std::vector<Problem> problems;
  parse_csv("a,b,a\n1,2\n\"x", "f.csv", 10, problems);
  REQUIRE(problems.size() == 4);
  CHECK(problems[0].text() == "f.csv:1:5: found the column \"a\" twice");
  CHECK(problems[1].text() == "f.csv:2:1: found 2 cells, expected 3 as in the first line");
  CHECK(problems[2].text() == "f.csv:3:1: found a quote that is never closed");
}

TEST_CASE("an empty table and a last line without an end are read", "[csv]") {
  std::vector<Problem> problems;
  CHECK(parse_csv("a,b", "f.csv", 10, problems).rows.empty());
  CHECK(parse_csv("a,b\n1,", "f.csv", 10, problems).rows[0][1].text.empty());
  CHECK(problems.empty());
  parse_csv("", "f.csv", 10, problems);
  CHECK(problems.size() == 1);
}
