#pragma once
// A course as a Markov chain over its appointments: how many it takes, how it ends and after how many attended
// sessions. Thresholds are unit-exponential, so an increment x is a chance 1 − exp(−x) to end at that appointment
// whatever went before, and the chain needs no memory but the dose, the appointments missed in a row and the first ones
// missed.

#include <utility>
#include <vector>

#include "models/world/world.hpp"

namespace caseload {

class CourseChain {
 public:
  struct Ending {
    Exit exit = Exit::completed;
    int dose = 0;
    double chance = 0;
  };
  CourseChain(const Service& service, double absence, int planned);

  double appointments() const;  // expected, fallen-out ones included
  const std::vector<Ending>& endings() const { return endings_; }
  // Chance that the course lasts longer than k appointments; the last entry is 0.
  const std::vector<double>& lasts_longer() const { return lasts_longer_; }

 private:
  struct Step;
  std::vector<Ending> endings_;
  std::vector<double> lasts_longer_;
};

// Sessions planned with their shares, the cap applied: exact, for the quantile function is monotone.
std::vector<std::pair<int, double>> planned_sessions(const Service& service);

// Mean appointments of the longest of `size` independent courses.
double longest_of(const Service& service, double absence, int size);

}  // namespace caseload
