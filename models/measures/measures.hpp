#pragma once
// Everything one simulation reports, gathered while it runs. The simulation tells facts, one call each; what a fact
// means for waits, lists, curves, crises and people is decided in this folder alone. All counts are whole numbers and
// all times whole ticks, expected counts are fixed-point, so that areas and replications merge exactly in any order.
//
// The event log is written from the same calls: what the measures know, the log tells, and a test recomputes the one
// from the other.
//
// Facts come in the order of time. The window [window_from, window_to) of the world is taken in whole days. Costs: a
// few ns a fact; memory by services × need groups × strata × days, not by people (but for records and the log).

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "engine/time.hpp"
#include "models/people/person.hpp"
#include "models/world/world.hpp"

namespace caseload {

enum class Attendance : std::uint8_t { attended, missed, cancelled, by_service };
enum class Outcomes : std::uint8_t { recovered, improved, unchanged, deteriorated };
enum class Expected : std::uint8_t { crises, drop_outs, recoveries };

struct PersonRecord;

class Measures {
 public:
  struct Options {
    bool people = false;  // keep a record a person, for comparisons
    bool series = true;
    bool curves = true;
    bool log = false;
    std::uint64_t log_people = 0;        // log only the first N people; 0: all
    std::uint64_t log_rows = 6'000'000;  // a longer log is refused: LogTooLong
  };
  Measures(const World& world, Options options);
  ~Measures();
  Measures(Measures&&) noexcept;
  Measures& operator=(Measures&&) noexcept;

  // People. `appeared` comes first for everybody, at their referral (or at 0 for the initial lists).
  void appeared(Person&, SourceId source, bool initial, Time);
  void episode_began(Person&, Time);        // a referral, re-referral or crisis joins the first list
  void episode_ended(Person&, Exit, Time);  // goes away
  void forgotten(Person&, Time);            // the record is about to be given back

  // A waiting list, one spell a visit: joined, then seen, left by some exit, or still open at the end. Who joins while
  // in treatment comes back in the middle of a course: on the list, but no spell for a first appointment.
  void joined(Person&, Time);           // p.service, p.visit, p.joined (may lie before the start)
  void offered(Person&, Time);          // waiting -> booked, a first appointment is set
  void rebooked(Person&, Time);         // booked -> waiting; if another is set at once, `offered` follows
  void seen(Person&, Time);             // first attended appointment of the visit (start of a stay or use)
  void left_list(Person&, Exit, Time);  // the visit is over unseen

  // In a service.
  void started(Person&, Time);  // holds its place or minutes from now (first appointment time)
  void appointment(Person&, Attendance, bool human, Time);
  void ended(Person&, Exit, Time);                      // the visit is over (course, group, digital, stay, assessment)
  void turned_elsewhere(Person&, ServiceId end, Time);  // signposted or rejected, by the service they leave
  void outcome(Person&, Outcomes, double chance_recovered, Time);  // books the chance as an expected recovery
  void expected(const Person&, Expected, double amount, Time);
  // The same for a chance that was spread over [from, to]: what lies outside the window does not count in it.
  void expected(const Person&, Expected, double amount, Time from, Time to);

  // Health and crisis.
  void level_changed(Person&, NeedId from, NeedId to, Time);
  void crisis(Person&, Time);
  void presented(Person&, ServiceId by, Time);  // recorded
  void unmet(Person&, Time);

  // Staff: minutes a week in force and held, people per role; places use the service.
  void supply(RoleId, double minutes_in_force, double minutes_held, double posts_vacant, Time);
  void places(ServiceId, double in_force, double held, Time);

  void observe_week(std::int64_t week, Time);  // phase 8, each seven days: the end of that week
  void finish(Time horizon);                   // spells still open are censored here

  // Another area of the same world, or another replication; both finished. Exact in any order.
  void merge(const Measures& other);

  // Laws that must hold at any moment, for one service, need group and stratum, over the whole run so far.
  struct Balance {
    std::int64_t joined = 0, direct = 0;  // visits begun on the list; begun without one
    std::int64_t waiting = 0, booked = 0, in = 0;
    std::array<std::int64_t, kExits> exits{};
    std::array<std::int64_t, 4> appointments{};
    std::int64_t seen = 0, offered = 0, rebooked = 0, started = 0;
    bool holds() const;  // joined + direct = waiting + booked + in + exits
  };
  Balance balance(ServiceId service, NeedId first_need, StratumId stratum) const;

  std::span<const PersonRecord> people() const;  // with Options.people, in order of appearance
  std::string log() const;                       // CSV without its header line, in order of time

  struct State;
  const State& state() const { return *state_; }  // for the other files of this folder

 private:
  std::unique_ptr<State> state_;
};

}  // namespace caseload
