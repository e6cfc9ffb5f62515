#pragma once
// The inside of a simulation: what all kinds of services share. Each kind, the referrals, the health of people and the
// staff have a file of their own that implements their part of this class; simulation.cpp has the event loop.

#include <array>
#include <atomic>
#include <bit>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/calendar.hpp"
#include "engine/portable_math.hpp"
#include "engine/slab.hpp"
#include "engine/waiting_line.hpp"
#include "models/people/draws.hpp"
#include "models/people/health.hpp"
#include "models/people/person.hpp"
#include "models/services/waiting_list.hpp"
#include "models/simulation.hpp"
#include "models/staff/pool.hpp"
#include "models/staff/roster.hpp"

namespace caseload {

// Order of what happens at one moment (MODEL 1): supply first, joiners last.
enum class Phase : std::uint8_t {
  supply = 1,
  appointments = 2,
  health = 3,
  offers = 4,
  departures = 5,
  arrivals = 6,
  late_offers = 7,  // to those who have just joined
  observers = 8,
};

enum class EventKind : std::uint8_t {
  epoch,
  role_week,
  post,
  referrals_of_day,
  referral,
  arrival,
  appointment,
  end_of_stay,
  end_of_use,
  stops_using,
  renege,
  no_reply,
  crisis,
  worsen,
  improve,
  relapse,
  end_of_crisis_care,
  offers,
  release,
  observe,
  gives_up,
};
inline constexpr unsigned kKindBits = 5;

// Capacity and the services that draw on it: a role's posts, or the places of one service.
struct Pool {
  RoleId role = kNoRole;
  ServiceId place_service = kNoService;
  std::vector<ServiceId> services;
  std::vector<std::int64_t> held;                        // amounts held now, by position in `services`
  std::unique_ptr<Roster> roster;                        // of a role
  Posts places;                                          // one "post" that has all the places
  bool wants_offers = false, wants_late_offers = false;  // at this moment
  Time tomorrow = Time{-1};                              // day steps: offers are in the calendar for then
  bool kept = false;  // the head that goes next does not fit; what is free is kept for it
  std::int64_t told_in_force = -1, told_held = -1;
  double told_vacant = -1;

  Posts& posts() { return roster ? roster->posts() : places; }
};

struct Group {  // people who began a group course together, on one block of minutes
  PostId post = kNoPost;
  Amount held = 0;
  std::uint32_t members = 0;
  Time last_session{};
};

struct Release {  // minutes that come free later
  std::uint32_t pool = 0;
  ServiceId service = 0;  // that held them
  PostId post = kNoPost;
  Amount amount = 0;
  Time free_from{};
};

struct RenegeSpan {  // one renege hazard and from when it holds; neighbours differ
  Time from{};
  const WaitHazard* hazard = nullptr;
};

// The destination a uniform number falls on; null where nothing has a share.
const Destination* choose(const Route& route, double u);

// 1 − e^−x, the chance that goes with a hazard. Hazards come from short tables, so the last of each few are kept.
class ChanceOf {
 public:
  double operator()(double hazard) {
    const auto bits = std::bit_cast<std::uint64_t>(hazard);
    Kept& kept = kept_[(bits * 0x9E3779B97F4A7C15U) >> 60];
    if (kept.hazard != hazard) kept = {hazard, 1.0 - portable::exp(-hazard)};
    return kept.chance;
  }

 private:
  struct Kept {
    double hazard = 0, chance = 0;
  };
  std::array<Kept, 16> kept_{};
};

struct Simulation::State {
  State(const World& world, Options options, Measures& measures);
  void start();
  void run(const std::atomic<bool>& cancelled);

  // ---- simulation.cpp: the calendar
  void dispatch(const Event& event);
  void schedule(Time at, Phase phase, EventKind kind, std::uint32_t subject, std::uint32_t stamp = 0);
  bool next_event(Event& event);
  // Stamps count the changes of one record, through all the people who use it: 2^27 of them would have to happen while
  // one event is pending before an old event could pass for a new one. Zero is nobody's.
  static std::uint32_t new_stamp(Person& p) {
    p.stamps = (p.stamps + 1) & ((1U << (32 - kKindBits)) - 1);
    return p.stamps != 0 ? p.stamps : p.stamps = 1;
  }
  void settle_at_end(PersonIndex i);
  void begin_epoch(std::size_t k);
  bool is_changed(const Pool& pool, const Epoch& before) const;
  void observe();
  Time decision_time(Time t, bool risk = false) const;

