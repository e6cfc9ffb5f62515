#include "models/scenario/distributions.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "models/scenario/document.hpp"
#include "models/scenario/quantity.hpp"

namespace caseload {

namespace {

// The distribution a node describes, each quantile times `factor`: scale parameters take the factor, shapes do not.
Distribution sampler(const Node& node, double factor) {
  const auto has = [&](const char* key) { return node.find(key) != nullptr; };
  const auto scaled = [&](const char* key) { return node.number(key, 0) * factor; };
  if (factor == 0) return Distribution::constant(0);
  if (node.text == "exponential") return Distribution::exponential(scaled("mean"));
  if (node.text == "gamma" && has("shape"))
    return Distribution::gamma_shape(node.number("shape", 1), factor / node.number("shape", 1));
  if (node.text == "gamma") return Distribution::gamma(scaled("mean"), scaled("sd"));
  if (node.text == "lognormal" && has("mu"))
    return Distribution::lognormal_mu(node.number("mu", 0) + std::log(factor), node.number("sigma", 1));
  if (node.text == "lognormal") return Distribution::lognormal(scaled("mean"), scaled("sd"));
  if (node.text == "weibull") return Distribution::weibull(node.number("shape", 1), scaled("scale"));
  if (node.text == "uniform") return Distribution::uniform(scaled("from"), scaled("to"));
  if (node.text == "empirical") {
    std::vector<double> values = node.numbers("values"), weights = node.numbers("weights");
    for (double& value : values) value *= factor;
    if (weights.empty()) weights.assign(values.size(), 1.0);
    return Distribution::empirical(values, weights);
  }
  return Distribution::constant((node.values.empty() ? 0 : node.values.front()) * factor);
}

Distribution sampler_within_bounds(const Node& node, double factor) {
  Distribution whole = sampler(node, factor);
  if (!node.has("at_least") && !node.has("at_most")) return whole;
  constexpr double kNoBound = std::numeric_limits<double>::max();
  return whole.truncated(node.number("at_least", 0) * factor,
                         std::min(node.number("at_most", kNoBound) * factor, kNoBound));
}

std::string description(const Node& node, double factor) {
  std::string text = node.text + " × " + shortest(factor);
  for (const double value : node.values) text += " " + shortest(value);
  for (const Node& parameter : node.children) {
    text += ", " + parameter.key;
    for (const double value : parameter.values) text += " " + shortest(value);
  }
  return text;
}

}  // namespace

template <class Make>
Distribution DistributionCache::remembered(const std::string& description, const Make& make) {
  const std::lock_guard lock(mutex_);
  const auto known = built_.find(description);
  if (known != built_.end()) return known->second;
  return built_.emplace(description, make()).first->second;
}

Distribution DistributionCache::build(const Node& node, double factor, std::vector<Problem>& problems) {
  const double whole = node.factor * factor;
  try {
    return remembered(description(node, whole), [&] { return sampler_within_bounds(node, whole); });
  } catch (const std::invalid_argument& error) {
    note(problems, {node.where, node.path, std::string("this distribution makes no sense: ") + error.what()});
    return Distribution::constant(0);
  }
}

Distribution DistributionCache::gamma_of_mean_one(double shape) {
  return remembered("mean one, shape " + shortest(shape), [&] { return Distribution::gamma_shape(shape, 1 / shape); });
}

}  // namespace caseload
