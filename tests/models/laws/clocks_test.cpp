// The clocks of people against naive twins: hazards that are met hour by hour, looked up anew each hour.

#include <algorithm>
#include <array>
#include <cmath>

#include "models/people/health.hpp"
#include "tests/engine/dice.hpp"
#include "tests/models/laws/watched.hpp"
#include "tests/models/worlds.hpp"

using namespace caseload;

namespace {

Time hour(std::int64_t h) { return Time::zero() + hours(static_cast<double>(h)); }

// Rates that change on some dates, in whole hours; now and then nothing at all.
Staircase random_line(Dice& dice, double scale) {
  std::vector<Staircase::Step> steps = {{Time::zero(), scale * dice.below(4)}};
  for (std::uint32_t k = dice.below(4); k > 0; --k)
    steps.push_back({steps.back().from + hours(24.0 * (1 + dice.below(150))), scale * dice.below(4)});
  return Staircase(steps);
}

World random_health(Dice& dice) {
  SmallWorld small({{"mild", 0.5}, {"severe", 0.5}}, weeks(104));
  for (std::size_t need = 0; need < 2; ++need) {
    NeedGroup& group = small.draft.needs[need];
    small.worsens(need, 1, 0);
    small.improves(need, need == 0 ? 2 : 0, 0);
    for (std::size_t s = 0; s < kSettings; ++s) {
      group.crisis[s] = random_line(dice, 0.004);
      group.worsen[s] = need == 0 ? random_line(dice, 0.002) : Staircase(0.0);
      group.improve[s] = random_line(dice, 0.002);
    }
    group.relapse = random_line(dice, 0.005);
  }
  return small.world();
}

// The same four clocks, each with a threshold, what it has spent and how often it has struck.
class NaiveHealth {
 public:
  NaiveHealth(const World& world, const Draws& draws) : world_(world), draws_(draws) {}

  // What strikes first within the hour from t, and when; the hour up to then is spent.
  NextHealthEvent step(const Person& p, Time t, Time end) {
    NextHealthEvent first;
    for (std::size_t k = 0; k < 4; ++k) {
      const double rate = rate_of(p, k, t);
      const Time due = rate > 0 ? t + days(std::max(0.0, threshold(p, k) - spent_[k]) / rate) : Time::never();
      if (due < first.at) first = {static_cast<HealthEvent>(k + 1), due};
    }
    if (first.at > end) first = {};
    const Time until = std::min(first.at, end);
    for (std::size_t k = 0; k < 4; ++k) {
      const double met = rate_of(p, k, t) * in_days(until - t);
      spent_[k] += met;
      if (k == 0) crises += met;
    }
    if (first.what != HealthEvent::none) {
      const auto k = static_cast<std::size_t>(first.what) - 1;
      spent_[k] = 0;
      ++times_[k];
    }
    return first;
  }

  double crises = 0;  // expected so far

 private:
  double rate_of(const Person& p, std::size_t clock, Time t) const {
    if (p.level == world_.recovered()) return clock == 3 ? world_.needs[p.level_before_recovery].relapse.at(t) : 0;
    const NeedGroup& need = world_.needs[p.level];
    const auto s = static_cast<std::size_t>(Health::setting(p));
    if (clock == 0) return p.in_crisis_care ? 0 : static_cast<double>(p.frailty) * need.crisis[s].at(t);
    return clock == 1 ? need.worsen[s].at(t) : clock == 2 ? need.improve[s].at(t) : 0;
  }
  double threshold(const Person& p, std::size_t clock) const {
    static constexpr std::array kPurposes{Purpose::crisis, Purpose::worsen, Purpose::improve, Purpose::relapse};
    return draws_.exponential(p, 0, kPurposes[clock], 0, times_[clock]);
  }

  const World& world_;
  const Draws& draws_;
  std::array<double, 4> spent_{};
  std::array<std::uint32_t, 4> times_{};
};

// What the simulation does to a person when a clock has struck.
void take_effect(const World& world, Person& p, HealthEvent what) {
  const NeedId before = p.level;
  if (what == HealthEvent::worsen) p.level = world.needs[p.level].worsens_to;
  if (what == HealthEvent::improve) p.level = world.needs[p.level].improves_to;
  if (what == HealthEvent::relapse) p.level = p.level_before_recovery;
  if (p.level == world.recovered()) p.level_before_recovery = before;
}

}  // namespace

