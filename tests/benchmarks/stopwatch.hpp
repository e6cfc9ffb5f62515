#pragma once
// Nanoseconds an operation, least of five rounds: what is slower than the least was disturbed. The operations give a
// number that is printed, so that none of them is optimised away.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <limits>

template <class Work>
void tell(const char* what, std::size_t operations, Work&& work) {
  double least = std::numeric_limits<double>::infinity(), sum = 0;
  for (int round = 0; round < 5; ++round) {
    const auto began = std::chrono::steady_clock::now();
    sum = static_cast<double>(work());
    const auto took = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - began).count();
    least = std::min(least, took / static_cast<double>(operations));
  }
  std::printf("  %-58s %7.1f ns  (%.6g)\n", what, least, sum);
}
