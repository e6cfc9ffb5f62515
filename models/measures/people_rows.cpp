// The measures of people and their episodes, formed.
#include <array>

#include "models/measures/scopes.hpp"

namespace caseload {

namespace {

using S = PeopleScope;
using P = PeopleCount;

// Of finished courses, by the position of the days in kOfficialDays.
double first_within(const S& s, std::size_t k) { return ratio(s.at(P::first_within, k), s.at(P::timed)); }
double number(std::int64_t n) { return static_cast<double>(n); }
std::int64_t ended_with(const S& s, std::size_t contacts) { return s.at(P::first_ended_with, contacts); }
std::int64_t referrals(const S& s) { return s.at(P::appeared) - s.at(P::initial); }

constexpr auto kPeopleMeasures = std::to_array<MeasureOf<PeopleScope>>({
    {"referrals", "people", "People referred for the first time", [](const S& s) { return number(referrals(s)); },
     true},
    {"returns", "episodes", "Later episodes: referred again, relapsed, or come back by a crisis",
     [](const S& s) { return number(s.at(P::episodes) - s.at(P::appeared)); }},
    {"episodes_ended", "episodes", "Episodes that ended: the person went away",
     [](const S& s) { return number(s.at(P::episodes_ended)); }},
    {"ended_without_contact", "episodes", "Episodes ended without any attended contact with a human",
     [](const S& s) { return number(ended_with(s, 0)); }},
    {"ended_after_one_contact", "episodes", "Episodes ended after exactly one attended contact with a human",
     [](const S& s) { return number(ended_with(s, 1)); }},
    {"finished_courses", "episodes", "Episodes ended after two or more attended contacts with a human",
     [](const S& s) { return number(ended_with(s, 2)); }, true},
    {"ended_without_contact_share", "share", "Episodes ended without any attended contact, of episodes ended",
     [](const S& s) { return ratio(ended_with(s, 0), s.at(P::episodes_ended)); }},
    {"ended_after_one_contact_share", "share", "Episodes ended after exactly one attended contact, of episodes ended",
     [](const S& s) { return ratio(ended_with(s, 1), s.at(P::episodes_ended)); }},
    {"finished_courses_share", "share", "Episodes ended after two or more attended contacts, of episodes ended",
     [](const S& s) { return ratio(ended_with(s, 2), s.at(P::episodes_ended)); }},
    {"finished_below_threshold", "episodes", "Finished courses of people already recovered at their first contact",
     [](const S& s) { return number(s.at(P::below_threshold)); }},
    {"recovery_rate", "share", "Recovered, of finished courses that did not start below the threshold (official)",
     [](const S& s) { return ratio(s.at(P::recovered), s.finished() - s.at(P::below_threshold)); }, true},
    {"improvement_rate", "share", "Improved or recovered, of finished courses",
     [](const S& s) { return ratio(s.at(P::improved), s.finished()); }},
    {"deterioration_rate", "share", "Deteriorated, of finished courses",
     [](const S& s) { return ratio(s.at(P::deteriorated), s.finished()); }},
    {"within_28_days_official", "share", "First contact within 28 days of referral, of finished courses",
     [](const S& s) { return first_within(s, 0); }},
    {"within_6_weeks_official", "share", "First contact within 6 weeks of referral, of finished courses",
     [](const S& s) { return first_within(s, 1); }, true},
    {"within_56_days_official", "share", "First contact within 56 days of referral, of finished courses",
     [](const S& s) { return first_within(s, 2); }},
    {"within_90_days_official", "share", "First contact within 90 days of referral, of finished courses",
     [](const S& s) { return first_within(s, 3); }},
    {"within_18_weeks_official", "share", "First contact within 18 weeks of referral, of finished courses",
     [](const S& s) { return first_within(s, 4); }, true},
    {"digital_only_endings", "episodes", "Episodes ended with digital use and no attended contact with a human",
     [](const S& s) { return number(s.at(P::digital_only)); }},
    {"human_contacts", "contacts", "Attended contacts with a human",
     [](const S& s) { return number(s.at(P::human_contacts)); }},
    {"digital_contacts", "contacts", "Attended contacts that were digital",
     [](const S& s) { return number(s.at(P::digital_contacts)); }},
    {"human_contact_hours", "hours", "Hours of attended contact with a human",
     [](const S& s) { return number(s.at(P::human_seconds)) / 3600; }},
    {"human_contact_hours_a_referral", "hours a person", "Hours of attended contact with a human, a person referred",
     [](const S& s) { return ratio(number(s.at(P::human_seconds)) / 3600, number(referrals(s))); }, true},
    {"human_contacts_a_referral", "contacts a person", "Attended contacts with a human, a person referred",
     [](const S& s) { return ratio(s.at(P::human_contacts), referrals(s)); }},
    {"crises", "crises", "Crises, recorded or not", [](const S& s) { return number(s.at(P::crises)); }, true},
    {"expected_crises", "crises", "Sum of the chances of crises (the rate over time), recorded or not",
     [](const S& s) { return from_fixed(s.at(P::expected_crises)); }, true},
    {"presentations", "presentations", "Crises that came to be recorded",
     [](const S& s) { return number(s.at(P::recorded)); }},
    {"unmet_crises", "crises", "Crises that nobody recorded", [](const S& s) { return number(s.at(P::unmet)); }},
    {"represented_within_30_days", "share", "Presentations followed by another of the same person within 30 days",
     [](const S& s) { return ratio(s.at(P::represented_30), s.at(P::followed_30)); }},
    {"represented_within_90_days", "share", "Presentations followed by another of the same person within 90 days",
     [](const S& s) { return ratio(s.at(P::represented_90), s.at(P::followed_90)); }},
    {"worsened", "changes", "Changes to a graver level of need", [](const S& s) { return number(s.at(P::worsened)); }},
    {"bettered", "changes", "Changes to a lighter level of need or to recovery",
     [](const S& s) { return number(s.at(P::bettered)); }},
    {"relapses", "changes", "Relapses of people who had recovered",
     [](const S& s) { return number(s.at(P::relapsed)); }},
    {"in_services_at_end", "people", "Waiting, booked or in a service at the end of the window",
     [](const S& s) { return number(s.in_services); }},
    {"on_the_way_at_end", "people",
     "Between two services, or a referral and its list (a delay), at the end of the window",
     [](const S& s) { return number(s.at(P::in_episode) - s.in_services); }},
    {"away_at_end", "people", "Known, and away, at the end of the window",
     [](const S& s) { return number(s.known - s.at(P::in_episode)); }},
});

}  // namespace

std::span<const MeasureOf<PeopleScope>> people_measures() { return kPeopleMeasures; }

}  // namespace caseload
