#pragma once
// A person as a simulation holds them: identity, need, clocks, and the one planned place they may have.
// Lives in a slab and is given back when nothing more can happen to them before the horizon, so memory follows the
// people in the system, not the people ever seen. Identity, never the address or a running number, is what draws see.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "engine/time.hpp"
#include "engine/waiting_line.hpp"
#include "models/measures/traces.hpp"
#include "models/world/ids.hpp"

namespace caseload {

using PersonIndex = std::uint32_t;  // in the slab

// (referral source, day, number within the day): 24 bits of the source's hash, 20 of the day, 20 of the number.
inline constexpr unsigned kNumberBits = 20;
constexpr std::uint64_t person_identity(std::uint64_t source_hash, std::uint32_t day, std::uint32_t number) {
  return (source_hash & 0xFFFFFF) << 40 | std::uint64_t{day & 0xFFFFF} << kNumberBits | (number & 0xFFFFF);
}

// Of those there at the start: on the list on day 0, in treatment on day 1. A day has a million numbers; who does not
// fit is put on later days, two apart.
enum class AtStart : std::uint32_t { on_list = 0, in_treatment = 1 };
constexpr std::uint64_t initial_identity(std::uint64_t source_hash, AtStart group, std::uint32_t number) {
  return person_identity(source_hash, static_cast<std::uint32_t>(group) + 2 * (number >> kNumberBits), number);
}

// Of a clock whose threshold has not been needed yet.
inline constexpr double kNotDrawn = std::numeric_limits<double>::quiet_NaN();

enum class Place : std::uint8_t {
  on_the_way,  // the delay of a referral or of a route
  waiting,     // on a list, open to offers
  booked,      // has an offer; the first attended appointment lies ahead
  in,          // course, group, digital, stay
  away,
};

// How often somebody has joined each service: few services a person, so a short list beats a table.
class VisitCounts {
 public:
  std::uint32_t count(ServiceId s) const {
    for (const Entry& e : entries_)
      if (e.count > 0 && e.service == s) return e.count;
    return 0;
  }
  // False when there is no room for another service; the simulation then keeps the count elsewhere.
  bool increment(ServiceId s) {
    for (Entry& e : entries_) {
      if (e.count > 0 && e.service != s) continue;
      e.service = s;
      ++e.count;
      return true;
    }
    return false;
  }

 private:
  struct Entry {
    ServiceId service = 0;
    std::uint16_t count = 0;
  };
  std::array<Entry, 6> entries_{};
};

// Ordered by use, a cache line at a time: what joining, leaving and every event of a person touches, then an
// appointment, then what the measures remember, then what begins and ends a visit, then the clocks of health.
struct alignas(64) Person {
  std::uint64_t id = 0;
  Time joined{};             // date of joining the list; stays through changes of class and missed appointments
  Link link;                 // of the waiting list
  std::uint32_t stamps = 0;  // given out so far; an event whose stamp is not the present one is void
  std::uint32_t place_stamp = 0, health_stamp = 0, care_stamp = 0;
  std::uint32_t class_stamp = 0;  // rises when the person leaves a list or changes class
  ServiceId service = kAway;
  std::uint16_t visit = 0;
  Place place = Place::on_the_way;
  NeedId first_need = 0, level = 0, level_before_recovery = 0;
  StratumId stratum = 0;
  std::uint8_t waiting_class = 0;
  bool in_line : 1 = false;       // of the class's queue, not of its heap of movers
  bool alive : 1 = false;         // a record in use
  bool dropped_out : 1 = false;   // the last course ended by dropping out (a setting of its own for hazards)
  bool after_crisis : 1 = false;  // class on the list
  bool mid_course : 1 = false;    // back on the list in the middle of a course: its therapist left
  bool silent : 1 = false;        // waiting, but will not answer the opt-in letter: on the list, not open to offers
  bool in_crisis_care : 1 = false;
  bool seen_this_visit : 1 = false;

  // The visit: clocks and appointments.
  alignas(64) Time clock_since{};  // when the renege clock ran last; of digital use, since when
  Time clock_stopped{};
  double clock = 0;  // of reneging, what is spent; from the first attended session on, of drop-out, what is left
  Time last_appointment{}, last_attended{};
  Duration interval{};     // between appointments, fixed at the start
  float weeks_waited = 0;  // for the course now attended
  std::uint16_t planned = 0, dose = 0, appointments = 0, rebooked = 0, missed_in_a_row = 0;

  Traces traces;

  // What the visit holds: a post's minutes a week in thousandths, or one place.
  PostId post = kNoPost;
  std::int32_t held = 0;
  std::uint32_t group = 0;
  float frailty = 1;
  Link post_link;  // of the people held by one post
  double early_spent = 0;
  VisitCounts visits;

  // Health: one level, four lifelong clocks settled together at `settled`. `spent` is kept through all states.
  Time settled{};
  double crisis_spent = 0, worsen_spent = 0, improve_spent = 0, relapse_spent = 0;
  std::array<float, 4> thresholds{};  // of those clocks, once drawn; 0: not yet. Floats: an error of 6e-8
  std::uint16_t crises = 0, worsened = 0, improved = 0, relapsed = 0;
  ServiceId care_service = kAway;
};
static_assert(sizeof(Person) == 320 && offsetof(Person, clock_since) == 64 && offsetof(Person, traces) == 128);

}  // namespace caseload
