// MODEL section 13, laws 5, 6 and 8: spells begun are ended or open, people are in one world, the other or both, and
// what is expected is what happens on average.

#include <array>
#include <cmath>

#include "models/measures/comparison.hpp"
#include "models/measures/rows.hpp"
#include "tests/models/laws/law_run.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

// How many spells were open when the window began.
class OpenAtWindow : public Onlooker {
 public:
  explicit OpenAtWindow(const Measures& measures) : from_(measures.state().from) {}

  // The measures open the window at the first thing they are told then or later; until then nothing has changed.
  void time_passes(Inside& s, Time a, Time b) override {
    if (a < from_ && b >= from_) take(s);
  }
  void begun(Inside& s) override {
    if (from_ <= Time::zero()) open.assign(s.measures.state().second.size(), 0);
  }

  std::vector<std::int64_t> open;  // from first to second contact, by cell

 private:
  void take(Inside& s) {
    for (const Spells& spells : s.measures.state().second) open.push_back(spells.open().count());
  }

  Time from_;
};

void check_spells(const Spells& spells, std::int64_t open_at_from) {
  std::int64_t ended = 0;
  for (const SpellEnd how : {SpellEnd::seen, SpellEnd::left, SpellEnd::moved})
    ended += static_cast<std::int64_t>(spells.ended(how).count());
  const auto still = static_cast<std::int64_t>(spells.still().count());
  hold(open_at_from + spells.joined() == ended + still, [] { return "spells begun = ended + open"; });
  CHECK(spells.still().count() == static_cast<std::uint64_t>(still));
}

void check_curve(const Spells& spells) {
  const auto curve = spells.curve().evaluate();
  for (std::size_t day = 0; day < curve.survival.size(); ++day) {
    double sum = curve.survival[day];
    for (const auto& of_cause : curve.incidence) {
      sum += of_cause[day];
      hold(day == 0 || of_cause[day] >= of_cause[day - 1], [] { return "F never decreases"; });
    }
    hold(std::abs(sum - 1) <= 1e-12, [&] { return "S + ΣF = 1, day " + std::to_string(day); });
  }
}

}  // namespace

TEST_CASE("law 5: first-to-second spells are second contacts, ended before, or open", "[laws]") {
  for_random_worlds(1, [](const World& world) {
    OpenAtWindow open(Measures(world, {}));
    const Measures measures = run_watched(world, {}, {&open});
    const Measures::State& m = measures.state();
    REQUIRE(open.open.size() == m.second.size());
    for (std::size_t cell = 0; cell < m.second.size(); ++cell) check_spells(m.second[cell], open.open[cell]);
    for (const auto* family : {&m.lists, &m.path, &m.second})
      for (const Spells& spells : *family) check_curve(spells);
  });
}

TEST_CASE("law 6: both and additional are the policy's people, both and absent the baseline's", "[laws]") {
  std::int64_t additional = 0, absent = 0, both = 0;
  for (const std::uint32_t seed : scenario_seeds(1)) {
    const RandomScenario made = random_scenario(seed);
    INFO("random_scenario(" << seed << ")");
    // Half as many people more from one source, and fewer from the others.
    const Scenario scenario =
        read(made, "[policy.other_people]\nfrom = \"2 weeks\"\nchange = { \"referrals.gp1.rate\" = \"" +
                       std::string(seed % 2 == 0 ? "+ 50 %" : "- 40 %") + "\" }\n");
    const World baseline = scenario.compile({}, ""), policy = scenario.compile({"other_people"}, "");
    const Run before = run(baseline, seed, true), after = run(policy, seed, true);
    const auto found =
        compare_people(baseline, by_identity(before.measures.people()), by_identity(after.measures.people()));
    for (std::size_t group = 0; group < found.size(); ++group) {
      const auto count = [&](const Run& r) {
        std::int64_t n = 0;
        for (const PersonRecord& p : r.measures.people()) n += group == 0 || p.first_need + 1U == group ? 1 : 0;
        return n;
      };
      const PeopleCounts& c = found[group];
      REQUIRE(c[PeopleChange::in_both] + c[PeopleChange::additional] == count(after));
      REQUIRE(c[PeopleChange::in_both] + c[PeopleChange::absent] == count(before));
    }
    both += found[0][PeopleChange::in_both];
    additional += found[0][PeopleChange::additional];
    absent += found[0][PeopleChange::absent];
  }
  CAPTURE(both, additional, absent);
  CHECK(std::min({both, additional, absent}) > 100);
}

namespace {

// Σ (counted − expected) over independent worlds, each divided by the root of what was expected in it, over the root of
// the sum of squares: about normal, whatever the worlds.
class Standardised {
 public:
  void add(double counted, double expected) {
    if (expected <= 0) {
      hold(counted == 0, [] { return "something happened that was not expected at all"; });
      return;
    }
    const double d = (counted - expected) / std::sqrt(expected + 1);
    sum_ += d;
    squares_ += d * d;
    ++worlds_;
  }
  double value() const { return sum_ / std::sqrt(squares_); }
  int worlds() const { return worlds_; }

 private:
  double sum_ = 0, squares_ = 0;
  int worlds_ = 0;
};

}  // namespace

// Three sums at five standard errors: a false alarm in fewer than 2 of 10^6 choices of the seeds. In day steps a risk
// is spent to the end of the day on which it strikes, so what is expected is a little above what is counted: left out.
TEST_CASE("law 8: expected counts less counts have mean 0", "[laws]") {
  constexpr std::array<std::array<const char*, 2>, 3> kPairs = {
      {{"crises", "expected_crises"}, {"drop_outs", "expected_drop_outs"}, {"recoveries", "expected_recoveries"}}};
  std::array<Standardised, 3> sums;
  std::uint64_t seed = 0;  // another for each world, so that they are independent
  for_random_worlds(1, [&](const World& world) {
    if (world.daily) return;
    const Run r = run(world, ++seed);
    std::map<std::string, double> totals;
    for (const MeasureRow& row : measure_rows(r.measures, RowDetail::everything))
      if (row.service == 0 && row.need == 0 && row.stratum == 0) totals[measure_table()[row.measure].name] = row.value;
    for (std::size_t k = 0; k < kPairs.size(); ++k) sums[k].add(totals.at(kPairs[k][0]), totals.at(kPairs[k][1]));
  });
  for (std::size_t k = 0; k < kPairs.size(); ++k) {
    CAPTURE(kPairs[k][0], sums[k].value(), sums[k].worlds());
    CHECK(sums[k].worlds() > 20);
    CHECK(std::abs(sums[k].value()) < 5);
  }
}
