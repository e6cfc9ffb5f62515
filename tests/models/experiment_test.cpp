// Experiments on small worlds: the same bits for any number of threads, areas as alone as together, people compared.

#include "models/experiment.hpp"

#include <cmath>
#include <map>
#include <string>
#include <thread>
#include <tuple>

#include "tests/catch.hpp"
#include "tests/models/worlds.hpp"

using namespace caseload;

namespace {

World town(const std::string& policy, const std::string& area, double wte) {
  SmallWorld small({{"moderate", 0.6}, {"severe", 0.4}}, weeks(78));
  Role& role = small.role("therapist", wte, 1200);
  role.absence = 0.08;
  Service& course = small.course("course", "therapist", Distribution::gamma(6, 2), minutes(50));
  course.missed = course.missed_first = 0.1;
  course.renege = WaitHazard({Duration{}}, {0.02 / 7});
  course.reneges = true;
  course.drop_out.by_session = {0.1, 0.05};
  for (Outcome& o : course.outcome) o = {{0.6, 5}, {0.75, 4}, 0.05};
  small.crisis("line", 1, 0.7);
  small.source("gp", "course", area == "B" ? 1 : 2);
  small.crisis_rate(0, 0.1 / 365.25);
  small.crisis_rate(1, 0.4 / 365.25);
  small.draft.policy = policy;
  small.draft.area = area;
  small.draft.window_from = Time::zero() + weeks(26);
  return small.world();
}

std::vector<std::vector<World>> worlds() {
  return {{town("baseline", "A", 2), town("baseline", "B", 1)}, {town("more", "A", 4), town("more", "B", 2)}};
}

ExperimentOptions options(std::uint32_t replications, unsigned threads) {
  ExperimentOptions o;
  o.replications = replications;
  o.threads = threads;
  return o;
}

bool same(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i] && !(std::isnan(a[i]) && std::isnan(b[i]))) return false;
  return true;
}

std::size_t index(const std::vector<std::string>& names, const std::string& name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return i;
  throw std::invalid_argument("no such name: " + name);
}

double row(const ExperimentResult& r, const std::string& policy, std::size_t replication, const std::string& area,
           const std::string& measure, const std::string& service = "") {
  for (std::size_t i = 0; i < r.rows.value.size(); ++i)
    if (r.rows.policy[i] == index(r.names.policies, policy) && r.rows.replication[i] == replication &&
        r.rows.area[i] == index(r.names.areas, area) && r.rows.measure[i] == index(r.names.measures, measure) &&
        r.rows.service[i] == index(r.names.services, service) && r.rows.need[i] == 0 && r.rows.stratum[i] == 0)
      return r.rows.value[i];
  throw std::invalid_argument("no such row: " + measure);
}

std::pair<double, double> people(const ExperimentResult& r, const std::string& area, const std::string& measure) {
  for (std::size_t i = 0; i < r.people.value.size(); ++i)
    if (r.people.replication[i] == 1 && r.people.area[i] == index(r.names.areas, area) && r.people.need[i] == 0 &&
        r.people.measure[i] == index(r.names.measures, measure))
      return {r.people.value[i], r.people.floor[i]};
  throw std::invalid_argument("no such count: " + measure);
}

}  // namespace

TEST_CASE("one thread and several give the same bits", "[experiment]") {
  const auto one = run_experiment(worlds(), options(3, 1), nullptr);
  const auto three = run_experiment(worlds(), options(3, 3), nullptr);
  CHECK(one.rows.measure == three.rows.measure);
  CHECK(one.rows.replication == three.rows.replication);
  CHECK(same(one.rows.value, three.rows.value));
  CHECK(same(one.series.value, three.series.value));
  CHECK(same(one.curves.value, three.curves.value));
  CHECK(same(one.people.value, three.people.value));
  CHECK(same(one.people.floor, three.people.floor));
  CHECK(one.events == three.events);
  CHECK(one.warnings == three.warnings);
}

TEST_CASE("an area alone has the rows it has within the whole", "[experiment]") {
  auto both = worlds();
  std::vector<std::vector<World>> alone = {{both[0][1]}, {both[1][1]}};
  const auto whole = run_experiment(both, options(1, 1), nullptr), part = run_experiment(alone, options(1, 1), nullptr);
  std::map<std::tuple<int, int, int>, double> of_part;
  for (std::size_t i = 0; i < part.rows.value.size(); ++i)
    if (part.rows.area[i] == 1)
      of_part[{part.rows.policy[i], part.rows.measure[i], part.rows.service[i]}] = part.rows.value[i];
  std::size_t compared = 0;
  for (std::size_t i = 0; i < whole.rows.value.size(); ++i) {
    if (whole.rows.area[i] != 2) continue;
    const double other = of_part.at({whole.rows.policy[i], whole.rows.measure[i], whole.rows.service[i]});
    CHECK((whole.rows.value[i] == other || (std::isnan(other) && std::isnan(whole.rows.value[i]))));
    ++compared;
  }
  CHECK(compared == of_part.size());
  CHECK(compared > 50);
  CHECK(people(whole, "B", "people_sooner") == people(part, "B", "people_sooner"));
}

TEST_CASE("areas add up to the whole", "[experiment]") {
  const auto r = run_experiment(worlds(), options(1, 1), nullptr);
  for (const char* measure : {"referrals", "crises"})
    CHECK(row(r, "baseline", 1, "", measure) ==
          row(r, "baseline", 1, "A", measure) + row(r, "baseline", 1, "B", measure));
  CHECK(row(r, "more", 1, "", "list_at_end", "course") ==
        row(r, "more", 1, "A", "list_at_end", "course") + row(r, "more", 1, "B", "list_at_end", "course"));
  CHECK(row(r, "baseline", 1, "", "referrals") == row(r, "more", 1, "", "referrals"));
}

