#pragma once
// Spells of waiting, told three ways that stand together: how long those waited who were seen, those who left and those
// who still wait; and as a curve that respects that one ends the other (Aalen–Johansen, by day waited).
//
// A spell has a true date of joining, also if that lies before the start. What ended in the window [from, to) is
// counted in it; those open when the window begins enter the curve late, at the time they have waited by then; those
// open when it ends are censored. Bounds are whole days, so that the day of joining suffices to tell how long somebody
// has waited there, and nothing has to be kept for each person. Merged is equal to whole.

#include <array>
#include <cstdint>
#include <vector>

#include "engine/competing_risks.hpp"
#include "engine/histogram.hpp"
#include "engine/time.hpp"
#include "engine/wide_sum.hpp"

namespace caseload {

enum class SpellEnd : std::uint8_t { seen, left, moved };
inline constexpr std::size_t kSpellEnds = 3;

// How many open spells were joined on each day; days may be negative.
class OpenSpells {
 public:
  void add(Time joined);
  void remove(Time joined);
  void merge(const OpenSpells& other);
  std::int64_t count() const { return count_; }
  // Sum over the open spells of (t − joined), in ticks.
  WideSum waited(Time t) const;
  template <class Visit>
  void each_day(Visit visit) const {  // visit(day, how many)
    for (std::size_t i = 0; i < days_.size(); ++i)
      if (days_[i] != 0) visit(first_ + static_cast<std::int64_t>(i), days_[i]);
  }

 private:
  // Dates of joining are summed from far before any start, so that the sum has no sign.
  static constexpr std::int64_t kOrigin = std::int64_t{1} << 53;
  std::uint32_t& at(std::int64_t day);
  std::uint32_t& make_room(std::int64_t day);

  std::int64_t first_ = 0, count_ = 0;
  std::vector<std::uint32_t> days_;
  WideSum joined_;
};

class Spells {
 public:
  Spells() = default;
  Spells(Time from, Time to, bool curves) : from_(from), to_(to), curves_(curves) {}

  void begin(Time joined) {
    open_.add(joined);
    if (!in_window_) return;
    ++joined_;
    const Duration waited = joined < from_ ? from_ - joined : Duration::zero();
    before_.add(static_cast<std::uint64_t>(waited.ticks));
    if (curves_) curve_.enter(waited);
  }
  void end(SpellEnd how, Time joined, Time now) {
    open_.remove(joined);
    if (!in_window_) return;
    const Duration waited = now - joined;
    ended_[static_cast<std::size_t>(how)].add(waited);
    if (curves_) curve_.finish(waited, static_cast<std::size_t>(how));
  }
  void open_window();
  void close_window();
  void merge(const Spells& other);

  const OpenSpells& open() const { return open_; }
  // In the window.
  std::int64_t joined() const { return joined_; }
  const DurationHistogram& ended(SpellEnd how) const { return ended_[static_cast<std::size_t>(how)]; }
  const CompetingRiskCurve& curve() const { return curve_; }
  // At its end. The histogram counts each by the day of joining; the mean is exact (days).
  const DurationHistogram& still() const { return still_; }
  double still_mean() const;
  // Person-ticks on the list within the window, from the spells alone.
  WideSum burden() const;

 private:
  Time from_{}, to_{};
  bool curves_ = true, in_window_ = false;
  OpenSpells open_;
  std::int64_t joined_ = 0;
  std::array<DurationHistogram, kSpellEnds> ended_;
  DurationHistogram still_;
  WideSum still_ticks_;
  WideSum before_;  // waited before the window began
  CompetingRiskCurve curve_;
};

// A curve with its ends told apart: a share or a median the data say nothing about is not a number.
struct SpellCurve {
  explicit SpellCurve(const CompetingRiskCurve& counted) : curve(counted.evaluate()) {}
  double incidence(SpellEnd how, std::size_t day) const;
  double median(SpellEnd how) const;  // days
  CompetingRiskCurve::Curve curve;
};

}  // namespace caseload
