// How people come: each source has a number of referrals a day, drawn by inversion from that day's rate, so that a
// higher rate adds people to the day and renames nobody. This is the exact non-homogeneous process with a rate that is
// constant within the day, up to the profile of hours.

#include <algorithm>

#include "engine/civil.hpp"
#include "engine/counts.hpp"
#include "engine/portable_math.hpp"
#include "models/simulation_state.hpp"

namespace caseload {

double Simulation::State::referral_rate(SourceId source, std::int64_t day) const {
  const SourceInfo& info = world.sources[source];
  const Source& values = epoch_->sources[source];
  double rate = values.rate * info.month[month_of_day(world.start, day)] * info.weekday[weekday_of_day(world.start, day)];
  if (values.growth != 1.0) rate *= portable::pow(values.growth, static_cast<double>(day) / kDaysPerYear);
  return rate;
}

void Simulation::State::referrals_of_day(SourceId source) {
  const SourceInfo& info = world.sources[source];
  const std::int64_t day = day_index(now);
  const double u = draws.uniform_of(info.hash, 0, Purpose::referrals, static_cast<std::uint32_t>(day));
  const auto count = static_cast<std::uint32_t>(poisson_quantile(referral_rate(source, day), u));
  const bool jolt = options.jolted && day < 7;
  for (std::uint32_t n = jolt ? 1 : 0; n < count; ++n) {
    Person unborn;
    unborn.id = person_identity(info.hash, static_cast<std::uint32_t>(day), n);
    const double moment = draws.uniform(unborn, 0, Purpose::moment);
    const auto hour = static_cast<std::size_t>(
        std::upper_bound(info.hour.begin(), info.hour.end() - 1, moment) - info.hour.begin());
    const double below = hour == 0 ? 0.0 : info.hour[hour - 1];
    const double within = (moment - below) / (info.hour[hour] - below);
    const Time at = world.daily ? now : now + hours(static_cast<double>(hour) + within);
    // The event carries the number within the day; the person comes into being when it happens.
    schedule(at, Phase::arrivals, EventKind::referral, n, source);
  }
  schedule(start_of_day(day + 1), Phase::supply, EventKind::referrals_of_day, source);
}

void Simulation::State::refer(SourceId source, std::uint32_t number) {
  const SourceInfo& info = world.sources[source];
  const std::uint64_t id = person_identity(info.hash, static_cast<std::uint32_t>(day_index(now)), number);
  const PersonIndex i = appear(id, source, info.need, false);
  measures.episode_began(people[i], now);
  arrive(i, info.to);
}

namespace {
std::size_t pick(std::span<const double> shares, double u) {
  std::size_t k = 0;
  for (double sum = shares.empty() ? 1.0 : shares[0]; k + 1 < shares.size() && u >= sum; sum += shares[k]) ++k;
  return k;
}
}  // namespace

PersonIndex Simulation::State::appear(std::uint64_t id, SourceId source, std::span<const double> need_shares,
                                      bool initial) {
  const PersonIndex i = people.acquire();
  Person& p = people[i];
  p.id = id;
  p.alive = true;
  p.class_stamp = new_stamp();
  p.settled = now;
  if (world.stratum_share.size() > 1)
    p.stratum = static_cast<StratumId>(pick(world.stratum_share, draws.uniform(p, 0, Purpose::stratum)));
  p.first_need = static_cast<NeedId>(pick(need_shares, draws.uniform(p, 0, Purpose::need)));
  p.level = p.level_before_recovery = p.first_need;
  p.frailty = static_cast<float>(world.frailty(draws.uniform(p, 0, Purpose::frailty)));
  measures.appeared(p, source, initial, now);
  return i;
}

}  // namespace caseload
