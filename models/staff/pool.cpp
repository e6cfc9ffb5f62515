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

void Posts::update(PostId p) {
  for (std::size_t k = (leaves_ + p) / 2; k >= 1; k /= 2) play(k);
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

void Posts::take(PostId p, Amount amount) {
  posts_[p].held += amount;
  ++posts_[p].people;
  held_ += amount;
  update(p);
}

void Posts::give(PostId p, Amount amount, Time free_from) {
  Post& post = posts_[p];
  CASELOAD_CHECK(post.held >= amount && post.people > 0);
  post.held -= amount;
  --post.people;
  post.free_from = std::max(post.free_from, free_from);
  held_ -= amount;
  update(p);
}

}  // namespace caseload
