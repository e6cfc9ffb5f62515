// Staff in time: posts open, are left and filled; people lose their therapist.

#include "models/simulation_state.hpp"

namespace caseload {

void Simulation::State::apply_supply(std::size_t k) {
  Pool& pool = pools[k];
  if (pool.role != kNoRole) {
    std::vector<PostEvent> due;
    pool.roster->set_supply(epoch_->roles[pool.role], now, due);
    put(k, due);
  } else {
    pool.places.resize(1);
    pool.places.set_capacity(0, to_amount(epoch_->services[pool.place_service].places.value_or(0)));
  }
  tell_supply(k);
}

void Simulation::State::begin_role_week(std::size_t k) {
  std::vector<PostEvent> due;
  pools[k].roster->begin_week(epoch_->roles[pools[k].role], now, due);
  put(k, due);
  schedule(now + weeks(1), Phase::supply, EventKind::role_week, static_cast<std::uint32_t>(k));
}

void Simulation::State::put(std::size_t k, const std::vector<PostEvent>& due) {
  for (const PostEvent& event : due) {
    if (event.at >= world.horizon) continue;
    std::uint32_t index;
    if (unused_post_events_.empty()) {
      index = static_cast<std::uint32_t>(post_events_.size());
      post_events_.emplace_back();
    } else {
      index = unused_post_events_.back();
      unused_post_events_.pop_back();
    }
    post_events_[index] = {k, event};
    schedule(event.at, Phase::supply, EventKind::post, index);
  }
}

void Simulation::State::post_event(std::uint32_t index) {
  const auto [k, event] = post_events_[index];
  unused_post_events_.push_back(index);
  Pool& pool = pools[k];
  std::vector<PostEvent> due;
  if (!pool.roster->handle(epoch_->roles[pool.role], event, due)) return;
  put(k, due);
  if (event.what == PostEvent::What::leaves || event.what == PostEvent::What::falls_ill)
    therapist_leaves(k, event.post);
  tell_supply(k);
  want_offers(k, Phase::offers);
}

void Simulation::State::therapist_leaves(std::size_t k, PostId post) {
  PeopleOfPost& held = people_of(k, post);
  for (std::size_t n = held.size(); n > 0; --n) lose_therapist(held.front());
}

// Who has not begun goes back to the list with the old date; who is in the middle of a course may give up, or waits,
// before all others, to go on with somebody else; a stay or an app goes on without its member of staff.
void Simulation::State::lose_therapist(PersonIndex i) {
  Person& p = people[i];
  const ServiceKind kind = info(p.service).kind;
  let_go(i, now, Duration{});
  if (!p.seen_this_visit || p.mid_course) {
    return back_to_list(i);
  }
  if (kind != ServiceKind::course && kind != ServiceKind::group) return;
  if (spend_drop_out(i, service(p.service).drop_out.change_of_therapist)) {
    settle(i);
    draw_outcome(i, static_cast<double>(p.dose));
    measures.ended(p, Exit::dropped_out, now);
    return leave(i, Exit::dropped_out);
  }
  wait_mid_course(i);
}

void Simulation::State::wait_mid_course(PersonIndex i) {
  Person& p = people[i];
  p.mid_course = true;
  p.joined = p.clock_since = now;
  measures.joined(p, now);
  enlist(i);
}

}  // namespace caseload
