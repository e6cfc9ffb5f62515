#pragma once
// Small scenarios as text, and ways to vary them.

#include <stdexcept>
#include <string>
#include <vector>

#include "models/scenario/scenario.hpp"

namespace caseload {

inline std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  if (at == std::string::npos) throw std::invalid_argument("no such text: " + what);
  return text.replace(at, what.size(), with);
}

namespace texts {

inline std::string smallest() {
  return R"(schema = 1
[scenario]
title = "One room"
start = 2022-04-01
length = "1 year"
[need.any]
share = 1.0
[referrals.gp]
to = "room"
rate = "1 / day"
[staff.nurse]
wte = 2.5
hours = "20 hours / week"
[service.room]
kind = "assessment"
staff = "nurse"
time = "45 minutes"
)";
}

// A small town in which numbers carry their evidence, or have none: for what is said of numbers.
inline std::string evidenced() {
  return R"(schema = 1
[scenario]
title = "A small town"
start = 2022-04-01
length = "3 years"
[sources.report]
title = "A report"
publisher = "A publisher"
year = 2024
url = "https://example.org"
[need.moderate]
share = { value = 0.6, low = 0.5, high = 0.7, status = "assumption" }
[need.mild]
share = { value = 0.4, source = "report", note = "by hand" }
[referrals.gp]
to = "triage"
rate = { value = "12 / week", status = "published-unchecked", source = "report" }
[staff.pwp]
status = "assumption"
wte = 3
hours = "20 hours / week"
[service.triage]
status = "assumption"
kind = "assessment"
staff = "pwp"
time = "45 minutes"
[service.step2]
status = "assumption"
kind = "course"
staff = "pwp"
time = "35 minutes"
sessions = { dist = "gamma", mean = 6, sd = 3 }
missed_limit = 3
[service.app]
status = "assumption"
kind = "digital"
use = "5 weeks"
[route.triage]
status = "assumption"
seen = { step2 = 0.7, signposted = 0.3 }
[route.step2]
dropped_out = { triage = { value = 0.1, low = 0.05, high = 0.2, delay = "12 weeks", source = "report" }, away = { value = 0.9, status = "assumption" } }
)";
}

// `line`, if any, is put below the header `table` (which is added where it is missing).
inline std::string town(const std::string& table = "", const std::string& line = "") {
  std::string text = R"(schema = 1
[scenario]
title = "A town"
start = 2022-04-01
length = "3 years"
warm_up = "52 weeks"
settle = true
[need.moderate]
share = 0.6
crisis_rate = "0.06 / year"
worsens_to = { severe = "0.15 / year" }
[need.severe]
share = 0.4
crisis_rate = "0.25 / year"
improves_to = { recovered = "0.1 / year" }
[people]
frailty = { dist = "gamma", shape = 0.5 }
crisis_factor = { in = 0.6 }
[referrals.gp]
to = "triage"
rate = "120 / week"
monthly = { values = [1, 1, 1, 1, 1, 1, 1, 1, 1.1, 0.8, 1.1, 1], first = "april" }
weekday = { values = [1, 1, 1, 1, 1, 0, 0] }
[staff.pwp]
wte = 14.0
hours = "20 hours / week"
absence = 0.08
turnover = "22 % / year"
recruit = { dist = "gamma", mean = "16 weeks", sd = "8 weeks" }
[service.triage]
kind = "assessment"
staff = "pwp"
time = "45 minutes"
[service.step2]
kind = "course"
staff = "pwp"
time = "35 minutes"
every = "2 weeks"
sessions = { dist = "empirical", values = [2, 4, 6, 8], weights = [2, 3, 4, 1] }
missed = 0.1
drop_out = { by_session = [0.12, 0.08, 0.06], per_week_waited = 0.002 }
renege = { from = ["0 weeks", "6 weeks"], rate = ["1 % / week", "3 % / week"] }
balk = { wait = ["0 weeks", "10 weeks"], chance = [0, 0.2] }
head_start = { severe = "2 weeks", after_crisis = "always" }
recovery = { top = 0.62, dose = 5.0 }
deterioration = { moderate = 0.05, severe = 0.1 }
[service.app]
kind = "digital"
use = { dist = "gamma", mean = "5 weeks", sd = "3 weeks" }
[service.ward]
kind = "stay"
places = 10
length = { dist = "exponential", mean = "30 days" }
[route.triage]
seen = { step2 = 0.72, signposted = 0.18, rejected = 0.10 }
[route.triage.need.severe]
seen = { step2 = 0.9, signposted = 0.1 }
[route.step2]
dropped_out = { triage = { value = 0.1, delay = "12 weeks" }, away = 0.9 }
[initial.step2]
waiting = { count = 640, waited = { dist = "gamma", mean = "9 weeks", sd = "6 weeks" } }
in = { count = 30 }
)";
  if (table.empty()) return text;
  if (text.find(table + "\n") == std::string::npos) return text + table + "\n" + line + "\n";
  return replaced(text, table + "\n", table + "\n" + line + "\n");
}

}  // namespace texts

inline Scenario evidenced(const std::string& more = "") {
  return Scenario::parse(texts::evidenced() + more, "small.toml", {});
}

inline std::vector<Problem> problems_of(const std::string& toml) {
  try {
    Scenario::parse(toml, "small.toml", {});
  } catch (const ScenarioError& error) {
    return error.problems();
  }
  return {};
}

inline World compiled(const std::string& text, const std::vector<std::string>& policies = {},
                      const std::string& area = "") {
  return Scenario::parse(text, "test.toml", {}).compile(policies, area);
}

// What is wrong with it, a line each; "" if it compiles.
inline std::string compile_errors(const std::string& text, const std::vector<std::string>& policies = {},
                                  const std::string& area = "") {
  try {
    compiled(text, policies, area);
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "";
}

}  // namespace caseload
