#pragma once
// A World is what one simulation runs: one scenario, one area, one combination of policies, with every name turned
// into an index and every quantity into a number, a sampler or a table.
//
// What a policy can change is kept in epochs: `epochs[k]` holds every value in force from `epochs[k].from` until the
// next. Whoever asks for a value asks for it at a moment, so "read when" is decided by when the code reads. Rates that
// people spend continuously (crisis, worsening …) are laid out as staircases over the whole run, so that a policy's
// date touches nobody. A policy that changes nothing gives the same epochs, hence the same bits.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/civil.hpp"
#include "engine/distribution.hpp"
#include "engine/hazard.hpp"
#include "engine/staircase.hpp"
#include "engine/time.hpp"
#include "models/world/ids.hpp"

namespace caseload {

enum class ServiceKind : std::uint8_t { assessment, course, group, digital, stay, crisis };

// How a visit to a service ended. `moved` by a crisis or worsening; `better` recovered while waiting.
enum class Exit : std::uint8_t {
  seen,       // assessment done, stay over, crisis answered
  completed,  // all that was planned was attended (course, group) or used (digital)
  early,      // ended early, by agreement
  dropped_out,
  left,  // reneged, or missed the first appointment too often
  no_reply,
  balked,
  better,
  moved,
};
inline constexpr std::size_t kExits = 9;

// Where a person is, as far as hazards are concerned.
enum class Setting : std::uint8_t { waiting, in, away, dropped_out };
inline constexpr std::size_t kSettings = 4;

struct Destination {
  ServiceId to = kAway;
  double share = 0;
  std::optional<Distribution> delay;  // days; none: at once
  friend bool operator==(const Destination&, const Destination&) = default;
};
using Route = std::vector<Destination>;  // in the order of the base file; shares add up to 1

struct DoseResponse {  // chance(d) = top × (1 − exp(−d / scale))
  double top = 0;
  double scale = 1;
  friend bool operator==(const DoseResponse&, const DoseResponse&) = default;
};

struct Outcome {  // by level; recovered lies within improved
  DoseResponse recovered, improved;
  double deteriorated = 0;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

struct DropOut {
  std::vector<double> by_session;  // increment −ln(1 − p) after the n-th appointment; the last holds for all later
  double per_missed = 0, per_week_gap = 0, per_week_waited = 0, change_of_therapist = 0;  // increments
  double rate = 0;                                                                        // per day, digital only
  bool after_last = false;  // look at drop-out before completion (MODEL 8)
  friend bool operator==(const DropOut&, const DropOut&) = default;
};

struct Balking {
  std::vector<double> wait_days, chance;  // linear between, flat outside
  friend bool operator==(const Balking&, const Balking&) = default;
};

struct Service {
  Duration time{};           // of one appointment (support of one interval for digital)
  Duration every{};          // between appointments
  Duration first_session{};  // from start to the first session
  Duration notice{};         // how long before it falls free a place or a minute is offered
  std::optional<double> places;
  double missed_first = 0, missed = 0, cancelled = 0;
  int rebook = 0, missed_limit = 0;    // 0: no limit
  std::optional<Distribution> length;  // sessions planned (course, group) or days (digital, stay, crisis)
  double length_factor = 1;
  int cap = 0;  // sessions; 0: none
  DropOut drop_out;
  std::vector<double> early_by_session;
  std::vector<Outcome> outcome;  // by level (need groups)
  WaitHazard renege;
  bool reneges = false;
  Balking balk;
  double no_reply = 0;
  Duration no_reply_after{};
  double priority = 0, share = 0;  // between services that share a role
  Duration target{};
  // Head starts by class: one for each need group, then *after crisis*. Time::never() ticks mean strict priority.
  std::vector<Duration> head_start;
  int group_size = 0, group_least = 0;
  Duration group_limit{};
  std::vector<double> present;  // crisis: chance by level that a crisis comes to be recorded
  double takes = 0;             // crisis: share of the recorded ones that this service answers
  // By exit, then by level (need groups and recovered).
  std::array<std::vector<Route>, kExits> route;
  double cost = 0;  // pounds an attended appointment (or a day of stay or use)
  friend bool operator==(const Service&, const Service&) = default;
};

enum class Sharing : std::uint8_t { longest_wait, priority, share };

struct Role {
  double wte = 0;
  double weekly_minutes = 0;  // booked contact time of one whole-time equivalent
  double absence = 0;
  double turnover = 0;                  // per post and day
  std::optional<Distribution> recruit;  // days a post stays empty
  Duration notice_to_leave = weeks(8);
  double vacant = 0;  // share of posts empty at the start
  int limit = 0;      // people held by one post; 0: none
  double trainee_fraction = 1;
  Duration trainee_for{};
  double load_above = 0, load_factor = 1;
  double long_absence = 0;                          // per post and day
  std::optional<Distribution> long_absence_length;  // days
  Sharing sharing = Sharing::longest_wait;
  friend bool operator==(const Role&, const Role&) = default;
};

struct Source {
  double rate = 0;    // referrals a day, before growth, season and weekday
  double growth = 1;  // factor a year
  friend bool operator==(const Source&, const Source&) = default;
};

struct Diversion {
  ServiceId from = 0, to = 0;
  std::uint32_t place = 0;    // hash of "from>to"
  std::vector<double> share;  // by level: chance for those whom no earlier diversion from the same place has taken
  friend bool operator==(const Diversion&, const Diversion&) = default;
};

struct Epoch {
  Time from{};
  std::vector<Service> services;
  std::vector<Role> roles;
  std::vector<Source> sources;
  std::vector<Diversion> diversions;
  double better_leaves = 1;
  Route relapse;  // what follows a relapse
  friend bool operator==(const Epoch&, const Epoch&) = default;
};

struct NeedGroup {
  std::string name;
  double share = 0;  // at first referral
  NeedId worsens_to = 0, improves_to = 0;
  // Rates a day over the run, by setting, before frailty.
  std::array<Staircase, kSettings> crisis, worsen, improve;
  Staircase relapse;  // once recovered from this level
  friend bool operator==(const NeedGroup&, const NeedGroup&) = default;
};

struct ServiceInfo {  // what no policy changes
  std::string name;
  std::uint32_t hash = 0;
  ServiceKind kind = ServiceKind::stay;
  RoleId role = kNoRole;  // or places
  bool contact = false;   // an attended appointment is a contact with a human
  bool digital = false;
  bool listed = true;  // has a waiting list (digital without staff or places has none)
  friend bool operator==(const ServiceInfo&, const ServiceInfo&) = default;
};

struct RoleInfo {
  std::string name;
  std::uint32_t hash = 0;
  friend bool operator==(const RoleInfo&, const RoleInfo&) = default;
};

struct SourceInfo {
  std::string name;
  std::uint64_t hash = 0;
  ServiceId to = 0;
  std::optional<Distribution> delay;  // days from the referral to joining the list; none: at once
  std::array<double, 12> month{};     // weight by calendar month (January first), mean 1 over the year
  std::array<double, 7> weekday{};    // Monday first, mean 1
  std::array<double, 24> hour{};      // cumulative shares of the day, the last is 1
  std::vector<double> need;           // shares by need group
  friend bool operator==(const SourceInfo&, const SourceInfo&) = default;
};

struct InitialList {
  ServiceId service = 0;
  std::uint64_t source_hash = 0;  // of "initial/SERVICE"
  // Either a count with a distribution of days waited, or one entry a person.
  std::uint32_t waiting = 0;
  std::optional<Distribution> waited;
  struct Listed {
    double days_waited = 0;
    NeedId need = 0;
    bool mid_course = false;
    int sessions_to_go = 0;

