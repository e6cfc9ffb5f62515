// W3 by hand: the country of tests/scenarios/w3_england.toml as a loop that can do nothing else, the reference that the
// model is timed against. Draws are keyed by person (Philox, 7 rounds), the calendar is a ring of hour buckets, a
// person is one cache line and their record is used again when they have gone. No names, no statistics but these: its
// own keys, so it agrees with the model within chance only. Arguments: areas, years.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <Random123/philox.h>

#include "tests/benchmarks/peak_memory.hpp"

namespace {

constexpr std::uint32_t kNobody = 0xFFFFFFFF;

enum class Kind : std::uint32_t { referral, triaged, session, renege };

struct Event {
  double time;
  std::uint32_t person;
  std::uint32_t tag;  // version << 2 | kind
};

bool later(const Event& a, const Event& b) { return a.time > b.time; }

class Calendar {
 public:
  void push(const Event& event) {
    const std::uint64_t hour = bucket_of(event);
    if (hour <= hour_)
      push_heap(today_, event);
    else if (hour - hour_ <= kMask)
      ring_[hour & kMask].push_back(event);
    else
      push_heap(far_, event);
  }

  bool pop(Event& event, double end) {
    while (next_ == bucket_.size() && today_.empty()) {
      if (static_cast<double>(++hour_) / kPerDay > end) return false;
      open_bucket();
    }
    const bool from_heap = !today_.empty() && (next_ == bucket_.size() || today_.front().time < bucket_[next_].time);
    event = from_heap ? pop_heap(today_) : bucket_[next_++];
    return event.time < end;
  }

 private:
  static constexpr double kPerDay = 24;
  static constexpr std::uint64_t kMask = (1U << 13) - 1;
  using Events = std::vector<Event>;

  static std::uint64_t bucket_of(const Event& event) { return static_cast<std::uint64_t>(event.time * kPerDay); }
  static void push_heap(Events& heap, const Event& event) {
    heap.push_back(event);
    std::push_heap(heap.begin(), heap.end(), later);
  }
  static Event pop_heap(Events& heap) {
    std::pop_heap(heap.begin(), heap.end(), later);
    const Event event = heap.back();
    heap.pop_back();
    return event;
  }

  void open_bucket() {
    bucket_.clear();
    next_ = 0;
    bucket_.swap(ring_[hour_ & kMask]);
    while (!far_.empty() && bucket_of(far_.front()) - hour_ <= kMask) {
      const Event event = pop_heap(far_);
      const std::uint64_t hour = bucket_of(event);
      (hour == hour_ ? bucket_ : ring_[hour & kMask]).push_back(event);
    }
    std::sort(bucket_.begin(), bucket_.end(), [](const Event& a, const Event& b) { return a.time < b.time; });
  }

  std::vector<Events> ring_{kMask + 1};
  Events bucket_, today_, far_;  // the bucket in progress, what came into it since, what lies beyond the ring
  std::size_t next_ = 0;
  std::uint64_t hour_ = 0;
};

struct alignas(64) Person {
  std::uint64_t key;
  double joined;
  std::uint32_t version;
  std::uint32_t next, before;  // on the list
  std::uint8_t step, attended, planned;
  std::uint32_t draws;
};

struct Totals {
  std::uint64_t people = 0, events = 0, reneged = 0, dropped_out = 0, completed = 0;
};

class Area {
 public:
  Area(std::uint32_t number, int areas, double days)
      : key_{{1, number}},
        end_(days),
        a_day_(5000.0 / areas),
        places_{67442U / static_cast<std::uint32_t>(areas), 120658U / static_cast<std::uint32_t>(areas)} {}

  void run(Totals& totals) {
    calendar_.push({0, kNobody, 0});
    for (Event event{}; calendar_.pop(event, end_);) {
      ++count_.events;
      happen(event);
    }
    totals.people += count_.people;
    totals.events += count_.events;
    totals.reneged += count_.reneged;
    totals.dropped_out += count_.dropped_out;
    totals.completed += count_.completed;
  }

 private:
  double uniform(std::uint64_t key, std::uint32_t draw) {
    const auto bits = r123::Philox4x32_R<7>()(
        {{static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32), draw, 0}}, key_);
    return static_cast<double>((std::uint64_t{bits[0]} << 32 | bits[1]) >> 12) * 0x1p-52 + 0x1p-53;
  }
  double uniform(Person& p) { return uniform(p.key, p.draws++); }
  void at(double time, std::uint32_t i, Kind kind) {
    if (time < end_) calendar_.push({time, i, people_[i].version << 2 | static_cast<std::uint32_t>(kind)});
  }

