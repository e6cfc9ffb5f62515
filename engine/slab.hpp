// Objects with a 32-bit index, taken and given back. Addresses are stable: growth adds a chunk and copies nothing.
// Memory follows the most that were ever live at once, not all that ever lived. The index given back last is taken
// first, while it is still in the cache.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>
#include <vector>

#include "engine/check.hpp"
#include "engine/large_pages.hpp"
#include "engine/prefetch.hpp"

namespace caseload {

template <class T>
class Slab {
  static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kLargePage);

 public:
  // A fresh object.
  std::uint32_t acquire() {
    if (free_.empty()) return grow();
    const std::uint32_t i = free_.back();
    free_.pop_back();
    (*this)[i] = T{};
    return i;
  }
  void release(std::uint32_t i) {
    CASELOAD_CHECK(i < used_ && live() > 0);
    free_.push_back(i);
  }

  T& operator[](std::uint32_t i) { return objects(i >> kChunkBits)[i & kChunkMask]; }
  const T& operator[](std::uint32_t i) const { return objects(i >> kChunkBits)[i & kChunkMask]; }

  // Asks the memory for an object that will be needed soon.
  void fetch(std::uint32_t i) const {
    const auto* object = reinterpret_cast<const std::byte*>(&(*this)[i]);
    for (std::size_t line = 0; line < sizeof(T); line += 64) prefetch(object + line);
  }

  std::size_t live() const { return used_ - free_.size(); }
  std::size_t peak() const { return used_; }

 private:
  // About two large pages each, so that little of the last is left over.
  static constexpr unsigned kChunkBits = std::bit_width((2 * kLargePage - 1) / sizeof(T));
  static constexpr std::uint32_t kChunkMask = (1U << kChunkBits) - 1;

  std::uint32_t grow() {
    CASELOAD_CHECK(used_ < UINT32_MAX);  // the last index is left to stand for "nobody"
    if ((used_ & kChunkMask) == 0) chunks_.push_back(large_pages(sizeof(T) << kChunkBits));
    new (&chunks_.back()[(used_ & kChunkMask) * sizeof(T)]) T{};
    return used_++;
  }
  T* objects(std::uint32_t chunk) const { return std::launder(reinterpret_cast<T*>(chunks_[chunk].get())); }

  std::vector<LargePages> chunks_;
  std::vector<std::uint32_t> free_;
  std::uint32_t used_ = 0;
};

}  // namespace caseload