    friend bool operator==(const Listed&, const Listed&) = default;
  };
  std::vector<Listed> listed;
  std::vector<double> need;           // shares
  std::uint32_t in = 0;               // people in treatment at the start
  std::optional<Distribution> to_go;  // sessions (or days) still to go; none: drawn from the length
  friend bool operator==(const InitialList&, const InitialList&) = default;
};

struct World {
  std::string policy;  // "baseline", or the names of the policies in force
  std::string area;    // "" for a scenario without areas
  CivilDate start{};
  Time horizon{}, window_from{}, window_to{};
  bool daily = false;  // decisions once a day
  bool settle = false;
  std::vector<NeedGroup> needs;
  std::vector<std::string> strata;  // at least one, "" where the scenario has none
  std::vector<double> stratum_share;
  Distribution frailty;
  std::vector<ServiceInfo> services;
  std::vector<RoleInfo> roles;
  std::vector<SourceInfo> sources;
  std::vector<InitialList> initial;
  std::vector<Epoch> epochs;  // by `from`; the first starts at 0

  std::size_t recovered() const { return needs.size(); }
  const Epoch& at(Time t) const {
    std::size_t k = epochs.size() - 1;
    while (k > 0 && epochs[k].from > t) --k;
    return epochs[k];
  }
  std::uint64_t tables_hash = 0;  // of every table a draw passes through
  friend bool operator==(const World&, const World&) = default;
};

}  // namespace caseload
