// A sum of whole numbers in 128 bits, on compilers that have no such type. Sums of ticks over a country and ten years
// do not fit into 64; whole numbers add up to the same in any order, which is why merged is equal to whole.
#pragma once

#include <cstdint>

namespace caseload {

class WideSum {
 public:
  constexpr void add(std::uint64_t x) {
    low_ += x;
    high_ += low_ < x ? 1 : 0;
  }

  constexpr void add_product(std::uint64_t x, std::uint64_t y) {
    const std::uint64_t x0 = x & kHalf, x1 = x >> 32, y0 = y & kHalf, y1 = y >> 32;
    if ((x1 | y1) == 0) return add(x0 * y0);
    const std::uint64_t middle = x1 * y0 + (x0 * y0 >> 32);
    const std::uint64_t cross = x0 * y1 + (middle & kHalf);
    high_ += x1 * y1 + (middle >> 32) + (cross >> 32);
    add(x * y);
  }

  constexpr void subtract(std::uint64_t x) {
    high_ -= low_ < x ? 1 : 0;
    low_ -= x;
  }

  // What goes beyond 128 bits is lost.
  constexpr void add_product(const WideSum& x, std::uint64_t y) {
    add_product(x.low_, y);
    high_ += x.high_ * y;
  }

  constexpr WideSum& operator+=(const WideSum& other) {
    high_ += other.high_;
    add(other.low_);
    return *this;
  }
  // What is taken away must be in it in the end; on the way a sum may be less than nothing, for it counts modulo 2^128.
  constexpr WideSum& operator-=(const WideSum& other) {
    high_ -= other.high_ + (low_ < other.low_ ? 1 : 0);
    low_ -= other.low_;
    return *this;
  }

  friend constexpr bool operator==(const WideSum&, const WideSum&) = default;
  constexpr double value() const { return static_cast<double>(high_) * 0x1p64 + static_cast<double>(low_); }
  constexpr std::uint64_t high() const { return high_; }
  constexpr std::uint64_t low() const { return low_; }

 private:
  static constexpr std::uint64_t kHalf = 0xFFFFFFFFU;
  std::uint64_t high_ = 0;
  std::uint64_t low_ = 0;
};

}  // namespace caseload
