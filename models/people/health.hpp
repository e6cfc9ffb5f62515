#pragma once
// The lifelong clocks: crisis, worsening, improvement, relapse. Each is spent against a unit-exponential threshold of
// the person's own, at a rate that depends on level and setting, and, for crises, on frailty. A change of state changes
// the speed at which luck is used up, not the luck; what is spent stays spent.

#include <cstdint>

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
  Health(const World& world, const Draws& draws) : world_(world), draws_(draws) {}

  static Setting setting(const Person& p);

  // Spends the clocks up to `now` under the present level and setting; call before either changes.
  // Returns the expected number of crises in that time.
  double settle(Person& p, Time now) const;

  // The earliest that happens under the present level and setting, at or after `p.settled`.
  NextHealthEvent next(const Person& p) const;

  // The clock that fired starts anew with its next item.
  void restart(Person& p, HealthEvent what) const;

  // Expected crises from `p.settled` to `until` under the present level and setting.
  double expected_crises(const Person& p, Time until) const;

 private:
  bool is_recovered(const Person& p) const { return p.level == world_.recovered(); }
  const Staircase* crisis_line(const Person& p) const;

  const World& world_;
  const Draws& draws_;
};

}  // namespace caseload
