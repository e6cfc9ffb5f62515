// Counts by inversion: the smallest k whose cumulative probability reaches u.
//
// Weights are found by recurrence outwards from the mode with + × ÷ alone, so every machine gets the same count, and
// summed from the nearer end, so that neither tail is lost in rounding. Monotone in u and in the mean, which is what
// lets a higher rate *add* arrivals. Exact up to rounding (tested up to a mean of 10^6). Costs O(√mean): 0.1 µs for a
// mean of 10, about 10 µs for 10 000.
#pragma once

#include <cstdint>

namespace caseload {

std::uint64_t poisson_quantile(double mean, double u);
std::uint64_t binomial_quantile(std::uint64_t n, double p, double u);

}  // namespace caseload
