#include "models/people/health.hpp"

#include <algorithm>

namespace caseload {

namespace {
bool never_runs(const Staircase& line) { return line.steps().size() == 1 && line.steps().front().value == 0; }
}  // namespace

Setting Health::setting(const Person& p) {
  switch (p.place) {
    case Place::waiting:
    case Place::booked:
      return Setting::waiting;
    case Place::in:
      return Setting::in;
    case Place::on_the_way:
    case Place::away:
      break;
  }
  return p.dropped_out ? Setting::dropped_out : Setting::away;
}

// Nobody who has recovered is in crisis; during crisis care the clock stands.
const Staircase* Health::crisis_line(const Person& p) const {
  if (is_recovered(p) || p.in_crisis_care) return nullptr;
  return &world_.needs[p.level].crisis[static_cast<std::size_t>(setting(p))];
}

double Health::expected_crises(const Person& p, Time until) const {
  const Staircase* line = crisis_line(p);
  if (line == nullptr || until <= p.settled) return 0;
  return static_cast<double>(p.frailty) * line->integral(p.settled, until);
}

double Health::settle(Person& p, Time now) const {
  if (now <= p.settled) return 0;
  const double crises = expected_crises(p, now);
  p.crisis_spent += crises;
  if (is_recovered(p)) {
    p.relapse_spent += world_.needs[p.level_before_recovery].relapse.integral(p.settled, now);
  } else {
    const NeedGroup& need = world_.needs[p.level];
    const auto s = static_cast<std::size_t>(setting(p));
    p.worsen_spent += need.worsen[s].integral(p.settled, now);
    p.improve_spent += need.improve[s].integral(p.settled, now);
  }
  p.settled = now;
  return crises;
}

NextHealthEvent Health::next(const Person& p) const {
  NextHealthEvent first;
  const auto consider = [&](HealthEvent what, const Staircase& line, double factor, double spent, Purpose purpose,
                            std::uint32_t item) {
    if (factor <= 0 || never_runs(line)) return;
    const double threshold = draws_.exponential(p, 0, purpose, 0, item);
    const Time due = line.reach(p.settled, std::max(0.0, threshold - spent) / factor);
    if (due < first.at) first = {what, due};
  };
  if (const Staircase* line = crisis_line(p))
    consider(HealthEvent::crisis, *line, static_cast<double>(p.frailty), p.crisis_spent, Purpose::crisis, p.crises);
  if (is_recovered(p)) {
    consider(HealthEvent::relapse, world_.needs[p.level_before_recovery].relapse, 1, p.relapse_spent, Purpose::relapse,
             p.relapsed);
  } else {
    const NeedGroup& need = world_.needs[p.level];
    const auto s = static_cast<std::size_t>(setting(p));
    consider(HealthEvent::worsen, need.worsen[s], 1, p.worsen_spent, Purpose::worsen, p.worsened);
    consider(HealthEvent::improve, need.improve[s], 1, p.improve_spent, Purpose::improve, p.improved);
  }
  return first;
}

void Health::restart(Person& p, HealthEvent what) const {
  switch (what) {
    case HealthEvent::crisis:
      p.crisis_spent = 0;
      ++p.crises;
      break;
    case HealthEvent::worsen:
      p.worsen_spent = 0;
      ++p.worsened;
      break;
    case HealthEvent::improve:
      p.improve_spent = 0;
      ++p.improved;
      break;
    case HealthEvent::relapse:
      p.relapse_spent = 0;
      ++p.relapsed;
      break;
    case HealthEvent::none:
      break;
  }
}

}  // namespace caseload
