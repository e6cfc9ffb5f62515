#include "models/people/streams.hpp"

namespace caseload {

// The n-th number of a stream is the draw of an entity n at a place of the streams' own.
double Streams::uniform(std::uint64_t entity, std::uint32_t place, std::uint8_t purpose, std::uint32_t visit,
                        std::uint32_t item) {
  static constexpr std::uint32_t kPlace = name_hash("stream");
  CASELOAD_CHECK(visit < Luck::kVisits && item < Luck::kItems);
  const std::uint32_t detail = std::uint32_t{purpose} << 24 | visit << 14 | item;
  const auto [given, is_new] = given_.try_emplace({entity, std::uint64_t{place} << 32 | detail}, 0.0);
  if (is_new) given->second = luck_.uniform(taken_[purpose]++, kPlace, purpose, 0, 0);
  return given->second;
}

}  // namespace caseload
