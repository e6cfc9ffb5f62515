#pragma once
// Luck as a textbook has it: one stream of numbers for each purpose, taken in the order of events ("common random
// numbers"). Here only to be measured against: under it an added service or one person more shifts everybody's luck
// from then on. What a draw means stays as it is: a draw that is named again gives what it gave the first time.

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "engine/luck.hpp"

namespace caseload {

// Whose luck a simulation draws.
enum class LuckScheme : std::uint8_t {
  own,      // every draw by its name: people keep their luck whatever else happens
  streams,  // one stream a purpose, in the order of events
};

class Streams {
 public:
  explicit Streams(const Luck& luck) : luck_(luck) {}

  double uniform(std::uint64_t entity, std::uint32_t place, std::uint8_t purpose, std::uint32_t visit,
                 std::uint32_t item);

 private:
  struct Name {
    std::uint64_t entity;
    std::uint64_t rest;  // place, purpose, visit and item
    friend bool operator==(const Name&, const Name&) = default;
  };
  struct Hash {
    std::size_t operator()(const Name& n) const { return static_cast<std::size_t>(mix(n.entity ^ mix(n.rest))); }
  };

  Luck luck_;
  std::array<std::uint64_t, 256> taken_{};  // by purpose: how many numbers of its stream
  std::unordered_map<Name, double, Hash> given_;
};

}  // namespace caseload
