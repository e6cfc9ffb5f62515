#pragma once
// People better and worse off: the same people, with the same luck, in two worlds.
//
// Compared are the people present in both who were referred at least the follow-up F before the end. h is the time
// without help: from referral to the first attended contact with a human, at most F; leaving does not stop it. Sooner
// and later share one threshold of four weeks. Who is in one world only is counted apart. Whole numbers: areas add up.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/moments.hpp"
#include "models/measures/people_records.hpp"

namespace caseload {

enum class PeopleChange : std::uint8_t {
  in_both,
  compared,
  sooner,
  later,
  reached,
  lost,
  lost_recovered,
  drop_outs_more,
  drop_outs_fewer,
  recovered_gained,
  recovered_lost,
  more_crises,
  fewer_crises,
  additional,
  absent,
  sooner_any_pairing,
  size,
};

struct PeopleCounts {
  std::array<std::int64_t, static_cast<std::size_t>(PeopleChange::size)> counts{};
  Moments shift;  // h(policy) − h(baseline), ticks

  std::int64_t& operator[](PeopleChange c) { return counts[static_cast<std::size_t>(c)]; }
  std::int64_t operator[](PeopleChange c) const { return counts[static_cast<std::size_t>(c)]; }
  void merge(const PeopleCounts& other);
};

// Sorted by identity, once for each world.
std::vector<PersonRecord> by_identity(std::span<const PersonRecord> people);

// One entry for everybody, then one for each first need group. Both sorted by identity.
std::vector<PeopleCounts> compare_people(const World& world, std::span<const PersonRecord> baseline,
                                         std::span<const PersonRecord> policy);

}  // namespace caseload
