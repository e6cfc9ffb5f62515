// The waiting list of a service: who joins, who turns away, who leaves unseen.

#include <algorithm>

#include "models/simulation_state.hpp"

namespace caseload {

void Simulation::State::join(PersonIndex i, ServiceId s) {
  Person& p = people[i];
  p.service = s;
  p.visit = static_cast<std::uint16_t>(visits(p, s));
  count_visit(p, s);
  p.seen_this_visit = p.mid_course = false;
  p.clock = p.early_spent = 0;
  p.planned = p.dose = p.appointments = p.rebooked = p.missed_in_a_row = 0;
  p.joined = p.clock_since = now;
  if (!info(s).listed) {  // digital without staff or places: nothing to wait for but its own delay
    if (service(s).first_session <= Duration{}) return start_use(i);
    move_to(i, Place::booked);
    p.place_stamp = new_stamp(p);
    return schedule(now + service(s).first_session, Phase::appointments, EventKind::appointment, i, p.place_stamp);
  }
  measures.joined(p, now);
  if (balks(p)) {
    settle(i);
    measures.left_list(p, Exit::balked, now);
    return leave(i, Exit::balked);
  }
  enlist(i);
}

// Puts the person on the list, with the clocks of those who wait.
void Simulation::State::enlist(PersonIndex i) {
  Person& p = people[i];
  move_to(i, Place::waiting);
  p.clock_since = now;
  p.silent = stays_silent(p);
  if (!p.silent) lists[p.service].join(i);
  set_renege(i);
  if (p.silent) return;
  const std::size_t k = pool_of_[p.service];
  if (k == kNoPool) {  // nothing to wait for: no staff, no places
    take_off_list(i);
    return book(i, 0, first_appointment(p.service, now));
  }
  // What is kept for the head of the only list is not for those who join behind it, nor enough for them.
  if (!pools[k].kept || pools[k].services.size() > 1) want_offers(k, Phase::late_offers);
}

// Hazard met by waiting from a to b; the rate depends on the time waited and, through policies, on the date.
double Simulation::State::renege_between(const Person& p, Time a, Time b) const {
  const auto& spans = renege_spans_[p.service];
  double met = 0;
  for (std::size_t k = 0; k < spans.size() && a < b; ++k) {
    const Time end = k + 1 < spans.size() ? std::min(b, spans[k + 1].from) : b;
    if (end <= a) continue;
    met += spans[k].hazard->between(a - p.joined, end - p.joined);
    a = end;
  }
  return met;
}

Time Simulation::State::renege_time(const Person& p, double amount) const {
  const auto& spans = renege_spans_[p.service];
  Time from = now;
  for (std::size_t k = 0; k < spans.size(); ++k) {
    const Time end = k + 1 < spans.size() ? spans[k + 1].from : Time::never();
    if (end <= from) continue;
    const Duration waited = spans[k].hazard->reach(from - p.joined, amount);
    if (waited < Duration::forever() && p.joined + waited <= end) return p.joined + waited;
    if (end == Time::never()) break;
    amount -= spans[k].hazard->between(from - p.joined, end - p.joined);
    from = end;
  }
  return Time::never();
}

// Who has had an offer has answered the letter, and so has who waited longer than that before the start.
bool Simulation::State::stays_silent(const Person& p) const {
  const Service& s = service(p.service);
  return s.no_reply > 0 && p.appointments == 0 && p.joined + s.no_reply_after >= now &&
         draws.uniform(p, info(p.service).hash, Purpose::reply, p.visit) < s.no_reply;
}

// The clock runs while waiting only. In the middle of a course it is the drop-out clock that speaks.
void Simulation::State::set_renege(PersonIndex i) {
  Person& p = people[i];
  p.place_stamp = new_stamp(p);
  if (p.mid_course) return schedule(gives_up_at(p), Phase::departures, EventKind::gives_up, i, p.place_stamp);
  const Service& s = service(p.service);
  Time leaves = Time::never();
  if (s.reneges) {
    const double threshold = draws.exponential(p, info(p.service).hash, Purpose::renege, p.visit);
    leaves = renege_time(p, std::max(0.0, threshold - p.clock));
    if (world.daily) leaves = std::max(leaves, start_of_day(day_index(now) + 1));
  }
  if (const Time silence_ends = p.joined + s.no_reply_after; p.silent && silence_ends < leaves)
    return schedule(silence_ends, Phase::departures, EventKind::no_reply, i, p.place_stamp);
  schedule(leaves, Phase::departures, EventKind::renege, i, p.place_stamp);
}

namespace {
double between_pairs(const Balking& b, double wait_days) {
  if (b.chance.empty()) return 0;
  const auto above = std::upper_bound(b.wait_days.begin(), b.wait_days.end(), wait_days);
  if (above == b.wait_days.begin()) return b.chance.front();
  if (above == b.wait_days.end()) return b.chance.back();
  const auto k = static_cast<std::size_t>(above - b.wait_days.begin());
  const double part = (wait_days - b.wait_days[k - 1]) / (b.wait_days[k] - b.wait_days[k - 1]);
  return b.chance[k - 1] + part * (b.chance[k] - b.chance[k - 1]);
}
}  // namespace

// Expected wait = people ahead ÷ mean weekly starts of the last four weeks (of those there have been; starts are offers
// here); before anybody started, nobody turns away.
bool Simulation::State::balks(const Person& p) const {
  const Service& s = service(p.service);
  if (s.balk.chance.empty()) return false;
  const auto& starts = starts_by_week_[p.service];
  const auto full_weeks = static_cast<double>(std::clamp<std::int64_t>(week_index(now), 1, 4));
  const double weekly = static_cast<double>(starts[1] + starts[2] + starts[3] + starts[4]) / full_weeks;
  const double ahead = static_cast<double>(lists[p.service].size());
  if (weekly <= 0) return false;
  const double chance = between_pairs(s.balk, 7.0 * ahead / weekly);
  return chance > 0 && draws.uniform(p, info(p.service).hash, Purpose::balk, p.visit) < chance;
}

// Off the list without leaving the service: an offer, or the start of a group. The renege clock stops.
void Simulation::State::take_off_list(PersonIndex i) {
  Person& p = people[i];
  p.clock_stopped = now;
  if (p.mid_course) spend_gap(i);
  if (!p.silent) lists[p.service].leave(i);
  p.silent = false;
  p.place_stamp = new_stamp(p);
}

void Simulation::State::change_class(PersonIndex i) {
  if (people[i].silent) return;
  lists[people[i].service].reclass(i);
  want_offers_after(i);
}

void Simulation::State::leave_list(PersonIndex i, Exit exit) {
  take_off_list(i);
  want_offers_after(i);
  settle(i);
  measures.left_list(people[i], exit, now);
  leave(i, exit);
}

// A missed or cancelled first appointment, or a clinician who is no longer there: back with the old date of joining.
// The renege clock goes on from where it stood; what it spent is worked out only now that it matters.
void Simulation::State::back_to_list(PersonIndex i) {
  Person& p = people[i];
  measures.rebooked(p, now);
  if (!p.mid_course && service(p.service).reneges) p.clock += renege_between(p, p.clock_since, p.clock_stopped);
  enlist(i);
}

}  // namespace caseload
