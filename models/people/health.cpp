#include "models/people/health.hpp"

#include <algorithm>
#include <array>

namespace caseload {

namespace {
bool never_runs(const Staircase& line) { return line.steps().size() == 1 && line.steps().front().value == 0; }
}  // namespace

Health::Health(const World& world, const Draws& draws) : world_(world), draws_(draws), runs_(world.needs.size() + 1) {
  for (std::size_t level = 0; level < world.needs.size(); ++level) {
    const NeedGroup& need = world.needs[level];
    for (const auto* lines : {&need.crisis, &need.worsen, &need.improve})
      for (const Staircase& line : *lines)
        if (!never_runs(line)) runs_[level] = 1;
    if (!never_runs(need.relapse)) runs_[world.recovered()] = 1;
  }
  ever_runs_ = std::find(runs_.begin(), runs_.end(), 1) != runs_.end();
}

Setting Health::setting(Place place, bool dropped_out) {
  switch (place) {
    case Place::waiting:
    case Place::booked:
      return Setting::waiting;
    case Place::in:
      return Setting::in;
    case Place::on_the_way:
    case Place::away:
      break;
  }
  return dropped_out ? Setting::dropped_out : Setting::away;
}

// Nobody who has recovered is in crisis; during crisis care the clock stands.
const Staircase* Health::crisis_line(const Person& p) const {
  if (is_recovered(p) || p.in_crisis_care) return nullptr;
  const Staircase& line = world_.needs[p.level].crisis[static_cast<std::size_t>(setting(p))];
  return never_runs(line) ? nullptr : &line;
}

double Health::expected_crises(const Person& p, Time until) const {
  const Staircase* line = crisis_line(p);
  if (line == nullptr || until <= p.settled) return 0;
  return static_cast<double>(p.frailty) * line->integral(p.settled, until);
}

double Health::spend(Person& p, Time now) const {
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

// A threshold is drawn when it is first needed and kept until its clock fires.
double Health::threshold(Person& p, Clock clock) const {
  static constexpr std::array kPurposes{Purpose::crisis, Purpose::worsen, Purpose::improve, Purpose::relapse};
  const auto k = static_cast<std::size_t>(clock);
  if (p.thresholds[k] == 0) {
    const std::array<std::uint32_t, 4> items{p.crises, p.worsened, p.improved, p.relapsed};
    p.thresholds[k] = static_cast<float>(draws_.exponential(p, 0, kPurposes[k], 0, items[k]));
  }
  return static_cast<double>(p.thresholds[k]);
}

NextHealthEvent Health::next(Person& p) const {
  NextHealthEvent first;
  if (!runs(p)) return first;
  const auto consider = [&](HealthEvent what, Clock clock, const Staircase& line, double factor, double spent) {
    if (factor <= 0 || never_runs(line)) return;
    const Time due = line.reach(p.settled, std::max(0.0, threshold(p, clock) - spent) / factor);
    if (due < first.at) first = {what, due};
  };
  if (const Staircase* line = crisis_line(p))
    consider(HealthEvent::crisis, Clock::crisis, *line, static_cast<double>(p.frailty), p.crisis_spent);
  if (is_recovered(p)) {
    consider(HealthEvent::relapse, Clock::relapse, world_.needs[p.level_before_recovery].relapse, 1, p.relapse_spent);
  } else {
    const NeedGroup& need = world_.needs[p.level];
    const auto s = static_cast<std::size_t>(setting(p));
    consider(HealthEvent::worsen, Clock::worsen, need.worsen[s], 1, p.worsen_spent);
    consider(HealthEvent::improve, Clock::improve, need.improve[s], 1, p.improve_spent);
  }
  return first;
}

void Health::restart(Person& p, HealthEvent what) const {
  const auto anew = [&](Clock clock, double& spent, std::uint16_t& times) {
    spent = 0;
    ++times;
    p.thresholds[static_cast<std::size_t>(clock)] = 0;
  };
  switch (what) {
    case HealthEvent::crisis:
      return anew(Clock::crisis, p.crisis_spent, p.crises);
    case HealthEvent::worsen:
      return anew(Clock::worsen, p.worsen_spent, p.worsened);
    case HealthEvent::improve:
      return anew(Clock::improve, p.improve_spent, p.improved);
    case HealthEvent::relapse:
      return anew(Clock::relapse, p.relapse_spent, p.relapsed);
    case HealthEvent::none:
      break;
  }
}

}  // namespace caseload
