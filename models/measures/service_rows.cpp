// The measures of services: lists as numbers, starts, appointments, courses, outcomes, staff and places.
#include <array>

#include "models/measures/scopes.hpp"

namespace caseload {

namespace {

using S = ServiceScope;
using C = ServiceCount;
constexpr AppliesTo kListed = AppliesTo::listed, kAppointments = AppliesTo::appointments, kCourses = AppliesTo::courses;

double number(std::int64_t n) { return static_cast<double>(n); }
double attended(const S& s, Attendance a) { return number(s.at(C::first_attendance, position(a))); }
double all_appointments(const S& s) {
  double sum = 0;
  for (std::size_t a = 0; a < 4; ++a) sum += number(s.at(C::first_attendance, a));
  return sum;
}
double outcomes(const S& s, Outcomes o) { return number(s.at(C::first_outcome, position(o))); }
std::int64_t finished(const S& s) { return s.ended(Exit::completed) + s.ended(Exit::early); }

constexpr auto kServiceMeasures = std::to_array<MeasureOf<ServiceScope>>({
    {"joined", "people", "Joined the waiting list", [](const S& s) { return number(s.at(C::joined)); }, true, kListed},
    {"left_reneged", "people", "Left the list unseen, by choice or after missing the first appointment too often",
     [](const S& s) { return number(s.unseen(Exit::left)); }, true, kListed},
    {"left_no_reply", "people", "Left the list because they did not reply to the opt-in letter",
     [](const S& s) { return number(s.unseen(Exit::no_reply)); }, false, kListed},
    {"left_balked", "people", "Turned away on joining because of the wait they expected",
     [](const S& s) { return number(s.unseen(Exit::balked)); }, false, kListed},
    {"left_better", "people", "Recovered while waiting and left the list",
     [](const S& s) { return number(s.unseen(Exit::better)); }, false, kListed},
    {"left_moved", "people", "Taken off the list by a crisis or worsening",
     [](const S& s) { return number(s.unseen(Exit::moved)); }, false, kListed},
    {"list_at_end", "people", "On the list (waiting or booked) at the end of the window",
     [](const S& s) { return number(s.at(C::waiting) + s.at(C::booked)); }, true, kListed},
    {"waiting_at_end", "people", "On the list without an appointment at the end of the window",
     [](const S& s) { return number(s.at(C::waiting)); }, false, kListed},
    {"booked_at_end", "people", "On the list with a first appointment ahead at the end of the window",
     [](const S& s) { return number(s.at(C::booked)); }, false, kListed},
    {"list_mean", "people", "On the list, mean over the window", [](const S& s) { return s.list_days / s.window_days; },
     true, kListed},
    {"list_burden", "person-weeks", "Person-weeks spent on the list within the window",
     [](const S& s) { return s.list_days / 7; }, false, kListed},
    {"first_appointments_offered", "appointments", "First appointments offered",
     [](const S& s) { return number(s.at(C::offered)); }, false, kListed},
    {"first_appointments_rebooked", "appointments", "First appointments missed and offered again",
     [](const S& s) { return number(s.at(C::rebooked)); }, false, kListed},
    {"mid_course_returns", "people", "Came back to the list in the middle of a course because their therapist left",
     [](const S& s) { return number(s.at(C::mid_course)); }, false, kListed},
    {"starts", "people", "Starts: a place or minutes taken up", [](const S& s) { return number(s.at(C::started)); }},
    {"in_treatment_at_end", "people", "In the service at the end of the window",
     [](const S& s) { return number(s.at(C::in)); }, true},
    {"in_treatment_mean", "people", "In the service, mean over the window",
     [](const S& s) { return s.in_days / s.window_days; }},
    {"appointments_attended", "appointments", "Appointments attended",
     [](const S& s) { return attended(s, Attendance::attended); }, true, kAppointments},
    {"appointments_missed", "appointments", "Appointments missed without notice",
     [](const S& s) { return attended(s, Attendance::missed); }, false, kAppointments},
    {"appointments_cancelled", "appointments", "Appointments cancelled by the person",
     [](const S& s) { return attended(s, Attendance::cancelled); }, false, kAppointments},
    {"appointments_cancelled_by_service", "appointments", "Appointments that fell out because staff were absent",
     [](const S& s) { return attended(s, Attendance::by_service); }, false, kAppointments},
    {"missed_share", "share", "Appointments missed, of all appointments",
     [](const S& s) { return ratio(attended(s, Attendance::missed), all_appointments(s)); }, false, kAppointments},
    {"contact_hours", "hours", "Hours of attended contact with a human",
     [](const S& s) { return number(s.at(C::human_seconds)) / 3600; }, false, kAppointments},
    {"finished_courses_begun_here", "episodes", "Finished courses (two or more contacts) whose second contact was here",
     [](const S& s) { return number(s.at(C::begun_here)); }, false, kAppointments},
    {"finished_courses_ended_here", "episodes", "Finished courses whose last contact was here",
     [](const S& s) { return number(s.at(C::ended_here)); }, false, kAppointments},
    {"contacts_a_finished_course", "contacts",
     "Attended contacts with a human over all steps, of finished courses whose last contact was here, mean",
     [](const S& s) { return ratio(s.at(C::contacts_ended_here), s.at(C::ended_here)); }, false, kAppointments},
    {"visits_ended", "people", "Visits that ended, whatever their exit, once begun",
     [](const S& s) { return number(s.ended()); }},
    {"signposted", "people", "Left the service and were signposted to help elsewhere",
     [](const S& s) { return number(s.at(C::signposted)); }},
    {"rejected", "people", "Left the service because it would not take them on",
     [](const S& s) { return number(s.at(C::rejected)); }},
    {"courses_completed", "courses", "Courses in which all that was planned was attended (or used)",
     [](const S& s) { return number(s.ended(Exit::completed)); }, false, kCourses},
    {"courses_ended_early", "courses", "Courses ended early by agreement",
     [](const S& s) { return number(s.ended(Exit::early)); }, false, kCourses},
    {"drop_outs", "courses", "Courses ended by dropping out",
     [](const S& s) { return number(s.ended(Exit::dropped_out)); }, true, kCourses},
    {"expected_drop_outs", "courses", "Sum of the chances with which courses could have ended by dropping out",
     [](const S& s) { return from_fixed(s.at(C::expected_drop_outs)); }, false, kCourses},
    {"drop_out_share", "share", "Drop-outs, of courses ended",
     [](const S& s) { return ratio(s.ended(Exit::dropped_out), s.ended()); }, true, kCourses},
    {"sessions_a_finished_course", "sessions", "Contacts attended in a course completed or ended early, mean",
     [](const S& s) { return ratio(s.at(C::finished_dose), finished(s)); }, false, kCourses},
    {"sessions_a_course", "sessions", "Contacts attended in a course, however it ended, mean",
     [](const S& s) { return ratio(s.at(C::dose), s.ended()); }, false, kCourses},
    {"recoveries", "people", "Courses at whose end the person had recovered",
     [](const S& s) { return outcomes(s, Outcomes::recovered); }, true, kCourses},
    {"expected_recoveries", "people", "Sum of the chances of recovery at the ends of courses",
     [](const S& s) { return from_fixed(s.at(C::expected_recoveries)); }, true, kCourses},
    {"improvements", "people", "Courses at whose end the person had improved without recovering",
     [](const S& s) { return outcomes(s, Outcomes::improved); }, false, kCourses},
    {"unchanged", "people", "Courses at whose end nothing had changed",
     [](const S& s) { return outcomes(s, Outcomes::unchanged); }, false, kCourses},
    {"deteriorations", "people", "Courses at whose end the person had deteriorated",
     [](const S& s) { return outcomes(s, Outcomes::deteriorated); }, false, kCourses},
    {"presentations_answered", "presentations", "Recorded crises answered by this service",
     [](const S& s) { return number(s.at(C::answered)); }, false, AppliesTo::crisis},
    {"cost", "GBP", "Cost: attended appointments, or days of stay or use, at the service's price",
     [](const S& s) { return (number(s.at(C::cost)) + s.day_costs) / 1e6; }},
});

using L = StaffLevels;
constexpr auto kStaffMeasures = std::to_array<MeasureOf<StaffLevels>>({
    {"minutes_in_force", "minutes a week", "Contact time of the posts filled, mean over the window",
     [](const L& l) { return l.in_force.mean() / kLevelUnit; }},
    {"minutes_held", "minutes a week", "Contact time promised to people, mean over the window",
     [](const L& l) { return l.held.mean() / kLevelUnit; }},
    {"utilisation", "share", "Contact time promised, of contact time in force",
     [](const L& l) { return ratio(l.held.mean(), l.in_force.mean()); }},
    {"posts_vacant", "posts", "Posts empty, mean over the window",
     [](const L& l) { return l.vacant.mean() / kLevelUnit; }},
});
constexpr auto kPlaceMeasures = std::to_array<MeasureOf<StaffLevels>>({
    {"places_in_force", "places", "Places, mean over the window",
     [](const L& l) { return l.in_force.mean() / kLevelUnit; }},
    {"places_held", "places", "Places held, mean over the window",
     [](const L& l) { return l.held.mean() / kLevelUnit; }},
    {"occupancy", "share", "Places held, of places in force",
     [](const L& l) { return ratio(l.held.mean(), l.in_force.mean()); }},
});

}  // namespace

std::int64_t ServiceScope::ended() const {
  std::int64_t sum = 0;
  for (std::size_t e = 0; e < kExits; ++e) sum += at(C::first_exit, e);
  return sum;
}

void ServiceScope::add(const ServiceScope& other) {
  for (std::size_t k = 0; k < kServiceCounts; ++k) counts[k] += other.counts[k];
  list_days += other.list_days;
  in_days += other.in_days;
  day_costs += other.day_costs;
  window_days = other.window_days;
}

std::span<const MeasureOf<ServiceScope>> service_measures() { return kServiceMeasures; }
std::span<const MeasureOf<StaffLevels>> staff_measures() { return kStaffMeasures; }
std::span<const MeasureOf<StaffLevels>> place_measures() { return kPlaceMeasures; }

}  // namespace caseload
