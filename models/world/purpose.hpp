#pragma once
// What a draw is for. The numbers are part of every result ever published: append, never renumber, never reuse.
// Which entity, place, visit and item go with each purpose is the table in docs/model.md.

#include <cstdint>

namespace caseload {

enum class Purpose : std::uint8_t {
  referrals = 1,
  moment = 2,
  stratum = 3,
  need = 4,
  frailty = 5,
  route = 6,
  delay = 7,
  divert = 8,
  balk = 9,
  reply = 10,
  renege = 11,
  length = 12,
  attend = 13,
  absent = 14,
  drop_out = 15,
  early_end = 16,
  better_leaves = 17,
  outcome = 18,
  worsen = 19,
  improve = 20,
  relapse = 21,
  crisis = 22,
  present = 23,
  response = 24,
  crisis_route = 25,
  absence_level = 26,
  resign = 27,
  vacant = 28,
  filled = 29,
  initial = 30,
  rounding = 31,
  long_absence = 32,
  long_absence_length = 33,
};

}  // namespace caseload
