#include "engine/replications.hpp"

#include <cmath>
#include <stdexcept>
#include <string>
#include <thread>

#include "engine/luck.hpp"
#include "tests/catch.hpp"

using namespace caseload;

namespace {

double one_history(std::size_t replication) {
  const Luck luck(1, static_cast<std::uint32_t>(replication), 0);
  double sum = 0;
  for (std::uint32_t i = 0; i < 2000; ++i) sum += luck.exponential(i, 0, 1, 0, 0);
  return sum;
}

}  // namespace

TEST_CASE("any number of threads gives the same bits in the same order", "[replications]") {
  const auto alone = run_replications<double>(40, 1, one_history);
  REQUIRE(alone.size() == 40);
  CHECK(alone[7] == one_history(7));
  CHECK(run_replications<double>(40, 4, one_history) == alone);
  CHECK(run_replications<double>(40, 0, one_history) == alone);
  CHECK(run_replications<double>(40, 100, one_history) == alone);
  CHECK(run_replications<double>(0, 4, one_history).empty());
}

TEST_CASE("progress counts what is done", "[replications]") {
  Progress progress;
  run_replications<double>(12, 3, one_history, &progress);
  CHECK(progress.done == 12);
  CHECK_FALSE(progress.cancelled);
}

TEST_CASE("an exception stops the others and comes out", "[replications]") {
  Progress progress;
  std::atomic<int> begun{0};
  const auto fails = [&](std::size_t i) -> int {
    ++begun;
    if (i == 5) throw std::domain_error("the sixth");
    while (i > 5 && !progress.cancelled) std::this_thread::yield();
    return 0;
  };
  for (const unsigned threads : {1U, 4U}) {
    progress.cancelled = false;
    begun = 0;
    CHECK_THROWS_AS(run_replications<int>(1000, threads, fails, &progress), std::domain_error);
    CHECK(begun < 20);
  }
}

TEST_CASE("cancelling stops the run", "[replications]") {
  for (const unsigned threads : {1U, 4U}) {
    Progress progress;
    const auto stops = [&](std::size_t i) -> int {
      if (i == 3) progress.cancelled = true;
      return 0;
    };
    CHECK_THROWS_AS(run_replications<int>(1000, threads, stops, &progress), Cancelled);
    CHECK(progress.done < 1000);
  }
}

TEST_CASE("a replication that gives up because it was told to cancels the run", "[replications]") {
  const auto gives_up = [](std::size_t i) -> int {
    if (i == 2) throw Cancelled();
    return 0;
  };
  CHECK_THROWS_AS(run_replications<int>(10, 2, gives_up), Cancelled);
}

TEST_CASE("a cancellation that comes too late changes nothing", "[replications]") {
  Progress progress;
  const auto last = [&](std::size_t i) -> std::size_t {
    if (i == 9) progress.cancelled = true;
    return i;
  };
  CHECK(run_replications<std::size_t>(10, 1, last, &progress).size() == 10);
}
