// The measures of spells and lists, formed.
#include <array>

#include "models/measures/scopes.hpp"

namespace caseload {

namespace {

constexpr double kWeek = 7;

double count_of(const SpellScope& s, SpellEnd how) { return static_cast<double>(s.spells.ended(how).count()); }
double mean_of(const SpellScope& s, SpellEnd how) { return s.spells.ended(how).mean() / kWeek; }
double percentile_of(const SpellScope& s, SpellEnd how, double p) { return s.spells.ended(how).percentile(p) / kWeek; }
double share_seen_within(const SpellScope& s, int n) { return s.spells.ended(SpellEnd::seen).share_within(weeks(n)); }
double seen_by(const SpellScope& s, std::size_t n) { return s.curve.incidence(SpellEnd::seen, 7 * n); }
double left_by(const SpellScope& s, std::size_t n) { return s.curve.incidence(SpellEnd::left, 7 * n); }

constexpr SpellEnd kSeen = SpellEnd::seen, kLeft = SpellEnd::left, kMoved = SpellEnd::moved;
using S = SpellScope;

constexpr auto kSpellMeasures = std::to_array<MeasureOf<SpellScope>>({
    {"begun", "people", "Spells begun in the window, ",
     [](const S& s) { return static_cast<double>(s.spells.joined()); }},
    {"seen", "people", "Spells that ended by being seen, ", [](const S& s) { return count_of(s, kSeen); }, true},
    {"left", "people", "Spells that ended unseen: reneged, no reply, balked, recovered or gone away, ",
     [](const S& s) { return count_of(s, kLeft); }, true},
    {"moved", "people", "Spells that ended because the person was moved, ",
     [](const S& s) { return count_of(s, kMoved); }},
    {"seen_wait_mean", "weeks", "Wait of those seen, mean, ", [](const S& s) { return mean_of(s, kSeen); }, true},
    {"seen_wait_p50", "weeks", "Wait of those seen, median, ", [](const S& s) { return percentile_of(s, kSeen, 0.5); },
     true},
    {"seen_wait_p90", "weeks", "Wait of those seen, 90th percentile, ",
     [](const S& s) { return percentile_of(s, kSeen, 0.9); }},
    {"left_wait_mean", "weeks", "Wait of those who left unseen, mean, ", [](const S& s) { return mean_of(s, kLeft); },
     true},
    {"left_wait_p50", "weeks", "Wait of those who left unseen, median, ",
     [](const S& s) { return percentile_of(s, kLeft, 0.5); }},
    {"left_wait_p90", "weeks", "Wait of those who left unseen, 90th percentile, ",
     [](const S& s) { return percentile_of(s, kLeft, 0.9); }},
    {"still", "people", "Still waiting at the end of the window, ",
     [](const S& s) { return static_cast<double>(s.spells.still().count()); }, true},
    {"still_wait_mean", "weeks", "Wait so far of those still waiting at the end, mean, ",
     [](const S& s) { return s.spells.still_mean() / kWeek; }, true},
    {"still_wait_p50", "weeks", "Wait so far of those still waiting at the end, median, ",
     [](const S& s) { return s.spells.still().percentile(0.5) / kWeek; }},
    {"still_wait_p90", "weeks", "Wait so far of those still waiting at the end, 90th percentile, ",
     [](const S& s) { return s.spells.still().percentile(0.9) / kWeek; }},
    {"median_time_to_be_seen", "weeks",
     "Time by which half of all have been seen, leavers and those still waiting counted (empty: not reached), ",
     [](const S& s) { return s.curve.median(kSeen) / kWeek; }, true},
    {"within_6_weeks", "share", "Share of all referred who are seen within 6 weeks, ",
     [](const S& s) { return seen_by(s, 6); }, true},
    {"within_18_weeks", "share", "Share of all referred who are seen within 18 weeks, ",
     [](const S& s) { return seen_by(s, 18); }, true},
    {"left_within_18_weeks", "share", "Share of all referred who leave unseen within 18 weeks, ",
     [](const S& s) { return left_by(s, 18); }},
    {"within_6_weeks_of_seen", "share", "Share of those seen who were seen within 6 weeks, ",
     [](const S& s) { return share_seen_within(s, 6); }},
    {"within_18_weeks_of_seen", "share", "Share of those seen who were seen within 18 weeks, ",
     [](const S& s) { return share_seen_within(s, 18); }},
});

}  // namespace

std::span<const MeasureOf<SpellScope>> spell_measures() { return kSpellMeasures; }

}  // namespace caseload