TEST_CASE("the clocks of health strike where hourly steps say, through every change of state", "[health][clocks]") {
  std::array<int, 5> struck{};
  for (std::uint32_t seed = 1; seed <= 120; ++seed) {
    Dice dice(seed);
    const World world = random_health(dice);
    const Draws draws(seed, 1, "");
    const Health health(world, draws);
    NaiveHealth naive(world, draws);
    Person p;
    p.id = seed;
    p.frailty = 0.5F + 0.5F * static_cast<float>(dice.below(4));
    p.level = p.level_before_recovery = static_cast<NeedId>(dice.below(2));
    double expected = 0;
    std::int64_t changes_at = 24 * (1 + dice.below(40));
    Time t = Time::zero();
    for (std::int64_t h = 1; h <= 24 * 728; ++h) {
      while (t < hour(h)) {
        const NextHealthEvent theirs = naive.step(p, t, hour(h));
        t = std::min(theirs.at, hour(h));
        if (theirs.what == HealthEvent::none) continue;
        const NextHealthEvent ours = health.next(p);
        INFO("seed " << seed << ", hour " << h);
        REQUIRE(ours.what == theirs.what);
        // Thresholds are kept as floats: of 5 at a rate of 0.002 a day an error of 6e-8 is 13 seconds.
        REQUIRE(std::abs((ours.at - theirs.at).ticks) < kTicksPerMinute);
        expected += health.settle(p, t);
        health.restart(p, ours.what);
        take_effect(world, p, ours.what);
        ++struck[static_cast<std::size_t>(ours.what)];
      }
      if (h != changes_at) continue;
      expected += health.settle(p, t);  // before a change of state
      p.place = static_cast<Place>(dice.below(5));
      p.dropped_out = dice.below(3) == 0;
      p.in_crisis_care = dice.below(5) == 0;
      changes_at = h + 24 * (1 + dice.below(60));
      REQUIRE(health.next(p).at >= t);
    }
    expected += health.settle(p, t);
    REQUIRE(expected == Catch::Approx(naive.crises));
  }
  for (const HealthEvent what : {HealthEvent::crisis, HealthEvent::worsen, HealthEvent::improve, HealthEvent::relapse})
    CHECK(struck[static_cast<std::size_t>(what)] > 50);
}

// A hazard that depends on the time waited, replaced by another on each date of a policy.
TEST_CASE("patience ends where hourly steps say, under policies that change it", "[joining][clocks]") {
  int left = 0;
  for (std::uint32_t seed = 1; seed <= 150; ++seed) {
    Dice dice(seed);
    SmallWorld small({{"need", 1.0}}, weeks(200));
    small.stay("ward", 0, Distribution::constant(1));
    small.source("gp", "ward", 1);
    const auto hazard = [&] {
      const auto rate = [&] { return 0.004 * dice.below(4); };
      return WaitHazard({days(0), days(10.0 + dice.below(20)), days(50.0 + dice.below(50))}, {rate(), rate(), rate()});
    };
    small.service("ward").renege = hazard();
    small.service("ward").reneges = true;
    std::vector<std::int64_t> dates = {0};
    for (std::uint32_t k = dice.below(4); k > 0; --k) {
      dates.push_back(dates.back() + 24 * (1 + dice.below(80)));
      small.next_epoch(hour(dates.back())).services[0].renege = hazard();
    }
    const World world = small.world();
    Measures measures(world, {});
    Inside inside(world, {}, measures);
    Person p;
    p.service = 0;
    const std::int64_t joined = dice.below(24 * 100), from = joined + dice.below(24 * 60);
    p.joined = hour(joined);
    inside.now = hour(from);
    const double threshold = -std::log((dice.below(1000) + 0.5) / 1000);
    const auto rate_in = [&](std::int64_t h) {  // of the hour that begins then
      std::size_t k = dates.size() - 1;
      while (dates[k] > h) --k;
      return world.epochs[k].services[0].renege.rate(hour(h) - p.joined);
    };
    double met = 0;
    std::int64_t h = from;
    for (; met < threshold && h < 24 * 1400; ++h) met += rate_in(h) / 24;
    const Time leaves = inside.renege_time(p, threshold);
    INFO("seed " << seed);
    if (met < threshold) {
      REQUIRE(leaves > hour(h - 1));
      continue;
    }
    ++left;
    REQUIRE(leaves > hour(h - 1) - seconds(1));
    REQUIRE(leaves <= hour(h) + seconds(1));
    double sum = 0;
    for (std::int64_t k = from; k < h; ++k) sum += rate_in(k) / 24;
    REQUIRE(inside.renege_between(p, hour(from), hour(h)) == Catch::Approx(sum));
  }
  CHECK(left > 80);
}
