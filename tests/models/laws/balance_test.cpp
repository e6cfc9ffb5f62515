// MODEL section 13, laws 1 and 3: nobody is lost or counted twice, and no appointment and no crisis.

#include <algorithm>
#include <map>
#include <set>

#include "tests/models/laws/law_run.hpp"
#include "tests/models/laws/log_rows.hpp"
#include "tests/models/runs.hpp"

using namespace caseload;

namespace {

std::int64_t people_count(const Measures& m, std::size_t cell, PeopleCount what) {
  return m.state().now.people[cell * kPeopleCounts + position(what)];
}

// Counts people and what happens to them by itself, and holds its counts against the measures' at every observer tick.
class Census : public Onlooker {
 public:
  explicit Census(const World& world)
      : world_(world), cells_(world.needs.size() * world.strata.size()), appointments_(world.services.size() * cells_) {
    crises_.resize(cells_);
    for (const InitialList& list : world.initial)
      initial_ += (list.listed.empty() ? list.waiting : static_cast<std::int64_t>(list.listed.size())) + list.in;
  }

  void before(Inside& s, const Event& event) override {
    if (kind_of(event) == EventKind::referral) ++referrals_;
    const std::uint32_t i = event.subject;
    if (kind_of(event) == EventKind::appointment && s.people[i].place_stamp == stamp_of(event)) {
      const ServiceKind kind = s.info(s.people[i].service).kind;
      if (kind == ServiceKind::assessment || kind == ServiceKind::course || kind == ServiceKind::group)
        ++appointments_[slot(s.people[i])];
    }
    if (kind_of(event) == EventKind::crisis && s.people[i].health_stamp == stamp_of(event))
      ++crises_[cell_of(world_, s.people[i])];
  }

  void after(Inside& s, const Event& event) override {
    if (kind_of(event) == EventKind::observe) take(s);
  }

  void take(Inside& s) {
    ++ticks;
    count(s);
    each_slot(world_, [&](ServiceId id, NeedId n, StratumId k) { of_slot(s, id, n, k); });
    for (std::size_t cell = 0; cell < cells_; ++cell) of_cell(s, cell);
    std::int64_t appeared = 0, from_lists = 0;
    for (std::size_t cell = 0; cell < cells_; ++cell) {
      appeared += people_count(s.measures, cell, PeopleCount::appeared);
      from_lists += people_count(s.measures, cell, PeopleCount::initial);
    }
    hold(from_lists == initial_ && appeared - from_lists == referrals_,
         [] { return "people who appeared are those referred and those of the initial lists"; });
    hold(appeared == static_cast<std::int64_t>(s.measures.people().size()),
         [] { return "everybody who appeared has one record"; });
  }

  int ticks = 0;

 private:
  std::size_t slot(const Person& p) const { return p.service * cells_ + cell_of(world_, p); }

  void count(Inside& s) {
    at_.assign(world_.services.size() * cells_, {});
    alive_.assign(cells_, 0);
    known_.assign(cells_, 0);
    std::set<std::uint64_t> ids;
    each_person(s, [&](const Person& p) {
      ++alive_[cell_of(world_, p)];
      hold(ids.insert(p.id).second, [] { return "a person is there twice"; });
      const Stage stage = stage_of(s, p);
      if (p.traces.in_episode) ++known_[cell_of(world_, p)];
      if (stage == Stage::out) return;
      hold(p.traces.in_episode, [] { return "somebody in a service is in no episode"; });
      ++at_[slot(p)][static_cast<std::size_t>(stage)];
    });
  }

  void of_slot(Inside& s, ServiceId id, NeedId n, StratumId k) {
    const std::size_t here = id * cells_ + n * world_.strata.size() + k;
    const Measures::Balance b = s.measures.balance(id, n, k);
    const auto words = [&](const char* law) {
      return [this, law, id, n, k] { return law + (": " + slot_in_words(world_, id, n, k)); };
    };
    hold(b.holds(), words("joined + initial = waiting + booked + in + exits"));
    const auto there = [&](Stage stage) { return at_[here][static_cast<std::size_t>(stage)]; };
    hold(b.waiting == there(Stage::waiting) && b.booked == there(Stage::booked) && b.in == there(Stage::in),
         words("people waiting, booked and in are those who are"));
    std::int64_t kept = 0;
    for (const std::int64_t of_kind : b.appointments) kept += of_kind;
    hold(kept == appointments_[here], words("appointments = attended + missed + cancelled + by service"));
    hold(b.seen <= b.joined, words("seen at a list ≤ joined"));
  }

