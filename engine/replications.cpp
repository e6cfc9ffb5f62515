#include "engine/replications.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>

namespace caseload {

namespace {

class Crew {
 public:
  Crew(std::size_t count, const std::function<void(std::size_t)>& work, Progress& progress)
      : count_(count), work_(work), progress_(progress) {}

  void take_turns() {
    while (!progress_.cancelled) {
      const std::size_t i = next_++;
      if (i >= count_) return;
      try {
        work_(i);
        ++completed_;
        ++progress_.done;
      } catch (const Cancelled&) {  // a replication that stopped because it was told to
        progress_.cancelled = true;
      } catch (...) {
        keep(i, std::current_exception());
      }
    }
  }

  void conclude() const {
    if (error_) std::rethrow_exception(error_);
    if (completed_ < count_) throw Cancelled();
  }

 private:
  void keep(std::size_t i, std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    if (error_ && failed_ < i) return;
    error_ = std::move(error);
    failed_ = i;
    progress_.cancelled = true;
  }

  std::size_t count_;
  const std::function<void(std::size_t)>& work_;
  Progress& progress_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> completed_{0};
  std::mutex mutex_;
  std::exception_ptr error_;
  std::size_t failed_ = 0;
};

}  // namespace

void run_on_threads(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work,
                    Progress* progress) {
  Progress own;
  Crew crew(count, work, progress != nullptr ? *progress : own);
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t helpers = std::min<std::size_t>(threads, std::max<std::size_t>(count, 1)) - 1;
  std::vector<std::thread> others;
  try {
    for (std::size_t i = 0; i < helpers; ++i) others.emplace_back([&crew] { crew.take_turns(); });
  } catch (const std::system_error&) {  // the machine gives no more threads: those there are do the work
  }
  crew.take_turns();
  for (std::thread& other : others) other.join();
  crew.conclude();
}

}  // namespace caseload
