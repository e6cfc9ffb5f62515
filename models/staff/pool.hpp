#pragma once
// Capacity that services draw on: the minutes a week of a role's posts, or the places of one service.
//
// One rule for all work: an activity holds an amount from its start until its end. What is too small for the next
// activity stays idle. The post with the most free minutes that suffices is taken, then the lowest number; a tournament
// tree finds it in O(log posts). Cuts never interrupt: after a cut less than nothing may be free until it drains.
// Amounts are whole thousandths (of a minute a week, of a place), so that sums never drift.
//
// What is known to come free is offered some time before: it is given back at once, "from" a later moment. Such minutes
// are taken last, and whoever takes them starts when they are really free.

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/time.hpp"
#include "models/world/ids.hpp"

namespace caseload {

using Amount = std::int32_t;  // thousandths
Amount to_amount(double value);

class Posts {
 public:
  struct Post {
    Amount capacity = 0;  // in force; 0 while vacant, closed or under notice
    Amount held = 0;      // promised, from the offer to the moment it is offered again
    std::int32_t people = 0;
  };

  void resize(std::size_t count);
  std::size_t size() const { return posts_.size(); }
  const Post& operator[](PostId p) const { return posts_[p]; }

  void set_capacity(PostId p, Amount capacity);
  void set_limit(std::int32_t people);  // 0: none

  std::optional<PostId> most_free(Amount needed) const;
  // Says from when the amount is really free: an offer may overlap the activity it follows, the start may not.
  Time take(PostId p, Amount amount, Time now);
  // Offered again now; really free from `free_from`.
  void give(PostId p, Amount amount, Time now, Time free_from);

  std::int64_t in_force() const { return in_force_; }
  std::int64_t held() const { return held_; }

 private:
  std::int64_t free(std::size_t p) const;
  void play(std::size_t match);
  void update(PostId p);
  Time take_coming(PostId p, Amount amount, Time now);

  struct Coming {  // given back already, still in use
    Time from{};
    Amount amount = 0;
  };

  std::vector<Post> posts_;
  std::vector<std::vector<Coming>> coming_;  // by post; few each, earliest first
  std::vector<std::uint32_t> winner_;        // tournament tree: winner_[1] is the post with the most free
  std::size_t leaves_ = 0;
  std::int32_t limit_ = 0;
  std::int64_t in_force_ = 0, held_ = 0;
};

}  // namespace caseload
