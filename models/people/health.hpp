#pragma once
// The lifelong clocks: crisis, worsening, improvement, relapse. Each is spent against a unit-exponential threshold of
// the person's own, at a rate that depends on level and setting, and, for crises, on frailty. A change of state changes
// the speed at which luck is used up, not the luck; what is spent stays spent.

#include <cstdint>
#include <vector>

#include "engine/time.hpp"
#include "models/people/draws.hpp"
#include "models/people/person.hpp"
#include "models/world/world.hpp"

namespace caseload {

enum class HealthEvent : std::uint8_t { none, crisis, worsen, improve, relapse };

struct NextHealthEvent {
  HealthEvent what = HealthEvent::none;
  Time at = Time::never();
};

class Health {
 public:
  Health(const World& world, const Draws& draws);

  static Setting setting(Place place, bool dropped_out);
  static Setting setting(const Person& p) { return setting(p.place, p.dropped_out); }

  // Spends the clocks up to `now` under the present level and setting; call before either changes.
  // Returns the expected number of crises in that time.
  double settle(Person& p, Time now) const {
    if (now <= p.settled) return 0;
    if (runs(p)) return spend(p, now);
    p.settled = now;
    return 0;
  }

  // False where no level has a clock that runs: then nothing has to be settled.
  bool ever_runs() const { return ever_runs_; }

  // The earliest that happens under the present level and setting, at or after `p.settled`.
  NextHealthEvent next(Person& p) const;

  // The clock that fired starts anew with its next item.
  void restart(Person& p, HealthEvent what) const;

  // Expected crises from `p.settled` to `until` under the present level and setting.
  double expected_crises(const Person& p, Time until) const;

 private:
  enum class Clock : std::uint8_t { crisis, worsen, improve, relapse };

  bool runs(const Person& p) const { return runs_[p.level] != 0; }
  double spend(Person& p, Time now) const;
  double threshold(Person& p, Clock clock) const;
  bool is_recovered(const Person& p) const { return p.level == world_.recovered(); }
  const Staircase* crisis_line(const Person& p) const;

  const World& world_;
  const Draws& draws_;
  std::vector<std::uint8_t> runs_;  // by level: some clock runs in some setting
  bool ever_runs_ = false;
};

}  // namespace caseload
