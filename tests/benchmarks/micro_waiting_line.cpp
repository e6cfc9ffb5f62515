// What does it cost to join a line, to be taken from its front, and to leave it from anywhere, with many waiting? The
// usual ways are a deque that keeps the places of those who have left until they come to the front, and a list with a
// table of where everybody stands. Finding: links in the objects cost the least while they fit the cache, and no memory
// of their own, and nothing is ever left behind. With a million waiting who leaves from the middle costs a visit to two
// neighbours out of the cache, and a deque that leaves gaps is faster, until the gaps outnumber those who wait.
#include <deque>
#include <list>
#include <string>
#include <vector>

#include "engine/luck.hpp"
#include "engine/waiting_line.hpp"
#include "tests/benchmarks/stopwatch.hpp"

using namespace caseload;

namespace {

constexpr std::uint32_t kTurns = 1'000'000;

struct LinkIn {
  std::vector<Link>* links;
  Link& operator()(std::uint32_t i) const { return (*links)[i]; }
};

// Each turn one joins and one goes: every other turn the first, else somebody from anywhere. `Line` has push, pop and
// leave; somebody is known by their number, used again once they have gone.
template <class Line>
double turns(Line line, std::uint32_t waiting, const std::vector<std::uint32_t>& who) {
  for (std::uint32_t i = 0; i < waiting; ++i) line.push(i);
  double sum = 0;
  std::uint32_t joins = waiting;
  for (std::uint32_t n = 0; n < kTurns; ++n) {
    line.push(joins);
    joins = n % 2 == 0 ? line.pop() : who[n];
    if (n % 2 != 0) {
      if (line.waits(joins))
        line.leave(joins);
      else
        joins = line.pop();
    }
    sum += joins;
  }
  return sum;
}

class Linked {
 public:
  explicit Linked(std::uint32_t people) : links_(people), waits_(people) {}
  void push(std::uint32_t i) { line().push_back(i), waits_[i] = true; }
  std::uint32_t pop() {
    const std::uint32_t i = line().pop_front();
    waits_[i] = false;
    return i;
  }
  void leave(std::uint32_t i) { line().remove(i), waits_[i] = false; }
  bool waits(std::uint32_t i) const { return waits_[i]; }

 private:
  WaitingLine<LinkIn>& line() { return line_; }
  std::vector<Link> links_;
  std::vector<char> waits_;
  WaitingLine<LinkIn> line_{LinkIn{&links_}};

 public:
  Linked(Linked&& other) noexcept : links_(std::move(other.links_)), waits_(std::move(other.waits_)) {}
};

class DequeWithGaps {
 public:
  explicit DequeWithGaps(std::uint32_t people) : ticket_(people, 0) {}
  void push(std::uint32_t i) { line_.emplace_back(i, ++ticket_[i]); }
  std::uint32_t pop() {
    for (;;) {
      const auto [i, ticket] = line_.front();
      line_.pop_front();
      if (ticket == ticket_[i]) return ++ticket_[i], i;
    }
  }
  void leave(std::uint32_t i) { ++ticket_[i]; }
  bool waits(std::uint32_t i) const { return ticket_[i] % 2 == 1; }

 private:
  std::deque<std::pair<std::uint32_t, std::uint32_t>> line_;
  std::vector<std::uint32_t> ticket_;  // odd while waiting
};

class ListWithTable {
 public:
  explicit ListWithTable(std::uint32_t people) : where_(people, line_.end()), waits_(people) {}
  ListWithTable(ListWithTable&& other) noexcept : where_(other.where_.size(), line_.end()), waits_(other.waits_) {}
  void push(std::uint32_t i) { where_[i] = line_.insert(line_.end(), i), waits_[i] = true; }
  std::uint32_t pop() {
    const std::uint32_t i = line_.front();
    line_.pop_front();
    waits_[i] = false;
    return i;
  }
  void leave(std::uint32_t i) { line_.erase(where_[i]), waits_[i] = false; }
  bool waits(std::uint32_t i) const { return waits_[i]; }

 private:
  std::list<std::uint32_t> line_;
  std::vector<std::list<std::uint32_t>::iterator> where_;
  std::vector<char> waits_;
};

}  // namespace

int main() {
  std::puts("waiting line: one joins, one goes (filling included)");
  for (const std::uint32_t waiting : {100U, 10'000U, 1'000'000U}) {
    std::vector<std::uint32_t> who(kTurns);
    const Luck luck(1, 0, 0);
    for (std::uint32_t n = 0; n < kTurns; ++n)
      who[n] = static_cast<std::uint32_t>(luck.uniform(n, 0, 0, 0, 0) * (waiting + 1));
    const std::string many = std::to_string(waiting) + " waiting, ";
    tell((many + "links in the objects").c_str(), kTurns, [&] { return turns(Linked(waiting + 1), waiting, who); });
    tell((many + "deque with gaps").c_str(), kTurns, [&] { return turns(DequeWithGaps(waiting + 1), waiting, who); });
    tell((many + "std::list and a table").c_str(), kTurns,
         [&] { return turns(ListWithTable(waiting + 1), waiting, who); });
  }
}
