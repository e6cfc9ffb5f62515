#pragma once
// What the measures need to remember of one person while they are in the system. Written and read by `measures/` only.

#include <cstdint>

#include "engine/time.hpp"

namespace caseload {

struct Traces {
  Time referred{};                           // first referral, or the start for people on the initial list
  Time episode{};                            // the referral the present episode began with
  Time first_contact = Time::never();        // first attended human contact ever
  Time episode_contact = Time::never();      // … and of this episode
  Time presented = Time::never();            // last recorded crisis
  std::uint32_t record = 0;                  // index of the person's record in a comparison
  std::uint16_t cell = 0;                    // first need × stratum
  std::uint16_t episode_contacts = 0;
  bool in_episode = false;
  bool episode_recovered = false, episode_improved = false, episode_deteriorated = false;
};

}  // namespace caseload
