// From an exit to the next place: a route is drawn by one uniform against its shares, in the order of the file.

#include <algorithm>
#include <cmath>

#include "models/simulation_state.hpp"

namespace caseload {

// Where shares fall short of 1 by rounding, the last destination that has a share gets the rest.
const Destination* choose(const Route& route, double u) {
  const Destination* chosen = nullptr;
  double sum = 0;
  for (const Destination& d : route) {
    if (d.share <= 0) continue;
    chosen = &d;
    sum += d.share;
    if (u < sum) break;
  }
  return chosen;
}

// An exit without a route leads away. A route with one destination needs no draw.
const Destination& Simulation::State::destination(const Person& p, const Route& route, std::uint32_t place,
                                                  Purpose purpose, std::uint32_t visit, std::uint32_t item) const {
  static const Destination kNowhere{kAway, 1.0, std::nullopt};
  const Destination* to = choose(route, route.size() > 1 ? draws.uniform(p, place, purpose, visit, item) : 0.0);
  return to != nullptr ? *to : kNowhere;
}

// The visit is over; the clocks are settled by whoever moves the person on.
void Simulation::State::leave(PersonIndex i, Exit exit) {
  Person& p = people[i];
  const Route& route = service(p.service).route[static_cast<std::size_t>(exit)][p.level];
  p.after_crisis = p.mid_course = false;
  if (exit == Exit::dropped_out) {
    settle(i);
    p.dropped_out = true;
  }
  const std::uint32_t place = info(p.service).hash;
  const auto item = static_cast<std::uint32_t>(exit);
  const Destination& to = destination(p, route, place, Purpose::route, p.visit, item);
  if (to.to == kSignposted || to.to == kRejected) measures.turned_elsewhere(p, to.to, now);
  send(i, to, place, p.visit, item, exit);
}

// In day steps ⌊x + V⌋ days, so that a delay is as long as it would be on average.
Duration Simulation::State::drawn_delay(const Person& p, const std::optional<Distribution>& delay, std::uint32_t place,
                                        std::uint32_t visit, std::uint32_t item) const {
  if (!delay) return Duration{};
  const double drawn = (*delay)(draws.uniform(p, place, Purpose::delay, visit, item));
  if (!world.daily) return days(drawn);
  return days(std::floor(drawn + draws.uniform(p, place, Purpose::rounding, visit, item + 1)));
}

// A delay that leads to where referrals begin is a referral anew; any other is part of the same episode.
void Simulation::State::send(PersonIndex i, const Destination& to, std::uint32_t place, std::uint32_t visit,
                             std::uint32_t item, Exit exit) {
  Person& p = people[i];
  const Exit ends = to.to == kSignposted || to.to == kRejected ? Exit::seen : exit;
  if (!is_service(to.to)) {
    measures.episode_ended(p, ends, now);
    return go_away(i);
  }
  const Duration delay = drawn_delay(p, to.delay, place, visit, item);
  if (delay <= Duration{}) {
    if (!p.traces.in_episode) measures.episode_began(p, now);
    // In day steps they join with the day's referrals, when its offers have been made.
    if (world.daily && phase_ < Phase::arrivals) return set_out(i, to.to, Duration{});
    p.service = to.to;
    return arrive(i, to.to);
  }
  if (is_entry_[to.to]) {
    measures.episode_ended(p, ends, now);
    if (now + delay >= world.horizon) return go_away(i);  // a return that is never stored
  }
  set_out(i, to.to, delay);
}

void Simulation::State::set_out(PersonIndex i, ServiceId to, Duration delay) {
  Person& p = people[i];
  move_to(i, Place::on_the_way);
  p.service = to;
  p.place_stamp = new_stamp(p);
  schedule(now + delay, Phase::arrivals, EventKind::arrival, i, p.place_stamp);
}

void Simulation::State::arrive(PersonIndex i, ServiceId s) {
  Person& p = people[i];
  if (!p.traces.in_episode) measures.episode_began(p, now);
  const ServiceId to = diverted(p, s);
  if (is_service(to)) return join(i, to);
  measures.episode_ended(p, Exit::seen, now);  // a policy sends them away, or elsewhere
  go_away(i);
}

ServiceId Simulation::State::diverted(const Person& p, ServiceId s) const {
  if (p.level >= world.needs.size()) return s;
  for (const Diversion& d : epoch_->diversions) {
    if (d.from != s || d.share[p.level] <= 0) continue;
    if (draws.uniform(p, d.place, Purpose::divert, visits(p, s)) < d.share[p.level]) return d.to;
  }
  return s;
}

std::uint32_t Simulation::State::visits(const Person& p, ServiceId s) const {
  if (const std::uint32_t n = p.visits.count(s); n > 0) return n;
  if (more_visits_.empty()) return 0;
  const auto more = more_visits_.find({p.id, s});
  return more == more_visits_.end() ? 0 : more->second;
}

void Simulation::State::count_visit(Person& p, ServiceId s) {
  if (!p.visits.increment(s)) ++more_visits_[{p.id, s}];
}

}  // namespace caseload
