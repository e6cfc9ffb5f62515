#include "models/staff/pool.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "engine/check.hpp"

namespace caseload {

Amount to_amount(double value) {
  CASELOAD_CHECK(value >= 0 && value < 2e6);
  return static_cast<Amount>(std::floor(value * 1000.0 + 0.5));
}

void Posts::resize(std::size_t count) {
  if (count <= posts_.size()) return;
  posts_.resize(count);
  coming_.resize(count);
  leaves_ = std::bit_ceil(count);
  winner_.assign(2 * leaves_, 0);
  for (std::size_t k = 0; k < leaves_; ++k) winner_[leaves_ + k] = static_cast<std::uint32_t>(k);
  for (std::size_t k = leaves_ - 1; k >= 1; --k) play(k);
}

void Posts::play(std::size_t match) {
  const std::uint32_t left = winner_[2 * match], right = winner_[2 * match + 1];
  winner_[match] = free(right) > free(left) ? right : left;
}

// A post that holds its limit of people has nothing free; beyond the last post there is less than nothing.
std::int64_t Posts::free(std::size_t p) const {
  if (p >= posts_.size()) return std::numeric_limits<std::int64_t>::min();
  const Post& post = posts_[p];
  if (limit_ > 0 && post.people >= limit_) return 0;
  return std::int64_t{post.capacity} - post.held;
}

// Ends where a match keeps its winner and the winner is another: nothing above can change.
void Posts::update(PostId p) {
  for (std::size_t k = (leaves_ + p) / 2; k >= 1; k /= 2) {
    const std::uint32_t before = winner_[k];
    play(k);
    if (winner_[k] == before && before != p) return;
  }
}

void Posts::set_capacity(PostId p, Amount capacity) {
  in_force_ += capacity - posts_[p].capacity;
  posts_[p].capacity = capacity;
  update(p);
}

void Posts::set_limit(std::int32_t people) {
  if (people == limit_) return;
  limit_ = people;
  for (std::size_t k = 0; k < posts_.size(); ++k) update(static_cast<PostId>(k));
}

std::optional<PostId> Posts::most_free(Amount needed) const {
  if (posts_.empty()) return std::nullopt;
  const std::uint32_t best = leaves_ == 1 ? 0 : winner_[1];
  const std::int64_t available = free(best);
  // An activity that needs no minutes still needs a post with room for another person.
  if (available < needed || (needed == 0 && available <= 0)) return std::nullopt;
  return best;
}

Time Posts::take(PostId p, Amount amount, Time now) {
  const Time from = coming_[p].empty() ? now : take_coming(p, amount, now);
  posts_[p].held += amount;
  ++posts_[p].people;
  held_ += amount;
  update(p);
  return from;
}

// Minutes that are free already are taken first, then those that come free, the earliest first.
Time Posts::take_coming(PostId p, Amount amount, Time now) {
  std::vector<Coming>& coming = coming_[p];
  std::erase_if(coming, [now](const Coming& c) { return c.from <= now; });
  std::int64_t idle = std::int64_t{posts_[p].capacity} - posts_[p].held;
  for (const Coming& c : coming) idle -= c.amount;
  std::int64_t missing = std::max<std::int64_t>(0, amount - std::max<std::int64_t>(0, idle));
  Time from = now;
  for (Coming& c : coming) {
    if (missing == 0) break;
    const auto used = static_cast<Amount>(std::min<std::int64_t>(missing, c.amount));
    c.amount -= used;
    missing -= used;
    from = c.from;
  }
  std::erase_if(coming, [](const Coming& c) { return c.amount == 0; });
  return from;
}

void Posts::give(PostId p, Amount amount, Time now, Time free_from) {
  Post& post = posts_[p];
  CASELOAD_CHECK(post.held >= amount && post.people > 0);
  post.held -= amount;
  --post.people;
  held_ -= amount;
  if (free_from > now && amount > 0) {
    std::vector<Coming>& coming = coming_[p];
    const auto later =
        std::upper_bound(coming.begin(), coming.end(), free_from, [](Time t, const Coming& c) { return t < c.from; });
    coming.insert(later, {free_from, amount});
  }
  update(p);
}

}  // namespace caseload