  // ---- people/referrals.cpp
  void referrals_of_day(SourceId source);
  void refer(SourceId source, std::uint32_t number);
  PersonIndex appear(std::uint64_t id, SourceId source, std::span<const double> need_shares);
  PersonIndex appear_initial(std::uint64_t id, const InitialList& list, const InitialList::Listed* entry);
  PersonIndex be_born(std::uint64_t id);
  double referral_rate(SourceId source, std::int64_t day) const;

  // ---- people/initial.cpp
  void place_initial(const InitialList& list);
  void place_waiting(const InitialList& list);
  void place_in_treatment(const InitialList& list);
  void start_mid_course(PersonIndex i, const InitialList& list, double met, double u_position, double u_moment);
  void start_in_progress(PersonIndex i, Duration passed, Duration rest);
  bool hold_from_start(PersonIndex i);

  // ---- people/life.cpp: health in time
  void settle(PersonIndex i);
  void reschedule_health(PersonIndex i);
  void schedule_health(PersonIndex i, const NextHealthEvent& next);
  void move_to(PersonIndex i, Place place);
  void health_event(PersonIndex i, HealthEvent what);
  void set_level(PersonIndex i, NeedId level);
  void relapse(PersonIndex i);
  void go_away(PersonIndex i);
  void forget(PersonIndex i);

  // ---- services/routing.cpp: from an exit to the next place
  void leave(PersonIndex i, Exit exit);
  const Destination& destination(const Person& p, const Route& route, std::uint32_t place, Purpose purpose,
                                 std::uint32_t visit, std::uint32_t item) const;
  void send(PersonIndex i, const Destination& to, std::uint32_t place, std::uint32_t visit, std::uint32_t item,
            Exit exit);
  Duration drawn_delay(const Person& p, const std::optional<Distribution>& delay, std::uint32_t place,
                       std::uint32_t visit, std::uint32_t item) const;
  void set_out(PersonIndex i, ServiceId to, Duration delay);
  void arrive(PersonIndex i, ServiceId s);
  ServiceId diverted(const Person& p, ServiceId s) const;
  std::uint32_t visits(const Person& p, ServiceId s) const;
  void count_visit(Person& p, ServiceId s);

  // ---- services/joining.cpp: the waiting list
  void join(PersonIndex i, ServiceId s);
  void enlist(PersonIndex i);
  void set_renege(PersonIndex i);
  bool stays_silent(const Person& p) const;
  double renege_between(const Person& p, Time a, Time b) const;
  Time renege_time(const Person& p, double amount) const;
  bool balks(const Person& p) const;
  void leave_list(PersonIndex i, Exit exit);
  void back_to_list(PersonIndex i);
  void take_off_list(PersonIndex i);
  void change_class(PersonIndex i);

  // ---- services/offers.cpp: free minutes meet those who wait
  void want_offers(std::size_t pool, Phase phase);
  void want_offers_after(PersonIndex i);
  void serve(Phase phase);
  void make_offers(std::size_t pool);
  std::optional<std::size_t> next_to_serve(const Pool& pool);
  bool is_ready(ServiceId s);
  void set_group_timer(std::size_t pool, ServiceId s);
  void offer(ServiceId s, Amount amount, PostId post);
  Time first_appointment(ServiceId s, Time really_free) const;
  Amount amount_needed(ServiceId s) const;
  Time take(std::size_t pool, PostId post, Amount amount, ServiceId s);
  void book(PersonIndex i, Amount amount, Time first);
  void hold(PersonIndex i, PostId post);
  void let_go(PersonIndex i, Time last, Duration tail);
  void release(const Release& what, Duration notice);
  void tell_supply(std::size_t pool);

