// Places that are held and given back: servers, beds, desks. A cut never interrupts: what is held may then exceed the
// capacity until enough has been given back, and nobody starts meanwhile.
#pragma once

#include <cstdint>

#include "engine/check.hpp"

namespace caseload {

class Places {
 public:
  explicit Places(std::int64_t capacity) { set_capacity(capacity); }

  bool try_seize() {
    if (used_ >= capacity_) return false;
    ++used_;
    return true;
  }
  void release() {
    CASELOAD_CHECK(used_ > 0);
    --used_;
  }
  void set_capacity(std::int64_t capacity) {
    CASELOAD_CHECK(capacity >= 0);
    capacity_ = capacity;
  }

  std::int64_t capacity() const { return capacity_; }
  std::int64_t used() const { return used_; }
  std::int64_t available() const { return used_ < capacity_ ? capacity_ - used_ : 0; }

 private:
  std::int64_t capacity_ = 0;
  std::int64_t used_ = 0;
};

}  // namespace caseload
