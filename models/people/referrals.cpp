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
  double rate =
      values.rate * info.month[month_of_day(world.start, day)] * info.weekday[weekday_of_day(world.start, day)];
  if (values.growth != 1.0) rate *= portable::pow(values.growth, static_cast<double>(day) / kDaysPerYear);
  return rate;
}

void Simulation::State::referrals_of_day(SourceId source) {
  const SourceInfo& info = world.sources[source];
  const std::int64_t day = day_index(now);
  const double u = draws.uniform_of(info.hash, 0, Purpose::referrals, static_cast<std::uint32_t>(day));
  const auto count = static_cast<std::uint32_t>(poisson_quantile(referral_rate(source, day), u));
  const bool jolt = options.jolted && day < 7 && count > 0 && jolted_day_ != day;  // one a day, of whichever source
  if (jolt) jolted_day_ = day;
  for (std::uint32_t n = jolt ? 1 : 0; n < count; ++n) {
    Person unborn;
    unborn.id = person_identity(info.hash, static_cast<std::uint32_t>(day), n);
    const double moment = draws.uniform(unborn, 0, Purpose::moment);
    const auto hour =
        static_cast<std::size_t>(std::upper_bound(info.hour.begin(), info.hour.end() - 1, moment) - info.hour.begin());
    const double below = hour == 0 ? 0.0 : info.hour[hour - 1];
    const double within = (moment - below) / (info.hour[hour] - below);
    const Time at = std::min(now + hours(static_cast<double>(hour) + within), start_of_day(day + 1) - microseconds(1));
    // The event carries the number within the day; the person comes into being when it happens.
    schedule(at, Phase::arrivals, EventKind::referral, n, source);
  }
  schedule(start_of_day(day + 1), Phase::supply, EventKind::referrals_of_day, source);
}

void Simulation::State::refer(SourceId source, std::uint32_t number) {
  const SourceInfo& info = world.sources[source];
  const std::uint64_t id = person_identity(info.hash, static_cast<std::uint32_t>(day_index(now)), number);
  const PersonIndex i = appear(id, source, info.need);
  const Duration delay = drawn_delay(people[i], info.delay, 0, 0, 0);
  if (delay <= Duration{}) return arrive(i, info.to);
  set_out(i, info.to, delay);
}

namespace {
// By one uniform, in the order of the file; where shares fall short of 1 by rounding the last that has one gets the
// rest.
std::size_t pick(std::span<const double> shares, double u) {
  std::size_t last = 0;
  double sum = 0;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    if (shares[k] <= 0) continue;
    last = k;
    sum += shares[k];
    if (u < sum) break;
  }
  return last;
}
}  // namespace

PersonIndex Simulation::State::be_born(std::uint64_t id) {
  const PersonIndex i = people.acquire();
  Person& p = people[i];
  p.id = id;
  p.alive = true;
  p.stamps = i < stamps_of_slot_.size() ? stamps_of_slot_[i] : 0;
  p.settled = now;
  if (world.stratum_share.size() > 1)
    p.stratum = static_cast<StratumId>(pick(world.stratum_share, draws.uniform(p, 0, Purpose::stratum)));
  p.frailty = static_cast<float>(world.frailty(draws.uniform(p, 0, Purpose::frailty)));
  return i;
}

PersonIndex Simulation::State::appear(std::uint64_t id, SourceId source, std::span<const double> need_shares) {
  const PersonIndex i = be_born(id);
  Person& p = people[i];
  if (world.needs.size() > 1) p.first_need = static_cast<NeedId>(pick(need_shares, draws.uniform(p, 0, Purpose::need)));
  p.level = p.level_before_recovery = p.first_need;
  measures.appeared(p, source, false, now);
  measures.episode_began(p, now);
  return i;
}

// Those of a list have the need that stands there, else one drawn from the list's shares.
PersonIndex Simulation::State::appear_initial(std::uint64_t id, const InitialList& list,
                                              const InitialList::Listed* entry) {
  const PersonIndex i = be_born(id);
  Person& p = people[i];
  p.first_need =
      entry != nullptr ? entry->need : static_cast<NeedId>(pick(list.need, draws.uniform(p, 0, Purpose::need)));
  p.level = p.level_before_recovery = p.first_need;
  p.service = list.service;
  count_visit(p, list.service);
  measures.appeared(p, 0, true, now);
  measures.episode_began(p, now);
  return i;
}

}  // namespace caseload
