// In a service: starts, appointments, endings, outcomes.
#include <algorithm>

#include "models/measures/state.hpp"

namespace caseload {

void Measures::started(Person& p, Time t) {
  State& s = *state_;
  s.advance(t);
  ++s.count(s.slot(p), ServiceCount::started);
  p.traces.session_seconds = s.session_seconds[p.service];
  if (s.log) s.log->tell(p, LogEvent::started, t);
  if (p.traces.stage != Stage::out) return;
  ++s.count(s.slot(p), ServiceCount::direct);
  if (p.traces.from_before && t <= Time::zero()) ++s.count(s.slot(p), ServiceCount::initial);
  if (s.world->services[p.service].digital) p.traces.episode_digital = true;
  s.set_stage(p, Stage::in, t);
}

void Measures::appointment(Person& p, Attendance attendance, bool human, Time t) {
  State& s = *state_;
  s.advance(t);
  const std::size_t i = s.slot(p);
  ++s.count(i, ServiceCount::first_attendance, position(attendance));
  const std::uint32_t seconds = p.traces.session_seconds > 0 ? p.traces.session_seconds : s.session_seconds[p.service];
  const bool attended = attendance == Attendance::attended;
  if (s.log)
    s.log->tell(p, LogEvent::appointment, p.service, static_cast<std::uint8_t>(attendance),
                attended && human ? static_cast<double>(seconds) : EventLog::kNoValue, t);
  if (!attended) return;
  const ServiceKind kind = s.world->services[p.service].kind;
  if (kind == ServiceKind::assessment || kind == ServiceKind::course || kind == ServiceKind::group)
    s.count(i, ServiceCount::cost) += s.price[p.service];
  if (human) {
    s.count(i, ServiceCount::human_seconds) += seconds;
    s.contact(p, seconds, t);
  } else if (s.world->services[p.service].digital) {
    ++s.count(p, PeopleCount::digital_contacts);
  }
}

void Measures::ended(Person& p, Exit exit, Time t) {
  State& s = *state_;
  s.advance(t);
  const std::size_t i = s.slot(p);
  if (s.log) s.log->tell(p, LogEvent::ended, p.service, static_cast<std::uint8_t>(exit), p.dose, t);
  if (p.traces.stage == Stage::waiting || p.traces.stage == Stage::booked)  // never seen, or not seen again
    s.end_spell(p, exit == Exit::moved ? SpellEnd::moved : SpellEnd::left, t);
  ++s.count(i, ServiceCount::first_exit, position(exit));
  s.count(i, ServiceCount::dose) += p.dose;
  if (exit == Exit::completed || exit == Exit::early) s.count(i, ServiceCount::finished_dose) += p.dose;
  if (exit == Exit::dropped_out)
    if (PersonRecord* r = s.record(p); r != nullptr && s.within_follow_up(*r, t)) r->dropped_out = true;
  p.traces.session_seconds = 0;
  s.set_stage(p, Stage::out, t);
}

void Measures::turned_elsewhere(Person& p, ServiceId end, Time t) {
  State& s = *state_;
  s.advance(t);
  const bool rejected = end == kRejected;
  ++s.count(s.slot(p), rejected ? ServiceCount::rejected : ServiceCount::signposted);
  if (s.log) s.log->tell(p, rejected ? LogEvent::rejected : LogEvent::signposted, t);
}

void Measures::outcome(Person& p, Outcomes what, double chance_recovered, Time t) {
  State& s = *state_;
  s.advance(t);
  const std::size_t i = s.slot(p);
  ++s.count(i, ServiceCount::first_outcome, position(what));
  s.count(i, ServiceCount::expected_recoveries) += to_fixed(chance_recovered * s.share_in_window(t, t));
  if (s.log) s.log->tell(p, LogEvent::outcome, p.service, static_cast<std::uint8_t>(what), chance_recovered, t);
  if (what == Outcomes::recovered)
    if (PersonRecord* r = s.record(p); r != nullptr && s.within_follow_up(*r, t)) r->recovered = true;
  if (what == Outcomes::unchanged) return;  // an episode of several courses stands as the last that changed something
  p.traces.episode_recovered = what == Outcomes::recovered;
  p.traces.episode_improved = what == Outcomes::recovered || what == Outcomes::improved;
  p.traces.episode_deteriorated = what == Outcomes::deteriorated;
}

void Measures::expected(const Person& p, Expected what, double amount, Time t) { expected(p, what, amount, t, t); }

void Measures::expected(const Person& p, Expected what, double amount, Time from, Time to) {
  State& s = *state_;
  const double inside = amount * s.share_in_window(from, to);
  if (inside <= 0) return;
  const std::int64_t fixed = to_fixed(inside);
  if (what == Expected::crises) {
    s.count(p, PeopleCount::expected_crises) += fixed;
  } else if (is_service(p.service)) {
    const bool drop_outs = what == Expected::drop_outs;
    s.count(s.slot(p), drop_outs ? ServiceCount::expected_drop_outs : ServiceCount::expected_recoveries) += fixed;
  }
  if (s.log)
    s.log->tell(p, LogEvent::expected, p.service, static_cast<std::uint8_t>(what), inside,
                std::min(to, s.world->horizon));
}

}  // namespace caseload
