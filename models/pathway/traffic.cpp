#include "models/pathway/traffic.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

#include "engine/portable_math.hpp"

namespace caseload {

const Route& route_of(const Service& service, Exit exit, NeedId level) {
  static const Route kNone;
  const auto& by_level = service.route[static_cast<std::size_t>(exit)];
  return level < by_level.size() ? by_level[level] : kNone;
}

std::vector<std::pair<ServiceId, double>> diverted(const Epoch& epoch, ServiceId to, NeedId level) {
  std::vector<std::pair<ServiceId, double>> places;
  double stays = 1;  // each entry has its chance of those whom no earlier one has taken
  for (const Diversion& diversion : epoch.diversions) {
    if (diversion.from != to || level >= diversion.share.size() || diversion.share[level] <= 0) continue;
    places.emplace_back(diversion.to, stays * diversion.share[level]);
    stays *= 1 - diversion.share[level];
  }
  if (stays > 0) places.emplace_back(to, stays);
  return places;
}

std::vector<double> solve_linear(std::vector<double> matrix, std::vector<double> right) {
  constexpr double kSingular = 1e-10;
  const std::size_t n = right.size();
  const auto entry = [&](std::size_t row, std::size_t column) -> double& { return matrix[row * n + column]; };
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t row = k + 1; row < n; ++row)
      if (std::abs(entry(row, k)) > std::abs(entry(pivot, k))) pivot = row;
    if (std::abs(entry(pivot, k)) < kSingular) return {};
    for (std::size_t column = 0; column < n; ++column) std::swap(entry(k, column), entry(pivot, column));
    std::swap(right[k], right[pivot]);
    for (std::size_t row = k + 1; row < n; ++row) {
      const double factor = entry(row, k) / entry(k, k);
      if (factor == 0) continue;
      for (std::size_t column = k; column < n; ++column) entry(row, column) -= factor * entry(k, column);
      right[row] -= factor * right[k];
    }
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t column = k + 1; column < n; ++column) right[k] -= entry(k, column) * right[column];
    right[k] /= entry(k, k);
  }
  return right;
}

namespace {

class Equations {
 public:
  Equations(const World& world, const Epoch& epoch, Time at) : world_(world), epoch_(epoch), at_(at) {}

  Traffic solve() {
    find_entries();
    for (std::size_t s = 0; s < world_.services.size(); ++s) {
      for (std::size_t level = 0; level < levels(); ++level) find_moves(id<ServiceId>(s), id<NeedId>(level));
    }
    const std::vector<double> joined = joined_a_day();
    traffic_.has_solution = !joined.empty();
    traffic_.joined.assign(world_.services.size(), std::vector<double>(levels(), 0.0));
    for (std::size_t i = 0; i < joined.size(); ++i) traffic_.joined[i / levels()][i % levels()] = joined[i];
    return std::move(traffic_);
  }

 private:
  template <class Id>
  static Id id(std::size_t i) {
    return static_cast<Id>(i);
  }
  std::size_t levels() const { return world_.needs.size() + 1; }
  std::size_t row(ServiceId s, NeedId level) const { return s * levels() + level; }

  // Of the time of year and the weekday, the mean; growth as it stands at the moment asked about.
  void find_entries() {
    const double years = in_days(at_ - Time::zero()) / kDaysPerYear;
    for (std::size_t r = 0; r < world_.sources.size(); ++r) {
      const SourceInfo& source = world_.sources[r];
      const double rate = epoch_.sources[r].rate * portable::pow(epoch_.sources[r].growth, years);
      for (std::size_t need = 0; need < source.need.size(); ++need) {
        for (const auto& [to, share] : diverted(epoch_, source.to, id<NeedId>(need)))
          traffic_.entries.push_back({id<SourceId>(r), to, id<NeedId>(need), rate * source.need[need] * share});
      }
    }
  }

  void find_moves(ServiceId s, NeedId level) {
    const ExpectedVisit visit = expect_visit(world_, epoch_, s, level);
    for (std::size_t e = 0; e < kExits; ++e) {
      for (std::size_t after = 0; after < levels(); ++after)
        send(s, level, static_cast<Exit>(e), visit.level_after[e][after], id<NeedId>(after));
    }
  }

  void send(ServiceId from, NeedId level, Exit exit, double chance, NeedId level_after) {
    if (chance <= 0) return;
    const Route& route = route_of(epoch_.services[from], exit, level_after);
    if (route.empty()) traffic_.moves.push_back({from, level, exit, kAway, level_after, chance});
    for (const Destination& destination : route) {
      if (!is_service(destination.to)) {
        traffic_.moves.push_back({from, level, exit, destination.to, level_after, chance * destination.share});
        continue;
      }
      for (const auto& [to, share] : diverted(epoch_, destination.to, level_after))
        traffic_.moves.push_back({from, level, exit, to, level_after, chance * destination.share * share});
    }
  }

  std::vector<double> joined_a_day() const {
    const std::size_t n = world_.services.size() * levels();
    std::vector<double> matrix(n * n, 0.0), entering(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) matrix[i * n + i] = 1;
    for (const Move& move : traffic_.moves)
      if (is_service(move.to)) matrix[row(move.to, move.level_after) * n + row(move.from, move.level)] -= move.chance;
    for (const Entry& entry : traffic_.entries) entering[row(entry.to, entry.level)] += entry.a_day;
    return solve_linear(std::move(matrix), std::move(entering));
  }

  const World& world_;
  const Epoch& epoch_;
  Time at_;
  Traffic traffic_;
};

}  // namespace

Traffic solve_traffic(const World& world, const Epoch& epoch, Time at) { return Equations(world, epoch, at).solve(); }

}  // namespace caseload
