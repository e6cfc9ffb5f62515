#pragma once
// The most memory this process has held at once, in megabytes (Linux and macOS; 0 elsewhere).
#if defined(__linux__) || defined(__APPLE__)
#include <sys/resource.h>
#endif

inline double peak_megabytes() {
#if defined(__linux__) || defined(__APPLE__)
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
#if defined(__APPLE__)
  return static_cast<double>(usage.ru_maxrss) / 1e6;
#else
  return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
#endif
#else
  return 0;
#endif
}
