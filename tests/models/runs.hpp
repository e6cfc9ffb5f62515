#pragma once
// Runs of small worlds, and what tests ask of them.

#include <atomic>
#include <cmath>
#include <tuple>
#include <vector>

#include "models/measures/people_records.hpp"
#include "models/simulation.hpp"
#include "tests/models/worlds.hpp"

namespace caseload {

struct Run {
  Measures measures;
  std::uint64_t events = 0, purposes = 0;
};

inline Run run(const World& world, std::uint64_t seed = 1, bool people = false, bool jolted = false) {
  static const std::atomic<bool> kGoOn{false};
  Measures::Options what;
  what.people = people;
  Run result{Measures(world, what)};
  Simulation simulation(world, {.seed = seed, .replication = 1, .jolted = jolted}, result.measures);
  simulation.run(kGoOn);
  result.events = simulation.events();
  result.purposes = simulation.purposes();
  return result;
}

using Counts = Measures::Balance;

inline Counts operator+(Counts a, const Counts& b) {
  a.joined += b.joined;
  a.direct += b.direct;
  a.waiting += b.waiting;
  a.booked += b.booked;
  a.in += b.in;
  for (std::size_t k = 0; k < kExits; ++k) a.exits[k] += b.exits[k];
  for (std::size_t k = 0; k < a.appointments.size(); ++k) a.appointments[k] += b.appointments[k];
  a.seen += b.seen;
  a.offered += b.offered;
  a.rebooked += b.rebooked;
  a.started += b.started;
  return a;
}

// Of a service, over all needs and strata.
inline Counts counts(const World& world, const Measures& m, ServiceId service) {
  Counts sum;
  for (NeedId n = 0; n < world.needs.size(); ++n)
    for (StratumId s = 0; s < world.strata.size(); ++s) sum = sum + m.balance(service, n, s);
  return sum;
}
inline Counts counts(const World& world, ServiceId service = 0) { return counts(world, run(world).measures, service); }

inline std::int64_t left_by(const Counts& c, Exit exit) { return c.exits[static_cast<std::size_t>(exit)]; }
inline std::int64_t with(const Counts& c, Attendance a) { return c.appointments[static_cast<std::size_t>(a)]; }

// What became of each person; equal lists mean that nobody's story differs.
using Story = std::tuple<std::uint64_t, std::int64_t, std::int64_t, int, int, bool, bool>;
inline std::vector<Story> stories(const World& world, std::uint64_t seed = 1, bool jolted = false) {
  std::vector<Story> all;
  const Run result = run(world, seed, true, jolted);
  for (const PersonRecord& p : result.measures.people())
    all.emplace_back(p.id, p.referred.ticks, p.first_contact.ticks, p.crises, p.first_need, p.dropped_out, p.recovered);
  return all;
}

// Is a count of n trials with chance p within four standard errors? A false alarm once in 16 000.
inline bool is_share(std::int64_t count, std::int64_t n, double p) {
  const auto trials = static_cast<double>(n);
  return std::abs(static_cast<double>(count) - trials * p) <= 4 * std::sqrt(trials * p * (1 - p));
}

inline Time after(Duration d) { return Time::zero() + d; }

}  // namespace caseload
