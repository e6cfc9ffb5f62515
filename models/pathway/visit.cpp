#include "models/pathway/visit.hpp"

#include <algorithm>

#include "engine/portable_math.hpp"
#include "models/pathway/course_chain.hpp"

namespace caseload {

namespace {

double dose_response(const DoseResponse& response, double dose) {
  return response.top * (1 - portable::exp(-dose / response.scale));
}

class Visit {
 public:
  Visit(const World& world, const Epoch& epoch, ServiceId s, NeedId level)
      : world_(world),
        service_(epoch.services[s]),
        kind_(world.services[s].kind),
        absence_(world.services[s].role == kNoRole ? 0 : epoch.roles[world.services[s].role].absence),
        level_(level) {
    for (auto& by_level : visit_.level_after) by_level.assign(world.needs.size() + 1, 0.0);
  }

  ExpectedVisit expect(double a_day) {
    const double comes = kind_ == ServiceKind::crisis ? 1 : turn_round();
    switch (kind_) {
      case ServiceKind::assessment:
        assessment(comes);
        break;
      case ServiceKind::course:
        course(comes);
        break;
      case ServiceKind::group:
        course(comes);
        share_group(a_day);
        break;
      case ServiceKind::digital:
        use(comes);
        break;
      case ServiceKind::stay:
      case ServiceKind::crisis:
        stay(comes);
        break;
    }
    visit_.held_minutes = visit_.held_days / 7 * minutes_a_week();
    return visit_;
  }

 private:
  void end(Exit exit, double chance, NeedId level) {
    visit_.ends[static_cast<std::size_t>(exit)] += chance;
    visit_.level_after[static_cast<std::size_t>(exit)][level] += chance;
  }
  void end(Exit exit, double chance) { end(exit, chance, level_); }

  // With an outcome: recovered lies within improved, deteriorated at the other end of the same uniform.
  void end_treated(Exit exit, double chance, double dose) {
    if (level_ >= service_.outcome.size()) return end(exit, chance);
    const Outcome& outcome = service_.outcome[level_];
    const NeedGroup& need = world_.needs[level_];
    const auto recovered = static_cast<NeedId>(world_.recovered());
    const double recovers = dose_response(outcome.recovered, dose);
    const double improves = std::max(recovers, dose_response(outcome.improved, dose));
    const double worsens = std::min(outcome.deteriorated, 1 - improves);
    end(exit, chance * recovers, recovered);
    end(exit, chance * (improves - recovers), need.improves_to == recovered ? level_ : need.improves_to);
    end(exit, chance * worsens, need.worsens_to);
    end(exit, chance * (1 - improves - worsens));
  }

  // What is held a week while an activity lasts: a one-off its own minutes, anything else one appointment an interval.
  double minutes_a_week() const {
    if (kind_ == ServiceKind::assessment) return in_minutes(service_.time);
    return service_.every > Duration::zero() ? in_minutes(service_.time) / in_weeks(service_.every) : 0;
  }

  // Those who turn round at the door; what is returned is the share that goes on.
  double turn_round() {
    const double balked = service_.balk.chance.empty() ? 0 : service_.balk.chance.front();
    end(Exit::balked, balked);
    end(Exit::no_reply, (1 - balked) * service_.no_reply);
    return (1 - balked) * (1 - service_.no_reply);
  }

  // Appointments until one is attended or too many first ones are missed; each is held for seven days.
  void assessment(double comes) {
    const double attends = 1 - service_.missed_first - service_.cancelled;
    double trying = comes;
    for (int attempt = 0; attempt <= service_.rebook; ++attempt) {
      visit_.appointments += absence_ < 1 ? trying / (1 - absence_) : 0;
      end(Exit::seen, trying * attends);
      trying *= 1 - attends;
    }
    end(Exit::left, trying);
    visit_.held_days = 7 * visit_.appointments;
  }

  void course(double comes) {
    for (const auto& [planned, share] : planned_sessions(service_)) {
      const CourseChain chain(service_, absence_, planned);
      visit_.appointments += comes * share * chain.appointments();
      for (const auto& [exit, dose, chance] : chain.endings()) {
        if (exit == Exit::left) {
          end(exit, comes * share * chance);
        } else {
          end_treated(exit, comes * share * chance, dose);
        }
      }
    }
    visit_.held_days = visit_.appointments * in_days(service_.every);
  }

  // A group is held until its last member has gone, so a member's share of it is the mean of the longest course of all
  // divided by the size. It starts when `size` wait, or with those who have come within the limit.
  void share_group(double a_day) {
    const int full = std::max(1, service_.group_size);
    int size = full;
    if (service_.group_limit > Duration::zero()) {
      const double come = std::min(a_day * in_days(service_.group_limit), static_cast<double>(full));
      size = std::clamp(1 + static_cast<int>(come), std::clamp(service_.group_least, 1, full), full);
    }
    visit_.held_days = longest_of(service_, absence_, size) * in_days(service_.every) / size;
  }

  template <class PerLength>
  void over_lengths(double comes, PerLength&& take) const {
    constexpr int kPoints = 20000;
    for (int i = 0; i < kPoints; ++i) {
      const double drawn = service_.length ? (*service_.length)((i + 0.5) / kPoints) : 0;
      take(comes / kPoints, drawn * service_.length_factor);
    }
  }

  // A drawn length, cut short by a constant hazard of giving up; those who do are taken to have used half of it.
  void use(double comes) {
    const double rate = service_.drop_out.rate;
    over_lengths(comes, [&](double share, double days) {
      const double stays = portable::exp(-rate * days);
      visit_.held_days += share * (rate > 0 ? (1 - stays) / rate : days);
      end_treated(Exit::completed, share * stays, days / 7);
      if (rate > 0) end_treated(Exit::dropped_out, share * (1 - stays), days / 2 / 7);
    });
  }

  void stay(double comes) {
    over_lengths(comes, [&](double share, double days) { visit_.held_days += share * days; });
    end(Exit::seen, comes);
  }

  const World& world_;
  const Service& service_;
  ServiceKind kind_;
  double absence_;
  NeedId level_;
  ExpectedVisit visit_;
};

}  // namespace

ExpectedVisit expect_visit(const World& world, const Epoch& epoch, ServiceId service, NeedId level, double a_day) {
  return Visit(world, epoch, service, level).expect(a_day);
}

}  // namespace caseload