  // ---- services/{assessment,course,group,digital,stay,crisis}.cpp
  Attendance attendance(PersonIndex i, bool first);
  void appointment(PersonIndex i);
  void assessment_appointment(PersonIndex i);
  void course_appointment(PersonIndex i);
  bool first_session_lost(PersonIndex i, Attendance attendance);
  void start_course(PersonIndex i);
  double drop_out_increment(const Person& p, Attendance attendance, Time before) const;
  bool spend_drop_out(PersonIndex i, double increment);
  bool ends_early(PersonIndex i);
  bool is_complete(const Person& p) const;
  void end_course(PersonIndex i, Exit exit);
  void draw_outcome(PersonIndex i, double dose);
  Duration gap_beyond(const Person& p, Time t) const;
  void spend_gap(PersonIndex i);
  double& drop_out_left(Person& p);
  Time gives_up_at(Person& p);
  void give_up(PersonIndex i);
  void form_group(ServiceId s, Amount amount, PostId post);
  void leave_group(PersonIndex i, Time last);
  void start_use(PersonIndex i);
  void schedule_end_of_use(PersonIndex i, Time ends);
  void expect_end_of_use(PersonIndex i);
  void end_use(PersonIndex i, Exit exit);
  void start_stay(PersonIndex i);
  void end_stay(PersonIndex i);
  Duration drawn_length(const Person& p, ServiceId s, std::uint32_t visit, std::uint32_t item = 0) const;
  void crisis(PersonIndex i);
  ServiceId crisis_responder(const Person& p, std::uint32_t number) const;
  void after_crisis(PersonIndex i, ServiceId responder, std::uint32_t number);

  // ---- staff/turnover.cpp
  void apply_supply(std::size_t pool);
  void begin_role_week(std::size_t pool);
  void post_event(std::uint32_t index);
  void put(std::size_t pool, const std::vector<PostEvent>& due);
  void therapist_leaves(std::size_t pool, PostId post);
  void lose_therapist(PersonIndex i);
  void wait_mid_course(PersonIndex i);

  const Service& service(ServiceId s) const { return epoch_->services[s]; }
  const ServiceInfo& info(ServiceId s) const { return world.services[s]; }
  std::size_t pool_of(ServiceId s) const { return pool_of_[s]; }
  bool has_capacity(ServiceId s) const { return pool_of_[s] != kNoPool; }

  struct PostLinkOf {
    Slab<Person>* people;
    Link& operator()(PersonIndex i) const { return (*people)[i].post_link; }
  };
  using PeopleOfPost = WaitingLine<PostLinkOf>;
  PeopleOfPost& people_of(std::size_t pool, PostId post);

  static constexpr std::size_t kNoPool = static_cast<std::size_t>(-1);

  const World& world;
  const Options options;
  Measures& measures;
  Draws draws;
  Health health;
  Slab<Person> people;
  Calendar calendar;
  Time now{};
  Phase phase_ = Phase::supply;                                  // of what happens now
  std::vector<std::size_t> offers_wanted_, late_offers_wanted_;  // by pools, at this moment
  const Epoch* epoch_ = nullptr;
  std::vector<WaitingList> lists;
  std::vector<Pool> pools;
  std::vector<std::size_t> pool_of_;
  std::vector<std::vector<PeopleOfPost>> people_of_post_;
  std::vector<std::vector<RenegeSpan>> renege_spans_;  // by service
  std::vector<Staircase> use_drop_out_;                // by service: rate a day of giving up a digital service
  std::vector<bool> is_entry_;                         // a referral source leads here
  std::vector<Time> group_timer_;                      // by service: when the limit of its head is looked at
  Slab<Group> groups;
  Slab<Release> releases;
  std::vector<std::pair<std::size_t, PostEvent>> post_events_;  // in the calendar, by index
  std::vector<std::uint32_t> unused_post_events_;
  std::vector<std::array<std::uint32_t, 5>> starts_by_week_;  // the last weeks, for those who look before they join
  std::map<std::pair<std::uint64_t, ServiceId>, std::uint32_t> more_visits_;  // of the few with many services
  std::vector<std::uint32_t> stamps_of_slot_;                                 // of records given back
  std::int64_t jolted_day_ = -1;
  ChanceOf chance_of_;
  std::uint64_t events = 0;
};

}  // namespace caseload
