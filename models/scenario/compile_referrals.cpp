// Referrals: rates, growth, and the year, week and day they are spread over.

#include <algorithm>
#include <array>

#include "engine/luck.hpp"
#include "models/scenario/compile.hpp"

namespace caseload {

namespace {

constexpr std::array<const char*, 12> kMonths = {"january", "february", "march",     "april",   "may",      "june",
                                                 "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<double, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

// Scaled so that the mean over the days of a year of 365 is 1: a month's weight says how its days compare, and a short
// month counts for less.
std::array<double, 12> month_weights(const Node* monthly) {
  std::array<double, 12> weights{};
  weights.fill(1);
  if (!monthly) return weights;
  const std::vector<double> values = monthly->numbers("values");
  const auto first = std::find(kMonths.begin(), kMonths.end(), monthly->string("first", "january"));
  const auto shift = static_cast<std::size_t>(first - kMonths.begin());
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[(shift + i) % 12] = values[i];
    sum += values[i] * kDays[(shift + i) % 12];
  }
  for (double& weight : weights) weight *= 365 / sum;
  return weights;
}

std::array<double, 7> weekday_weights(const std::vector<double>& values) {
  std::array<double, 7> weights{};
  weights.fill(1);
  double sum = 0;
  for (const double value : values) sum += value;
  for (std::size_t d = 0; d < values.size(); ++d) weights[d] = 7 * values[d] / sum;
  return weights;
}

std::array<double, 24> hours_of_day(std::vector<double> values) {
  if (values.empty()) values.assign(24, 1.0);
  double total = 0, sum = 0;
  for (const double value : values) total += value;
  std::array<double, 24> cumulative{};
  for (std::size_t h = 0; h < cumulative.size(); ++h) {
    sum += values[h];
    cumulative[h] = sum >= total ? 1.0 : sum / total;
  }
  return cumulative;
}

}  // namespace

std::vector<SourceInfo> compile_source_infos(const Compilation& c) {
  std::vector<SourceInfo> infos;
  for (const Node& node : c.base.children("referrals")) {
    SourceInfo info;
    info.name = node.key;
    info.hash = name_hash64(node.key);
    info.to = c.place(node.string("to"));
    info.delay = c.distribution(node, "delay");
    info.month = month_weights(node.find("monthly"));
    info.weekday = weekday_weights(node.numbers("weekday.values"));
    info.hour = hours_of_day(node.numbers("by_hour.values"));
    for (const std::string& need : c.needs) {
      const double of_all = c.base.number(join_path("need", need) + ".share", 0);
      info.need.push_back(node.has("need") ? node.number("need." + join_path("", need), 0) : of_all);
    }
    infos.push_back(std::move(info));
  }
  return infos;
}

std::vector<Source> compile_sources(const Compilation&, const Document& document) {
  std::vector<Source> sources;
  for (const Node& node : document.children("referrals"))
    sources.push_back({node.number("rate", 0), 1 + node.number("growth", 0)});
  return sources;
}

}  // namespace caseload
