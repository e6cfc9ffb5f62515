// The weekly series of a finished run.
#include "models/measures/rows.hpp"
#include "models/measures/scopes.hpp"

namespace caseload {

namespace {

constexpr double kSecondsPerWeek = 7.0 * 24 * 3600;

class SeriesMaker {
 public:
  explicit SeriesMaker(const Measures::State& state) : state_(state) {}

  // Of an area only how many wait, all lists together.
  std::vector<SeriesRow> make(RowDetail detail) {
    if (detail == RowDetail::everything) {
      for (std::size_t s = 0; s < state_.world->services.size(); ++s) of_service(s);
      of_people();
      for (std::size_t r = 0; r < state_.staff.size(); ++r) of_role(r);
    }
    each_week("list_size", 0, [this](std::size_t week) {
      std::int64_t sum = 0;
      for (std::size_t s = 0; s < state_.world->services.size(); ++s) sum += of(s, ServiceSeries::list_size, week);
      return static_cast<double>(sum);
    });
    return std::move(rows_);
  }

 private:
  std::int64_t of(std::size_t s, ServiceSeries k, std::size_t week) const {
    return state_.weekly.services[s * position(ServiceSeries::size) + position(k)][week];
  }

  template <class Value>
  void each_week(const char* measure, std::size_t service, Value value) {
    const std::uint16_t number = measure_number(measure);
    for (std::int64_t week = 0; week < state_.weekly.weeks; ++week)
      rows_.push_back({number, static_cast<std::uint16_t>(service), static_cast<std::int32_t>(week),
                       value(static_cast<std::size_t>(week))});
  }

  void of_service(std::size_t s) {
    const auto plain = [&](const char* measure, ServiceSeries k) {
      each_week(measure, s + 1, [&](std::size_t week) { return static_cast<double>(of(s, k, week)); });
    };
    const auto mean = [&](const char* measure, ServiceSeries n, const auto& weeks_waited) {
      each_week(measure, s + 1,
                [&](std::size_t week) { return ratio(weeks_waited(week), static_cast<double>(of(s, n, week))); });
    };
    const ServiceInfo& service = state_.world->services[s];
    if (service.kind == ServiceKind::crisis) return;
    plain("in_treatment", ServiceSeries::in_treatment);
    if (service.kind != ServiceKind::stay) plain("weekly_attended", ServiceSeries::attended);
    if (service.kind != ServiceKind::stay && service.kind != ServiceKind::assessment) {
      plain("weekly_finished", ServiceSeries::finished);
      plain("weekly_drop_outs", ServiceSeries::dropped_out);
    }
    if (!service.listed) return;
    plain("list_size", ServiceSeries::list_size);
    plain("weekly_joined", ServiceSeries::joined);
    plain("weekly_seen", ServiceSeries::seen);
    plain("weekly_left", ServiceSeries::left);
    mean("weekly_seen_wait", ServiceSeries::seen, [&](std::size_t week) {
      return static_cast<double>(of(s, ServiceSeries::seen_waited, week)) / kSecondsPerWeek;
    });
    mean("weekly_still_wait", ServiceSeries::still, [&](std::size_t week) {
      const double ticks = static_cast<double>(of(s, ServiceSeries::still_waited, week)) * 0x1p32 +
                           static_cast<double>(of(s, ServiceSeries::still_waited_rest, week));
      return ticks / static_cast<double>(kTicksPerWeek);
    });
  }

  void of_people() {
    const auto plain = [&](const char* measure, PeopleSeries k) {
      each_week(measure, 0,
                [&](std::size_t week) { return static_cast<double>(state_.weekly.people[position(k)][week]); });
    };
    plain("weekly_referrals", PeopleSeries::referrals);
    plain("weekly_returns", PeopleSeries::returns);
    plain("weekly_crises", PeopleSeries::crises);
    plain("weekly_presentations", PeopleSeries::recorded);
    plain("weekly_recoveries", PeopleSeries::recoveries);
  }

  void of_role(std::size_t r) {
    const auto level = [&](const char* measure, StaffSeries k) {
      each_week(measure, state_.world->services.size() + r + 1, [&](std::size_t week) {
        return static_cast<double>(state_.weekly.staff[r * position(StaffSeries::size) + position(k)][week]) /
               kLevelUnit;
      });
    };
    level("weekly_minutes_in_force", StaffSeries::minutes_in_force);
    level("weekly_minutes_held", StaffSeries::minutes_held);
    level("weekly_posts_vacant", StaffSeries::posts_vacant);
  }

  const Measures::State& state_;
  std::vector<SeriesRow> rows_;
};

}  // namespace

std::vector<SeriesRow> series_rows(const Measures& measures, RowDetail detail) {
  return SeriesMaker(measures.state()).make(detail);
}

}  // namespace caseload
