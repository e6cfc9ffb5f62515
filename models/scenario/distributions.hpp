#pragma once
// From the distributions of a document to samplers. A table of quantiles takes some five milliseconds to build and the
// same few are asked for by every area, policy and step of a ramp, so a scenario keeps those it has built.

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "engine/distribution.hpp"

namespace caseload {

struct Node;
struct Problem;

// Samplers by what they were built from. Safe to use from several threads.
class DistributionCache {
 public:
  // Of the node of a distribution, stretched by its own factor and another. What makes no sense (a truncation that
  // leaves nothing) becomes a problem at the node's place, and a constant.
  Distribution build(const Node& node, double factor, std::vector<Problem>& problems);
  // The gamma distribution with mean 1 and this shape.
  Distribution gamma_of_mean_one(double shape);

 private:
  template <class Make>
  Distribution remembered(const std::string& description, const Make& make);

  std::mutex mutex_;
  std::map<std::string, Distribution> built_;
};

}  // namespace caseload
