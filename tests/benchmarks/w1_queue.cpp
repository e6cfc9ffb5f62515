// W1: what does a queue cost, written against the engine alone? M/M/10, nine arrivals and one service a minute, first
// come first served, a million arrivals, run until all have left. Erlang C: mean wait 0.66873 minutes.
#include <chrono>
#include <cstdio>

#include "engine/calendar.hpp"
#include "engine/luck.hpp"
#include "engine/moments.hpp"
#include "engine/places.hpp"
#include "engine/slab.hpp"
#include "engine/waiting_line.hpp"

using namespace caseload;

namespace {

constexpr std::uint64_t kArrivals = 1'000'000;
constexpr double kArrivalsPerMinute = 9, kServiceMinutes = 1;

enum Purpose : std::uint8_t { kGap, kService };
enum Phase : unsigned { kDeparture, kArrival };

struct Customer {
  std::uint64_t number = 0;
  Time arrived;
  Link link;
};

struct LinkOf {
  Slab<Customer>* customers = nullptr;
  Link& operator()(std::uint32_t i) const { return (*customers)[i].link; }
};

class Queue {
 public:
  explicit Queue(std::uint64_t seed) : luck_(seed, 0, 0) {}

  void run() {
    expect_arrival(Time::zero());
    for (Event event; calendar_.next(event, Time::never());) {
      if (event.phase() == kArrival)
        arrive(event.time());
      else
        depart(event.subject, event.time());
    }
  }

  const Moments& waits() const { return waits_; }
  Time end() const { return calendar_.now(); }

 private:
  void expect_arrival(Time now) {
    if (arrived_ == kArrivals) return;
    const double gap = luck_.exponential(arrived_, 0, kGap, 0, 0) / kArrivalsPerMinute;
    calendar_.schedule(now + minutes(gap), kArrival, 0, 0);
  }

  void arrive(Time now) {
    const std::uint32_t i = customers_.acquire();
    customers_[i].number = arrived_++;
    customers_[i].arrived = now;
    if (servers_.try_seize())
      start(i, now);
    else
      line_.push_back(i);
    expect_arrival(now);
  }

  void start(std::uint32_t i, Time now) {
    waits_.add(now - customers_[i].arrived);
    const double length = kServiceMinutes * luck_.exponential(customers_[i].number, 0, kService, 0, 0);
    calendar_.schedule(now + minutes(length), kDeparture, i, 0);
  }

  void depart(std::uint32_t i, Time now) {
    customers_.release(i);
    servers_.release();
    if (!line_.empty() && servers_.try_seize()) start(line_.pop_front(), now);
  }

  Luck luck_;
  Calendar calendar_;
  Slab<Customer> customers_;
  WaitingLine<LinkOf> line_{LinkOf{&customers_}};
  Places servers_{10};
  Moments waits_;
  std::uint64_t arrived_ = 0;
};

}  // namespace

int main() {
  const auto began = std::chrono::steady_clock::now();
  Queue queue(1);
  queue.run();
  const double seconds_taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::printf("W1 engine   mean wait %.5f minutes, end %lld ticks, customers %llu, %.4f s, %.2f M events/s\n",
              queue.waits().mean() / static_cast<double>(kTicksPerMinute), static_cast<long long>(queue.end().ticks),
              static_cast<unsigned long long>(queue.waits().count()), seconds_taken,
              2e-6 * static_cast<double>(kArrivals) / seconds_taken);
}
