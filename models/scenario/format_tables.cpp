// Every table and key of the format. This file is data: it is read from top to bottom like the reference page.
#include <utility>

#include "models/limits.hpp"
#include "models/scenario/format.hpp"

namespace caseload {
namespace {

// A field under construction.
struct Make : Field {
  Make(Shape s, Unit u, std::string k, std::string m) {
    shape = s;
    unit = u;
    key = std::move(k);
    meaning = std::move(m);
  }
  Make& must() { return required = true, *this; }
  Make& otherwise(std::string words) { return fallback = std::move(words), *this; }
  Make& from(double low) { return least = low, *this; }
  Make& above(double low) { return least = low, above_least = true, *this; }
  Make& to(double high) { return most = high, *this; }
  Make& exactly(int n) { return length = n, *this; }
  Make& unproven() { return evidenced = false, *this; }
  Make& fixed() { return changeable = false, *this; }
  Make& proven() { return evidence = true, *this; }
  Make& shares() { return adds_up = true, *this; }
  Make& as_a_whole() { return whole = true, *this; }
  Make& only(unsigned k) { return kinds = k, *this; }
  Make& must_for(unsigned k) { return required_kinds = k, *this; }
  Make& of(Names n) { return names = n, *this; }
  Make& new_names(Names n, std::size_t limit) { return names = n, defines = true, most_names = limit, *this; }
  Make& one_of(std::vector<std::string> c) { return choices = std::move(c), *this; }
  Make& or_always() { return always = true, *this; }
  Make& with(std::vector<Field> f) { return fields = std::move(f), *this; }
  Make& each(Field f) { return rest.push_back(std::move(f)), *this; }
};

Make table(std::string key, std::string meaning) {
  return {Shape::table, Unit::none, std::move(key), std::move(meaning)};
}
Make text(std::string key, std::string meaning) {
  return {Shape::text, Unit::none, std::move(key), std::move(meaning)};
}
Make flag(std::string key, std::string meaning) {
  return {Shape::flag, Unit::none, std::move(key), std::move(meaning)};
}
Make choice(std::string key, std::string meaning) {
  return {Shape::choice, Unit::none, std::move(key), std::move(meaning)};
}
Make name(std::string key, std::string meaning) {
  return {Shape::name, Unit::none, std::move(key), std::move(meaning)};
}
Make number(std::string key, Unit unit, std::string meaning) {
  Make made{Shape::quantity, unit, std::move(key), std::move(meaning)};
  if (unit == Unit::fraction) made.most = 1;
  if (unit == Unit::count) made.most = kMostCount;
  if (unit == Unit::duration) made.most = kMostDays;
  if (unit == Unit::rate) made.most = kMostRate;
  if (unit == Unit::money) made.most = kMostPounds;
  if (unit == Unit::growth) made.least = -1;
  if (unit == Unit::length) made.most = kMostDays, made.evidenced = false, made.changeable = false;
  return made;
}
Make numbers(std::string key, Unit unit, std::string meaning) {
  Make made = number(std::move(key), unit, std::move(meaning));
  made.shape = Shape::quantities;
  return made;
}
Make chance(std::string key, std::string meaning) { return number(std::move(key), Unit::fraction, std::move(meaning)); }
Make duration(std::string key, std::string meaning) {
  return number(std::move(key), Unit::duration, std::move(meaning));
}
Make rate(std::string key, std::string meaning) { return number(std::move(key), Unit::rate, std::move(meaning)); }
Make drawn(std::string key, Unit unit, std::string meaning) {
  Make made = number(std::move(key), unit, std::move(meaning));
  made.shape = Shape::distribution;
  return made;
}

Field start_and_length() {
  return table("scenario", "What is simulated, from when and for how long.")
      .must()
      .with({
          text("title", "What the scenario is called in reports.").must(),
          text("question", "The question it was written to answer."),
          Make(Shape::date, Unit::none, "start", "First day of the run, a date without quotes.").must(),
          number("length", Unit::length, "How long the run is; years and months are calendar ones.").must().above(0),
          number("warm_up", Unit::length, "Time from the start that is simulated and not reported.").otherwise("none"),
          flag("settle", "Allows [initial] and `warm_up` together: the initial lists then settle first.")
              .otherwise("false"),
          number("step", Unit::duration,
                 "Take decisions once a day, to compare with models that step by days; only \"1 day\".")
              .otherwise("continuous time")
              .from(1)
              .to(1)
              .unproven()
              .fixed(),
          Make(Shape::names, Unit::none, "apply", "Policies that are always in force: what has already happened.")
              .of(Names::policy)
              .otherwise("none"),
          number("report_from", Unit::length, "Where the reported window begins, after the start.")
              .otherwise("the end of `warm_up`, else the start"),
      });
}

Field sources() {
  return table("sources", "Where numbers come from.")
      .new_names(Names::evidence_source, kMostNames)
      .each(table("ID", "One source, referred to as `source = \"ID\"`.")
                .with({
                    text("title", "Title of the publication or table.").must(),
                    text("publisher", "Who published it."),
                    Make(Shape::quantity, Unit::count, "year", "Year of publication.")
                        .from(1800)
                        .to(2200)
                        .unproven()
                        .fixed(),
                    text("published", "Date of publication, in words."),
                    text("url", "Where it can be read."),
                    text("note", "How it was read, and what to beware of."),
                }));
}

Field needs() {
  return table("need", "Need groups: how ill people are. Their order in the file is the order of the draw.")
      .must()
      .new_names(Names::need, kMostNeeds)
      .each(table("NEED", "One need group.")
                .proven()
                .with({
                    chance("share", "Share of people referred who have this need at first.").must().fixed(),
                    rate("crisis_rate", "Crises a person and time, before frailty and the factor of the place.")
                        .otherwise("0"),
                    table("worsens_to", "The need group it worsens to, and how fast; one.")
                        .of(Names::need)
                        .proven()
                        .each(rate("NEED", "Chance per time of worsening to it.")),
                    table("improves_to", "The need group (or `recovered`) it improves to by itself; one.")
                        .of(Names::level)
                        .proven()
                        .each(rate("LEVEL", "Chance per time of improving to it.")),
                    rate("relapse", "Chance per time that someone recovered from this need returns to it.")
                        .otherwise("0"),
                }));
}

Field factors(std::string key, std::string meaning) {
  const auto factor = [](std::string k, std::string m) {
    return number(std::move(k), Unit::number, std::move(m)).to(1000).otherwise("1");
  };
  return table(std::move(key), std::move(meaning))
      .proven()
      .with({factor("waiting", "While waiting for, or booked at, a service."), factor("in", "While in a service."),
             factor("away", "While with no service."), factor("dropped_out", "While away after dropping out.")});
}

Field people() {
  return table("people", "What is true of all people.")
      .proven()
      .with({
          drawn("frailty", Unit::none,
                "How much more often than others a person has crises: gamma with mean 1, by its shape.")
              .fixed()
              .otherwise("1 for everyone")
              .one_of({"gamma"}),
          factors("crisis_factor", "Multiplies crisis rates by where a person is."),
          factors("worsen_factor", "Multiplies the rates of worsening by where a person is."),
          factors("improve_factor", "Multiplies the rates of improving by where a person is."),
          chance("better_leaves", "Chance that someone who recovers while waiting leaves the list.").otherwise("1"),
          table("strata", "Groups for questions of equity (age bands, deprivation …) and their shares.")
              .new_names(Names::stratum, kMostStrata)
              .proven()
              .shares()
              .each(chance("STRATUM", "Share of people referred.").fixed()),
      });
}

Field need_shares(std::string fallback) {
  return table("need", "Shares of the need groups here.")
      .of(Names::need)
      .proven()
      .shares()
      .otherwise(std::move(fallback))
      .each(chance("NEED", "Share with this need.").fixed());
}

Field weights(std::string key, int count, std::string meaning) {
  return table(std::move(key), std::move(meaning))
      .proven()
      .as_a_whole()
      .with({numbers("values", Unit::number, "The weights; only their ratios count.").must().exactly(count).fixed()});
}

Field referrals() {
  Field monthly = weights("monthly", 12, "How referrals vary over the year.");
  monthly.fields.push_back(choice("first", "The month of the first value.")
                               .otherwise("january")
                               .one_of({"january", "february", "march", "april", "may", "june", "july", "august",
                                        "september", "october", "november", "december"}));
  return table("referrals", "Where people come from.")
      .must()
      .new_names(Names::referrals, kMostNames)
      .each(table("REFERRALS", "One source of referrals.")
                .proven()
                .with({
                    name("to", "The service they are referred to.").of(Names::service).must(),
                    rate("rate", "Referrals per time at the start, averaged over season and week.")
                        .must()
                        .to(kMostReferralsADay),
                    number("growth", Unit::growth, "Growth of the rate, compound.").otherwise("0").to(10),
                    drawn("delay", Unit::duration,
                          "Time from the referral to joining the list: letters, calls, being passed on. Part of the "
                          "path's wait, not of the list's.")
                        .otherwise("none")
                        .fixed(),
                    std::move(monthly),
                    weights("weekday", 7, "How referrals vary over the week, Monday first."),
                    weights("by_hour", 24, "How referrals vary over the day, from midnight."),
                    need_shares("the shares in [need]"),
                }));
}

Field staff() {
  return table("staff", "Roles: who does the work.")
      .new_names(Names::role, kMostNames)
      .each(
          table("ROLE", "One role. Its posts are numbered from 0; the last one may be a part of a post.")
              .proven()
              .with(
                  {number("wte", Unit::number, "Whole-time equivalents.").must().to(kMostPosts),
                   number("hours", Unit::working_time, "Booked contact time of one whole-time equivalent.")
                       .must()
                       .above(0)
                       .to(10080),
                   chance("absence", "Share of time lost to leave and sickness.").otherwise("0"),
                   rate("turnover", "Chance per time that a post-holder leaves.").otherwise("0"),
                   drawn("recruit", Unit::duration, "How long a post stays empty after someone leaves.")
                       .otherwise("filled at once"),
                   duration("notice_to_leave", "Time before leaving in which no new courses are taken on.")
                       .otherwise("8 weeks"),
                   chance("vacant", "Share of posts empty at the start.").otherwise("0").fixed(),
                   number("limit", Unit::count, "People one post may hold at once.")
                       .otherwise("no limit")
                       .unproven()
                       .from(1),
                   table("trainee", "What a newly filled post does at first.")
                       .proven()
                       .with({chance("fraction", "Share of a full post's minutes.").must(),
                              duration("time", "For how long.").must()}),
                   table("load", "What high load does to turnover.")
                       .proven()
                       .with({chance("above", "Share of minutes in use above which it counts.").must(),
                              number("factor", Unit::number, "Multiplies the rate of leaving.").must().to(1000)}),
                   table("long_absence", "Long absences: the post is empty and the same person returns.")
                       .proven()
                       .with({rate("rate", "Chance per time that one begins.").must(),
                              drawn("length", Unit::duration, "How long it lasts.").must()}),
                   choice(
                       "shared_by",
                       "Which service gets free minutes, if several share the role: the one whose head has waited "
                       "longest "
                       "against its target, the one of highest `priority`, or the one furthest below its `share`. By "
                       "longest wait, long courses and assessments take turns in bulk and lists may swing; shares are "
                       "steadier where both draw on one role.")
                       .otherwise("longest_wait")
                       .one_of({"longest_wait", "priority", "share"})}));
}

Field renege() {
  return table("renege", "Leaving the list unseen: `from` and `rate`, or one `rate`, or `daily`.")
      .only(kPlanned)
      .proven()
      .as_a_whole()
      .with({
          numbers("from", Unit::duration, "Times waited from which each rate holds; the first is 0."),
          numbers("rate", Unit::rate, "Chance per time of leaving, one for each `from`."),
          numbers("daily", Unit::fraction,
                  "Chance on each day waited, the first day first; the last holds for all later.")
              .to(0.9999),
      });
}

// { top, dose } for everyone, or a table of them by need group.
Field outcome(std::string key, std::string meaning) {
  const std::vector<Field> curve = {
      chance("top", "Chance at an endless dose: chance = top × (1 − exp(−dose attended ÷ dose))."),
      number("dose", Unit::number, "Sessions attended (weeks of use, if digital) at which 63 % of it is reached.")
          .above(0)
          .to(1e4)};
  std::vector<Field> needed = curve;
  for (Field& field : needed) field.required = true;
  return table(std::move(key), std::move(meaning))
      .proven()
      .only(kCourses | kDigital)
      .of(Names::need)
      .with(curve)
      .each(table("NEED", "The same for people of one need group.").proven().with(std::move(needed)));
}

Field by_session(std::string meaning) { return numbers("by_session", Unit::fraction, std::move(meaning)).to(0.9999); }

Field drop_out() {
  const auto per = [](std::string key, std::string meaning) {
    return chance(std::move(key), std::move(meaning)).to(0.9999).otherwise("0").only(kCourses);
  };
  Field sessions = by_session("Chance after the first, second … appointment; the last holds for all later.");
  sessions.kinds = kCourses;
  return table("drop_out", "Leaving a course, or stopping to use an app, before its end.")
      .proven()
      .only(kCourses | kDigital)
      .with({
          std::move(sessions),
          per("per_missed", "Added chance for an appointment missed."),
          per("per_week_gap", "Added chance for each week between appointments beyond the interval."),
          per("per_week_waited", "Added chance, at each appointment, for each week waited before the course."),
          per("change_of_therapist", "Chance when the therapist leaves."),
          flag("after_last", "Look at drop-out before completion, so that the last session counts.")
              .otherwise("false")
              .only(kCourses),
          rate("rate", "Chance per time of stopping to use it.").only(kDigital),
      });
}

// What every service with appointments or a list may say.
std::vector<Field> service_basics() {
  return {
      choice("kind", "What sort of service it is.")
          .must()
          .one_of({"assessment", "course", "group", "digital", "stay", "crisis"}),
      name("staff", "The role that does the work; or `places`.").of(Names::role).only(kPlanned),
      number("places", Unit::count, "Places, each held from start to end; or `staff`.").only(kPlanned).to(1e6),
      flag("contact", "An attended appointment here is a contact with a human.")
          .otherwise("true for assessment, course and group"),
      duration("time", "Time of one appointment (digital: support in one interval). Needed with `staff`.")
          .only(kPlanned),
      duration("every", "Interval between appointments.").otherwise("1 week").only(kPlanned).above(0),
      duration("first_session", "Delay from start to first session.")
          .otherwise("0")
          .only(kAssessment | kCourses | kDigital),
      duration("notice", "How long before they fall free minutes or places are offered.")
          .otherwise("with staff one interval (7 days for one appointment), with places 0")
          .only(kPlanned),
      duration("target", "Wait aimed at; sharing a role by longest wait measures against it.")
          .otherwise("0")
          .only(kPlanned),
      number("priority", Unit::number, "Rank among services that share a role by priority; higher first.")
          .otherwise("0")
          .only(kPlanned)
          .from(-1e6)
          .to(1e6),
      chance("share", "Share of the role's minutes, if it is shared by share.").only(kPlanned),
      table("head_start", "How much earlier than others a class is treated as having joined the list.")
          .of(Names::need)
          .only(kPlanned)
          .proven()
          .with({duration("after_crisis", "For people after a crisis; \"always\" puts them first.").or_always()})
          .each(duration("NEED", "For people of this need group; \"always\" puts them first.").or_always()),
      renege(),
      table("balk", "Not joining the list because the wait looks long: chance by expected wait, linear between.")
          .only(kPlanned)
          .proven()
          .as_a_whole()
          .with({numbers("wait", Unit::duration, "Expected waits, increasing.").must(),
                 numbers("chance", Unit::fraction, "The chance at each of them.").must()}),
      table("no_reply", "Not answering an opt-in letter.")
          .only(kPlanned)
          .proven()
          .as_a_whole()
          .with({chance("chance", "Chance of no answer.").must(),
                 duration("after", "When the place on the list is then closed.").must()}),
  };
}

std::vector<Field> service_appointments() {
  const unsigned booked = kAssessment | kCourses;
  return {
      chance("missed", "Chance that an appointment is missed without notice.").otherwise("0").only(booked),
      chance("missed_first", "The same for the first appointment.").otherwise("`missed`").only(booked),
      chance("cancelled", "Chance that the person cancels an appointment.").otherwise("0").only(booked),
      number("rebook", Unit::count, "How often a missed first appointment is offered again.")
          .otherwise("1")
          .only(booked),
      number("missed_limit", Unit::count, "Missed in a row after which a course ends.")
          .otherwise("no limit")
          .only(kCourses)
          .unproven()
          .from(1),
      drawn("sessions", Unit::number, "Sessions planned.").only(kCourses).must_for(kCourses).above(0).to(10'000),
      number("cap", Unit::count, "Most sessions anyone gets; looked at at each appointment.")
          .otherwise("none")
          .only(kCourses)
          .from(1),
      drop_out(),
      table("early", "Ending a course early by agreement.")
          .proven()
          .only(kCourses)
          .with({by_session("Chance after the first, second … appointment; the last holds for all later.")}),
  };
}

std::vector<Field> service_results() {
  return {
      outcome("recovery", "Recovery by dose."),
      outcome("improvement", "Reliable improvement by dose; recovery lies within it."),
      chance("deterioration", "Chance of leaving worse, for everyone or by need group.")
          .otherwise("0")
          .only(kCourses | kDigital)
          .of(Names::need)
          .each(chance("NEED", "For people of this need group.")),
      drawn("use", Unit::duration, "How long it is used.").only(kDigital).must_for(kDigital).above(0),
      drawn("length", Unit::duration, "How long a person stays.")
          .only(kStay | kCrisis)
          .must_for(kStay)
          .above(0)
          .otherwise("none"),
      table("group", "When a group begins.")
          .proven()
          .only(kGroup)
          .must_for(kGroup)
          .with({number("size", Unit::count, "People in a full group; it begins when so many wait.")
                     .must()
                     .from(1)
                     .to(1000),
                 number("least", Unit::count, "People enough to begin after `limit`.")
                     .otherwise("`size`")
                     .from(1)
                     .to(1000),
                 duration("limit", "Wait of the longest waiting after which a smaller group begins.")
                     .otherwise("none")
                     .unproven()}),
      chance("present", "Chance that a crisis comes to be recorded here, for everyone or by need group.")
          .otherwise("1")
          .only(kCrisis)
          .of(Names::need)
          .each(chance("NEED", "For people of this need group.")),
      chance("takes", "Share of recorded crises that this service answers.").otherwise("1").only(kCrisis),
      number("cost", Unit::money, "Money for one attended appointment, or one day of a stay or of use.")
          .otherwise("0")
          .only(kPlanned),
  };
}

Field services() {
  std::vector<Field> all = service_basics();
  for (Field& field : service_appointments()) all.push_back(std::move(field));
  for (Field& field : service_results()) all.push_back(std::move(field));
  return table("service", "What people go through.")
      .must()
      .new_names(Names::service, kMostNames)
      .each(table("SERVICE", "One service.").proven().with(std::move(all)));
}

Field destinations(std::string key, std::string meaning) {
  return table(std::move(key), std::move(meaning))
      .of(Names::destination)
      .proven()
      .shares()
      .each(chance("DESTINATION", "Share that goes to this service, or to `away`, `signposted` or `rejected`.")
                .with({drawn("delay", Unit::duration, "Time on the way.").otherwise("none")}));
}

Field routes() {
  const std::vector<Field> exits = {
      destinations("seen", "After an assessment, a stay or the answer to a crisis."),
      destinations("completed", "After all that was planned."),
      destinations("early", "After ending early by agreement."),
      destinations("dropped_out", "After dropping out."),
      destinations("left", "After leaving the list unseen."),
      destinations("no_reply", "After no answer to an opt-in letter."),
      destinations("balked", "After not joining the list."),
      destinations("better", "After recovering while waiting."),
  };
  std::vector<Field> all = exits;
  all.push_back(table("need", "Other shares for people of one need group.")
                    .of(Names::level)
                    .each(table("LEVEL", "A need group, or `recovered`.").proven().with(exits)));
  return table("route",
               "Where people go next, by how their visit ended; an ending that is not here leads away. Whom a "
               "crisis takes off a list or out of an app goes where the crisis service's own route says.")
      .of(Names::service)
      .with({table("relapse", "What follows a relapse.").proven().with({destinations("relapsed", "After a relapse.")})})
      .each(table("SERVICE", "The endings of one service.").proven().with(std::move(all)));
}

Field initial() {
  return table("initial", "Who is there at the start.")
      .of(Names::service)
      .each(table("SERVICE", "The list and the caseload of one service.")
                .proven()
                .with({
                    table("waiting", "People on the list: `count` and `waited`, or `file`.")
                        .proven()
                        .as_a_whole()
                        .with({number("count", Unit::count, "How many.").fixed(),
                               drawn("waited", Unit::duration, "How long they have waited.").fixed(),
                               Make(Shape::path, Unit::none, "file",
                                    "A CSV beside this file: `referred` (a date) or `days_waited`; `need`; if wanted "
                                    "`stage` (waiting or "
                                    "mid-course) and `sessions_to_go`.")}),
                    table("in", "People in treatment.")
                        .proven()
                        .as_a_whole()
                        .with({number("count", Unit::count, "How many.").must().fixed(),
                               drawn("to_go", Unit::number, "Sessions still to go.")
                                   .fixed()
                                   .to(10'000)
                                   .otherwise("drawn in proportion to the length of courses")}),
                    need_shares("the shares in [need], with a warning"),
                }));
}

std::vector<Field> policy_keys() {
  return {
      text("title", "What the policy is called in reports."),
      text("question", "What it asks."),
      Make(Shape::moment, Unit::none, "from", "When it begins: a date, or a length after the start.").must(),
      number("over", Unit::length, "Ramp: full after this time, in steps of seven days.").otherwise("at once"),
      Make(Shape::changes, Unit::none, "change",
           "Paths and what happens there: \"+ 20 %\" multiplies, \"+ 2\" adds, a value without sign replaces.")
          .proven(),
      Make(Shape::tables, Unit::none, "divert",
           "Sends people elsewhere than their route says. Chance stays with the person and with how often they have "
           "joined `from`: who is diverted before joining is diverted again, should they be sent there anew.")
          .with({name("from", "The service they leave or are referred to first.").of(Names::service).must(),
                 name("to", "Where they go instead.").of(Names::destination).must(),
                 name("need", "Only people of this need group.").of(Names::need).otherwise("everyone"),
                 chance("share", "Share of them who are sent there.").must().fixed()})
          .proven(),
      text("evidence", "In words: what speaks for its effect."),
      text("counter_evidence", "In words: what speaks against it."),
  };
}

Field policies() {
  return table("policy", "Dated sets of changes.")
      .new_names(Names::policy, kMostNames)
      .each(table("POLICY", "One policy; the same table stands alone in a file of its own.")
                .proven()
                .with(policy_keys()));
}

Field regions() {
  const auto column = [](std::vector<Field> fields) {
    Make made{Shape::column, Unit::none, "PATH", "The column, or a table with the column and its evidence."};
    return made.with(std::move(fields)).proven();
  };
  return table("regions", "Areas side by side: one row each of a CSV beside this file.")
      .with({
          Make(Shape::path, Unit::none, "file", "The CSV; its first line names the columns.").must(),
          text("key", "The column with the code of the area.").must(),
          text("name", "The column with its name.").otherwise("the code"),
          table("set", "Values taken from a column.")
              .of(Names::any)
              .proven()
              .each(column({text("column", "Name of the column.").must(),
                            text("unit", "Unit of its numbers, as in \"/ year\".").otherwise("none")})),
          table("scale", "Values of the whole, times the area's share of the column's total.")
              .of(Names::any)
              .proven()
              .each(column({text("column", "Name of the column.").must()})),
      });
}

}  // namespace

const Field& scenario_format() {
  static const Field whole =
      table("", "A scenario.")
          .with({
              Make(Shape::quantity, Unit::count, "schema", "Version of the format.")
                  .must()
                  .from(1)
                  .to(1)
                  .unproven()
                  .fixed(),
              text("extends", "A shipped scenario or a path from this file: tables merge key by key, this file wins."),
              start_and_length(),
              sources(),
              needs(),
              people(),
              referrals(),
              staff(),
              services(),
              routes(),
              initial(),
              policies(),
              regions(),
          });
  return whole;
}

const Field& distribution_format() {
  static const Field whole =
      table("", "A distribution.")
          .proven()
          .with({
              choice("dist", "Its name.")
                  .must()
                  .one_of({"exponential", "gamma", "lognormal", "weibull", "uniform", "empirical"}),
              number("mean", Unit::none, "Mean.").above(0),
              number("sd", Unit::none, "Standard deviation.").above(0),
              number("shape", Unit::number, "Shape.").above(0).to(1e6),
              number("scale", Unit::none, "Scale.").above(0),
              number("mu", Unit::number, "Mean of the logarithm (of days, for durations).").from(-50).to(50),
              number("sigma", Unit::number, "Standard deviation of the logarithm.").above(0).to(10),
              number("from", Unit::none, "Least value."),
              number("to", Unit::none, "Largest value."),
              numbers("values", Unit::none, "The values."),
              numbers("weights", Unit::number, "Their weights; only ratios count."),
              number("at_least", Unit::none, "Cut off below.").unproven(),
              number("at_most", Unit::none, "Cut off above.").unproven(),
          });
  return whole;
}

}  // namespace caseload
