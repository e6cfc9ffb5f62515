// The future-event list: which event comes next.
//
// Order: exactly (tick, phase, order of scheduling). Ties are the rule here: everyone is booked for "ten o'clock in
// four weeks", so equal times run by phase and then first scheduled, first run, on every machine and for every bucket
// width.
//
// How: a ring of buckets, each a span of time. A bucket is unordered until it is reached; then it is sorted stably,
// once. What is scheduled into the bucket in progress goes to its place if few are left there, else to a small heap;
// what lies beyond the ring goes to another (the overflow). Both heaps carry a sequence number. What comes back from
// the overflow was scheduled before anything that could be put into its bucket directly, and stands before it.
//
// Costs: schedule and next are O(1) for what is spread over the ring, O(log n) for what is not. The events of a bucket
// lie in blocks of 256 bytes from a common pool, so a bucket that was once crowded keeps nothing. Empty buckets are
// skipped 64 at a time. Bucket widths are rounded up to a power of two ticks: a bucket is found with a shift.
//
// An event cannot be taken out again. Who changes their mind stamps events with a version in `tag` and ignores old
// ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/check.hpp"
#include "engine/time.hpp"

namespace caseload {

inline constexpr unsigned kPhaseBits = 4;
inline constexpr unsigned kPhases = 1U << kPhaseBits;

struct Event {
  std::uint64_t when = 0;  // time << 4 | phase
  std::uint32_t subject = 0;
  std::uint32_t tag = 0;

  Time time() const { return {static_cast<std::int64_t>(when >> kPhaseBits)}; }
  unsigned phase() const { return static_cast<unsigned>(when & (kPhases - 1)); }
};
static_assert(sizeof(Event) == 16);

class Calendar {
 public:
  explicit Calendar(Duration bucket = hours(1), std::size_t buckets = std::size_t{1} << 13);

  // At Time::never() or later nothing happens, so nothing is stored. The same tick as now is not the past, whatever the
  // phase.
  void schedule(Time time, unsigned phase, std::uint32_t subject, std::uint32_t tag) {
    CASELOAD_CHECK(phase < kPhases);
    CASELOAD_CHECK(time >= now_);
    if (time >= Time::never()) return;
    const Event event{static_cast<std::uint64_t>(time.ticks) << kPhaseBits | phase, subject, tag};
    const std::uint64_t number = event.when >> shift_;
    ++pending_;
    if (number - current_ - 1 < mask_)
      append(number, event);  // within the ring; the bucket in progress wraps around
    else if (number <= current_)
      put_into_progress(event);
    else
      push(far_, event);
  }

  // Takes the earliest event strictly before the horizon. False if there is none; later events stay.
  bool next(Event& event, Time horizon) { return next(event, horizon, 0); }
  // The same, before that phase of the horizon.
  bool next(Event& event, Time horizon, unsigned phase) {
    const std::uint64_t limit = horizon.ticks < 0 ? 0 : static_cast<std::uint64_t>(horizon.ticks) << kPhaseBits | phase;
    while (at_ == sorted_.size() && late_.empty()) {
      if (!advance(limit)) return false;
    }
    const bool from_sorted = at_ != sorted_.size() && (late_.empty() || sorted_[at_].when <= late_.front().event.when);
    event = from_sorted ? sorted_[at_] : late_.front().event;
    if (event.when >= limit) return false;
    if (from_sorted)
      ++at_;
    else
      pop(late_);
    --pending_;
    now_ = event.time();
    return true;
  }

  // The time of the event last taken.
  Time now() const { return now_; }
  std::size_t pending() const { return pending_; }

  // The event that comes `k` places after the next one in the bucket in progress, so that its subject can be fetched
  // from memory before it is needed; null beyond the bucket. What is scheduled meanwhile may still come before it.
  const Event* ahead(std::size_t k) const { return k < sorted_.size() - at_ ? sorted_.data() + at_ + k : nullptr; }

 private:
  static constexpr std::size_t kBlockEvents = 15;
  static constexpr std::size_t kFewLeft = 64;
  struct Block {
    Block* next = nullptr;
    Event events[kBlockEvents];
  };
  struct Bucket {
    Block* first = nullptr;
    Block* last = nullptr;
    std::size_t used = kBlockEvents;  // of the last block; full stands for "none yet" too
  };
  struct Numbered {
    Event event;
    std::uint64_t sequence;
  };

  void append(std::uint64_t number, const Event& event) {
    Bucket& bucket = ring_[number & mask_];
    if (bucket.used == kBlockEvents) extend(bucket, number & mask_);
    bucket.last->events[bucket.used++] = event;
  }

  // While few are left, the event goes straight to its place among them, behind its equals; else to the heap.
  void put_into_progress(const Event& event) {
    if (sorted_.size() - at_ > kFewLeft || !late_.empty()) return push(late_, event);
    if (at_ > kFewLeft * kFewLeft) drop_taken();
    sorted_.push_back(event);
    Event* place = &sorted_.back();
    for (const Event* first = sorted_.data() + at_; place != first && event.when < place[-1].when; --place)
      *place = place[-1];
    *place = event;
  }

  bool advance(std::uint64_t limit);
  std::uint64_t next_occupied() const;
  void extend(Bucket& bucket, std::size_t slot);
  void collect(std::size_t slot);
  void distribute(const Bucket& bucket, std::size_t count);
  void recycle(Block* block);
  void refill_from_far();
  void drop_taken();
  void push(std::vector<Numbered>& heap, const Event& event);
  static void pop(std::vector<Numbered>& heap);

  unsigned shift_;
  std::uint64_t mask_;
  std::uint64_t current_ = 0;   // number of the bucket in progress; the ring holds current_ + 1 ... current_ + mask_
  std::size_t at_ = 0;          // in sorted_
  std::vector<Event> sorted_;   // the bucket in progress
  std::vector<Numbered> late_;  // heap: scheduled into the bucket in progress
  std::vector<Numbered> far_;   // heap: beyond the ring
  std::uint64_t sequence_ = 0;
  std::size_t pending_ = 0;
  Time now_ = Time::zero();
  std::vector<Bucket> ring_;
  std::vector<std::uint64_t> occupied_;  // one bit a slot of the ring
  std::vector<std::uint32_t> places_;    // scratch for distribute()
  std::vector<std::unique_ptr<Block[]>> pool_;
  Block* unused_ = nullptr;
};

}  // namespace caseload
