#pragma once
// Two worlds that several tests run: the pathway of benchmark W2, and a town that has a little of everything.

#include <cmath>
#include <tuple>

#include "tests/models/worlds.hpp"

namespace caseload {

// Benchmark W2: triage, two steps of weekly sessions, reneging, drop-out after every session, re-presentation.
inline World pathway() {
  SmallWorld small({{"need", 1.0}}, weeks(104));
  small.stay("triage", 6, Distribution::exponential(0.35));
  const auto course = [&](const char* name, double places, double sessions, double drop_out) {
    Service& s = small.with_places(name, ServiceKind::course, places, Distribution::constant(sessions));
    s.first_session = weeks(1);
    s.drop_out.by_session = {-std::log(1 - drop_out)};
    s.drop_out.after_last = true;
    s.renege = WaitHazard({Duration{}}, {1 / 140.0});
    s.reneges = true;
  };
  course("step2", 55, 6, 0.08);
  course("step3", 70, 12, 0.05);
  small.source("gp", "triage", 100 / 7.0);
  small.route("triage", Exit::seen, {{"step3", 0.3}, {"step2", 0.7}});
  small.route("step2", Exit::completed, {{"step3", 0.15}, {"away", 0.85}});
  for (const char* name : {"step2", "step3"})
    for (const Exit exit : {Exit::dropped_out, Exit::left}) {
      small.route(name, exit, {{"triage", 0.1}, {"away", 0.9}});
      small.service(name).route[static_cast<std::size_t>(exit)][0].front().delay = Distribution::exponential(84);
    }
  return small.world();
}

// Staff, absence, turnover and illness, two need groups and two strata, worsening, recovery and relapse, crises with
// care, a limit to patience, a group, an app with a door of its own, people there at the start. Open, so that a test
// may add.
inline SmallWorld town_draft(Duration length = weeks(156)) {
  SmallWorld small({{"moderate", 0.6}, {"severe", 0.4}}, length);
  small.draft.strata = {"young", "old"};
  small.draft.stratum_share = {0.7, 0.3};
  const auto role = [&](const char* name, double wte, double turnover) {
    Role& r = small.role(name, wte, 1200);
    r.absence = 0.08;
    r.turnover = turnover / 365.25;
    r.recruit = Distribution::gamma(112, 56);
    r.vacant = 0.1;
    r.long_absence = 0.1 / 365.25;
    r.long_absence_length = Distribution::gamma(60, 30);
    r.load_above = 0.9;
    r.load_factor = 1.5;
    r.trainee_fraction = 0.5;
    r.trainee_for = weeks(12);
  };
  role("pwp", 6.5, 0.25);
  role("hit", 9, 0.15);
  Service& triage = small.assessment("triage", "pwp", minutes(45));
  triage.missed = triage.missed_first = 0.12;
  triage.no_reply = 0.05;
  triage.no_reply_after = days(21);
  for (const auto& [name, role_name, sessions, time] :
       {std::tuple{"step2", "pwp", 6.0, 35.0}, std::tuple{"step3", "hit", 11.0, 60.0},
        std::tuple{"group", "hit", 8.0, 90.0}}) {
    Service& s = small.course(name, role_name, Distribution::gamma(sessions, sessions / 3), minutes(time));
    s.missed = s.missed_first = 0.12;
    s.cancelled = 0.05;
    s.missed_limit = 3;
    s.drop_out.by_session = {0.12, 0.08, 0.05};
    s.drop_out.per_missed = 0.1;
    s.drop_out.per_week_gap = 0.02;
    s.drop_out.per_week_waited = 0.002;
    s.drop_out.change_of_therapist = 0.25;
    s.early_by_session = {0.0, 0.0, 0.03};
    s.renege = WaitHazard({Duration{}, weeks(6)}, {0.01 / 7, 0.03 / 7});
    s.reneges = true;
    s.balk = {{100, 300}, {0, 0.5}};
    s.head_start = {Duration{}, days(14), days(60)};
    for (Outcome& o : s.outcome) o = {{0.6, 5}, {0.75, 4}, 0.05};
    small.route(name, Exit::dropped_out, {{"triage", 0.1}, {"away", 0.9}});
    small.service(name).route[static_cast<std::size_t>(Exit::dropped_out)][0].front().delay =
        Distribution::exponential(84);
  }
  small.info("group").kind = ServiceKind::group;
  small.service("group").group_size = 8;
  small.service("group").group_least = 4;
  small.service("group").group_limit = weeks(4);
  Service& app = small.digital("app", Distribution::gamma(35, 21));
  app.drop_out.rate = 0.01;
  for (Outcome& o : app.outcome) o = {{0.4, 5}, {0.5, 4}, 0.03};
  small.route("app", Exit::completed, {{"step2", 0.3}, {"away", 0.7}});
  Service& line = small.crisis("line", 0.6, 0.7);
  line.length = Distribution::exponential(3);
  small.crisis("team", 0.4, 0.8);
  for (const char* name : {"line", "team"}) small.route(name, Exit::seen, {{"triage", 0.3}, {"away", 0.7}});
  small.source("gp", "triage", 6);
  small.source("self", "triage", 2);
  small.divert("triage", "app", 0.15);
  small.route("triage", Exit::seen, {{"step2", 0.5}, {"step3", 0.25}, {"group", 0.1}, {"signposted", 0.15}});
  small.crisis_rate(0, 0.06 / 365.25);
  small.crisis_rate(1, 0.25 / 365.25);
  small.worsens(0, 1, 0.15 / 365.25);
  small.improves(0, 2, 0.1 / 365.25);  // recovers
  small.improves(1, 0, 0.1 / 365.25);
  for (NeedGroup& need : small.draft.needs) need.relapse = Staircase(0.3 / 365.25);
  small.epoch().relapse = {{small.service_id("triage"), 0.5, Distribution::exponential(30)}, {kAway, 0.5, {}}};
  small.epoch().better_leaves = 0.8;
  small.draft.frailty = Distribution::gamma(1, std::sqrt(2.0));
  small.initial("triage", 60, 20);
  small.initial("step2", 100, 60, 60);
  small.initial("step3", 150, 90, 80);
  return small;
}

inline World town() { return town_draft().world(); }

}  // namespace caseload
