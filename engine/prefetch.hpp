// Asks the processor to fetch a cache line that will be needed soon. A hint: no effect on any result.
#pragma once

#if defined(_MSC_VER) && (defined(_M_X64) || defined(_M_IX86))
#include <intrin.h>
#endif

namespace caseload {

inline void prefetch([[maybe_unused]] const void* address) {
#if defined(__GNUC__)
  __builtin_prefetch(address);
  // GCC takes a function that does nothing but this for one without effect, and drops the call of it.
  __asm__ volatile("" : : "r"(address));
#elif defined(_MSC_VER) && (defined(_M_X64) || defined(_M_IX86))
  _mm_prefetch(static_cast<const char*>(address), _MM_HINT_T0);
#endif
}

}  // namespace caseload
