#pragma once
// Everything that is counted: whole numbers from the first tick on, a row of them for each service and cell (first need
// × stratum) and one for each cell. A window's count is what stands at its end less what stood at its beginning.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/world/world.hpp"

namespace caseload {

// Blocks of kExits or 4 follow the order of Exit, Attendance and Outcomes.
enum class ServiceCount : std::uint8_t {
  joined,      // a visit began on the list
  direct,      // … or without one (digital without staff, treatment under way at the start)
  initial,     // of both: those who were there at the start
  mid_course,  // came back to the list in the middle of a course
  waiting,     // levels: now
  booked,
  in,
  seen,
  seen_seconds,  // waited by them
  offered,
  rebooked,
  started,
  first_attendance,
  first_unseen_exit = first_attendance + 4,
  first_exit = first_unseen_exit + kExits,
  first_outcome = first_exit + kExits,
  dose = first_outcome + 4,  // contacts attended, of courses that ended
  finished_dose,             // … completed or ended early
  begun_here,                // finished courses (episodes of two or more contacts) by where their second contact was,
  ended_here,                // … by where their last contact was
  contacts_ended_here,       // … and all contacts of the latter
  human_seconds,
  expected_recoveries,  // 2^-32, of the window alone
  expected_drop_outs,
  cost,        // micropounds, of appointments
  answered,    // recorded crises answered by this service
  signposted,  // sent elsewhere on leaving
  rejected,
  size,
};

// The days within which official reports tell the first contact.
inline constexpr std::array<double, 5> kOfficialDays{28, 42, 56, 90, 126};

enum class PeopleCount : std::uint8_t {
  appeared,
  initial,
  in_episode,  // level
  episodes,
  episodes_ended,
  first_ended_with,                  // no contact, one, two or more
  recovered = first_ended_with + 3,  // of those with two or more
  improved,
  deteriorated,
  below_threshold,
  timed,         // … with a known referral
  first_within,  // … whose first contact came within kOfficialDays of it
  digital_only = first_within + kOfficialDays.size(),
  human_contacts,
  human_seconds,
  digital_contacts,
  crises,
  expected_crises,  // 2^-32, of the window alone
  recorded,
  unmet,
  followed_30,
  represented_30,
  followed_90,
  represented_90,
  worsened,
  bettered,
  relapsed,
  size,
};

inline constexpr std::size_t kServiceCounts = static_cast<std::size_t>(ServiceCount::size);
inline constexpr std::size_t kPeopleCounts = static_cast<std::size_t>(PeopleCount::size);

template <class Enum>
constexpr std::size_t position(Enum base, std::size_t offset = 0) {
  return static_cast<std::size_t>(base) + offset;
}

struct Tally {
  std::vector<std::int64_t> services;  // [service][cell][ServiceCount]
  std::vector<std::int64_t> people;    // [cell][PeopleCount]

  Tally() = default;
  Tally(std::size_t number_of_services, std::size_t cells)
      : services(number_of_services * cells * kServiceCounts, 0), people(cells * kPeopleCounts, 0) {}

  void merge(const Tally& other) {
    for (std::size_t i = 0; i < services.size(); ++i) services[i] += other.services[i];
    for (std::size_t i = 0; i < people.size(); ++i) people[i] += other.people[i];
  }
};

// Amounts that are sums of chances, in units of 2^-32: about 2 000 million of them fit, to ten digits each.
constexpr double kFixed = 0x1p32;
constexpr std::int64_t to_fixed(double amount) { return static_cast<std::int64_t>(amount * kFixed + 0.5); }
constexpr double from_fixed(std::int64_t amount) { return static_cast<double>(amount) / kFixed; }

}  // namespace caseload
