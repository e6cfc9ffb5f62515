#pragma once
// The draws of one replication and area, in the model's own words.

#include "engine/luck.hpp"
#include "models/people/person.hpp"
#include "models/world/purpose.hpp"

namespace caseload {

class Draws {
 public:
  Draws(std::uint64_t seed, std::uint32_t replication, std::string_view area)
      : luck_(seed, replication, name_hash64(area)) {}

  double uniform(const Person& p, std::uint32_t place, Purpose purpose, std::uint32_t visit = 0,
                 std::uint32_t item = 0) const {
    note(purpose);
    return luck_.uniform(p.id, place, static_cast<std::uint8_t>(purpose), visit, item);
  }
  double exponential(const Person& p, std::uint32_t place, Purpose purpose, std::uint32_t visit = 0,
                     std::uint32_t item = 0) const {
    note(purpose);
    return luck_.exponential(p.id, place, static_cast<std::uint8_t>(purpose), visit, item);
  }
  // A draw of something that is not a person (a source, a role, a post). `when` is a day or a week.
  double uniform_of(std::uint64_t entity, std::uint32_t place, Purpose purpose, std::uint32_t when) const {
    note(purpose);
    return luck_.uniform(entity, place, static_cast<std::uint8_t>(purpose), when / Luck::kItems, when % Luck::kItems);
  }

  // Which purposes have been drawn for, one bit each: a purpose that no world draws for is a promise not kept.
  std::uint64_t purposes() const { return purposes_; }

 private:
  void note(Purpose purpose) const { purposes_ |= std::uint64_t{1} << static_cast<unsigned>(purpose); }

  Luck luck_;
  mutable std::uint64_t purposes_ = 0;
};

}  // namespace caseload
