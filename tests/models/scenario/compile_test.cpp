// Scenario::compile(): from the file's words to the numbers of a World.

#include <cmath>
#include <string>

#include "engine/luck.hpp"
#include "models/scenario/scenario.hpp"
#include "tests/catch.hpp"
#include "tests/models/scenario/texts.hpp"

using namespace caseload;
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;

namespace {

const Service& service(const World& world, const std::string& name, std::size_t epoch = 0) {
  for (std::size_t s = 0; s < world.services.size(); ++s)
    if (world.services[s].name == name) return world.epochs[epoch].services[s];
  throw std::invalid_argument(name);
}
const Route& route(const Service& from, Exit exit, std::size_t level) {
  return from.route[static_cast<std::size_t>(exit)][level];
}
double in_increments(double p) { return -std::log(1 - p); }

}  // namespace

TEST_CASE("names become indices in the order of the file", "[compile]") {
  const World world = compiled(texts::town());
  REQUIRE(world.needs.size() == 2);
  CHECK(world.needs[0].name == "moderate");
  CHECK(world.needs[1].name == "severe");
  REQUIRE(world.services.size() == 4);
  CHECK(world.services[0].name == "triage");
  CHECK(world.services[0].hash == name_hash("triage"));
  CHECK(world.services[0].role == 0);
  CHECK(world.services[0].contact);
  CHECK(world.services[2].digital);
  CHECK_FALSE(world.services[2].listed);
  CHECK_FALSE(world.services[3].contact);
  CHECK(world.sources[0].hash == name_hash64("gp"));
  CHECK(world.sources[0].to == 0);
  CHECK(world.policy == "baseline");
  CHECK(world.area.empty());
}

TEST_CASE("quantities are in the units of the model", "[compile]") {
  const World world = compiled(texts::town());
  CHECK(world.epochs[0].sources[0].rate == Approx(120.0 / 7));
  CHECK(world.epochs[0].roles[0].weekly_minutes == Approx(1200));
  CHECK(world.epochs[0].roles[0].turnover == Approx(0.22 / 365.25));
  CHECK(world.epochs[0].roles[0].recruit->mean() == Approx(112));
  const Service& step2 = service(world, "step2");
  CHECK(step2.time == minutes(35));
  CHECK(step2.every == weeks(2));
  CHECK(world.needs[1].crisis[static_cast<std::size_t>(Setting::waiting)].at(Time{}) == Approx(0.25 / 365.25));
  CHECK(world.needs[1].crisis[static_cast<std::size_t>(Setting::in)].at(Time{}) == Approx(0.6 * 0.25 / 365.25));
  CHECK(world.needs[0].worsens_to == 1);
  CHECK(world.needs[1].worsens_to == 1);
  CHECK(world.needs[1].improves_to == world.recovered());
}

TEST_CASE("chances at an appointment become increments of a threshold", "[compile]") {
  const Service step2 = service(compiled(texts::town()), "step2");
  REQUIRE(step2.drop_out.by_session.size() == 3);
  CHECK(step2.drop_out.by_session[0] == Approx(in_increments(0.12)));
  CHECK(step2.drop_out.per_week_waited == Approx(in_increments(0.002)));
}

TEST_CASE("minutes are offered an interval ahead, those of a one-off a week, places when free", "[compile]") {
  const World world = compiled(texts::town());
  CHECK(service(world, "triage").notice == weeks(1));
  CHECK(service(world, "step2").notice == weeks(2));
  CHECK(service(world, "ward").notice == Duration::zero());
  CHECK_THAT(compile_errors(texts::town("[service.step2]", "notice = \"3 weeks\"")),
             ContainsSubstring("service.step2.notice: found more than one interval"));
}

TEST_CASE("the window lies between what settles and the horizon, in calendar years", "[compile]") {
  const World world = compiled(texts::town());
  CHECK(world.horizon == start_of_day(365 + 365 + 366));  // 1 April 2022 to 1 April 2025
  CHECK(world.window_from == Time::zero() + weeks(52));
  CHECK(world.window_to == world.horizon);
  CHECK(compiled(texts::town("[scenario]", "report_from = \"1 year\"")).window_from == start_of_day(365));
}

TEST_CASE("season and weekdays have mean 1 over a year of 365 days and a week", "[compile]") {
  const World world = compiled(texts::town());
  const SourceInfo& gp = world.sources[0];
  constexpr double kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  double year = 0, week = 0;
  for (std::size_t m = 0; m < 12; ++m) year += gp.month[m] * kDays[m];
  for (const double weight : gp.weekday) week += weight;
  CHECK(year == Approx(365));
  CHECK(week == Approx(7));
  // April is the first value, so the ninth is December.
  CHECK(gp.month[11] / gp.month[3] == Approx(1.1));
  CHECK(gp.month[0] / gp.month[3] == Approx(0.8));
  CHECK(gp.weekday[5] == 0);
  CHECK(gp.hour[23] == 1.0);
  CHECK(gp.hour[11] == Approx(0.5));
}

