// MODEL section 13, law 4: after every start a post holds no more minutes than are in force on it, and no more people
// than its limit. Cuts never interrupt, so that what was held before a cut may exceed what is left.

#include "tests/models/laws/law_run.hpp"

using namespace caseload;

namespace {

class Capacity : public Onlooker {
 public:
  void begun(Inside& s) override { remember(s); }  // places are as full as the file says
  void offers_made(Inside& s) override { look(s); }
  void after(Inside& s, const Event&) override { look(s); }

  std::int64_t starts = 0;

 private:
  struct Seen {
    std::int64_t held = 0, people = 0;
  };

  void look(Inside& s) {
    for (std::size_t k = 0; k < s.pools.size(); ++k) {
      const Posts& posts = s.pools[k].posts();
      for (PostId p = 0; p < posts.size(); ++p) {
        const Seen before = p < seen_[k].size() ? seen_[k][p] : Seen{};
        if (posts[p].held > before.held || posts[p].people > before.people) start(s, k, p);
      }
    }
    remember(s);
  }

  void start(Inside& s, std::size_t k, PostId p) {
    ++starts;
    const Posts::Post& post = s.pools[k].posts()[p];
    const auto words = [&] { return "post " + std::to_string(p) + " of pool " + std::to_string(k); };
    hold(post.held <= post.capacity, words);
    if (s.pools[k].role == kNoRole) return;
    const int limit = s.epoch_->roles[s.pools[k].role].limit;
    hold(limit == 0 || post.people <= limit, words);
  }

  void remember(Inside& s) {
    seen_.resize(s.pools.size());
    for (std::size_t k = 0; k < s.pools.size(); ++k) {
      const Posts& posts = s.pools[k].posts();
      seen_[k].resize(posts.size());
      for (PostId p = 0; p < posts.size(); ++p) seen_[k][p] = {posts[p].held, posts[p].people};
    }
  }

  std::vector<std::vector<Seen>> seen_;  // [pool][post]
};

}  // namespace

TEST_CASE("law 4: no start takes a post above what is in force, or above its limit of people", "[laws]") {
  std::int64_t starts = 0;
  for_random_worlds(1, [&](const World& world) {
    Capacity capacity;
    run_watched(world, {}, {&capacity});
    starts += capacity.starts;
  });
  CHECK(starts > 1000);
}
