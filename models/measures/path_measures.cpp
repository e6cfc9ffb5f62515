// People and their episodes: from a referral to going away, over all the steps between.
#include <algorithm>

#include "models/measures/state.hpp"

namespace caseload {

void Measures::appeared(Person& p, SourceId source, bool initial, Time t) {
  State& s = *state_;
  s.advance(t);
  Traces& tr = p.traces;
  tr.cell = static_cast<std::uint16_t>(p.first_need * s.world->strata.size() + p.stratum);
  tr.referred = t;
  tr.from_before = initial;
  ++s.count(p, PeopleCount::appeared);
  if (initial) ++s.count(p, PeopleCount::initial);
  if (s.options.people) {
    tr.record = static_cast<std::uint32_t>(s.people.size());
    PersonRecord record;
    record.id = p.id;
    record.referred = t;
    record.first_need = p.first_need;
    s.people.push_back(record);
  }
  if (s.log) s.log->appeared(p, source, initial, t);
  episode_began(p, t);
  if (initial) return;
  tr.path_open = true;
  s.path[tr.cell].begin(t);
}

// Everybody's first episode begins with their appearance; telling it again changes nothing.
void Measures::episode_began(Person& p, Time t) {
  State& s = *state_;
  s.advance(t);
  Traces& tr = p.traces;
  if (tr.in_episode) return;
  tr.in_episode = true;
  if (t > tr.referred) tr.from_before = false;  // a later episode: its referral is known
  tr.episode = t;
  tr.episode_contacts = 0;
  tr.episode_contact = Time::never();
  tr.below_threshold = tr.episode_recovered = tr.episode_improved = tr.episode_deteriorated = false;
  tr.episode_digital = false;
  ++s.count(p, PeopleCount::episodes);
  ++s.count(p, PeopleCount::in_episode);
  if (!tr.from_before) s.episodes.begin(t);
  if (s.log) s.log->tell(p, LogEvent::episode_began, t);
}

void Measures::episode_ended(Person& p, Exit exit, Time t) {
  State& s = *state_;
  s.advance(t);
  if (!p.traces.in_episode) return;
  if (s.log)
    s.log->tell(p, LogEvent::episode_ended, kNoService, static_cast<std::uint8_t>(exit), EventLog::kNoValue, t);
  s.close_episode(p, t);
}

void Measures::State::close_episode(Person& p, Time t) {
  Traces& tr = p.traces;
  tr.in_episode = false;
  --count(p, PeopleCount::in_episode);
  ++count(p, PeopleCount::episodes_ended);
  if (!tr.from_before) episodes.end(SpellEnd::left, tr.episode, t);
  if (tr.path_open) {
    tr.path_open = false;
    path[tr.cell].end(SpellEnd::left, tr.referred, t);
  }
  if (tr.episode_contacts == 1 && !tr.from_before) second[tr.cell].end(SpellEnd::left, tr.episode_contact, t);
  ++count(p, PeopleCount::first_ended_with, std::min<std::size_t>(tr.episode_contacts, 2));
  if (tr.episode_contacts == 0 && tr.episode_digital) ++count(p, PeopleCount::digital_only);
  if (tr.episode_contacts < 2) return;
  ++count(slot(tr.second_contact_at, tr.cell), ServiceCount::begun_here);
  ++count(slot(tr.last_contact_at, tr.cell), ServiceCount::ended_here);
  count(slot(tr.last_contact_at, tr.cell), ServiceCount::contacts_ended_here) += tr.episode_contacts;
  if (tr.below_threshold)
    ++count(p, PeopleCount::below_threshold);
  else if (tr.episode_recovered)
    ++count(p, PeopleCount::recovered);
  if (tr.episode_improved) ++count(p, PeopleCount::improved);
  if (tr.episode_deteriorated) ++count(p, PeopleCount::deteriorated);
  if (tr.from_before) return;
  ++count(p, PeopleCount::timed);
  const Duration waited = tr.episode_contact - tr.episode;
  for (std::size_t k = 0; k < kOfficialDays.size(); ++k)
    if (waited <= days(kOfficialDays[k])) ++count(p, PeopleCount::first_within, k);
}

// An attended contact with a human, wherever in the pathway.
void Measures::State::contact(Person& p, std::uint32_t seconds, Time t) {
  Traces& tr = p.traces;
  ++count(p, PeopleCount::human_contacts);
  count(p, PeopleCount::human_seconds) += seconds;
  if (tr.first_contact == Time::never()) {
    tr.first_contact = t;
    if (PersonRecord* r = record(p)) r->first_contact = t;
  }
  if (tr.path_open) {
    tr.path_open = false;
    path[tr.cell].end(SpellEnd::seen, tr.referred, t);
  }
  if (!tr.in_episode || tr.episode_contacts == 0xFFFF) return;
  ++tr.episode_contacts;
  tr.last_contact_at = p.service;
  if (tr.episode_contacts == 2) tr.second_contact_at = p.service;
  if (tr.episode_contacts == 1) {
    tr.episode_contact = t;
    tr.below_threshold = p.level == world->recovered();
    if (!tr.from_before) second[tr.cell].begin(t);
  } else if (tr.episode_contacts == 2 && !tr.from_before) {
    second[tr.cell].end(SpellEnd::seen, tr.episode_contact, t);
  }
}

void Measures::forgotten(Person& p, Time t) {
  State& s = *state_;
  s.advance(t);
  if (p.traces.in_episode) s.close_episode(p, t);
}

}  // namespace caseload
