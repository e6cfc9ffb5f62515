#pragma once
// One replication of one world.

#include <atomic>
#include <cstdint>
#include <memory>

#include "models/measures/measures.hpp"
#include "models/people/streams.hpp"
#include "models/world/world.hpp"

namespace caseload {

class Simulation {
 public:
  struct Options {
    std::uint64_t seed = 1;
    std::uint32_t replication = 1;
    // Leave out the first referral of each day of the first week: the jolt against which mere reshuffling is measured.
    bool jolted = false;
    LuckScheme luck = LuckScheme::own;
  };
  Simulation(const World& world, Options options, Measures& measures);
  ~Simulation();

  // Runs to the horizon; looks at `cancelled` now and then and throws `Cancelled` when it is set.
  void run(const std::atomic<bool>& cancelled);

  std::uint64_t events() const;
  std::size_t most_people() const;  // the most records held at once
  std::uint64_t purposes() const;   // that have been drawn for, one bit each

 private:
  friend struct SimulationView;  // of tests, which look inside while it runs
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace caseload
