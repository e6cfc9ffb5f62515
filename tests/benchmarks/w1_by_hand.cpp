// W1 by hand: the same queue as w1_queue.cpp in a plain loop that can do nothing else, the reference it is timed
// against. Its own generator, so the mean wait agrees within chance only (a per cent or three over a million arrivals).
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <queue>
#include <vector>

namespace {

constexpr std::uint64_t kArrivals = 1'000'000;
constexpr std::size_t kServers = 10;

class Random {
 public:
  double exponential(double mean) {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = (state_ ^ (state_ >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    z ^= z >> 31;
    return -mean * std::log((static_cast<double>(z >> 12) + 0.5) * 0x1p-52);
  }

 private:
  std::uint64_t state_ = 1;
};

}  // namespace

int main() {
  const auto began = std::chrono::steady_clock::now();
  Random random;
  std::priority_queue<double, std::vector<double>, std::greater<>> departures;
  std::deque<double> line;  // when each of those who wait came
  double now = 0, next_arrival = random.exponential(1.0 / 9), waited = 0;
  std::uint64_t arrived = 0, served = 0;
  while (arrived < kArrivals || !departures.empty()) {
    if (arrived < kArrivals && (departures.empty() || next_arrival < departures.top())) {
      now = next_arrival;
      line.push_back(now);
      ++arrived;
      next_arrival = now + random.exponential(1.0 / 9);
    } else {
      now = departures.top();
      departures.pop();
    }
    if (!line.empty() && departures.size() < kServers) {
      waited += now - line.front();
      line.pop_front();
      ++served;
      departures.push(now + random.exponential(1));
    }
  }
  const double seconds_taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::printf("W1 by hand  mean wait %.5f minutes, end %.0f minutes, customers %llu, %.4f s, %.2f M events/s\n",
              waited / static_cast<double>(served), now, static_cast<unsigned long long>(served), seconds_taken,
              2e-6 * static_cast<double>(kArrivals) / seconds_taken);
}
