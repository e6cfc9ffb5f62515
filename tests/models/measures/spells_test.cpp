#include "models/measures/spells.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "tests/catch.hpp"

using namespace caseload;
using Catch::Approx;

namespace {

Time day(double d) { return Time::zero() + days(d); }

}  // namespace

TEST_CASE("waits are told three ways, and the curve keeps leavers from being taken for waiters", "[spells]") {
  Spells s(day(0), day(100), true);
  s.open_window();
  for (const double joined : {0.0, 0.0, 1.0, 2.0}) s.begin(day(joined));
  s.end(SpellEnd::seen, day(0), day(10));   // 10 days
  s.end(SpellEnd::left, day(0), day(4.5));  // 4.5 days, in bin 5
  s.end(SpellEnd::moved, day(1), day(21));  // 20 days
  s.close_window();                         // the fourth still waits: 98 days
  CHECK(s.ended(SpellEnd::seen).mean() == Approx(10));
  CHECK(s.ended(SpellEnd::left).mean() == Approx(4.5));
  CHECK(s.still().count() == 1);
  CHECK(s.still_mean() == Approx(98));
  // Four at risk: one leaves by day 5 (S = 3/4), one of three is seen on day 10 (F = 3/4 · 1/3), one of two is moved.
  const SpellCurve curve(s.curve());
  CHECK(curve.incidence(SpellEnd::left, 5) == Approx(0.25));
  CHECK(curve.incidence(SpellEnd::seen, 9) == 0);
  CHECK(curve.incidence(SpellEnd::seen, 10) == Approx(0.25));
  CHECK(curve.incidence(SpellEnd::moved, 20) == Approx(0.25));
  CHECK(std::isnan(curve.median(SpellEnd::seen)));
  // 10 + 4.5 + 20 + 98 person-days on the list.
  CHECK(s.burden().value() == Approx(132.5 * static_cast<double>(kTicksPerDay)));
}

TEST_CASE("who waits when the window opens enters the curve at the time they have waited", "[spells]") {
  Spells s(day(10), day(50), true);
  s.begin(day(4));      // open at day 10: enters at 6
  s.begin(day(-7.25));  // enters at 18 (17.25 days)
  s.begin(day(1));
  s.end(SpellEnd::seen, day(1), day(8));  // over before the window: not in it
  s.open_window();
  s.begin(day(12));
  s.end(SpellEnd::seen, day(4), day(30));      // 26 days
  s.end(SpellEnd::seen, day(-7.25), day(20));  // 27.25 days
  s.end(SpellEnd::left, day(12), day(32));     // 20 days
  s.close_window();
  const auto curve = s.curve().evaluate();
  CHECK(curve.at_risk[5] == 1);  // the one who joined in the window
  CHECK(curve.at_risk[6] == 2);
  CHECK(curve.at_risk[18] == 3);
  CHECK(curve.at_risk[21] == 2);
  CHECK(s.ended(SpellEnd::seen).count() == 2);
  // Within the window: 20 days (10…30), 10 (10…20) and 20 (12…32).
  CHECK(s.burden().value() == Approx(50 * static_cast<double>(kTicksPerDay)));
}

TEST_CASE("a share the data say nothing about is not a number", "[spells]") {
  Spells s(day(0), day(30), true);
  s.open_window();
  s.begin(day(0));
  s.begin(day(0));
  s.end(SpellEnd::seen, day(0), day(3));
  s.close_window();  // the other is censored at 30 days
  const SpellCurve curve(s.curve());
  CHECK(curve.incidence(SpellEnd::seen, 30) == Approx(0.5));
  CHECK(std::isnan(curve.incidence(SpellEnd::seen, 42)));
}

TEST_CASE("one of thousands who still waits when the data end leaves a share known", "[spells]") {
  Spells s(day(0), day(14), true);
  s.open_window();
  for (int i = 0; i < 5000; ++i) s.begin(day(0));
  for (int i = 0; i < 4000; ++i) s.end(SpellEnd::seen, day(0), day(3));
  for (int i = 0; i < 999; ++i) s.end(SpellEnd::left, day(0), day(9));
  s.close_window();
  CHECK(SpellCurve(s.curve()).incidence(SpellEnd::seen, 42) == Approx(0.8));
}

TEST_CASE("spells of two areas merged are those of one", "[spells]") {
  std::mt19937 random(1);
  const auto draw = [&](double most) { return static_cast<double>(random() % 10'000) / 10'000 * most; };
  std::vector<Spells> parts(2, Spells(day(20), day(200), true));
  Spells whole(day(20), day(200), true);
  struct One {
    Time joined, ended;
    SpellEnd how;
    std::size_t part;
  };
  std::vector<One> early, late;
  for (int i = 0; i < 400; ++i) {
    const double joined = draw(220) - 30;
    One one{day(joined), day(joined + draw(120)), static_cast<SpellEnd>(random() % 3), random() % 2};
    (one.joined < day(20) ? early : late).push_back(one);
  }
  const auto both = [&](std::size_t part, auto tell) {
    tell(parts[part]);
    tell(whole);
  };
  for (const One& one : early)
    both(one.part, [&](Spells& s) {
      s.begin(one.joined);
      if (one.ended < day(20)) s.end(one.how, one.joined, one.ended);
    });
  for (Spells* s : {&parts[0], &parts[1], &whole}) s->open_window();
  for (const auto& group : {early, late})
    for (const One& one : group) {
      if (one.joined >= day(200) || one.ended < day(20)) continue;
      both(one.part, [&](Spells& s) {
        if (one.joined >= day(20)) s.begin(one.joined);
        if (one.ended < day(200)) s.end(one.how, one.joined, one.ended);
      });
    }
  for (Spells* s : {&parts[0], &parts[1], &whole}) s->close_window();
  parts[0].merge(parts[1]);
  CHECK(parts[0].curve() == whole.curve());
  CHECK(parts[0].burden() == whole.burden());
  CHECK(parts[0].joined() == whole.joined());
  CHECK(parts[0].still() == whole.still());
  CHECK(parts[0].still_mean() == whole.still_mean());
  for (const SpellEnd how : {SpellEnd::seen, SpellEnd::left, SpellEnd::moved})
    CHECK(parts[0].ended(how) == whole.ended(how));
  const auto curve = whole.curve().evaluate();
  for (std::size_t d = 0; d < curve.survival.size(); ++d) {
    const double sum = curve.survival[d] + curve.incidence[0][d] + curve.incidence[1][d] + curve.incidence[2][d];
    CHECK(std::abs(sum - 1) < 1e-12);
  }
}
