// Free minutes (or places) meet those who wait. One head at a time: the pool chooses the service whose head goes first,
// the service's list chooses the head, and if that head does not fit what is free is kept for it, for skipping would let
// short appointments starve long ones for ever.

#include <algorithm>

#include "models/simulation_state.hpp"

namespace caseload {

void Simulation::State::want_offers(std::size_t k, Phase phase) {
  Pool& pool = pools[k];
  if (world.daily && phase == Phase::late_offers) {  // those who join today start tomorrow at the earliest
    const Time tomorrow = start_of_day(day_index(now) + 1);
    if (pool.late_offers_at == tomorrow) return;
    pool.late_offers_at = tomorrow;
    return schedule(tomorrow, Phase::offers, EventKind::offers, static_cast<std::uint32_t>(k));
  }
  Time& wanted = phase == Phase::offers ? pool.offers_at : pool.late_offers_at;
  if (wanted == now) return;
  wanted = now;
  schedule(now, phase, EventKind::offers, static_cast<std::uint32_t>(k));
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
  const auto head = lists[s].head(values.head_start);
  return now - people[*head].joined >= values.group_limit;
}

std::optional<std::size_t> Simulation::State::next_to_serve(const Pool& pool) {
  const Sharing sharing = pool.role == kNoRole ? Sharing::longest_wait : epoch_->roles[pool.role].sharing;
  std::optional<std::size_t> best;
  double best_score = 0;
  for (std::size_t k = 0; k < pool.services.size(); ++k) {
    const ServiceId s = pool.services[k];
    if (!is_ready(s)) continue;
    if (pool.services.size() == 1) return k;
    const Service& values = service(s);
    double score = 0;  // the highest goes first, then the order of the file
    switch (sharing) {
      case Sharing::longest_wait:
        score = in_days(now - people[*lists[s].head(values.head_start)].joined - values.target);
        break;
      case Sharing::priority:
        score = -values.priority;  // 1 before 2
        break;
      case Sharing::share:
        score = values.share > 0 ? -static_cast<double>(pool.given[k]) / values.share : -1e300;
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
  while (const auto position = next_to_serve(pool)) {
    const bool served = info(pool.services[*position]).kind == ServiceKind::group ? form_group(pool, *position)
                                                                                 : offer_to_head(pool, *position);
    if (!served) break;
  }
  tell_supply(k);
}

bool Simulation::State::offer_to_head(Pool& pool, std::size_t position) {
  const ServiceId s = pool.services[position];
  const PersonIndex i = *lists[s].head(service(s).head_start);
  const Amount amount = amount_needed(s);
  const auto post = pool.posts().most_free(amount);
  if (!post) return false;
  pool.posts().take(*post, amount);
  pool.given[position] += amount;
  ++starts_by_week_[s][0];
  Time first = now + service(s).notice;
  if (pool.role != kNoRole) first = std::max(first, pool.posts()[*post].free_from);
  take_off_list(i);
  hold(i, *post);
  book(i, *post, amount, first + service(s).first_session);
  return true;
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

void Simulation::State::book(PersonIndex i, PostId post, Amount amount, Time first) {
  Person& p = people[i];
  p.post = post;
  p.held = amount;
  p.interval = service(p.service).every;
  p.first_appointment = decision_time(first);
  p.place_stamp = new_stamp();
  const ServiceKind kind = info(p.service).kind;
  const bool at_once = p.first_appointment <= now;
  measures.offered(p, now);
  if (kind == ServiceKind::stay && at_once) return start_stay(i);
  if (kind == ServiceKind::digital && at_once) return start_use(i);
  move_to(i, Place::booked);
  schedule(p.first_appointment, Phase::appointments, EventKind::appointment, i, p.place_stamp);
}

// The activity's last moment was `last`; what it held is really free a `tail` later.
void Simulation::State::let_go(PersonIndex i, Time last, Duration tail) {
  Person& p = people[i];
  if (p.group != 0) return leave_group(i, last);
  if (p.post == kNoPost) return;
  const std::size_t pool = pool_of_[p.service];
  if (pools[pool].role != kNoRole) people_of(pool, p.post).remove(i);
  const PostId post = p.post;
  const Amount amount = p.held;
  p.post = kNoPost;
  p.held = 0;
  release(pool, post, amount, std::max(now, last + tail), service(p.service).notice);
}

// Minutes known to come free at `free_from` are offered `notice` before.
void Simulation::State::release(std::size_t k, PostId post, Amount amount, Time free_from, Duration notice) {
  const Time offered = free_from - notice;
  if (offered > now) {
    const std::uint32_t r = releases.acquire();
    releases[r] = {static_cast<std::uint32_t>(k), post, amount, free_from};
    if (decision_time(offered) >= world.horizon) releases.release(r);
    else schedule(offered, Phase::appointments, EventKind::release, r);
    return;
  }
  Pool& pool = pools[k];
  pool.posts().give(post, amount, free_from);
  const bool someone_waits = std::any_of(pool.services.begin(), pool.services.end(),
                                         [&](ServiceId s) { return lists[s].size() > 0; });
  if (someone_waits)
    want_offers(k, Phase::offers);
  else
    tell_supply(k);
}

void Simulation::State::tell_supply(std::size_t k) {
  Pool& pool = pools[k];
  const auto thousandths = [](std::int64_t amount) { return static_cast<double>(amount) / 1000.0; };
  if (pool.role != kNoRole)
    measures.supply(pool.role, thousandths(pool.posts().in_force()), thousandths(pool.posts().held()),
                    pool.roster->vacant(), now);
  else
    measures.places(pool.place_service, thousandths(pool.posts().in_force()), thousandths(pool.posts().held()), now);
}

}  // namespace caseload
