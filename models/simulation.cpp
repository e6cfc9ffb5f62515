#include "models/simulation.hpp"

#include <algorithm>

#include "engine/check.hpp"
#include "engine/replications.hpp"
#include "models/simulation_state.hpp"

namespace caseload {

Simulation::Simulation(const World& world, Options options, Measures& measures)
    : state_(std::make_unique<State>(world, options, measures)) {}
Simulation::~Simulation() = default;

void Simulation::run(const std::atomic<bool>& cancelled) {
  state_->start();
  state_->run(cancelled);
}

std::uint64_t Simulation::events() const { return state_->events; }
std::size_t Simulation::most_people() const { return state_->people.peak(); }
std::uint64_t Simulation::purposes() const { return state_->draws.purposes(); }

namespace {
// A year in buckets that hold a few dozen events each, so that fetching ahead has somebody to fetch, but not below an
// hour: what lies beyond the ring costs more than sorting a crowded bucket.
Calendar calendar_for(const World& world) {
  double referrals_a_day = 0;
  for (const Source& source : world.epochs.front().sources) referrals_a_day += source.rate;
  return referrals_a_day < 100 ? Calendar(hours(8), 1024) : Calendar(hours(1), 8192);
}
}  // namespace

Simulation::State::State(const World& w, Options o, Measures& m)
    : world(w),
      options(o),
      measures(m),
      draws(o.seed, o.replication, w.area, o.luck),
      health(world, draws),
      calendar(calendar_for(w)) {
  epoch_ = &world.epochs.front();
  const std::size_t services = world.services.size();
  is_entry_.assign(services, false);
  for (const SourceInfo& source : world.sources) is_entry_[source.to] = true;
  starts_by_week_.assign(services, {});
  pool_of_.assign(services, kNoPool);
  for (ServiceId s = 0; s < services; ++s) {
    lists.emplace_back(people, world.needs.size());
    lists[s].set_head_start(service(s).head_start);
  }
  for (RoleId r = 0; r < world.roles.size(); ++r) {
    Pool pool;
    pool.role = r;
    pool.roster = std::make_unique<Roster>(world, r, draws);
    pools.push_back(std::move(pool));
  }
  for (ServiceId s = 0; s < services; ++s) {
    if (world.services[s].kind == ServiceKind::crisis) continue;
    if (world.services[s].role != kNoRole) {
      pool_of_[s] = world.services[s].role;
    } else if (epoch_->services[s].places) {
      pool_of_[s] = pools.size();
      Pool pool;
      pool.place_service = s;
      pools.push_back(std::move(pool));
    } else {
      continue;
    }
    pools[pool_of_[s]].services.push_back(s);
    pools[pool_of_[s]].held.push_back(0);
  }
  people_of_post_.resize(pools.size());
  group_timer_.assign(services, Time{-1});
  // Epochs that leave a service's hazard alone do not split it, so they leave every bit of its clocks alone, too.
  renege_spans_.resize(services);
  for (std::size_t s = 0; s < services; ++s) {
    std::vector<Staircase::Step> giving_up;
    for (const Epoch& epoch : world.epochs) {
      auto& spans = renege_spans_[s];
      const WaitHazard& hazard = epoch.services[s].renege;
      if (spans.empty() || !(*spans.back().hazard == hazard)) spans.push_back({epoch.from, &hazard});
      giving_up.push_back({epoch.from, epoch.services[s].drop_out.rate});
    }
    use_drop_out_.emplace_back(std::move(giving_up));
  }
}

void Simulation::State::start() {
  for (std::size_t k = 1; k < world.epochs.size(); ++k)
    schedule(world.epochs[k].from, Phase::supply, EventKind::epoch, static_cast<std::uint32_t>(k));
  for (std::size_t k = 0; k < pools.size(); ++k) {
    apply_supply(k);
    if (pools[k].role != kNoRole) begin_role_week(k);
  }
  for (const InitialList& list : world.initial) place_initial(list);
  for (std::size_t k = 0; k < pools.size(); ++k) want_offers(k, Phase::offers);
  for (SourceId s = 0; s < world.sources.size(); ++s) schedule(now, Phase::supply, EventKind::referrals_of_day, s);
  schedule(now + weeks(1), Phase::observers, EventKind::observe, 0);
}

void Simulation::State::run(const std::atomic<bool>& cancelled) {
  Event event;
  while (next_event(event)) {
    if ((++events & 0xFFFF) == 0 && cancelled.load(std::memory_order_relaxed)) throw Cancelled();
    if (const Event* coming = calendar.ahead(8); coming != nullptr && coming->subject < people.peak())
      people.fetch(coming->subject);
    now = event.time();
    phase_ = static_cast<Phase>(event.phase());
    dispatch(event);
  }
  now = world.horizon;
  for (PersonIndex i = 0; i < people.peak(); ++i)
    if (people[i].alive) settle_at_end(i);
  measures.finish(world.horizon);
}

// Offers that are wanted come before anything later, and after whatever else comes first at this moment.
bool Simulation::State::next_event(Event& event) {
  while (!offers_wanted_.empty() || !late_offers_wanted_.empty()) {
    const Phase phase = offers_wanted_.empty() ? Phase::late_offers : Phase::offers;
    if (calendar.next(event, now, static_cast<unsigned>(phase))) return true;
    serve(phase);
  }
  return calendar.next(event, world.horizon);
}

// What clocks have met that have not fired is expected all the same.
void Simulation::State::settle_at_end(PersonIndex i) {
  const Person& p = people[i];
  settle(i);
  if (p.place == Place::in && info(p.service).kind == ServiceKind::digital) expect_end_of_use(i);
  if (p.place == Place::waiting && p.mid_course) spend_gap(i);
}

// Day steps: what is due within a day takes effect at its start. Risks that run in time are the exception: of a day's
// risk nothing is known before the day is over, so they are decided at its end, which is the same law as a daily
// chance.
Time Simulation::State::decision_time(Time t, bool risk) const {
  if (!world.daily || t >= Time::never()) return t;
  const Time midnight = start_of_day(day_index(t));
  return risk && midnight < t ? midnight + days(1) : midnight;
}

namespace {
bool is_risk(EventKind kind) {
  switch (kind) {
    case EventKind::renege:
    case EventKind::gives_up:
    case EventKind::stops_using:
    case EventKind::crisis:
    case EventKind::worsen:
    case EventKind::improve:
    case EventKind::relapse:
      return true;
    default:
      return false;
  }
}
}  // namespace

void Simulation::State::schedule(Time at, Phase phase, EventKind kind, std::uint32_t subject, std::uint32_t stamp) {
  const Time when = world.daily ? decision_time(at, is_risk(kind)) : at;
  if (when >= world.horizon) return;  // nothing after the horizon is imagined
  calendar.schedule(when, static_cast<unsigned>(phase), subject, stamp << kKindBits | static_cast<std::uint32_t>(kind));
}

// Supply changes at its date, as do the rates at which posts are left. All else is read when it is needed. Pools that
// keep what they have are left alone: a date of other people's must not bring forward what day steps put off.
void Simulation::State::begin_epoch(std::size_t k) {
  const Epoch& before = *epoch_;
  epoch_ = &world.epochs[k];
  for (ServiceId s = 0; s < lists.size(); ++s) lists[s].set_head_start(service(s).head_start);
  for (std::size_t pool = 0; pool < pools.size(); ++pool) {
    if (!is_changed(pools[pool], before)) continue;
    apply_supply(pool);
    if (pools[pool].role != kNoRole) {
      std::vector<PostEvent> due;
      pools[pool].roster->change_rates(epoch_->roles[pools[pool].role], now, due);
      put(pool, due);
    }
    pools[pool].kept = false;
    want_offers(pool, Phase::offers);
  }
}

bool Simulation::State::is_changed(const Pool& pool, const Epoch& before) const {
  if (pool.role != kNoRole && !(before.roles[pool.role] == epoch_->roles[pool.role])) return true;
  return std::any_of(pool.services.begin(), pool.services.end(),
                     [&](ServiceId s) { return !(before.services[s] == epoch_->services[s]); });
}

void Simulation::State::observe() {
  for (auto& starts : starts_by_week_) {
    for (std::size_t k = starts.size() - 1; k > 0; --k) starts[k] = starts[k - 1];
    starts[0] = 0;
  }
  measures.observe_week(week_index(now) - 1, now);
  schedule(now + weeks(1), Phase::observers, EventKind::observe, 0);
}

void Simulation::State::dispatch(const Event& event) {
  const auto kind = static_cast<EventKind>(event.tag & ((1U << kKindBits) - 1));
  const std::uint32_t stamp = event.tag >> kKindBits;
  const std::uint32_t i = event.subject;
  const auto planned = [&] { return people[i].place_stamp == stamp; };
  const auto of_health = [&] { return people[i].health_stamp == stamp; };
  switch (kind) {
    case EventKind::epoch:
      return begin_epoch(i);
    case EventKind::role_week:
      return begin_role_week(i);
    case EventKind::post:
      return post_event(i);
    case EventKind::referrals_of_day:
      return referrals_of_day(static_cast<SourceId>(i));
    case EventKind::referral:
      return refer(static_cast<SourceId>(stamp), i);
    case EventKind::arrival:
      if (planned()) arrive(i, people[i].service);
      return;
    case EventKind::appointment:
      if (planned()) appointment(i);
      return;
    case EventKind::end_of_stay:
      if (planned()) end_stay(i);
      return;
    case EventKind::end_of_use:
      if (planned()) end_use(i, Exit::completed);
      return;
    case EventKind::stops_using:
      if (planned()) end_use(i, Exit::dropped_out);
      return;
    case EventKind::renege:
      if (planned()) leave_list(i, Exit::left);
      return;
    case EventKind::gives_up:
      if (planned()) give_up(i);
      return;
    case EventKind::no_reply:
      if (planned()) leave_list(i, Exit::no_reply);
      return;
    case EventKind::crisis:
      if (of_health()) health_event(i, HealthEvent::crisis);
      return;
    case EventKind::worsen:
      if (of_health()) health_event(i, HealthEvent::worsen);
      return;
    case EventKind::improve:
      if (of_health()) health_event(i, HealthEvent::improve);
      return;
    case EventKind::relapse:
      if (of_health()) health_event(i, HealthEvent::relapse);
      return;
    case EventKind::end_of_crisis_care:
      if (people[i].care_stamp == stamp) after_crisis(i, people[i].care_service, people[i].crises - 1U);
      return;
    case EventKind::offers:
      return make_offers(i);
    case EventKind::release: {
      const Release due = releases[i];
      releases.release(i);
      return release(due, due.free_from - now);
    }
    case EventKind::observe:
      return observe();
  }
}

}  // namespace caseload
