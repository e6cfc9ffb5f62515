#pragma once
// Small indices in place of names. A name becomes an index once, when a scenario is compiled; nothing in the event
// loop compares text.

#include <cstdint>
#include <limits>

namespace caseload {

using NeedId = std::uint8_t;     // a need group; the index behind the last one means *recovered*
using StratumId = std::uint8_t;  // an age band, a deprivation quintile …; 0 where a scenario has none
using ServiceId = std::uint16_t;
using RoleId = std::uint16_t;
using SourceId = std::uint16_t;  // a referral source
using PostId = std::uint32_t;

inline constexpr ServiceId kNoService = std::numeric_limits<ServiceId>::max();
inline constexpr RoleId kNoRole = std::numeric_limits<RoleId>::max();
inline constexpr PostId kNoPost = std::numeric_limits<PostId>::max();

// Where a route may lead besides a service.
inline constexpr ServiceId kAway = kNoService;
inline constexpr ServiceId kSignposted = kNoService - 1;
inline constexpr ServiceId kRejected = kNoService - 2;
inline constexpr bool is_service(ServiceId id) { return id < kRejected; }

}  // namespace caseload
