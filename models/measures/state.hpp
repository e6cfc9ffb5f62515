#pragma once
// The inside of Measures: what is gathered, and the marks at which the window opens and closes, a week ends, or values
// change by policy. A fact that comes at or after a mark lets the mark take effect first.

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "engine/time_weighted.hpp"
#include "engine/weekly_series.hpp"
#include "models/measures/event_log.hpp"
#include "models/measures/measures.hpp"
#include "models/measures/people_records.hpp"
#include "models/measures/spells.hpp"
#include "models/measures/tally.hpp"

namespace caseload {

// What is told week by week of each service; flows by the week they fall in, levels at its end.
enum class ServiceSeries : std::uint8_t {
  list_size,
  in_treatment,
  still,              // of the list: those not in the middle of a course
  still_waited,       // waited so far by those on the list, in 2^32 ticks …
  still_waited_rest,  // … and ticks: two whole numbers, so that merged is equal to whole
  joined,
  seen,
  seen_waited,  // person-seconds waited by those seen in the week
  left,
  attended,
  finished,
  dropped_out,
  size,
};
enum class PeopleSeries : std::uint8_t { referrals, returns, crises, recorded, recoveries, size };
enum class StaffSeries : std::uint8_t { minutes_in_force, minutes_held, posts_vacant, size };

struct Weekly {
  std::vector<WeeklySeries> services;  // [service][ServiceSeries]
  std::vector<WeeklySeries> people;    // [PeopleSeries]
  std::vector<WeeklySeries> staff;     // [role][StaffSeries]
  std::int64_t weeks = 0;              // complete ones
};

// Levels of staff and places in units of 2^-16, so that they add up to the same in any order.
inline constexpr double kLevelUnit = 0x1p16;
inline std::int64_t to_level(double x) { return static_cast<std::int64_t>(x * kLevelUnit + 0.5); }

struct StaffLevels {
  TimeWeighted in_force, held, vacant;
};

struct Measures::State {
  State(const World& world, Options options);

  std::size_t slot(ServiceId s, std::uint16_t cell) const { return s * cells + cell; }
  std::size_t slot(const Person& p) const { return slot(p.service, p.traces.cell); }
  std::int64_t& count(std::size_t slot, ServiceCount k, std::size_t offset = 0) {
    return now.services[slot * kServiceCounts + position(k, offset)];
  }
  std::int64_t& count(const Person& p, PeopleCount k, std::size_t offset = 0) {
    return now.people[p.traces.cell * kPeopleCounts + position(k, offset)];
  }

  void advance(Time t) {
    if (t >= next_mark) pass_marks(t);
  }
  void pass_marks(Time t);
  void open_window();
  void close_window();
  void close_week();
  void begin_epoch(std::size_t k);
  void settle_costs(std::size_t service, Time t);
  void find_next_mark();

  // A visit's stage changes: counts, list size and people in treatment with it.
  void set_stage(Person& p, Stage to, Time t);
  void end_spell(Person& p, SpellEnd how, Time t);
  void tell_level(LogEvent event, std::uint16_t of, TimeWeighted& level, double value, Time t);
  void close_episode(Person& p, Time t);
  // How much of what was spread over [t0, t1] falls into the window; of a moment: all or nothing.
  double share_in_window(Time t0, Time t1) const {
    if (t0 >= from && t1 <= to) return t0 < to || to >= world->horizon ? 1.0 : 0.0;
    const Time a = std::max(t0, from), b = std::min(t1, to);
    return a < b ? (b - a) / (t1 - t0) : 0.0;
  }
  void contact(Person& p, std::uint32_t seconds, Time t);
  bool within_follow_up(const PersonRecord& r, Time t) const { return t - r.referred <= follow; }
  PersonRecord* record(const Person& p) {
    return p.traces.record == Traces::kNone ? nullptr : &people[p.traces.record];
  }

  const World* world;
  Options options;
  std::size_t cells;
  Time from, to;  // the window, whole days
  Duration follow;

  Tally now, at_from, at_to;
  std::vector<Spells> lists, mid_course;       // [service][cell]
  std::vector<TimeWeighted> on_list, in_care;  // [service][cell]
  std::vector<Spells> path, second;            // [cell]
  Spells episodes;                             // referral to exit
  std::vector<StaffLevels> staff;              // [role]
  std::vector<StaffLevels> beds;               // [service], places
  Weekly weekly;
  Tally week_began;
  std::vector<PersonRecord> people;
  std::optional<EventLog> log;

  // Marks.
  Time next_mark{}, week_mark{}, epoch_mark{};
  bool window_open = false, window_closed = false, finished = false;
  std::size_t epoch = 0;
  std::vector<std::uint32_t> session_seconds;  // in force, by service
  std::vector<std::int64_t> price;             // micropounds an appointment, or a day
  std::vector<WideSum> priced;                 // person-ticks already paid for, [service][cell]
  std::vector<WideSum> day_costs;              // of stays and use in the window: person-ticks × micropounds a day
  std::vector<bool> is_entry;                  // a referral source leads here
};

}  // namespace caseload
