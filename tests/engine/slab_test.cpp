#include "engine/slab.hpp"

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <vector>

#include "tests/catch.hpp"

using namespace caseload;

namespace {

struct Thing {
  std::uint64_t value = 7;
};

}  // namespace

TEST_CASE("objects keep their address and value while others come and go", "[slab]") {
  std::mt19937 random(1);
  Slab<Thing> slab;
  std::map<std::uint32_t, std::pair<std::uint64_t, const Thing*>> held;
  std::size_t most = 0;
  for (int i = 0; i < 20'000; ++i) {
    if (held.empty() || random() % 100 < 55) {
      const std::uint32_t index = slab.acquire();
      REQUIRE(held.count(index) == 0);
      REQUIRE(slab[index].value == 7);  // fresh
      slab[index].value = random();
      held[index] = {slab[index].value, &slab[index]};
    } else {
      auto chosen = held.lower_bound(static_cast<std::uint32_t>(random() % (slab.peak() + 1)));
      if (chosen == held.end()) chosen = held.begin();
      slab.release(chosen->first);
      held.erase(chosen);
    }
    most = std::max(most, held.size());
    REQUIRE(slab.live() == held.size());
  }
  CHECK(slab.peak() == most);  // memory follows the number live
  for (const auto& [index, thing] : held) {
    CHECK(slab[index].value == thing.first);
    CHECK(&slab[index] == thing.second);
  }
}

TEST_CASE("giving back what was not taken is an error", "[slab]") {
  Slab<Thing> slab;
  CHECK_THROWS_AS(slab.release(0), std::logic_error);
  const std::uint32_t index = slab.acquire();
  slab.release(index);
  CHECK_THROWS_AS(slab.release(index), std::logic_error);
}

TEST_CASE("alignment is kept", "[slab]") {
  struct alignas(64) Line {
    char bytes[64];
  };
  Slab<Line> slab;
  for (int i = 0; i < 2000; ++i) {
    const std::uint32_t index = slab.acquire();
    REQUIRE(reinterpret_cast<std::uintptr_t>(&slab[index]) % 64 == 0);
  }
}

TEST_CASE("objects of many chunks each have a place of their own", "[slab]") {
  struct Big {
    std::uint32_t index = 0;
    char rest[4092] = {};
  };
  Slab<Big> slab;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    REQUIRE(slab.acquire() == i);
    slab[i].index = i;
  }
  for (std::uint32_t i = 0; i < 3000; ++i) REQUIRE(slab[i].index == i);
}
