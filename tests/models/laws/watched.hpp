#pragma once
// A simulation seen from inside while it runs: after every offer, before and after every event, whenever time moves on.
// The laws are held against what people and posts are, not only against what the measures were told.

#include <atomic>
#include <string>
#include <vector>

#include "models/measures/state.hpp"
#include "models/simulation_state.hpp"
#include "tests/catch.hpp"

namespace caseload {

struct SimulationView {
  using State = Simulation::State;
};
using Inside = SimulationView::State;

class Onlooker {
 public:
  virtual ~Onlooker() = default;
  virtual void begun(Inside&) {}                    // people of the initial lists are there
  virtual void offers_made(Inside&) {}              // those that were wanted at this moment
  virtual void time_passes(Inside&, Time, Time) {}  // all is as it is from the one to the other
  virtual void before(Inside&, const Event&) {}
  virtual void after(Inside&, const Event&) {}
};

inline EventKind kind_of(const Event& event) { return static_cast<EventKind>(event.tag & ((1U << kKindBits) - 1)); }
inline std::uint32_t stamp_of(const Event& event) { return event.tag >> kKindBits; }

// One simulation, event by event, in the order in which Simulation::run has them.
class Watched {
 public:
  Watched(const World& world, Simulation::Options options, Measures& measures, std::vector<Onlooker*> onlookers = {})
      : state_(world, options, measures), onlookers_(std::move(onlookers)) {}

  void start() {
    state_.start();
    tell([&](Onlooker& o) { o.begun(state_); });
  }
  // Takes the next event out of the calendar, offers that are wanted before it made.
  bool next() {
    const bool found = state_.next_event(event_);
    tell([&](Onlooker& o) { o.offers_made(state_); });
    return found;
  }
  const Event& event() const { return event_; }
  void dispatch() {
    move_to(event_.time());
    state_.phase_ = static_cast<Phase>(event_.phase());
    ++state_.events;
    tell([&](Onlooker& o) { o.before(state_, event_); });
    state_.dispatch(event_);
    tell([&](Onlooker& o) { o.after(state_, event_); });
  }
  void end() {
    move_to(state_.world.horizon);
    for (PersonIndex i = 0; i < state_.people.peak(); ++i)
      if (state_.people[i].alive) state_.settle_at_end(i);
  }

 private:
  template <class What>
  void tell(const What& what) {
    for (Onlooker* onlooker : onlookers_) what(*onlooker);
  }
  void move_to(Time t) {
    if (t > state_.now) tell([&](Onlooker& o) { o.time_passes(state_, state_.now, t); });
    state_.now = t;
  }

  Inside state_;
  std::vector<Onlooker*> onlookers_;
  Event event_;
};

inline Measures run_watched(const World& world, const Measures::Options& what, std::vector<Onlooker*> onlookers,
                            Simulation::Options how = {}) {
  Measures measures(world, what);
  Watched watched(world, how, measures, std::move(onlookers));
  watched.start();
  while (watched.next()) watched.dispatch();
  watched.end();
  measures.finish(world.horizon);
  return measures;
}

// Where a person is as far as lists are concerned. Who waits for an app that has no list is on the way.
inline Stage stage_of(const Inside& s, const Person& p) {
  switch (p.place) {
    case Place::waiting:
      return Stage::waiting;
    case Place::booked:
      return s.info(p.service).listed ? Stage::booked : Stage::out;
    case Place::in:
      return Stage::in;
    default:
      return Stage::out;
  }
}

template <class Visit>
void each_person(Inside& s, Visit visit) {
  for (PersonIndex i = 0; i < s.people.peak(); ++i)
    if (s.people[i].alive) visit(s.people[i]);
}

inline std::size_t cell_of(const World& world, const Person& p) {
  return std::size_t{p.first_need} * world.strata.size() + p.stratum;
}

// A check that costs nothing while it holds: there are millions of them.
template <class Words>
void hold(bool good, const Words& words) {
  if (!good) FAIL(words());
}

}  // namespace caseload
