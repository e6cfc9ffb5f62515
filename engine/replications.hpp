// Many runs of one experiment on threads, one each, results in the order of the replications: one thread and sixteen
// give the same bits, because a replication depends on its number alone. Every thread of Caseload is in this file pair.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace caseload {

// Seen and steered from another thread. A replication that takes long looks at `cancelled` now and then.
struct Progress {
  std::atomic<std::size_t> done{0};
  std::atomic<bool> cancelled{false};
};

class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("cancelled") {}
};

// Calls work(0) … work(count − 1). `threads` = 0 takes as many as the machine has; with 1 no thread is made. If one
// call throws, no further ones begin, `cancelled` is set for those under way, and what was thrown first is thrown again
// (that of the lowest replication, if several threw). If `cancelled` is set from outside, throws Cancelled.
void run_on_threads(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work,
                    Progress* progress = nullptr);

template <class Result>
std::vector<Result> run_replications(std::size_t count, unsigned threads,
                                     const std::function<Result(std::size_t)>& replicate,
                                     Progress* progress = nullptr) {
  std::vector<std::optional<Result>> found(count);
  run_on_threads(count, threads, [&](std::size_t i) { found[i].emplace(replicate(i)); }, progress);
  std::vector<Result> results;
  results.reserve(count);
  for (auto& result : found) results.push_back(std::move(*result));
  return results;
}

}  // namespace caseload
