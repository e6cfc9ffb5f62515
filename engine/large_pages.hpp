// Memory for many objects, on large pages where the system has them. Objects are met in the order of a simulation's
// time, which is no order of memory: with pages of 4 kB each access to a country of people first waits for a page
// table.
#pragma once

#include <cstddef>
#include <memory>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace caseload {

inline constexpr std::size_t kLargePage = std::size_t{1} << 21;

struct FreeLargePages {
  void operator()(std::byte* memory) const { ::operator delete(memory, std::align_val_t{kLargePage}); }
};
using LargePages = std::unique_ptr<std::byte[], FreeLargePages>;

// Raw memory, at least so many bytes. It counts as used as it is touched.
inline LargePages large_pages(std::size_t bytes) {
  const std::size_t whole = (bytes + kLargePage - 1) / kLargePage * kLargePage;
  LargePages memory(static_cast<std::byte*>(::operator new(whole, std::align_val_t{kLargePage})));
#if defined(__linux__)
  madvise(memory.get(), whole, MADV_HUGEPAGE);  // a wish: it may be refused
#endif
  return memory;
}

}  // namespace caseload
