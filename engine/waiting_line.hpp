// A line of those who wait, first come first served: join at the back, leave from anywhere. O(1) each, no memory of its
// own: the links lie in the objects, which an index finds. An object is in at most one line per Link at a time.
//
//     struct LinkOf { Slab<Customer>* slab; Link& operator()(std::uint32_t i) const { return (*slab)[i].link; } };
//     WaitingLine line(LinkOf{&slab});
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/check.hpp"

namespace caseload {

inline constexpr std::uint32_t kNobody = 0xFFFFFFFFU;

struct Link {
  std::uint32_t next = kNobody;
  std::uint32_t prev = kNobody;
};

template <class Access>
class WaitingLine {
 public:
  explicit WaitingLine(Access access = Access{}) : link_(access) {}

  void push_back(std::uint32_t i) {
    link_(i) = {kNobody, back_};
    (back_ == kNobody ? front_ : link_(back_).next) = i;
    back_ = i;
    ++size_;
  }

  void remove(std::uint32_t i) {
    CASELOAD_CHECK(size_ > 0);
    const Link link = link_(i);
    (link.prev == kNobody ? front_ : link_(link.prev).next) = link.next;
    (link.next == kNobody ? back_ : link_(link.next).prev) = link.prev;
    link_(i) = {};
    --size_;
  }

  std::uint32_t pop_front() {
    const std::uint32_t i = front_;
    remove(i);
    return i;
  }

  std::uint32_t front() const { return front_; }  // kNobody when empty
  std::uint32_t back() const { return back_; }
  std::uint32_t after(std::uint32_t i) const { return link_(i).next; }
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }

 private:
  Access link_;
  std::uint32_t front_ = kNobody;
  std::uint32_t back_ = kNobody;
  std::uint32_t size_ = 0;
};

}  // namespace caseload
