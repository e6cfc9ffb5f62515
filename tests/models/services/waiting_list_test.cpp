#include "models/services/waiting_list.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include "tests/catch.hpp"

using namespace caseload;

namespace {

struct Fixture {
  Slab<Person> people;
  WaitingList list{people, 2};
  std::vector<Duration> no_head_start{3, Duration{}};

  PersonIndex add(std::uint64_t id, Time joined, NeedId level = 0) {
    const PersonIndex i = people.acquire();
    people[i].id = id;
    people[i].joined = joined;
    people[i].level = level;
    people[i].class_stamp = static_cast<std::uint32_t>(id * 1000);
    list.join(i);
    return i;
  }
};

}  // namespace

TEST_CASE("who joined first comes first, and equal dates go by identity", "[waiting_list]") {
  Fixture f;
  f.add(7, Time::zero() + days(2));
  f.add(9, Time::zero() + days(1));
  const PersonIndex first = f.add(3, Time::zero() + days(1));
  CHECK(*f.list.head(f.no_head_start) == first);
  f.list.leave(first);
  CHECK(f.people[*f.list.head(f.no_head_start)].id == 9);
}

TEST_CASE("a head start of ten days passes those who joined up to ten days before", "[waiting_list]") {
  Fixture f;
  f.add(1, Time::zero() + days(5), 0);
  const PersonIndex severe = f.add(2, Time::zero() + days(14), 1);
  CHECK(*f.list.head(std::vector<Duration>{Duration{}, days(10), Duration{}}) == severe);
  CHECK(*f.list.head(std::vector<Duration>{Duration{}, days(8), Duration{}}) != severe);
}

TEST_CASE("a change of class keeps the date of joining", "[waiting_list]") {
  Fixture f;
  f.add(1, Time::zero() + days(1), 1);
  const PersonIndex moved = f.add(2, Time::zero() + days(2), 0);
  f.add(3, Time::zero() + days(3), 1);
  f.people[moved].level = 1;
  f.list.reclass(moved);
  f.list.leave(*f.list.head(f.no_head_start));
  CHECK(*f.list.head(f.no_head_start) == moved);
  CHECK(f.list.size() == 2);
}

TEST_CASE("who goes on in the middle of a course comes before all classes", "[waiting_list]") {
  Fixture f;
  f.add(1, Time::zero());
  const PersonIndex i = f.people.acquire();
  f.people[i] = Person{};
  f.people[i].id = 2;
  f.people[i].joined = Time::zero() + days(300);
  f.people[i].mid_course = true;
  f.list.join(i);
  CHECK(*f.list.head(std::vector<Duration>(3, Duration::forever())) == i);
}

TEST_CASE("a waiting list agrees with a sorted vector under random joining, leaving and changes of class",
          "[waiting_list]") {
  Fixture f;
  std::mt19937 random(1);
  const std::vector<Duration> head_start{Duration{}, days(30), days(60)};
  std::vector<PersonIndex> naive;
  const auto key = [&](PersonIndex i) {
    const Person& p = f.people[i];
    return std::pair((p.joined - head_start[p.after_crisis ? 2 : p.level]).ticks, p.id);
  };
  std::uint64_t next_id = 1;
  for (int step = 0; step < 20000; ++step) {
    const auto what = random() % 10;
    if (what < 5 || naive.empty()) {
      const Time joined = Time::zero() + days(step / 10 - static_cast<int>(random() % 40 == 0 ? random() % 50 : 0));
      naive.push_back(f.add(next_id++, joined, static_cast<NeedId>(random() % 2)));
    } else if (what < 7) {
      const auto k = random() % naive.size();
      f.list.leave(naive[k]);
      f.people.release(naive[k]);
      naive.erase(naive.begin() + static_cast<std::ptrdiff_t>(k));
    } else if (what < 8) {
      const PersonIndex i = naive[random() % naive.size()];
      if (random() % 2 == 0)
        f.people[i].after_crisis = true;
      else
        f.people[i].level = static_cast<NeedId>(1 - f.people[i].level);
      f.list.reclass(i);
    } else {
      const auto best = std::min_element(naive.begin(), naive.end(), [&](auto a, auto b) { return key(a) < key(b); });
      REQUIRE(*f.list.head(head_start) == *best);
      f.list.leave(*best);
      f.people.release(*best);
      naive.erase(best);
    }
    REQUIRE(f.list.size() == naive.size());
  }
}
