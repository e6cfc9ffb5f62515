#pragma once
// The draws of one replication and area, in the model's own words.

#include <memory>

#include "engine/luck.hpp"
#include "models/people/person.hpp"
#include "models/people/streams.hpp"
#include "models/world/purpose.hpp"

namespace caseload {

class Draws {
 public:
  Draws(std::uint64_t seed, std::uint32_t replication, std::string_view area, LuckScheme scheme = LuckScheme::own)
      : luck_(seed, replication, name_hash64(area)) {
    if (scheme == LuckScheme::streams) streams_ = std::make_unique<Streams>(luck_);
  }

  double uniform(const Person& p, std::uint32_t place, Purpose purpose, std::uint32_t visit = 0,
                 std::uint32_t item = 0) const {
    return draw(p.id, place, purpose, visit, item);
  }
  double exponential(const Person& p, std::uint32_t place, Purpose purpose, std::uint32_t visit = 0,
                     std::uint32_t item = 0) const {
    return -portable::log(draw(p.id, place, purpose, visit, item));
  }
  // A draw of something that is not a person (a source, a role, a post). `when` is a day or a week.
  double uniform_of(std::uint64_t entity, std::uint32_t place, Purpose purpose, std::uint32_t when) const {
    return draw(entity, place, purpose, when / Luck::kItems, when % Luck::kItems);
  }

  // Which purposes have been drawn for, one bit each: a purpose that no world draws for is a promise not kept.
  std::uint64_t purposes() const { return purposes_; }

 private:
  double draw(std::uint64_t entity, std::uint32_t place, Purpose purpose, std::uint32_t visit,
              std::uint32_t item) const {
    const auto number = static_cast<std::uint8_t>(purpose);
    purposes_ |= std::uint64_t{1} << (number & 63U);
    if (streams_) [[unlikely]]
      return streams_->uniform(entity, place, number, visit, item);
    return luck_.uniform(entity, place, number, visit, item);
  }

  Luck luck_;
  std::unique_ptr<Streams> streams_;  // null: everybody's own luck
  mutable std::uint64_t purposes_ = 0;
};

}  // namespace caseload
