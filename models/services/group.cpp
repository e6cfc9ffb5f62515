// Group courses: people begin together on one block of minutes; nobody joins later. Attendance, drop-out and outcome are
// each person's own (course.cpp); the block is let go when nobody is left.

#include <algorithm>

#include "models/simulation_state.hpp"

namespace caseload {

bool Simulation::State::form_group(Pool& pool, std::size_t position) {
  const ServiceId s = pool.services[position];
  const Amount amount = amount_needed(s);
  const auto post = pool.posts().most_free(amount);
  if (!post) return false;
  pool.posts().take(*post, amount);
  pool.given[position] += amount;
  const std::uint32_t g = groups.acquire();
  groups[g] = {*post, amount, 0, now};
  Time first = now + service(s).notice;
  if (pool.role != kNoRole) first = std::max(first, pool.posts()[*post].free_from);
  const auto size = std::min(lists[s].size(), static_cast<std::size_t>(service(s).group_size));
  for (std::size_t k = 0; k < size; ++k) {
    const PersonIndex i = *lists[s].head(service(s).head_start);
    take_off_list(i);
    people[i].group = g + 1;
    ++groups[g].members;
    ++starts_by_week_[s][0];
    hold(i, *post);
    book(i, *post, 0, first + service(s).first_session);
  }
  return true;
}

void Simulation::State::leave_group(PersonIndex i, Time last) {
  Person& p = people[i];
  Group& group = groups[p.group - 1];
  const std::size_t pool = pool_of_[p.service];
  if (pools[pool].role != kNoRole) people_of(pool, p.post).remove(i);
  group.last_session = std::max(group.last_session, last);
  const std::uint32_t g = p.group - 1;
  p.group = 0;
  p.post = kNoPost;
  if (--group.members > 0) return;
  const Time free_from = group.last_session + p.interval - service(p.service).first_session;
  release(pool, group.post, group.held, std::max(now, free_from), service(p.service).notice);
  groups.release(g);
}

}  // namespace caseload
