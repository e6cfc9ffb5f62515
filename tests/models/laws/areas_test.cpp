// MODEL section 13, law 2: the area under the size of a list is the time that people spent on it, to the tick; likewise
// people in a service, minutes held and places.

#include <algorithm>
#include <map>

#include "tests/models/laws/law_run.hpp"
#include "tests/models/laws/log_rows.hpp"

using namespace caseload;

namespace {

WideSum ticks(Time from, Time to) {
  WideSum sum;
  if (from < to) sum.add(static_cast<std::uint64_t>((to - from).ticks));
  return sum;
}

// Adds up, from one moment to the next, how many people are where and what they and their groups hold.
class Areas : public Onlooker {
 public:
  Areas(const World& world, const Measures& measures)
      : world_(world),
        from_(measures.state().from),
        to_(measures.state().to),
        cells_(measures.state().cells),
        on_list(world.services.size() * cells_),
        in_care(on_list.size()) {}

  void time_passes(Inside& s, Time a, Time b) override {
    a = std::max(a, from_);
    b = std::min(b, to_);
    if (a >= b) return;
    const auto span = static_cast<std::uint64_t>((b - a).ticks);
    each_person(s, [&](const Person& p) {
      const Stage stage = stage_of(s, p);
      if (stage == Stage::out) return;
      (stage == Stage::in ? in_care : on_list)[p.service * cells_ + cell_of(world_, p)].add(span);
    });
    held.resize(s.pools.size());
    for (std::size_t k = 0; k < s.pools.size(); ++k) {
      Pool& pool = s.pools[k];
      const std::int64_t now = to_level(static_cast<double>(pool.posts().held()) / 1000);
      held[k].add_product(static_cast<std::uint64_t>(now), span);
      const Measures::State& m = s.measures.state();
      const StaffLevels& told = pool.role == kNoRole ? m.beds[pool.place_service] : m.staff[pool.role];
      hold(told.held.level() == now,
           [&] { return "what pool " + std::to_string(k) + " holds from tick " + std::to_string(a.ticks); });
    }
  }

 private:
  const World& world_;
  Time from_, to_;
  std::size_t cells_;

 public:
  std::vector<WideSum> on_list, in_care;  // [service][cell]
  std::vector<WideSum> held;              // [pool], levels as the measures keep them
};

// What posts hold is what people and groups hold, and what is promised to come free: nothing is lost, nothing twice.
class Holders : public Onlooker {
 public:
  void begun(Inside& s) override { look(s, nullptr); }
  void offers_made(Inside& s) override { look(s, nullptr); }
  void after(Inside& s, const Event& event) override { look(s, &event); }

 private:
  void look(Inside& s, const Event* event) {
    std::vector<std::int64_t> held(s.pools.size(), 0);
    std::map<std::uint32_t, std::size_t> groups;  // with the pool
    each_person(s, [&](const Person& p) {
      if (p.post == kNoPost) return;
      held[s.pool_of(p.service)] += p.held;
      if (p.group != 0) groups[p.group - 1] = s.pool_of(p.service);
    });
    for (const auto& [group, pool] : groups) held[pool] += s.groups[group].held;
    coming_.resize(s.pools.size(), 0);
    for (std::size_t k = 0; k < s.pools.size(); ++k) {
      const std::int64_t coming = s.pools[k].posts().held() - held[k];
      const auto words = [&] {
        return "held on pool " + std::to_string(k) + ": " + std::to_string(coming) + " more than by people";
      };
      hold(coming >= 0, words);
      // Only where minutes come free by the calendar do they become fewer without anybody's doing.
      hold(coming >= coming_[k] || (event != nullptr && kind_of(*event) == EventKind::release), words);
      coming_[k] = coming;
      std::int64_t by_service = 0;
      for (const std::int64_t of_one : s.pools[k].held) by_service += of_one;
      hold(by_service == s.pools[k].posts().held(), words);
    }
  }

  std::vector<std::int64_t> coming_;
};

// Time on each list and in each stay, from the log alone.
class LoggedTime {
 public:
  LoggedTime(Time from, Time to) : from_(from), to_(to) {}

  void take(const LogRow& row) {
    if (row.service < 0) return;
    const std::pair<std::uint32_t, int> visit(row.who, row.service);
    const bool ends = row.event == "seen" || row.event.rfind("left.", 0) == 0 || row.event.rfind("ended.", 0) == 0;
    if (row.event == "waiting" || row.event == "waiting_mid_course") {
      joined_[visit] = row;
    } else if (const auto joined = joined_.find(visit); ends && joined != joined_.end()) {
      spell(joined->second, row.at);
      joined_.erase(joined);
    }
  }
  void finish() {
    for (const auto& [visit, row] : joined_) spell(row, to_);
  }

  std::map<std::pair<int, std::size_t>, WideSum> on_list;  // by service and cell

 private:
  void spell(const LogRow& joined, Time until) {
    on_list[{joined.service, joined.cell}] += ticks(std::max(joined.at, from_), std::min(until, to_));
  }

  Time from_, to_;
  std::map<std::pair<std::uint32_t, int>, LogRow> joined_;
};

}  // namespace

TEST_CASE("law 2: the area under a list is the time people spent on it", "[laws]") {
  for_random_worlds(1, [](const World& world) {
    Measures::Options what;
    what.log = true;
    Areas areas(world, Measures(world, what));
    Holders holders;
    const Measures measures = run_watched(world, what, {&areas, &holders});
    const Measures::State& m = measures.state();
    LoggedTime logged(m.from, m.to);
    for (const LogRow& row : LogReader(world).read(measures.log())) logged.take(row);
    logged.finish();
    each_slot(world, [&](ServiceId s, NeedId n, StratumId k) {
      const std::size_t cell = n * world.strata.size() + k, i = s * m.cells + cell;
      const auto words = [&] { return slot_in_words(world, s, n, k); };
      WideSum spells = m.lists[i].burden();
      spells += m.mid_course[i].burden();
      hold(m.on_list[i].level_ticks() == areas.on_list[i], words);
      hold(spells == areas.on_list[i], words);
      hold(logged.on_list[{s, cell}] == areas.on_list[i], words);
      hold(m.in_care[i].level_ticks() == areas.in_care[i], words);
    });
    areas.held.resize(world.roles.size() + world.services.size());
    for (RoleId r = 0; r < world.roles.size(); ++r)
      hold(m.staff[r].held.level_ticks() == areas.held[r], [&] { return "minutes held of " + world.roles[r].name; });
    std::size_t pool = world.roles.size();  // places follow in the order of the services
    for (ServiceId s = 0; s < world.services.size(); ++s)
      if (world.services[s].role == kNoRole && world.epochs.front().services[s].places)
        hold(m.beds[s].held.level_ticks() == areas.held[pool++],
             [&] { return "places held of " + world.services[s].name; });
  });
}
