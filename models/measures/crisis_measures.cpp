// Health and crises. A crisis is counted whether or not anybody hears of it; recorded and unmet ones are counted apart,
// for a fall in recorded presentations is not a fall in crises.
#include "models/measures/state.hpp"

namespace caseload {

void Measures::level_changed(Person& p, NeedId from, NeedId to, Time t) {
  State& s = *state_;
  s.advance(t);
  const std::size_t recovered = s.world->recovered();
  if (from == recovered) {
    ++s.count(p, PeopleCount::relapsed);
  } else {
    const NeedGroup& group = s.world->needs[from];
    const bool worse = to != recovered && to == group.worsens_to && to != group.improves_to;
    ++s.count(p, worse ? PeopleCount::worsened : PeopleCount::bettered);
  }
  if (to == recovered)
    if (PersonRecord* r = s.record(p); r != nullptr && s.within_follow_up(*r, t)) r->recovered = true;
  if (s.log) s.log->tell(p, LogEvent::level, kNoService, to, EventLog::kNoValue, t);
}

void Measures::crisis(Person& p, Time t) {
  State& s = *state_;
  s.advance(t);
  ++s.count(p, PeopleCount::crises);
  if (s.log) s.log->tell(p, LogEvent::crisis, t);
  PersonRecord* r = s.record(p);
  if (r != nullptr && s.within_follow_up(*r, t) && r->crises < 0xFFFF) ++r->crises;
}

// Of two presentations of one person the earlier is re-presented, if the later follows within 30 (90) days. Only those
// with as many days left in the window are asked.
void Measures::presented(Person& p, ServiceId by, Time t) {
  State& s = *state_;
  s.advance(t);
  ++s.count(p, PeopleCount::recorded);
  if (is_service(by)) ++s.count(s.slot(by, p.traces.cell), ServiceCount::answered);
  const auto follow = [&](Duration within, PeopleCount asked, PeopleCount again) {
    const auto has_follow_up = [&](Time at) { return at >= s.from && at + within <= s.to; };
    if (has_follow_up(t)) ++s.count(p, asked);
    const Time before = p.traces.presented;
    if (before < Time::never() && has_follow_up(before) && t - before <= within) ++s.count(p, again);
  };
  follow(days(30), PeopleCount::followed_30, PeopleCount::represented_30);
  follow(days(90), PeopleCount::followed_90, PeopleCount::represented_90);
  p.traces.presented = t;
  if (s.log) s.log->tell(p, LogEvent::recorded, by, 0, EventLog::kNoValue, t);
}

void Measures::unmet(Person& p, Time t) {
  State& s = *state_;
  s.advance(t);
  ++s.count(p, PeopleCount::unmet);
  if (s.log) s.log->tell(p, LogEvent::unmet, t);
}

}  // namespace caseload
