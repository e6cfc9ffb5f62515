#include "engine/waiting_line.hpp"

#include <algorithm>
#include <list>
#include <random>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"

using namespace caseload;

namespace {

struct LinkOf {
  std::vector<Link>* links = nullptr;
  Link& operator()(std::uint32_t i) const { return (*links)[i]; }
};

std::vector<std::uint32_t> walk(const WaitingLine<LinkOf>& line) {
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = line.front(); i != kNobody; i = line.after(i)) all.push_back(i);
  return all;
}

}  // namespace

TEST_CASE("a line behaves like a list under random joining and leaving", "[waiting_line]") {
  std::mt19937 random(1);
  std::vector<Link> links(200);
  WaitingLine<LinkOf> line(LinkOf{&links});
  std::list<std::uint32_t> naive;
  std::vector<bool> in(links.size(), false);
  for (int step = 0; step < 20'000; ++step) {
    const auto i = static_cast<std::uint32_t>(random() % links.size());
    if (random() % 10 == 0 && !naive.empty()) {
      REQUIRE(line.pop_front() == naive.front());
      in[naive.front()] = false;
      naive.pop_front();
    } else if (in[i]) {
      line.remove(i);
      naive.remove(i);
      in[i] = false;
    } else {
      line.push_back(i);
      naive.push_back(i);
      in[i] = true;
    }
    REQUIRE(line.size() == naive.size());
    REQUIRE(line.empty() == naive.empty());
    REQUIRE(line.front() == (naive.empty() ? kNobody : naive.front()));
    REQUIRE(line.back() == (naive.empty() ? kNobody : naive.back()));
    if (step % 50 == 0) REQUIRE(walk(line) == std::vector<std::uint32_t>(naive.begin(), naive.end()));
  }
}

TEST_CASE("nobody leaves an empty line", "[waiting_line]") {
  std::vector<Link> links(2);
  WaitingLine<LinkOf> line(LinkOf{&links});
  CHECK_THROWS_AS(line.remove(1), std::logic_error);
}