TEST_CASE("a route of a level overrides that of all, exit by exit, and missing exits lead away", "[compile]") {
  const World world = compiled(texts::town());
  const Service& triage = service(world, "triage");
  REQUIRE(route(triage, Exit::seen, 0).size() == 3);
  CHECK(route(triage, Exit::seen, 0)[0].to == 1);
  CHECK(route(triage, Exit::seen, 0)[1].to == kSignposted);
  REQUIRE(route(triage, Exit::seen, 1).size() == 2);
  CHECK(route(triage, Exit::seen, 1)[0].share == 0.9);
  CHECK(route(triage, Exit::seen, 2).size() == 3);  // the recovered
  CHECK(route(triage, Exit::left, 0).empty());
  const Route& dropped_out = route(service(world, "step2"), Exit::dropped_out, 1);
  CHECK(dropped_out[0].delay->mean() == 84);
  CHECK_FALSE(dropped_out[1].delay.has_value());
}

TEST_CASE("shares written with few decimals are divided by their sum", "[compile]") {
  const World world =
      compiled(texts::town("[route.ward]", "seen = { step2 = 0.33333, triage = 0.33333, away = 0.33333 }"));
  const Route& seen = route(service(world, "ward"), Exit::seen, 0);
  CHECK(seen[0].share + seen[1].share + seen[2].share == Approx(1).epsilon(1e-15));
}

TEST_CASE("outcomes are for everyone or by need group", "[compile]") {
  const Service step2 = service(compiled(texts::town()), "step2");
  CHECK(step2.outcome[0].recovered.top == 0.62);
  CHECK(step2.outcome[1].recovered.top == 0.62);
  CHECK(step2.outcome[0].deteriorated == 0.05);
  CHECK(step2.outcome[1].deteriorated == 0.1);
}

TEST_CASE("reneging, turning round and head starts", "[compile]") {
  const Service step2 = service(compiled(texts::town()), "step2");
  CHECK(step2.reneges);
  CHECK(step2.renege.cumulative(weeks(8)) == Approx(6 * 0.01 + 2 * 0.03));
  CHECK(step2.head_start == std::vector<Duration>{Duration::zero(), weeks(2), Duration::forever()});
  CHECK(step2.balk.wait_days == std::vector<double>{0, 70});
  CHECK_FALSE(service(compiled(texts::town()), "triage").reneges);
}

TEST_CASE("what the file leaves out has the values of the reference page", "[compile]") {
  const World world = compiled(texts::smallest());
  const Service& one = world.epochs[0].services[0];
  CHECK(one.rebook == 1);
  CHECK(one.missed == 0);
  CHECK(one.missed_limit == 0);
  CHECK(world.epochs[0].roles[0].notice_to_leave == weeks(8));
  CHECK_FALSE(world.epochs[0].roles[0].recruit.has_value());
  CHECK(world.epochs[0].sources[0].growth == 1);
  CHECK(world.frailty == Distribution::constant(1));
  CHECK(world.strata == std::vector<std::string>{""});
  CHECK(world.window_from == Time::zero());
  CHECK(world.epochs[0].better_leaves == 1);
  CHECK_FALSE(world.daily);
  CHECK(world.needs[0].improves_to == 0);
}

TEST_CASE("people at the start have the referrals' needs unless the file says otherwise", "[compile]") {
  const World world = compiled(texts::town());
  REQUIRE(world.initial.size() == 1);
  const InitialList& list = world.initial[0];
  CHECK(list.service == 1);
  CHECK(list.source_hash == name_hash64("initial/step2"));
  CHECK(list.waiting == 640);
  CHECK(list.waited->mean() == Approx(63));
  CHECK(list.in == 30);
  CHECK(list.need[0] == Approx(0.6));
  const World own = compiled(texts::town("[initial.step2]", "need = { moderate = 0.1, severe = 0.9 }"));
  CHECK(own.initial[0].need == std::vector<double>{0.1, 0.9});
}

TEST_CASE("nobody can be sent to a service that answers crises", "[compile]") {
  const std::string line = "\n[service.line]\nkind = \"crisis\"\n";
  CHECK(compiled(texts::town() + line).services.back().kind == ServiceKind::crisis);
  CHECK_THAT(compile_errors(texts::town("[route.ward]", "seen = { line = 1.0 }") + line),
             ContainsSubstring("a crisis service answers crises"));
}

TEST_CASE("the hash of tables follows the distributions and nothing else", "[compile]") {
  const std::uint64_t before = compiled(texts::town()).tables_hash;
  CHECK(before == compiled(texts::town()).tables_hash);
  CHECK(before == compiled(replaced(texts::town(), "wte = 14.0", "wte = 15.0")).tables_hash);
  CHECK(before != compiled(replaced(texts::town(), "sd = \"8 weeks\"", "sd = \"9 weeks\"")).tables_hash);
}
