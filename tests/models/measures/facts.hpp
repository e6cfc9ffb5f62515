#pragma once
// A hand that tells facts to Measures, as a simulation would: people step by step, dates in days.

#include <map>
#include <string>

#include "models/measures/measures.hpp"
#include "models/measures/rows.hpp"
#include "models/measures/state.hpp"
#include "tests/models/worlds.hpp"

namespace caseload {

inline Time day(double d) { return Time::zero() + days(d); }

// Two lists (triage, then step2) and an app, two need groups, a window from day 28 to day 84.
inline World two_steps(Duration warm_up = days(28)) {
  SmallWorld small({{"moderate", 0.5}, {"severe", 0.5}}, days(84));
  small.role("pwp", 2, 1200);
  small.assessment("triage", "pwp", minutes(45));
  small.course("step2", "pwp", Distribution::constant(4), minutes(30));
  small.digital("app", Distribution::constant(20));
  small.crisis("line", 1);
  small.source("gp", "triage", 1);
  small.draft.window_from = Time::zero() + warm_up;
  return small.world();
}
inline constexpr ServiceId kTriage = 0, kStep2 = 1, kApp = 2, kLine = 3;

class Someone {
 public:
  Someone(Measures& m, std::uint32_t number, double referred, NeedId need = 0, bool initial = false) : m_(m) {
    p.id = person_identity(1, static_cast<std::uint32_t>(referred), number);
    p.first_need = p.level = need;
    m_.appeared(p, 0, initial, day(referred));
  }
  Someone& joins(ServiceId s, double at) { return joins(s, at, at); }
  Someone& joins(ServiceId s, double since, double at) {
    p.service = s;
    p.joined = day(since);
    p.place = Place::waiting;
    p.dose = 0;
    m_.joined(p, day(at));
    return *this;
  }
  Someone& is_offered(double at) {
    p.place = Place::booked;
    m_.offered(p, day(at));
    return *this;
  }
  Someone& is_rebooked(double at) {
    m_.rebooked(p, day(at));
    p.place = Place::waiting;
    return *this;
  }
  // Attends; the first time this is being seen.
  Someone& attends(double at) {
    m_.appointment(p, Attendance::attended, true, day(at));
    if (p.place != Place::in) {
      m_.seen(p, day(at));
      m_.started(p, day(at));
    }
    p.place = Place::in;
    ++p.dose;
    return *this;
  }
  Someone& misses(double at) {
    m_.appointment(p, Attendance::missed, true, day(at));
    return *this;
  }
  Someone& uses(ServiceId app, double at) {
    p.service = app;
    p.place = Place::in;
    m_.started(p, day(at));
    return *this;
  }
  Someone& leaves_list(Exit exit, double at) {
    m_.left_list(p, exit, day(at));
    return *this;
  }
  Someone& ends(Exit exit, double at) {
    m_.ended(p, exit, day(at));
    return *this;
  }
  Someone& has(Outcomes what, double chance, double at) {
    m_.outcome(p, what, chance, day(at));
    return *this;
  }
  Someone& goes_away(Exit exit, double at) {
    m_.episode_ended(p, exit, day(at));
    p.service = kAway;
    p.place = Place::away;
    return *this;
  }
  Person p;

 private:
  Measures& m_;
};

// Values by measure[@service][/need], of the rows of a finished run.
class Values {
 public:
  explicit Values(const Measures& m, RowDetail detail = RowDetail::everything) {
    const auto services = service_names(*m.state().world);
    for (const MeasureRow& row : measure_rows(m, detail)) {
      std::string key = measure_table()[row.measure].name;
      if (row.service > 0) key += "@" + services[row.service];
      if (row.need > 0) key += "/" + std::to_string(row.need - 1);
      if (row.stratum > 0) key += "#" + std::to_string(row.stratum - 1);
      values_[key] = row.value;
    }
  }
  double operator[](const std::string& key) const {
    const auto found = values_.find(key);
    if (found == values_.end()) throw std::invalid_argument("no such row: " + key);
    return found->second;
  }
  bool has(const std::string& key) const { return values_.count(key) > 0; }
  std::size_t size() const { return values_.size(); }
  const std::map<std::string, double>& all() const { return values_; }

 private:
  std::map<std::string, double> values_;
};

}  // namespace caseload
