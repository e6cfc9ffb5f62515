#include "engine/calendar.hpp"

#include <algorithm>
#include <bit>

#include "engine/prefetch.hpp"

namespace caseload {

namespace {

constexpr std::size_t kBlocksAtOnce = 256;  // 64 kB
constexpr std::size_t kWordBits = 64;
constexpr std::size_t kFewEvents = 48;  // insertion sort is fastest up to here

bool earlier(const Event& a, const Event& b) { return a.when < b.when; }

// Stable. Linear for what is in order already, which is what ties are.
void sort_few(Event* first, Event* last) {
  for (Event* to = first + 1; to < last; ++to) {
    const Event event = *to;
    Event* hole = to;
    for (; hole != first && event.when < hole[-1].when; --hole) *hole = hole[-1];
    *hole = event;
  }
}

void sort_stably(Event* first, Event* last) {
  if (static_cast<std::size_t>(last - first) <= kFewEvents)
    sort_few(first, last);
  else if (!std::is_sorted(first, last, earlier))
    std::stable_sort(first, last, earlier);
}

}  // namespace

Calendar::Calendar(Duration bucket, std::size_t buckets) {
  CASELOAD_CHECK(bucket > Duration::zero() && buckets > 0);
  const auto width = std::bit_ceil(static_cast<std::uint64_t>(bucket.ticks));
  shift_ = static_cast<unsigned>(std::bit_width(width) - 1) + kPhaseBits;
  const std::size_t slots = std::max(std::bit_ceil(buckets), kWordBits);
  mask_ = slots - 1;
  ring_.resize(slots);
  occupied_.resize(slots / kWordBits);
}

// Makes the next bucket that holds anything the one in progress. False if that starts at the limit or after.
bool Calendar::advance(std::uint64_t limit) {
  const std::uint64_t number = next_occupied();
  if (number == UINT64_MAX || number << shift_ >= limit) return false;
  current_ = number;
  at_ = 0;
  collect(number & mask_);
  refill_from_far();
  return true;
}

std::uint64_t Calendar::next_occupied() const {
  const std::uint64_t far = far_.empty() ? UINT64_MAX : far_.front().event.when >> shift_;
  const std::uint64_t from = current_ + 1;
  for (std::uint64_t looked = 0; looked < mask_;) {  // a word of the bitmap at a time
    const std::uint64_t slot = (from + looked) & mask_;
    const std::uint64_t bits = occupied_[slot / kWordBits] >> (slot % kWordBits);
    if (bits != 0) return std::min(far, from + looked + static_cast<std::uint64_t>(std::countr_zero(bits)));
    looked += kWordBits - slot % kWordBits;
  }
  return far;
}

void Calendar::extend(Bucket& bucket, std::size_t slot) {
  if (unused_ == nullptr) {
    pool_.push_back(std::make_unique<Block[]>(kBlocksAtOnce));
    for (std::size_t i = 0; i < kBlocksAtOnce; ++i) recycle(&pool_.back()[i]);
  }
  Block* block = unused_;
  unused_ = block->next;
  block->next = nullptr;
  if (bucket.first == nullptr) {
    bucket.first = block;
    occupied_[slot / kWordBits] |= std::uint64_t{1} << (slot % kWordBits);
  } else {
    bucket.last->next = block;
  }
  bucket.last = block;
  bucket.used = 0;
}

void Calendar::recycle(Block* block) {
  block->next = unused_;
  unused_ = block;
}

// Empties a bucket of the ring into sorted_, in order.
void Calendar::collect(std::size_t slot) {
  Bucket& bucket = ring_[slot];
  std::size_t count = 0;
  for (const Block* block = bucket.first; block != nullptr; block = block->next) {
    if (block->next != nullptr) prefetch(block->next);
    count += block == bucket.last ? bucket.used : kBlockEvents;
  }
  sorted_.resize(count);
  distribute(bucket, count);
  for (Block* block = bucket.first; block != nullptr;) {
    Block* following = block->next;
    recycle(block);
    block = following;
  }
  bucket = Bucket{};
  occupied_[slot / kWordBits] &= ~(std::uint64_t{1} << (slot % kWordBits));
}

// Two stable steps: count into about as many equal spans as there are events, then sort each span. Linear when events
// are spread over the bucket, and never worse than a stable sort.
void Calendar::distribute(const Bucket& bucket, std::size_t count) {
  const auto for_each = [&](auto visit) {
    for (const Block* block = bucket.first; block != nullptr; block = block->next) {
      const std::size_t used = block == bucket.last ? bucket.used : kBlockEvents;
      for (std::size_t i = 0; i < used; ++i) visit(block->events[i]);
    }
  };
  if (count <= kFewEvents) {
    Event* to = sorted_.data();
    for_each([&](const Event& event) { *to++ = event; });
    sort_few(sorted_.data(), to);
    return;
  }
  const unsigned bits = std::min(static_cast<unsigned>(std::bit_width(count / 4)), shift_);
  const std::uint64_t span_mask = (std::uint64_t{1} << bits) - 1;
  const unsigned down = shift_ - bits;
  places_.assign(span_mask + 2, 0);
  for_each([&](const Event& event) { ++places_[(event.when >> down & span_mask) + 1]; });
  for (std::size_t i = 1; i < places_.size(); ++i) places_[i] += places_[i - 1];
  for_each([&](const Event& event) { sorted_[places_[event.when >> down & span_mask]++] = event; });
  std::size_t first = 0;  // places_[i] is now where span i ends
  for (std::size_t i = 0; i <= span_mask; ++i) {
    sort_stably(sorted_.data() + first, sorted_.data() + places_[i]);
    first = places_[i];
  }
}

// Takes in what the ring has come to reach. The bucket in progress gets something only if it was itself found in the
// overflow; then the ring was empty and nothing else is in it. The heap hands events out in order.
void Calendar::refill_from_far() {
  while (!far_.empty() && (far_.front().event.when >> shift_) - current_ <= mask_) {
    const Event event = far_.front().event;
    pop(far_);
    const std::uint64_t number = event.when >> shift_;
    if (number == current_)
      sorted_.push_back(event);
    else
      append(number, event);
  }
}

void Calendar::drop_taken() {
  sorted_.erase(sorted_.begin(), sorted_.begin() + static_cast<std::ptrdiff_t>(at_));
  at_ = 0;
}

void Calendar::push(std::vector<Numbered>& heap, const Event& event) {
  heap.push_back({event, sequence_++});
  std::push_heap(heap.begin(), heap.end(), [](const Numbered& a, const Numbered& b) {
    return a.event.when != b.event.when ? a.event.when > b.event.when : a.sequence > b.sequence;
  });
}

void Calendar::pop(std::vector<Numbered>& heap) {
  std::pop_heap(heap.begin(), heap.end(), [](const Numbered& a, const Numbered& b) {
    return a.event.when != b.event.when ? a.event.when > b.event.when : a.sequence > b.sequence;
  });
  heap.pop_back();
}

}  // namespace caseload
