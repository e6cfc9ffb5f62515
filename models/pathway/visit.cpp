#include "models/pathway/visit.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/portable_math.hpp"
#include "models/pathway/course_chain.hpp"

namespace caseload {

namespace {

double& at(std::array<double, kExits>& of, Exit exit) { return of[static_cast<std::size_t>(exit)]; }

double dose_response(const DoseResponse& response, double dose) {
  return response.scale > 0 ? response.top * (1 - portable::exp(-dose / response.scale)) : response.top;
}

double chance_recovered(const Service& service, NeedId level, double dose) {
  return level < service.outcome.size() ? dose_response(service.outcome[level].recovered, dose) : 0;
}

// What is held a week while an activity lasts: a one-off its own minutes, anything else one appointment an interval.
double minutes_a_week(const Service& service, ServiceKind kind) {
  if (kind == ServiceKind::assessment) return in_minutes(service.time);
  return service.every > Duration::zero() ? in_minutes(service.time) / in_weeks(service.every) : 0;
}

// Those who turn round at the door: the list is taken to be empty.
double turn_round(const Service& service, ExpectedVisit& visit) {
  const double balked = service.balk.chance.empty() ? 0 : service.balk.chance.front();
  at(visit.ends, Exit::balked) = balked;
  at(visit.ends, Exit::no_reply) = (1 - balked) * service.no_reply;
  return (1 - balked) * (1 - service.no_reply);
}

// Appointments until one is attended or too many first ones are missed; each is held for seven days.
void expect_assessment(const Service& service, double absence, double comes, ExpectedVisit& visit) {
  const double attends = 1 - service.missed_first - service.cancelled;
  double trying = comes;
  for (int attempt = 0; attempt <= service.rebook; ++attempt) {
    visit.appointments += absence < 1 ? trying / (1 - absence) : 0;
    at(visit.ends, Exit::seen) += trying * attends;
    trying *= 1 - attends;
  }
  at(visit.ends, Exit::left) += trying;
  visit.held_days = 7 * visit.appointments;
}

void expect_course(const Service& service, double absence, double comes, NeedId level, ExpectedVisit& visit) {
  for (const auto& [planned, share] : planned_sessions(service)) {
    const CourseChain chain(service, absence, planned);
    visit.appointments += comes * share * chain.appointments();
    for (const auto& [exit, dose, chance] : chain.endings()) {
      at(visit.ends, exit) += comes * share * chance;
      if (exit != Exit::left) {
        at(visit.recovered, exit) += comes * share * chance * chance_recovered(service, level, dose);
      }
    }
  }
  visit.held_days = visit.appointments * in_days(service.every);
}

// A group is held until its last member has gone, so a member's share of it is the mean of the longest course of all
// divided by the size. It starts when `size` wait, or with those who have come within the limit.
void share_group(const Service& service, double absence, double a_day, ExpectedVisit& visit) {
  const int full = std::max(1, service.group_size);
  int size = full;
  if (service.group_limit > Duration::zero()) {
    const auto come = static_cast<int>(std::min(a_day * in_days(service.group_limit), double(full)));
    size = std::clamp(1 + come, std::max(1, std::min(service.group_least, full)), full);
  }
  const double longest = longest_of(service, absence, size);
  visit.held_days = longest * in_days(service.every) / size;
}

// A stay or digital use of drawn length, the latter cut short by a constant hazard of giving up.
void expect_stay(const Service& service, ServiceKind kind, double comes, NeedId level, ExpectedVisit& visit) {
  constexpr int kPoints = 20000;
  const double rate = kind == ServiceKind::digital ? service.drop_out.rate : 0;
  const Exit whole = kind == ServiceKind::digital ? Exit::completed : Exit::seen;
  const auto recovers = [&](double days) {
    return kind == ServiceKind::digital ? chance_recovered(service, level, days / 7) : 0;
  };
  for (int i = 0; i < kPoints && service.length; ++i) {
    const double days = (*service.length)((i + 0.5) / kPoints) * service.length_factor, share = comes / kPoints;
    const double stays = portable::exp(-rate * days);
    at(visit.ends, whole) += share * stays;
    at(visit.recovered, whole) += share * stays * recovers(days);
    visit.held_days += share * (rate > 0 ? (1 - stays) / rate : days);
    if (rate <= 0) continue;
    const double used = days / 2;  // among those who give up; fine enough for a share of a share
    at(visit.ends, Exit::dropped_out) += share * (1 - stays);
    at(visit.recovered, Exit::dropped_out) += share * (1 - stays) * recovers(used);
  }
  if (!service.length) at(visit.ends, whole) += comes;
}

}  // namespace

ExpectedVisit expect_visit(const Service& service, const ServiceInfo& info, double absence, NeedId level,
                           double a_day) {
  ExpectedVisit visit;
  const double comes = info.kind == ServiceKind::crisis ? 1 : turn_round(service, visit);
  switch (info.kind) {
    case ServiceKind::assessment:
      expect_assessment(service, absence, comes, visit);
      break;
    case ServiceKind::course:
      expect_course(service, absence, comes, level, visit);
      break;
    case ServiceKind::group:
      expect_course(service, absence, comes, level, visit);
      share_group(service, absence, a_day, visit);
      break;
    case ServiceKind::digital:
    case ServiceKind::stay:
    case ServiceKind::crisis:
      expect_stay(service, info.kind, comes, level, visit);
      break;
  }
  visit.held_minutes = visit.held_days / 7 * minutes_a_week(service, info.kind);
  return visit;
}

}  // namespace caseload
