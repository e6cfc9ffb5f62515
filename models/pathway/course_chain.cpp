#include "models/pathway/course_chain.hpp"

#include <algorithm>

#include "engine/portable_math.hpp"

namespace caseload {

namespace {

constexpr double kNegligible = 1e-13;
constexpr std::size_t kMostAppointments = 20000;

double increment_after(const std::vector<double>& by_session, int session) {
  if (by_session.empty()) return 0;
  return by_session[std::min(by_session.size(), static_cast<std::size_t>(session)) - 1];
}

int sessions_at(const Service& service, double u) {
  const double drawn = service.length ? (*service.length)(u)*service.length_factor : 1;
  const int planned = static_cast<int>(std::clamp(drawn + 0.5, 1.0, 10000.0));
  return service.cap > 0 ? std::min(planned, service.cap) : planned;
}

}  // namespace

std::vector<std::pair<int, double>> planned_sessions(const Service& service) {
  constexpr double kFirst = 0x1p-53, kLast = 1.0 - 0x1p-53;
  std::vector<std::pair<int, double>> planned;
  double from = kFirst;
  while (true) {
    const int sessions = sessions_at(service, from);
    if (sessions_at(service, kLast) == sessions) {
      planned.emplace_back(sessions, 1 - (planned.empty() ? 0 : from));
      return planned;
    }
    double in = from, out = kLast;
    for (double half = in + (out - in) / 2; half > in && half < out; half = in + (out - in) / 2)
      (sessions_at(service, half) == sessions ? in : out) = half;
    planned.emplace_back(sessions, out - (planned.empty() ? 0 : from));
    from = out;
  }
}

// Where people stand before an appointment: in front of their first attended one (by first ones missed), or on the way
// (by dose and row). Row 0 has attended the last appointment. In row 1 the service cancelled it; the rows beyond count
// what the person missed or cancelled in a row, up to the limit. In every row but 0 there is a gap since the last
// session, and each week of it beyond the interval counts once.
struct CourseChain::Step {
  static constexpr std::size_t kAttended = 0, kByService = 1;

  const Service& service;
  double absence;
  int planned;
  std::size_t rows;
  std::vector<double> first, later;
  std::vector<double> ended_early, dropped_out;  // by dose
  double completed = 0, left = 0;

  Step(const Service& of, double away, int sessions)
      : service(of),
        absence(away),
        planned(sessions),
        rows(static_cast<std::size_t>(std::max(1, of.missed_limit)) + 1),
        first(static_cast<std::size_t>(of.rebook) + 1, 0.0),
        later(rows * static_cast<std::size_t>(sessions + 1), 0.0),
        ended_early(static_cast<std::size_t>(sessions) + 1, 0.0),
        dropped_out(static_cast<std::size_t>(sessions) + 1, 0.0) {
    first[0] = 1;
  }

  std::size_t place(int dose, std::size_t row) const { return static_cast<std::size_t>(dose) * rows + row; }
  double gap_increment(std::size_t row) const {
    return row == kAttended ? 0 : service.drop_out.per_week_gap * in_weeks(service.every);
  }
  // Without a limit those who missed share the row of those whom the service cancelled.
  std::size_t after_missing(std::size_t row) const {
    return service.missed_limit > 0 ? std::max(row, kByService) + 1 : kByService;
  }

  // One appointment for everybody still there.
  void take() {
    std::vector<double> next_first(first.size(), 0.0), next_later(later.size(), 0.0);
    for (std::size_t b = 0; b < first.size(); ++b) {
      if (first[b] > 0) take_first(first[b], b, next_first, next_later);
    }
    for (int dose = 1; dose < planned; ++dose) {
      for (std::size_t row = 0; row < rows; ++row) {
        const double here = later[place(dose, row)];
        if (here > 0) take_later(here, dose, row, next_later);
      }
    }
    first = std::move(next_first);
    later = std::move(next_later);
  }

  void take_first(double here, std::size_t b, std::vector<double>& next_first, std::vector<double>& next_later) {
    next_first[b] += here * absence;
    const double meets = here * (1 - absence), stays_away = meets * (service.missed_first + service.cancelled);
    if (b + 1 < next_first.size()) {
      next_first[b + 1] += stays_away;
    } else {
      left += stays_away;
    }
    attend(meets - stays_away, 1, kAttended, next_later);
  }

  void take_later(double here, int dose, std::size_t row, std::vector<double>& next_later) {
    const double meets = here * (1 - absence), stays_away = meets * (service.missed + service.cancelled);
    go_on(here * absence, dose, kByService, gap_increment(row), next_later);
    const std::size_t next_row = after_missing(row);
    if (next_row < rows) {
      go_on(stays_away, dose, next_row, service.drop_out.per_missed + gap_increment(row), next_later);
    } else {
      dropped_out[static_cast<std::size_t>(dose)] += stays_away;
    }
    attend(meets - stays_away, dose + 1, row, next_later);
  }

  // Completion, then early end, then drop-out; with `after_last` drop-out comes before completion.
  void attend(double here, int dose, std::size_t row, std::vector<double>& next_later) {
    const double increment = increment_after(service.drop_out.by_session, dose) + gap_increment(row);
    const auto d = static_cast<std::size_t>(dose);
    if (service.drop_out.after_last) {
      dropped_out[d] += here * -portable::expm1(-increment);
      here *= portable::exp(-increment);
    }
    if (dose >= planned) {
      completed += here;
      return;
    }
    const double early = here * -portable::expm1(-increment_after(service.early_by_session, dose));
    ended_early[d] += early;
    go_on(here - early, dose, kAttended, service.drop_out.after_last ? 0 : increment, next_later);
  }

  void go_on(double here, int dose, std::size_t row, double increment, std::vector<double>& next_later) {
    dropped_out[static_cast<std::size_t>(dose)] += here * -portable::expm1(-increment);
    next_later[place(dose, row)] += here * portable::exp(-increment);
  }

  double going_on() const {
    double sum = 0;
    for (const double here : first) sum += here;
    for (const double here : later) sum += here;
    return sum;
  }
};

CourseChain::CourseChain(const Service& service, double absence, int planned) {
  Step step(service, absence, planned);
  double going_on = 1;
  do {
    lasts_longer_.push_back(going_on);
    step.take();
    going_on = step.going_on();
  } while (going_on > kNegligible && lasts_longer_.size() < kMostAppointments);
  lasts_longer_.push_back(0);

  endings_.push_back({Exit::left, 0, step.left});
  endings_.push_back({Exit::completed, planned, step.completed});
  for (int dose = 1; dose <= planned; ++dose) {
    const auto d = static_cast<std::size_t>(dose);
    if (step.ended_early[d] > 0) endings_.push_back({Exit::early, dose, step.ended_early[d]});
    if (step.dropped_out[d] > 0) endings_.push_back({Exit::dropped_out, dose, step.dropped_out[d]});
  }
}

double CourseChain::appointments() const {
  double sum = 0;
  for (const double chance : lasts_longer_) sum += chance;
  return sum;
}

double longest_of(const Service& service, double absence, int size) {
  std::vector<double> longer;
  for (const auto& [planned, share] : planned_sessions(service)) {
    const CourseChain chain(service, absence, planned);
    if (chain.lasts_longer().size() > longer.size()) longer.resize(chain.lasts_longer().size(), 0.0);
    for (std::size_t k = 0; k < chain.lasts_longer().size(); ++k) longer[k] += share * chain.lasts_longer()[k];
  }
  double mean = 0;
  for (const double chance : longer) mean += 1 - portable::pow(1 - std::min(1.0, chance), size);
  return mean;
}

}  // namespace caseload