TEST_CASE("more staff bring people sooner, and a policy without effect nobody", "[experiment]") {
  auto three = worlds();
  three.push_back({town("nothing", "A", 2), town("nothing", "B", 1)});
  const auto r = run_experiment(three, options(1, 2), nullptr);
  const auto [sooner, floor] = people(r, "", "people_sooner");
  CHECK(sooner > 100);
  CHECK(sooner > 3 * floor);
  CHECK(people(r, "", "people_later").first <= sooner / 10);
  CHECK(people(r, "", "people_sooner_any_pairing").first <= sooner);
  CHECK(people(r, "", "people_mean_shift").first < 0);
  CHECK(people(r, "", "people_additional").first == 0);
  CHECK(people(r, "", "people_in_both").first >= people(r, "", "people_compared").first);
  for (std::size_t i = 0; i < r.people.value.size(); ++i) {
    const std::string& measure = r.names.measures[r.people.measure[i]];
    if (r.names.policies[r.people.policy[i]] != "nothing" || measure == "people_in_both" ||
        measure == "people_compared")
      continue;
    CAPTURE(measure);
    CHECK(r.people.value[i] == 0);
  }
}

TEST_CASE("the law of people holds: both and additional are those of the policy's world", "[experiment]") {
  auto two = worlds();
  two[1][0].epochs[0].sources[0].rate *= 1.1;
  const auto r = run_experiment(two, options(1, 1), nullptr);
  const auto known = [&](const std::string& policy) {  // everybody who appeared, of the whole run
    return row(r, policy, 1, "", "in_services_at_end") + row(r, policy, 1, "", "on_the_way_at_end") +
           row(r, policy, 1, "", "away_at_end");
  };
  CHECK(people(r, "", "people_additional").first > 50);
  CHECK(people(r, "", "people_in_both").first + people(r, "", "people_additional").first == known("more"));
  CHECK(people(r, "", "people_in_both").first + people(r, "", "people_absent").first == known("baseline"));
}

TEST_CASE("one world alone can be run again and again, without people", "[experiment]") {
  const auto r = run_experiment({{town("baseline", "", 2)}}, options(4, 2), nullptr);
  CHECK(r.people.value.empty());
  CHECK(r.names.areas == std::vector<std::string>{""});
  CHECK(row(r, "baseline", 1, "", "crises") >= 0);
  CHECK(row(r, "baseline", 1, "", "referrals") != row(r, "baseline", 4, "", "referrals"));
}

TEST_CASE("what is done without is empty, and all else stays as it is", "[experiment]") {
  ExperimentOptions without = options(1, 1);
  without.people = without.series = without.curves = false;
  const auto all = run_experiment(worlds(), options(1, 1), nullptr), some = run_experiment(worlds(), without, nullptr);
  CHECK(some.series.value.empty());
  CHECK(some.curves.value.empty());
  CHECK(some.people.value.empty());
  REQUIRE(some.rows.measure == all.rows.measure);
  std::size_t empty = 0;
  for (std::size_t i = 0; i < all.rows.value.size(); ++i) {
    const double value = some.rows.value[i], expected = all.rows.value[i];
    empty += std::isnan(value) && !std::isnan(expected) ? 1 : 0;
    if (!std::isnan(value)) REQUIRE(value == expected);
  }
  CHECK(empty > 0);
  CHECK(std::isnan(row(some, "baseline", 1, "", "within_6_weeks", "course")));
}

TEST_CASE("the log of every world begins with vidigi's columns", "[experiment]") {
  ExperimentOptions o = options(2, 1);
  o.log = true;
  o.log_people = 10;
  const auto r = run_experiment(worlds(), o, nullptr);
  REQUIRE(r.logs.size() == 2);
  CHECK(r.logs[0].rfind("entity_id,pathway,event_type,event,time,resource_id", 0) == 0);
  CHECK(r.logs[0].find("\nA/gp/") != std::string::npos);
  CHECK(r.logs[0].find("\nB/gp/") != std::string::npos);
}

TEST_CASE("progress counts simulations, and a cancelled experiment stops", "[experiment]") {
  Progress progress;
  run_experiment(worlds(), options(2, 2), &progress);
  CHECK(progress.done == experiment_steps(worlds(), options(2, 2)));
  CHECK(progress.done == 2 * 2 * 3);  // two replications, two areas, two worlds and the jolted baseline
  Progress stopped;
  stopped.cancelled = true;
  CHECK_THROWS_AS(run_experiment(worlds(), options(2, 2), &stopped), Cancelled);
  Progress late;
  std::thread other([&] {
    while (late.done < 2) std::this_thread::yield();
    late.cancelled = true;
  });
  CHECK_THROWS_AS(run_experiment(worlds(), options(500, 2), &late), Cancelled);
  other.join();
}

TEST_CASE("a window shorter than episodes last is warned of in words", "[experiment]") {
  World world = town("baseline", "", 0.3);
  world.window_from = Time::zero() + weeks(74);
  const auto r = run_experiment({{world}}, options(1, 1), nullptr);
  REQUIRE(r.warnings.size() == 1);
  CHECK(r.warnings[0].find("baseline: the report window (4 weeks)") == 0);
}
