#include "models/staff/pool.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include "tests/catch.hpp"

using namespace caseload;

TEST_CASE("the post with most free minutes is taken, then the lowest number", "[pool]") {
  Posts posts;
  posts.resize(3);
  for (const PostId p : {0U, 1U, 2U}) posts.set_capacity(p, 1000);
  CHECK(*posts.most_free(400) == 0);
  posts.take(0, 400, Time::zero());
  CHECK(*posts.most_free(400) == 1);
  posts.take(1, 400, Time::zero());
  posts.take(2, 500, Time::zero());
  CHECK(*posts.most_free(600) == 0);
  CHECK_FALSE(posts.most_free(601));
}

TEST_CASE("after a cut nothing is free until what is held has drained", "[pool]") {
  Posts posts;
  posts.resize(1);
  posts.set_capacity(0, 2000);
  posts.take(0, 1000, Time::zero());
  posts.take(0, 1000, Time::zero());
  posts.set_capacity(0, 1000);
  posts.give(0, 1000, Time::zero(), Time::zero());
  CHECK_FALSE(posts.most_free(1));
  posts.give(0, 1000, Time::zero(), Time::zero());
  CHECK(posts.most_free(1000));
}

TEST_CASE("a post that holds its limit of people takes nobody", "[pool]") {
  Posts posts;
  posts.resize(2);
  posts.set_limit(1);
  posts.set_capacity(0, 5000);
  posts.set_capacity(1, 1000);
  posts.take(0, 100, Time::zero());
  CHECK(*posts.most_free(100) == 1);
}

TEST_CASE("posts agree with a linear search under random use", "[pool]") {
  Posts posts;
  std::mt19937 random(2);
  std::vector<std::pair<PostId, Amount>> held;
  std::vector<Amount> capacity, used;
  for (int step = 0; step < 20000; ++step) {
    if (step % 1000 == 0) {
      posts.resize(capacity.size() + 3);
      capacity.resize(posts.size());
      used.resize(posts.size());
      for (PostId p = 0; p < posts.size(); ++p)
        posts.set_capacity(p, capacity[p] = static_cast<Amount>(random() % 5000));
    }
    const auto amount = static_cast<Amount>(random() % 400);
    if (random() % 2 == 0) {
      std::optional<PostId> best;
      for (PostId p = 0; p < capacity.size(); ++p)
        if (!best || capacity[p] - used[p] > capacity[*best] - used[*best]) best = p;
      const Amount free = capacity[*best] - used[*best];
      const auto found = posts.most_free(amount);
      REQUIRE(found.has_value() == (free >= amount && free > 0));
      if (!found) continue;
      REQUIRE(*found == *best);
      posts.take(*found, amount, Time::zero());
      used[*found] += amount;
      held.emplace_back(*found, amount);
    } else if (!held.empty()) {
      const auto k = random() % held.size();
      posts.give(held[k].first, held[k].second, Time::zero(), Time::zero());
      used[held[k].first] -= held[k].second;
      held.erase(held.begin() + static_cast<std::ptrdiff_t>(k));
    }
  }
}

TEST_CASE("minutes that come free later are taken last, the earliest first, amount by amount", "[pool]") {
  Posts posts;
  posts.resize(1);
  posts.set_capacity(0, 1000);
  const Time now = Time::zero(), soon = now + days(3), later = now + days(7);
  posts.take(0, 300, now);
  posts.take(0, 300, now);
  posts.give(0, 300, now, later);
  posts.give(0, 300, now, soon);
  CHECK(posts.take(0, 400, now) == now);    // 400 are free
  CHECK(posts.take(0, 200, now) == soon);   // of the 300 that come free soon
  CHECK(posts.take(0, 250, now) == later);  // the other 100 and 150 of those that come free later
  CHECK(posts.take(0, 150, now) == later);
  CHECK_FALSE(posts.most_free(1));
}

TEST_CASE("what has come free meanwhile is free", "[pool]") {
  Posts posts;
  posts.resize(1);
  posts.set_capacity(0, 300);
  posts.take(0, 300, Time::zero());
  posts.give(0, 300, Time::zero(), Time::zero() + days(7));
  CHECK(posts.take(0, 300, Time::zero() + days(8)) == Time::zero() + days(8));
}

// Activities as they truly run: each from when its minutes are really free until its own end, which is known some time
// before. Whatever is offered ahead, at no moment is more in use than there is.
TEST_CASE("whatever is offered ahead, no more is ever in use than there is", "[pool]") {
  struct Activity {
    PostId post;
    Amount amount;
    Time from, until;  // Time::never() while the end is not known
  };
  const auto in_use = [](const std::vector<Activity>& all, PostId p, Time t) {
    std::int64_t sum = 0;
    for (const Activity& a : all) sum += a.post == p && a.from <= t && t < a.until ? a.amount : 0;
    return sum;
  };
  std::mt19937 random(5);
  const auto below = [&](std::uint32_t n) { return static_cast<int>(random() % n); };
  for (int round = 0; round < 30; ++round) {
    Posts posts;
    posts.resize(3);
    const Amount capacity[] = {1000, 1700, 250};
    for (const PostId p : {0U, 1U, 2U}) posts.set_capacity(p, capacity[p]);
    std::vector<Activity> running, all;  // `all`: with their ends
    Time now = Time::zero();
    for (int step = 0; step < 300; ++step) {
      now += hours(below(40));
      if (below(2) == 0 && !running.empty()) {  // one will end, soon or now, and its minutes are offered
        const auto k = static_cast<std::size_t>(below(static_cast<std::uint32_t>(running.size())));
        if (running[k].from > now) continue;  // has not begun
        const Time free_from = now + hours(below(3) * 60);
        posts.give(running[k].post, running[k].amount, now, free_from);
        for (Activity& a : all)
          if (a.until == Time::never() && a.post == running[k].post && a.amount == running[k].amount &&
              a.from == running[k].from) {
            a.until = free_from;
            break;
          }
        running.erase(running.begin() + static_cast<std::ptrdiff_t>(k));
        continue;
      }
      const auto amount = static_cast<Amount>(20 + below(400));
      const auto post = posts.most_free(amount);
      if (!post) continue;
      const Time from = posts.take(*post, amount, now);
      running.push_back({*post, amount, from, Time::never()});
      all.push_back(running.back());
    }
    // What is in use rises only at a start.
    for (const Activity& a : all) REQUIRE(in_use(all, a.post, a.from) <= capacity[a.post]);
  }
}
