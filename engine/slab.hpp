// Objects with a 32-bit index, taken and given back. Addresses are stable: growth adds a chunk and copies nothing.
// Memory follows the most that were ever live at once, not all that ever lived. The index given back last is taken
// first, while it is still in the cache.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/check.hpp"
#include "engine/prefetch.hpp"

namespace caseload {

template <class T>
class Slab {
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

  T& operator[](std::uint32_t i) { return chunks_[i >> kChunkBits][i & kChunkMask]; }
  const T& operator[](std::uint32_t i) const { return chunks_[i >> kChunkBits][i & kChunkMask]; }

  void fetch(std::uint32_t i) const { prefetch(&(*this)[i]); }

  std::size_t live() const { return used_ - free_.size(); }
  std::size_t peak() const { return used_; }

 private:
  static constexpr unsigned kChunkBits = 9;
  static constexpr std::uint32_t kChunkMask = (1U << kChunkBits) - 1;

  std::uint32_t grow() {
    CASELOAD_CHECK(used_ < UINT32_MAX);  // the last index is left to stand for "nobody"
    if ((used_ & kChunkMask) == 0) chunks_.push_back(std::make_unique<T[]>(std::size_t{1} << kChunkBits));
    return used_++;
  }

  std::vector<std::unique_ptr<T[]>> chunks_;
  std::vector<std::uint32_t> free_;
  std::uint32_t used_ = 0;
};

}  // namespace caseload
