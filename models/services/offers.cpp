// Free minutes (or places) meet those who wait. One head at a time: the pool chooses the service whose head goes first,
// the service's list chooses the head, and if that head does not fit what is free is kept for it, for skipping would
// let short appointments starve long ones for ever.
//
// Offers are wanted at a moment and made when nothing earlier is left at it (MODEL 1, phases 4 and 7), so they need no
// place in the calendar.

#include <algorithm>

#include "models/simulation_state.hpp"

namespace caseload {

void Simulation::State::want_offers(std::size_t k, Phase phase) {
  Pool& pool = pools[k];
  if (world.daily && (phase == Phase::late_offers || phase_ > Phase::offers)) {  // today's offers have been made
    const Time tomorrow = start_of_day(day_index(now) + 1);
    if (pool.tomorrow == tomorrow) return;
    pool.tomorrow = tomorrow;
    return schedule(tomorrow, Phase::offers, EventKind::offers, static_cast<std::uint32_t>(k));
  }
  bool& wanted = phase == Phase::offers ? pool.wants_offers : pool.wants_late_offers;
  if (wanted) return;
  wanted = true;
  (phase == Phase::offers ? offers_wanted_ : late_offers_wanted_).push_back(k);
}

// Somebody has left the list or changed class. Where services share a pool, minutes that were kept for them may fit
// whoever goes next; in a pool of one service whoever goes next needs as much.
void Simulation::State::want_offers_after(PersonIndex i) {
  const std::size_t k = pool_of_[people[i].service];
  if (k != kNoPool && pools[k].kept && pools[k].services.size() > 1) want_offers(k, Phase::offers);
}

void Simulation::State::serve(Phase phase) {
  phase_ = phase;
  auto& wanted = phase == Phase::offers ? offers_wanted_ : late_offers_wanted_;
  for (std::size_t n = 0; n < wanted.size(); ++n) {
    (phase == Phase::offers ? pools[wanted[n]].wants_offers : pools[wanted[n]].wants_late_offers) = false;
    make_offers(wanted[n]);
  }
  wanted.clear();
}

// Minutes a week that one activity holds, or one place. An assessment holds its minutes for seven days.
Amount Simulation::State::amount_needed(ServiceId s) const {
  const Service& values = service(s);
  if (info(s).role == kNoRole) return 1000;
  const Duration interval = info(s).kind == ServiceKind::assessment ? weeks(1) : values.every;
  return to_amount(in_minutes(values.time) * (weeks(1) / interval));
}

// A group course collects until enough people wait, or its head has waited to the limit and there are at least so many.
bool Simulation::State::is_ready(ServiceId s) {
  if (lists[s].size() == 0) return false;
  if (info(s).kind != ServiceKind::group) return true;
  const Service& values = service(s);
  if (lists[s].size() >= static_cast<std::size_t>(values.group_size)) return true;
  if (values.group_limit <= Duration{} || lists[s].size() < static_cast<std::size_t>(values.group_least)) return false;
  return now - people[*lists[s].head()].joined >= values.group_limit;
}

// The service whose head goes next, by its position in the pool: the highest score, then the order of the file. A list
// is below its share by the minutes that it would hold of all that are in force, less those that it holds.
std::optional<std::size_t> Simulation::State::next_to_serve(const Pool& pool) {
  if (pool.services.size() == 1) return is_ready(pool.services[0]) ? std::optional<std::size_t>(0) : std::nullopt;
  const Sharing sharing = pool.role == kNoRole ? Sharing::longest_wait : epoch_->roles[pool.role].sharing;
  std::optional<std::size_t> best;
  double best_score = 0;
  for (std::size_t k = 0; k < pool.services.size(); ++k) {
    const ServiceId s = pool.services[k];
    if (!is_ready(s)) continue;
    const Service& values = service(s);
    double score = 0;
    switch (sharing) {
      case Sharing::longest_wait:
        score = static_cast<double>((now - people[*lists[s].head()].joined - values.target).ticks);
        break;
      case Sharing::priority:
        score = values.priority;
        break;
      case Sharing::share:
        score = values.share * static_cast<double>(pool.roster->posts().in_force()) - static_cast<double>(pool.held[k]);
        break;
    }
    if (best && score <= best_score) continue;
    best = k;
    best_score = score;
  }
  return best;
}

void Simulation::State::make_offers(std::size_t k) {
  Pool& pool = pools[k];
  pool.kept = false;
  while (const auto position = next_to_serve(pool)) {
    const ServiceId s = pool.services[*position];
    const Amount amount = amount_needed(s);
    const auto post = pool.posts().most_free(amount);
    if (!post) {
      pool.kept = true;
      break;
    }
    if (info(s).kind == ServiceKind::group)
      form_group(s, amount, *post);
    else
      offer(s, amount, *post);
  }
  for (const ServiceId s : pool.services)
    if (info(s).kind == ServiceKind::group) set_group_timer(k, s);
  tell_supply(k);
}

// Minutes that come free later are offered ahead; the first appointment is after the notice at the earliest.
Time Simulation::State::first_appointment(ServiceId s, Time really_free) const {
  const Service& values = service(s);
  return std::max(now + values.notice, really_free) + values.first_session;
}

Time Simulation::State::take(std::size_t k, PostId post, Amount amount, ServiceId s) {
  Pool& pool = pools[k];
  for (std::size_t n = 0; n < pool.services.size(); ++n)
    if (pool.services[n] == s) pool.held[n] += amount;
  return pool.posts().take(post, amount, now);
}

void Simulation::State::offer(ServiceId s, Amount amount, PostId post) {
  const PersonIndex head = *lists[s].head();
  const Time really_free = take(pool_of_[s], post, amount, s);
  take_off_list(head);
  hold(head, post);
  book(head, amount, first_appointment(s, really_free));
}

Simulation::State::PeopleOfPost& Simulation::State::people_of(std::size_t pool, PostId post) {
  auto& lines = people_of_post_[pool];
  while (lines.size() <= post) lines.emplace_back(PostLinkOf{&people});
  return lines[post];
}

// Whose therapist leaves, loses them: posts know the people they hold. Places have nobody to lose.
void Simulation::State::hold(PersonIndex i, PostId post) {
  Person& p = people[i];
  p.post = post;
  const std::size_t pool = pool_of_[p.service];
  if (pools[pool].role != kNoRole) people_of(pool, post).push_back(i);
}

void Simulation::State::book(PersonIndex i, Amount amount, Time first) {
  Person& p = people[i];
  p.held = amount;
  p.interval = service(p.service).every;
  first = decision_time(first);
  ++starts_by_week_[p.service][0];
  const ServiceKind kind = info(p.service).kind;
  const bool at_once = first <= now;
  measures.offered(p, now);
  if (kind == ServiceKind::stay && at_once) return start_stay(i);
  if (kind == ServiceKind::digital && at_once) return start_use(i);
  move_to(i, Place::booked);
  schedule(first, Phase::appointments, EventKind::appointment, i, p.place_stamp);
}

// The activity's last moment was `last`; what it held is really free a `tail` later.
void Simulation::State::let_go(PersonIndex i, Time last, Duration tail) {
  Person& p = people[i];
  if (p.group != 0) return leave_group(i, last);
  if (p.post == kNoPost) return;
  const std::size_t pool = pool_of_[p.service];
  if (pools[pool].role != kNoRole) people_of(pool, p.post).remove(i);
  const Release what{static_cast<std::uint32_t>(pool), p.service, p.post, p.held, std::max(now, last + tail)};
  p.post = kNoPost;
  p.held = 0;
  release(what, service(p.service).notice);
}

// Minutes known to come free are offered `notice` before.
void Simulation::State::release(const Release& what, Duration notice) {
  const Time offered = what.free_from - notice;
  if (offered > now) {
    if (decision_time(offered) >= world.horizon) return;
    const std::uint32_t r = releases.acquire();
    releases[r] = what;
    return schedule(offered, Phase::appointments, EventKind::release, r);
  }
  Pool& pool = pools[what.pool];
  pool.posts().give(what.post, what.amount, now, what.free_from);
  pool.kept = false;
  bool someone_waits = false;
  for (std::size_t n = 0; n < pool.services.size(); ++n) {
    if (pool.services[n] == what.service) pool.held[n] -= what.amount;
    someone_waits = someone_waits || lists[pool.services[n]].size() > 0;
  }
  if (someone_waits) want_offers(what.pool, Phase::offers);
  if (!pool.wants_offers) tell_supply(what.pool);  // else told when they are made; in day steps that may be tomorrow
}

void Simulation::State::tell_supply(std::size_t k) {
  Pool& pool = pools[k];
  const std::int64_t in_force = pool.posts().in_force(), held = pool.posts().held();
  const double vacant = pool.role != kNoRole ? pool.roster->vacant() : 0.0;
  if (in_force == pool.told_in_force && held == pool.told_held && vacant == pool.told_vacant) return;
  pool.told_in_force = in_force;
  pool.told_held = held;
  pool.told_vacant = vacant;
  const auto thousandths = [](std::int64_t amount) { return static_cast<double>(amount) / 1000.0; };
  if (pool.role != kNoRole)
    measures.supply(pool.role, thousandths(in_force), thousandths(held), vacant, now);
  else
    measures.places(pool.place_service, thousandths(in_force), thousandths(held), now);
}

}  // namespace caseload