  void happen(const Event& event) {
    const auto kind = static_cast<Kind>(event.tag & 3);
    if (kind == Kind::referral) return refer(event.time);
    if (people_[event.person].version != event.tag >> 2) return;
    switch (kind) {
      case Kind::triaged:
        return triaged(event.person, event.time);
      case Kind::session:
        return session(event, people_[event.person]);
      case Kind::renege:
        leave_list(event.person);
        ++count_.reneged;
        return maybe_return(event.person, event.time);
      case Kind::referral:
        return;
    }
  }

  void refer(double now) {
    std::uint32_t i = static_cast<std::uint32_t>(people_.size());
    if (free_.empty()) {
      people_.emplace_back();
    } else {
      i = free_.back();
      free_.pop_back();
    }
    Person& p = people_[i];
    p.key = count_.people++;
    p.draws = 0;
    at(now + 14 * uniform(p), i, Kind::triaged);
    calendar_.push({now - std::log(uniform(p)) / a_day_, kNobody, 0});
  }

  void triaged(std::uint32_t i, double now) {
    const double u = uniform(people_[i]);
    if (u >= 0.75) return forget(i);
    join(i, u < 0.285 ? 1 : 0, now);
  }

  void join(std::uint32_t i, int step, double now) {
    Person& p = people_[i];
    p.step = static_cast<std::uint8_t>(step);
    p.joined = now;
    ++p.version;
    if (places_[step] > 0) {
      --places_[step];
      return start(i, now);
    }
    p.before = last_[step];
    p.next = kNobody;
    (last_[step] == kNobody ? first_[step] : people_[last_[step]].next) = i;
    last_[step] = i;
    at(now - std::log(uniform(p)) * 140, i, Kind::renege);
  }

  void leave_list(std::uint32_t i) {
    const Person& p = people_[i];
    (p.before == kNobody ? first_[p.step] : people_[p.before].next) = p.next;
    (p.next == kNobody ? last_[p.step] : people_[p.next].before) = p.before;
  }

  void start(std::uint32_t i, double now) {
    Person& p = people_[i];
    p.attended = 0;
    p.planned = p.step == 1 ? 12 : 6;
    ++p.version;
    at(now + 7, i, Kind::session);
  }

  void session(const Event& event, Person& p) {
    ++p.attended;
    const bool drops_out = uniform(p) < (p.step == 1 ? 0.05 : 0.08);
    if (!drops_out && p.attended < p.planned) {
      if (event.time + 7 < end_) calendar_.push({event.time + 7, event.person, event.tag});
      return;
    }
    give_place(p.step, event.time);
    if (drops_out) {
      ++count_.dropped_out;
      return maybe_return(event.person, event.time);
    }
    ++count_.completed;
    if (p.step == 0 && uniform(p) < 0.15) return join(event.person, 1, event.time);
    forget(event.person);
  }

  void give_place(int step, double now) {
    const std::uint32_t i = first_[step];
    if (i == kNobody) {
      ++places_[step];
      return;
    }
    leave_list(i);
    start(i, now);
  }

  void maybe_return(std::uint32_t i, double now) {
    Person& p = people_[i];
    ++p.version;
    const double back = uniform(p) < 0.25 ? now - std::log(uniform(p)) * 84 : end_;
    if (back >= end_) return forget(i);
    at(back + 14 * uniform(p), i, Kind::triaged);
  }

  void forget(std::uint32_t i) {
    ++people_[i].version;
    free_.push_back(i);
  }

  r123::Philox4x32_R<7>::key_type key_;
  double end_, a_day_;
  std::uint32_t places_[2];
  std::uint32_t first_[2] = {kNobody, kNobody}, last_[2] = {kNobody, kNobody};
  Calendar calendar_;
  std::vector<Person> people_;
  std::vector<std::uint32_t> free_;
  Totals count_;
};

}  // namespace

int main(int argc, char** argv) {
  const int areas = argc > 1 ? std::atoi(argv[1]) : 42;
  const int years = argc > 2 ? std::atoi(argv[2]) : 10;
  const auto began = std::chrono::steady_clock::now();
  Totals all;
  for (int area = 0; area < areas; ++area) Area(static_cast<std::uint32_t>(area), areas, 365.25 * years).run(all);
  const double seconds_taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  const auto millions = [](std::uint64_t n) { return static_cast<double>(n) / 1e6; };
  std::printf(
      "W3 by hand  %d areas, %d years: %.3f M people, reneged %.3f M, dropped out %.3f M, completed %.3f M, "
      "%.1f M events, %.1f ns an event, %.0f MB, %.4f s\n",
      areas, years, millions(all.people), millions(all.reneged), millions(all.dropped_out), millions(all.completed),
      millions(all.events), 1e9 * seconds_taken / static_cast<double>(all.events), peak_megabytes(), seconds_taken);
}
