#include "engine/competing_risks.hpp"

#include <algorithm>

namespace caseload {

namespace {

constexpr std::size_t kMostDays = 200 * 366;

void add(std::vector<std::int64_t>& to, const std::vector<std::int64_t>& from) {
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
}

}  // namespace

void CompetingRiskCurve::grow(std::size_t days) {
  CASELOAD_CHECK(days <= kMostDays);
  entered_.resize(days, 0);
  censored_.resize(days, 0);
  for (auto& cause : ended_) cause.resize(days, 0);
}

void CompetingRiskCurve::merge(const CompetingRiskCurve& other) {
  if (other.days() > days()) grow(other.days());
  add(entered_, other.entered_);
  add(censored_, other.censored_);
  for (std::size_t cause = 0; cause < kCauses; ++cause) add(ended_[cause], other.ended_[cause]);
}

CompetingRiskCurve::Curve CompetingRiskCurve::evaluate() const {
  Curve curve;
  double survival = 1;
  std::array<double, kCauses> incidence{};
  std::int64_t at_risk = 0;
  for (std::size_t day = 0; day < days(); ++day) {
    at_risk += entered_[day];
    curve.at_risk.push_back(at_risk);
    if (at_risk == 0 && survival > 0 && !curve.ends) curve.ends = day;
    std::int64_t ended = 0;
    for (std::size_t cause = 0; cause < kCauses; ++cause) {
      const std::int64_t here = ended_[cause][day];
      ended += here;
      if (here > 0 && !curve.ends)
        incidence[cause] += survival * static_cast<double>(here) / static_cast<double>(at_risk);
      curve.incidence[cause].push_back(incidence[cause]);
    }
    CASELOAD_CHECK(ended + censored_[day] <= at_risk);
    if (ended > 0 && !curve.ends) survival *= 1 - static_cast<double>(ended) / static_cast<double>(at_risk);
    curve.survival.push_back(survival);
    at_risk -= ended + censored_[day];
  }
  if (survival > 0 && !curve.ends) curve.ends = days();
  return curve;
}

double CompetingRiskCurve::survival(std::size_t day) const {
  const Curve curve = evaluate();
  return curve.survival.empty() ? 1.0 : curve.survival[std::min(day, days() - 1)];
}

double CompetingRiskCurve::incidence(std::size_t cause, std::size_t day) const {
  CASELOAD_CHECK(cause < kCauses);
  const Curve curve = evaluate();
  return curve.incidence[cause].empty() ? 0.0 : curve.incidence[cause][std::min(day, days() - 1)];
}

std::optional<std::size_t> CompetingRiskCurve::median(std::size_t cause) const {
  CASELOAD_CHECK(cause < kCauses);
  const auto reached = evaluate().incidence[cause];
  const auto half = std::lower_bound(reached.begin(), reached.end(), 0.5);
  if (half == reached.end()) return std::nullopt;
  return static_cast<std::size_t>(half - reached.begin());
}

}  // namespace caseload
