// Every file of tests/malformed gets exactly the problems that its own comments mark (see the README there).
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "models/scenario/scenario.hpp"
#include "tests/catch.hpp"

namespace {

using namespace caseload;
namespace fs = std::filesystem;

const fs::path kFolder = fs::path(CASELOAD_SOURCE_DIR) / "tests" / "malformed";

struct Expected {
  std::string file;
  int line = 0, column = 0;
  std::string text;
};

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(' '), to = text.find_last_not_of(" \r");
  return from == std::string::npos ? "" : text.substr(from, to - from + 1);
}

// "12:7 text" or "parts/a.csv:12:7 text"
Expected elsewhere(const std::string& mark, const std::string& own_file) {
  std::istringstream stream(mark);
  std::string place;
  stream >> place;
  Expected expected;
  std::getline(stream, expected.text);
  expected.text = trimmed(expected.text);
  const auto last = place.rfind(':'), before = place.rfind(':', last - 1);
  expected.column = std::stoi(place.substr(last + 1));
  const bool own = before == std::string::npos;
  expected.line = std::stoi(own ? place.substr(0, last) : place.substr(before + 1, last - before - 1));
  expected.file = own ? own_file : (kFolder / place.substr(0, before)).lexically_normal().generic_string();
  return expected;
}

std::vector<Expected> marks_of(const std::string& file) {
  std::vector<Expected> marks;
  std::ifstream stream(file, std::ios::binary);
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number) {
    if (line.rfind("#!schema", 0) == 0) continue;
    if (line.rfind("#!@", 0) == 0) {
      marks.push_back(elsewhere(line.substr(3), file));
      continue;
    }
    const bool above = line.rfind("#!^", 0) == 0;
    for (auto at = line.find("#!"); at != std::string::npos;) {
      const auto next = line.find("#!", at + 2);
      std::istringstream mark(line.substr(at + (above ? 3 : 2), next == std::string::npos ? next : next - at - 2));
      Expected expected{file, above ? number - 1 : number, 0, ""};
      mark >> expected.column;
      std::getline(mark, expected.text);
      expected.text = trimmed(expected.text);
      marks.push_back(expected);
      at = next;
    }
  }
  return marks;
}

std::vector<Problem> problems_of(const std::string& file) {
  try {
    Scenario::load(file, Library{});
  } catch (const ScenarioError& error) {
    return error.problems();
  }
  return {};
}

bool meets(const Problem& problem, const Expected& expected) {
  return problem.where.file == expected.file && problem.where.line == expected.line &&
         problem.where.column == expected.column && problem.message.find(expected.text) != std::string::npos;
}

std::string listed(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) text += problem.text() + "\n";
  return text;
}

}  // namespace

TEST_CASE("each malformed scenario gets the problems marked in it, and no others", "[malformed]") {
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".toml") continue;
    ++files;
    const std::string file = entry.path().lexically_normal().generic_string();
    const auto expected = marks_of(file);
    auto problems = problems_of(file);
    INFO(listed(problems));
    CHECK(!expected.empty());
    CHECK(problems.size() == expected.size());
    for (const Expected& mark : expected) {
      const auto found =
          std::find_if(problems.begin(), problems.end(), [&](const Problem& p) { return meets(p, mark); });
      INFO("expected " << mark.file << ":" << mark.line << ":" << mark.column << ": " << mark.text);
      CHECK(found != problems.end());
      if (found != problems.end()) problems.erase(found);
    }
  }
  CHECK(files >= 40);
}

TEST_CASE("the scenario that the malformed ones extend is right", "[malformed]") {
  CHECK(listed(problems_of((kFolder / "parts" / "good.toml").generic_string())).empty());
}
