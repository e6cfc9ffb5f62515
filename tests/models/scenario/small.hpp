// A small scenario and a folder of files for the tests of the reader.
#pragma once

#include <string>

#include "models/scenario/scenario.hpp"
#include "tests/models/scenario/folder.hpp"

namespace small {

inline std::string text() {
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

inline std::string with(const std::string& old_text, const std::string& new_text) {
  std::string changed = text();
  return changed.replace(changed.find(old_text), old_text.size(), new_text);
}

inline caseload::Scenario scenario(const std::string& more = "") {
  return caseload::Scenario::parse(text() + more, "small.toml", {});
}

inline std::vector<caseload::Problem> problems(const std::string& toml) {
  try {
    caseload::Scenario::parse(toml, "small.toml", {});
  } catch (const caseload::ScenarioError& error) {
    return error.problems();
  }
  return {};
}

using caseload::Folder;

}  // namespace small
