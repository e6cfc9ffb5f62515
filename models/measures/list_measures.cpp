// Waiting lists: who joins, is offered a first appointment, is seen, leaves.
#include <array>

#include "models/measures/state.hpp"

namespace caseload {

namespace {

SpellEnd spell_end(Exit exit) { return exit == Exit::moved ? SpellEnd::moved : SpellEnd::left; }

}  // namespace

void Measures::State::set_stage(Person& p, Stage to_stage, Time t) {
  const std::size_t i = slot(p);
  static constexpr std::array kLevels{ServiceCount::size, ServiceCount::waiting, ServiceCount::booked,
                                      ServiceCount::in};
  const auto is_on_list = [](Stage stage) { return stage == Stage::waiting || stage == Stage::booked; };
  const Stage was = p.traces.stage;
  p.traces.stage = to_stage;
  if (was != Stage::out) --count(i, kLevels[position(was)]);
  if (to_stage != Stage::out) ++count(i, kLevels[position(to_stage)]);
  if (is_on_list(was) != is_on_list(to_stage)) on_list[i].change(t, is_on_list(to_stage) ? 1 : -1);
  if ((was == Stage::in) != (to_stage == Stage::in)) in_care[i].change(t, to_stage == Stage::in ? 1 : -1);
  if (!log) return;
  if (was == Stage::in && to_stage != Stage::in) log->use_ends(p, t);
  if (was != Stage::in && to_stage == Stage::in) log->use_begins(p, t);
}

void Measures::State::end_spell(Person& p, SpellEnd how, Time t) {
  (p.traces.mid_course ? mid_course : lists)[slot(p)].end(how, p.joined, t);
  p.traces.mid_course = false;
}

void Measures::joined(Person& p, Time t) {
  State& s = *state_;
  s.advance(t);
  const std::size_t i = s.slot(p);
  const bool back = p.traces.stage == Stage::in || p.mid_course;
  if (p.traces.stage == Stage::in) {
    ++s.count(i, ServiceCount::mid_course);
  } else {
    ++s.count(i, ServiceCount::joined);
    if (p.traces.from_before && t <= Time::zero()) ++s.count(i, ServiceCount::initial);
  }
  if (s.log)
    s.log->tell(p, back ? LogEvent::joined_mid_course : LogEvent::joined, p.service, 0, in_days(t - p.joined), t);
  s.set_stage(p, Stage::waiting, t);
  p.traces.mid_course = back;
  (back ? s.mid_course : s.lists)[i].begin(p.joined);
  // Of those who waited before the start only those on a first list are known to have had no contact yet.
  if (p.traces.from_before && !p.traces.path_open && t <= Time::zero() && !back && s.is_entry[p.service]) {
    p.traces.path_open = true;
    p.traces.referred = p.joined;
    s.path[p.traces.cell].begin(p.joined);
  }
}

void Measures::offered(Person& p, Time t) {
  State& s = *state_;
  s.advance(t);
  ++s.count(s.slot(p), ServiceCount::offered);
  if (p.traces.stage == Stage::waiting) s.set_stage(p, Stage::booked, t);
  if (s.log) s.log->tell(p, LogEvent::offered, t);
}

void Measures::rebooked(Person& p, Time t) {
  State& s = *state_;
  s.advance(t);
  ++s.count(s.slot(p), ServiceCount::rebooked);
  if (p.traces.stage == Stage::booked) s.set_stage(p, Stage::waiting, t);
  if (s.log) s.log->tell(p, LogEvent::rebooked, t);
}

void Measures::seen(Person& p, Time t) {
  State& s = *state_;
  s.advance(t);
  const std::size_t i = s.slot(p);
  if (s.log) s.log->tell(p, LogEvent::seen, t);
  if (p.traces.stage == Stage::out) {  // no list: straight in
    ++s.count(i, ServiceCount::direct);
  } else if (p.traces.stage != Stage::in) {
    if (!p.traces.mid_course) {
      ++s.count(i, ServiceCount::seen);
      s.count(i, ServiceCount::seen_seconds) += (t - p.joined).ticks / kTicksPerSecond;
    }
    s.end_spell(p, SpellEnd::seen, t);
  }
  if (s.world->services[p.service].digital) p.traces.episode_digital = true;
  if (p.traces.stage != Stage::in) s.set_stage(p, Stage::in, t);
}

void Measures::left_list(Person& p, Exit exit, Time t) {
  State& s = *state_;
  s.advance(t);
  if (p.traces.stage == Stage::out) joined(p, t);  // turned away at the door: joined and left at once
  const std::size_t i = s.slot(p);
  ++s.count(i, ServiceCount::first_unseen_exit, position(exit));
  if (s.log) s.log->tell(p, LogEvent::left, p.service, static_cast<std::uint8_t>(exit), EventLog::kNoValue, t);
  if (p.traces.stage != Stage::in) s.end_spell(p, spell_end(exit), t);
  s.set_stage(p, Stage::out, t);
}

}  // namespace caseload
