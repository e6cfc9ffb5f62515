// Random whole numbers for property tests, the same with every standard library.
#pragma once

#include <cstdint>
#include <random>

namespace caseload {

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t operator()() { return static_cast<std::uint32_t>(engine_()); }
  std::uint32_t below(std::uint32_t n) { return (*this)() % n; }

 private:
  std::mt19937 engine_;
};

}  // namespace caseload
