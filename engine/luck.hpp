// Draws that are named, not numbered. Every draw is a pure function of (seed, replication, area; entity, place,
// purpose, visit, item): the same entity has the same luck in every variant of a world, whatever else happens there.
//
// Guarantees: uniforms lie strictly between 0 and 1; the same name gives the same bits on every machine; fields that
// overflow are an error, never another draw's luck. Costs: one block of Philox4x32 (Salmon et al., "Parallel random
// numbers: as easy as 1, 2, 3", 2011; Random123), about 3 ns; an exponential about 8 ns.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string_view>

#include <Random123/philox.h>

#include "engine/check.hpp"
#include "engine/portable_math.hpp"

namespace caseload {

// Rounds of Philox. Seven pass the published batteries of tests; ten are the fallback should a test of ours ever fail.
inline constexpr unsigned kRounds = 7;

// Spreads every bit of the input over all of the output; a bijection (the finaliser of SplitMix64).
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

// FNV-1a, then mixed.
constexpr std::uint64_t name_hash64(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return mix(hash);
}

constexpr std::uint32_t name_hash(std::string_view name) { return static_cast<std::uint32_t>(name_hash64(name) >> 32); }

// A name with more visits or items than there is luck for. Whose fault it is depends on who counts: a simulation that
// never ends, or a caller.
class LuckOverflow : public std::overflow_error {
 public:
  LuckOverflow(std::uint32_t visit, std::uint32_t item);
};

class Luck {
 public:
  static constexpr std::uint32_t kVisits = 1U << 10;
  static constexpr std::uint32_t kItems = 1U << 14;
  using Words = std::array<std::uint32_t, 4>;

  Luck() : Luck(0, 0, 0) {}
  Luck(std::uint64_t seed, std::uint32_t replication, std::uint64_t area_hash)
      : key_(mix(mix(mix(seed) ^ replication) ^ area_hash)) {}

  double uniform(std::uint64_t entity, std::uint32_t place, std::uint8_t purpose, std::uint32_t visit,
                 std::uint32_t item) const {
    if (visit >= kVisits || item >= kItems) throw LuckOverflow(visit, item);
    return to_uniform(words(entity, place, std::uint32_t{purpose} << 24 | visit << 14 | item));
  }

  // Mean 1, by inversion: a small uniform is a long time.
  double exponential(std::uint64_t entity, std::uint32_t place, std::uint8_t purpose, std::uint32_t visit,
                     std::uint32_t item) const {
    return -portable::log(uniform(entity, place, purpose, visit, item));
  }

  // The block that a name stands for. `detail` = purpose (8 bits), visit (10), item (14).
  Words words(std::uint64_t entity, std::uint32_t place, std::uint32_t detail) const {
    using Philox = r123::Philox4x32_R<kRounds>;
    const Philox::ctr_type counter = {{low(entity), high(entity), place, detail}};
    const Philox::key_type key = {{low(key_), high(key_)}};
    const Philox::ctr_type block = Philox()(counter, key);
    return {block[0], block[1], block[2], block[3]};
  }

  std::uint64_t key() const { return key_; }

 private:
  static constexpr std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
  static constexpr std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }
  static double to_uniform(const Words& block) {
    const std::uint64_t bits = std::uint64_t{block[0]} << 32 | block[1];
    return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
  }

  std::uint64_t key_;
};

// The same luck as an endless row of words, for Boost.Random's distributions: what is drawn once, before a run. Not for
// use within a replication, where every draw is by inversion. It uses visit and item as its counter, so its purpose
// must be its own. 2^26 words, then it is an error to ask for more.
class KeyedEngine {
 public:
  using result_type = std::uint32_t;
  static constexpr bool has_fixed_range = false;
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  KeyedEngine(const Luck& luck, std::uint64_t entity, std::uint32_t place, std::uint8_t purpose)
      : luck_(luck), entity_(entity), place_(place), purpose_(purpose) {}

  result_type operator()() {
    if (at_ == buffer_.size()) {
      CASELOAD_CHECK(block_ < kBlocks);
      buffer_ = luck_.words(entity_, place_, std::uint32_t{purpose_} << 24 | block_++);
      at_ = 0;
    }
    return buffer_[at_++];
  }

  void discard(unsigned long long n) {
    while (n-- > 0) (*this)();
  }

  friend bool operator==(const KeyedEngine& a, const KeyedEngine& b) {
    return a.luck_.key() == b.luck_.key() && a.entity_ == b.entity_ && a.place_ == b.place_ &&
           a.purpose_ == b.purpose_ && a.block_ == b.block_ && a.at_ == b.at_;
  }

 private:
  static constexpr std::uint32_t kBlocks = 1U << 24;
  Luck luck_;
  std::uint64_t entity_;
  std::uint32_t place_;
  std::uint8_t purpose_;
  std::uint32_t block_ = 0;
  Luck::Words buffer_{};
  std::size_t at_ = std::tuple_size_v<Luck::Words>;
};

}  // namespace caseload
