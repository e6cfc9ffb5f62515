// A check of our own invariants: it stays in release builds, for a wrong number is dearer than a branch.
// A failure throws std::logic_error with the condition and its place; it means a fault of ours, never of the user's
// input.
#pragma once

namespace caseload {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace caseload

#define CASELOAD_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::caseload::check_failed(#condition, __FILE__, __LINE__))
