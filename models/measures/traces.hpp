#pragma once
// What the measures need to remember of one person while they are in the system. Written and read by `measures/` only.

#include <cstdint>

#include "engine/time.hpp"
#include "models/world/ids.hpp"

namespace caseload {

// Where the measures have last heard of a person: the ground of "joined = waiting + booked + in + exits".
enum class Stage : std::uint8_t { out, waiting, booked, in };

struct Traces {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  Time referred{};                       // first referral, or the start for people on the initial list
  Time episode{};                        // the referral the present episode began with
  Time first_contact = Time::never();    // first attended human contact ever
  Time episode_contact = Time::never();  // … and of this episode
  Time presented = Time::never();        // last recorded crisis
  std::uint32_t record = kNone;          // index of the person's record in a comparison
  std::uint32_t log_entity = kNone;      // index in the event log; none: not logged
  std::uint32_t session_seconds = 0;     // length of an appointment, fixed when the course started
  std::uint16_t cell = 0;                // first need × stratum
  std::uint16_t episode_contacts = 0;
  ServiceId second_contact_at = kNoService;  // the service of this episode's second contact
  ServiceId last_contact_at = kNoService;    // … and of its last
  Stage stage = Stage::out;
  bool in_episode : 1 = false;
  bool from_before : 1 = false;      // the episode began before the start, its first contacts are unknown
  bool path_open : 1 = false;        // first referral → first human contact has not ended
  bool mid_course : 1 = false;       // the present spell on the list is not for a first appointment
  bool below_threshold : 1 = false;  // was already recovered at the first contact of the episode
  bool episode_recovered : 1 = false;
  bool episode_improved : 1 = false;
  bool episode_deteriorated : 1 = false;
  bool episode_digital : 1 = false;
};

}  // namespace caseload
