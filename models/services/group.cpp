// Group courses: people begin together on one block of minutes; nobody joins later. Attendance, drop-out and outcome
// are each person's own (course.cpp); the block is let go when nobody is left. A post's limit of people counts a group
// once.

#include <algorithm>

#include "models/simulation_state.hpp"

namespace caseload {

void Simulation::State::form_group(ServiceId s, Amount amount, PostId post) {
  const Time really_free = take(pool_of_[s], post, amount, s);
  const std::uint32_t g = groups.acquire();
  groups[g] = {post, amount, 0, now};
  const Time first = first_appointment(s, really_free);
  const auto size = std::min(lists[s].size(), static_cast<std::size_t>(std::max(1, service(s).group_size)));
  for (std::size_t k = 0; k < size; ++k) {
    const PersonIndex i = *lists[s].head();
    take_off_list(i);
    people[i].group = g + 1;
    ++groups[g].members;
    hold(i, post);
    book(i, 0, first);
  }
}

void Simulation::State::leave_group(PersonIndex i, Time last) {
  Person& p = people[i];
  const std::uint32_t g = p.group - 1;
  Group& group = groups[g];
  const std::size_t pool = pool_of_[p.service];
  if (pools[pool].role != kNoRole) people_of(pool, p.post).remove(i);
  group.last_session = std::max(group.last_session, last);
  p.group = 0;
  p.post = kNoPost;
  if (--group.members > 0) return;
  const Time free_from = group.last_session + p.interval - service(p.service).first_session;
  release({static_cast<std::uint32_t>(pool), p.service, group.post, group.held, std::max(now, free_from)},
          service(p.service).notice);
  groups.release(g);
}

// The moment at which the head of a group's list will have waited to the limit, one timer a list.
void Simulation::State::set_group_timer(std::size_t pool, ServiceId s) {
  const Service& values = service(s);
  if (values.group_limit <= Duration{} || lists[s].size() == 0) return;
  const Time due = people[*lists[s].head()].joined + values.group_limit;
  if (due <= now || due == group_timer_[s]) return;
  group_timer_[s] = due;
  schedule(due, Phase::offers, EventKind::offers, static_cast<std::uint32_t>(pool));
}

}  // namespace caseload
