#include "models/services/waiting_list.hpp"

#include <algorithm>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/catch.hpp"

using namespace caseload;

namespace {

struct Fixture {
  Slab<Person> people;
  WaitingList list{people, 2};

  PersonIndex head(const std::vector<Duration>& head_start) {
    list.set_head_start(head_start);
    return *list.head();
  }

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
  CHECK(*f.list.head() == first);
  f.list.leave(first);
  CHECK(f.people[*f.list.head()].id == 9);
}

TEST_CASE("a head start of ten days passes those who joined up to ten days before", "[waiting_list]") {
  Fixture f;
  f.add(1, Time::zero() + days(5), 0);
  const PersonIndex severe = f.add(2, Time::zero() + days(14), 1);
  CHECK(f.head({Duration{}, days(10), Duration{}}) == severe);
  CHECK(f.head({Duration{}, days(8), Duration{}}) != severe);
}

TEST_CASE("a change of class keeps the date of joining", "[waiting_list]") {
  Fixture f;
  f.add(1, Time::zero() + days(1), 1);
  const PersonIndex moved = f.add(2, Time::zero() + days(2), 0);
  f.add(3, Time::zero() + days(3), 1);
  f.people[moved].level = 1;
  f.list.reclass(moved);
  f.list.leave(*f.list.head());
  CHECK(*f.list.head() == moved);
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
  CHECK(f.head(std::vector<Duration>(3, Duration::forever())) == i);
}

TEST_CASE("a waiting list agrees with a sorted vector under random joining, leaving and changes of class",
          "[waiting_list]") {
  Fixture f;
  std::mt19937 random(1);
  std::vector<Duration> head_start{Duration{}, days(30), days(60)};
  std::vector<PersonIndex> naive;
  const auto key = [&](PersonIndex i) {  // those in the middle of a course before all others
    const Person& p = f.people[i];
    const NeedId level = p.level < 2 ? p.level : p.level_before_recovery;
    const Duration start = p.mid_course ? Duration{} : head_start[p.after_crisis ? 2 : level];
    return std::tuple(!p.mid_course, (p.joined - start).ticks, p.id);
  };
  const auto first = [&] {
    return std::min_element(naive.begin(), naive.end(), [&](auto a, auto b) { return key(a) < key(b); });
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
      Person& p = f.people[i];
      switch (random() % 4) {
        case 0:
          p.after_crisis = true;
          break;
        case 1:  // recovers, and stays in the class they had; or relapses
          if (p.level < 2)
            p.level_before_recovery = std::exchange(p.level, NeedId{2});
          else
            p.level = p.level_before_recovery;
          break;
        case 2:
          if (p.level < 2) p.level = static_cast<NeedId>(1 - p.level);
          break;
        default:  // back in the middle of a course, joined at some other date
          f.list.leave(i);
          p.mid_course = true;
          p.joined = Time::zero() + days(step / 10 + static_cast<int>(random() % 3));
          f.list.join(i);
      }
      f.list.reclass(i);
    } else {
      const auto best = first();
      REQUIRE(*f.list.head() == *best);
      f.list.leave(*best);
      f.people.release(*best);
      naive.erase(best);
    }
    if (step % 1000 == 0) {  // head starts change by policy
      head_start[1] = days(static_cast<int>(random() % 60));
      f.list.set_head_start(head_start);
    }
    if (random() % 4 == 0 && !naive.empty()) REQUIRE(*f.list.head() == *first());
    REQUIRE(f.list.size() == naive.size());
  }
}
