// W2 by hand: the pathway of tests/scenarios/w2_pathway.toml as a loop that can do nothing else, the reference that the
// model is timed against. Weeks; triage by 6, then Step 2 (55 places, 6 weekly sessions) or Step 3 (70 places, 12),
// with patience, drop-out after every session and returns. No names, no statistics but these: its own generator, so its
// means agree with the model's within chance only.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <queue>
#include <vector>

namespace {

constexpr double kHorizon = 104;

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0xD1342543DE82EF95U) {}
  double uniform() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = (state_ ^ (state_ >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    z ^= z >> 31;
    return (static_cast<double>(z >> 12) + 0.5) * 0x1p-52;
  }
  double exponential(double mean) { return -mean * std::log(uniform()); }

 private:
  std::uint64_t state_;
};

enum class Kind : std::uint8_t { referral, triaged, session, renege, comes_back };

struct Event {
  double time;
  Kind kind;
  std::uint8_t step;
  std::uint32_t person;
  std::uint32_t wait;  // which wait of the person a renege belongs to
  bool operator>(const Event& other) const { return time > other.time; }
};

struct Person {
  std::uint32_t wait = 0;  // how many so far; odd while waiting
  int attended = 0;
  double joined = 0;
};

struct Step {
  int places, sessions;
  double drop_out;
  int free = places;
  std::deque<std::uint32_t> line{};  // may hold people who have left
  std::deque<std::uint32_t> waits{};
  std::uint64_t started = 0;
  double waited = 0;
};

struct Result {
  std::uint64_t events = 0, reneged = 0, completed = 0;
};

class Pathway {
 public:
  explicit Pathway(std::uint64_t seed) : random_(seed) {}

  Result run() {
    at(random_.exponential(0.01), Kind::referral, 0, 0);
    while (!events_.empty()) {
      const Event event = events_.top();
      events_.pop();
      now_ = event.time;
      ++result_.events;
      happen(event);
    }
    return result_;
  }
  const Step& step(int k) const { return steps_[k]; }

 private:
  void at(double time, Kind kind, int step, std::uint32_t person, std::uint32_t wait = 0) {
    if (time < kHorizon) events_.push({time, kind, static_cast<std::uint8_t>(step), person, wait});
  }

  void happen(const Event& event) {
    switch (event.kind) {
      case Kind::referral:
        people_.push_back({});
        come(static_cast<std::uint32_t>(people_.size() - 1));
        return at(now_ + random_.exponential(0.01), Kind::referral, 0, 0);
      case Kind::comes_back:
        return come(event.person);
      case Kind::triaged:
        wait_for(random_.uniform() < 0.3 ? 1 : 0, event.person);
        if (triage_.empty()) {
          ++free_triage_;
        } else {
          begin_triage(triage_.front());
          triage_.pop_front();
        }
        return;
      case Kind::renege:
        if (people_[event.person].wait != event.wait) return;
        ++people_[event.person].wait;
        ++result_.reneged;
        return maybe_return(event.person);
      case Kind::session:
        return session(event.step, event.person);
    }
  }

  void come(std::uint32_t person) {
    if (free_triage_ == 0) return triage_.push_back(person);
    --free_triage_;
    begin_triage(person);
  }
  void begin_triage(std::uint32_t person) { at(now_ + random_.exponential(0.05), Kind::triaged, 0, person); }

  void wait_for(int k, std::uint32_t person) {
    Person& p = people_[person];
    p.joined = now_;
    ++p.wait;
    steps_[k].line.push_back(person);
    steps_[k].waits.push_back(p.wait);
    if (steps_[k].free > 0)
      start_next(k);
    else
      at(now_ + random_.exponential(20), Kind::renege, k, person, p.wait);
  }

  void start_next(int k) {
    Step& step = steps_[k];
    while (!step.line.empty()) {
      const std::uint32_t person = step.line.front(), wait = step.waits.front();
      step.line.pop_front();
      step.waits.pop_front();
      Person& p = people_[person];
      if (p.wait != wait) continue;  // has left
      ++p.wait;
      p.attended = 0;
      --step.free;
      ++step.started;
      step.waited += now_ - p.joined;
      return at(now_ + 1, Kind::session, k, person);
    }
  }

  void session(int k, std::uint32_t person) {
    Step& step = steps_[k];
    const int attended = ++people_[person].attended;
    const bool drops_out = random_.uniform() < step.drop_out;
    if (!drops_out && attended < step.sessions) return at(now_ + 1, Kind::session, k, person);
    ++step.free;
    if (drops_out)
      maybe_return(person);
    else if (k == 0 && random_.uniform() < 0.15)
      wait_for(1, person);
    else
      ++result_.completed;
    if (step.free > 0) start_next(k);
  }

  void maybe_return(std::uint32_t person) {
    if (random_.uniform() < 0.1) at(now_ + random_.exponential(12), Kind::comes_back, 0, person);
  }

  Random random_;
  double now_ = 0;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::vector<Person> people_;
  std::deque<std::uint32_t> triage_;
  int free_triage_ = 6;
  Step steps_[2] = {{55, 6, 0.08}, {70, 12, 0.05}};
  Result result_;
};

}  // namespace

int main(int argc, char** argv) {
  const int replications = argc > 1 ? std::atoi(argv[1]) : 100;
  const auto began = std::chrono::steady_clock::now();
  double events = 0, reneged = 0, completed = 0;
  for (int r = 1; r <= replications; ++r) {
    const Result result = Pathway(static_cast<std::uint64_t>(r)).run();
    events += static_cast<double>(result.events);
    reneged += static_cast<double>(result.reneged);
    completed += static_cast<double>(result.completed);
  }
  const double seconds_taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::printf("W2 by hand  reneged %.1f, completed %.1f, %.0f events a replication, %.4f s\n", reneged / replications,
              completed / replications, events / replications, seconds_taken);
}
