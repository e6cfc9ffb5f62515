#include "models/measures/spells.hpp"

#include <algorithm>
#include <limits>

namespace caseload {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

}  // namespace

std::uint32_t& OpenSpells::at(std::int64_t day) {
  const auto known = static_cast<std::size_t>(day - first_);  // of an earlier day: beyond all
  return known < days_.size() ? days_[known] : make_room(day);
}

std::uint32_t& OpenSpells::make_room(std::int64_t day) {
  if (days_.empty()) first_ = day;
  if (day < first_) {
    days_.insert(days_.begin(), static_cast<std::size_t>(first_ - day), 0);
    first_ = day;
  }
  const auto i = static_cast<std::size_t>(day - first_);
  if (i >= days_.size()) days_.resize(i + 1, 0);
  return days_[i];
}

void OpenSpells::add(Time joined) {
  ++at(day_index(joined));
  ++count_;
  joined_.add(static_cast<std::uint64_t>(joined.ticks + kOrigin));
}

void OpenSpells::remove(Time joined) {
  std::uint32_t& there = at(day_index(joined));
  CASELOAD_CHECK(there > 0);
  --there;
  --count_;
  joined_.subtract(static_cast<std::uint64_t>(joined.ticks + kOrigin));
}

void OpenSpells::merge(const OpenSpells& other) {
  other.each_day([this](std::int64_t day, std::uint32_t n) { at(day) += n; });
  count_ += other.count_;
  joined_ += other.joined_;
}

WideSum OpenSpells::waited(Time t) const {
  WideSum sum;
  sum.add_product(static_cast<std::uint64_t>(count_), static_cast<std::uint64_t>(t.ticks + kOrigin));
  sum -= joined_;
  return sum;
}

void Spells::open_window() {
  in_window_ = true;
  before_ = open_.waited(from_);
  if (!curves_) return;
  const std::int64_t today = day_index(from_);
  open_.each_day([&](std::int64_t day, std::uint32_t n) {
    for (std::uint32_t i = 0; i < n; ++i) curve_.enter(start_of_day(today) - start_of_day(day));
  });
}

void Spells::close_window() {
  in_window_ = false;
  still_ticks_ = open_.waited(to_);
  const std::int64_t today = day_index(to_);
  open_.each_day([&](std::int64_t day, std::uint32_t n) {
    const Duration waited = start_of_day(today) - start_of_day(day);
    still_.add(waited, n);
    for (std::uint32_t i = 0; curves_ && i < n; ++i) curve_.censor(waited);
  });
}

void Spells::merge(const Spells& other) {
  from_ = other.from_;
  to_ = other.to_;
  open_.merge(other.open_);
  joined_ += other.joined_;
  for (std::size_t i = 0; i < kSpellEnds; ++i) ended_[i].merge(other.ended_[i]);
  still_.merge(other.still_);
  still_ticks_ += other.still_ticks_;
  before_ += other.before_;
  curve_.merge(other.curve_);
}

double Spells::still_mean() const {
  if (still_.count() == 0) return kNone;
  return still_ticks_.value() / static_cast<double>(still_.count()) / static_cast<double>(kTicksPerDay);
}

WideSum Spells::burden() const {
  WideSum sum = still_ticks_;
  for (const DurationHistogram& ended : ended_) sum += ended.total_ticks();
  sum -= before_;
  return sum;
}

double SpellCurve::incidence(SpellEnd how, std::size_t day) const {
  constexpr double kTooFewToMatter = 0.001;
  const auto& reached = curve.incidence[static_cast<std::size_t>(how)];
  if (reached.empty()) return kNone;
  // Of those whose wait was still open when the data end, nobody knows how it ends; where they are next to nobody, it
  // makes no difference.
  if (curve.ends && *curve.ends <= day && curve.survival.back() > kTooFewToMatter) return kNone;
  return reached[std::min(day, reached.size() - 1)];
}

double SpellCurve::median(SpellEnd how) const {
  const auto& reached = curve.incidence[static_cast<std::size_t>(how)];
  const auto half = std::lower_bound(reached.begin(), reached.end(), 0.5);
  return half == reached.end() ? kNone : static_cast<double>(half - reached.begin());
}

}  // namespace caseload
