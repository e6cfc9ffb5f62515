#pragma once
// The event log of one run as CSV, in the columns vidigi animates:
//     entity_id,pathway,event_type,event,time,resource_id,value
// entity_id is the person's identity in words (source/day/number, with the area before it where there are areas; for
// people there at the start initial/SERVICE/0/number on the list and initial/SERVICE/1/number in treatment), so the
// same person has the same name in every world; pathway is first need[/stratum]; time is in days since the start, to
// twelve decimals: times 86 400 000 000 and rounded it is the tick.
//
// vidigi's own event types are `arrival_departure` (arrival, depart: once each a person), `queue` (SERVICE.waiting) and
// `resource_use` / `resource_use_end` (SERVICE.in / SERVICE.out; resource_id is the post, or the number of a place).
// Everything else that the measures are made of comes as event type `attribute`, its amount in `value`.

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/time.hpp"
#include "models/people/person.hpp"
#include "models/world/world.hpp"

namespace caseload {

enum class LogEvent : std::uint8_t {
  arrival,
  depart,
  waiting,  // value: days waited already
  waiting_mid_course,
  in,
  out,
  joined,  // value: days waited already
  joined_mid_course,
  offered,
  rebooked,
  seen,
  left,  // + exit
  started,
  appointment,  // + attendance; value: seconds if it was a contact with a human
  ended,        // + exit; value: contacts attended
  signposted,
  rejected,
  outcome,   // + outcome; value: chance of recovery
  expected,  // + which
  level,     // + level
  crisis,
  recorded,
  unmet,
  episode_began,
  episode_ended,  // + exit
  minutes_in_force,
  minutes_held,
  posts_vacant,
  places_in_force,
  places_held,
};

class LogTooLong : public std::runtime_error {
 public:
  explicit LogTooLong(std::uint64_t rows);
};

class EventLog {
 public:
  static const char* header();

  // Of the first `most_people` (0: of everybody), refusing more than `most_rows`. A row is about 70 bytes of text.
  EventLog(const World& world, std::uint64_t most_people, std::uint64_t most_rows)
      : world_(&world), most_people_(most_people), most_rows_(most_rows) {}

  // Whether this person is logged; their index is kept in the traces.
  void appeared(Person& p, SourceId source, bool initial, Time t);
  void tell(const Person& p, LogEvent event, ServiceId service, std::uint8_t detail, double value, Time t);
  void tell(const Person& p, LogEvent event, Time t) { tell(p, event, p.service, 0, kNoValue, t); }
  void use_begins(const Person& p, Time t);
  void use_ends(const Person& p, Time t);
  void supply(LogEvent event, std::uint16_t of, double value, Time t);
  void finish();  // writes the departures

  std::string text() const;

  static constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

 private:
  struct Row {
    std::int64_t ticks;
    double value;
    std::uint32_t entity, resource;
    std::uint16_t service;
    LogEvent event;
    std::uint8_t detail;
  };
  struct Entity {
    std::string name;
    NeedId need;
    StratumId stratum;
    bool away = false;
    std::int64_t away_since = 0;
    std::uint32_t resource = 0;
    ServiceId place_of = kNoService;  // whose numbered place the person has
  };
  void put(Row row);
  void write(const Row& row, std::string& out) const;
  std::string event_name(const Row& row) const;
  std::uint32_t take_place(ServiceId s);

  const World* world_;
  std::uint64_t most_people_, most_rows_;
  std::vector<Entity> entities_;
  std::vector<Row> rows_;
  std::vector<std::vector<bool>> taken_;  // places by service
};

}  // namespace caseload