  // Whoever is neither in a service nor on the way is away, in memory or forgotten.
  void of_cell(Inside& s, std::size_t cell) {
    const auto of = [&](PeopleCount what) { return people_count(s.measures, cell, what); };
    hold(of(PeopleCount::in_episode) == known_[cell] && of(PeopleCount::appeared) >= alive_[cell],
         [] { return "referrals + initial = people waiting, booked, in, on the way, away"; });
    hold(of(PeopleCount::crises) == crises_[cell] &&
             of(PeopleCount::crises) == of(PeopleCount::recorded) + of(PeopleCount::unmet),
         [] { return "crises = recorded + unmet"; });
  }

  const World& world_;
  std::size_t cells_;
  std::vector<std::int64_t> appointments_, crises_, alive_, known_;
  std::vector<std::array<std::int64_t, 4>> at_;
  std::int64_t referrals_ = 0, initial_ = 0;
};

// The visits of the log, step by step: who is offered an appointment must be waiting, who is seen must have one.
class Visits {
 public:
  struct Counted {
    std::int64_t joined = 0, offered = 0, rebooked = 0, started = 0, seen_again = 0, gone_while_booked = 0, booked = 0;
  };

  void take(const LogRow& row) {
    if (row.service < 0) return;
    Visit& visit = visits_[{row.who, row.service}];
    Counted& c = counted_[{row.service, row.cell}];
    if (visit.stage == Stage::booked) --c.booked;
    step(row, visit, c);
    if (visit.stage == Stage::booked) ++c.booked;
  }
  const Counted& of(int service, std::size_t cell) { return counted_[{service, cell}]; }

 private:
  struct Visit {
    Stage stage = Stage::out;
    bool mid_course = false;
  };

  static void step(const LogRow& row, Visit& visit, Counted& c) {
    const auto from = [&](bool good) {
      hold(good, [&] { return row.event + " out of turn, tick " + std::to_string(row.at.ticks); });
    };
    if (row.event == "joined" || row.event == "joined_mid_course") {
      visit.mid_course = row.event == "joined_mid_course";
      from(visit.stage == (visit.mid_course ? Stage::in : Stage::out));
      if (!visit.mid_course) ++c.joined;
      visit.stage = Stage::waiting;
    } else if (row.event == "offered") {
      from(visit.stage == Stage::waiting);
      ++c.offered;
      visit.stage = Stage::booked;
    } else if (row.event == "rebooked") {
      from(visit.stage == Stage::booked);
      ++c.rebooked;
      visit.stage = Stage::waiting;
    } else if (row.event == "seen") {
      from(visit.stage == Stage::booked);
      ++(visit.mid_course ? c.seen_again : c.started);
      visit = {Stage::in, false};
    } else if (row.event == "started") {  // follows being seen, or stands alone where there is no list
      from(visit.stage == Stage::in || visit.stage == Stage::out);
      visit.stage = Stage::in;
    } else if (row.event.rfind("left.", 0) == 0 || row.event.rfind("ended.", 0) == 0) {
      from(visit.stage != Stage::out);
      if (visit.stage == Stage::booked) ++c.gone_while_booked;
      visit = {};
    }
  }

  std::map<std::pair<std::uint32_t, int>, Visit> visits_;
  std::map<std::pair<int, std::size_t>, Counted> counted_;
};

}  // namespace

TEST_CASE("laws 1 and 3: people, appointments and crises add up at every observer tick", "[laws]") {
  Measures::Options what;
  what.people = true;
  for_random_worlds(1, [&](const World& world) {
    Census census(world);
    run_watched(world, what, {&census});
    CHECK(census.ticks == (world.horizon.ticks - 1) / kTicksPerWeek);
  });
}

// Starts = first appointments offered − rebooked, where nobody is on the way between the two: those who are booked, who
// went before their appointment came, and who were seen again in the middle of a course are told apart.
TEST_CASE("law 3: starts are first appointments offered less those offered again", "[laws]") {
  Measures::Options what;
  what.log = true;
  for_random_worlds(1, [&](const World& world) {
    const Measures measures = run_watched(world, what, {});
    Visits visits;
    for (const LogRow& row : LogReader(world).read(measures.log())) visits.take(row);
    each_slot(world, [&](ServiceId s, NeedId n, StratumId k) {
      const Visits::Counted& c = visits.of(s, n * world.strata.size() + k);
      const Measures::Balance b = measures.balance(s, n, k);
      const auto words = [&] { return slot_in_words(world, s, n, k); };
      hold(c.started + c.seen_again == c.offered - c.rebooked - c.booked - c.gone_while_booked, words);
      hold(b.offered == c.offered && b.rebooked == c.rebooked && b.booked == c.booked && b.joined == c.joined, words);
      hold(b.seen == c.started, words);
    });
  });
}
