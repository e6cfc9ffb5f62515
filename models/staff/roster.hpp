#pragma once
// The posts of one role over time: opened and closed by policies, left and filled again, absent by the week.
//
// Resignation is a hazard spent by each post against a threshold of its own; the role's load, looked at once a week,
// multiplies it for all posts alike, so the hazard is kept once a role and posts wait in a heap for the level at which
// they go. A post that goes takes no new work for the time of notice, is then empty for a drawn time, then reopens.
// Long absence is a second hazard of the same kind. Both stand while a post is not open: what is left of a threshold is
// kept, and only the clock that fired draws anew.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/time.hpp"
#include "models/people/draws.hpp"
#include "models/staff/pool.hpp"
#include "models/world/world.hpp"

namespace caseload {

enum class PostState : std::uint8_t { open, notice, vacant, closed };

// What is due of a post, for the simulation to put into the calendar.
struct PostEvent {
  enum class What : std::uint8_t { resigns, falls_ill, leaves, is_filled, is_trained };
  What what;
  PostId post;
  Time at;
  std::uint32_t stamp;
};

class Roster {
 public:
  Roster(const World& world, RoleId role, const Draws& draws);

  Posts& posts() { return posts_; }
  const Posts& posts() const { return posts_; }

  // Opens and closes posts to match the role's whole-time equivalents; the highest numbers come and go.
  // At the start some posts are vacant. What becomes due is appended to `due`.
  void set_supply(const Role& role, Time now, std::vector<PostEvent>& due);

  // A week begins: the load is looked at, and who goes within the week is told.
  void begin_week(const Role& role, Time now, std::vector<PostEvent>& due);
  // A policy may have changed a rate in the middle of a week.
  void change_rates(const Role& role, Time now, std::vector<PostEvent>& due);

  // True when the event still means something; moves the post on and says what comes next.
  bool handle(const Role& role, const PostEvent& event, std::vector<PostEvent>& due);

  // The share of the role absent in the week of `now`.
  double absence_level(const Role& role, Time now);

  double vacant() const { return vacant_; }  // posts
  std::uint32_t open_posts() const { return wanted_; }

 private:
  struct PostRecord {
    PostState state = PostState::closed;
    std::uint32_t stamp = 0;
    std::uint16_t resigned = 0, vacancies = 0, illnesses = 0;
    double fraction = 1;  // of a whole-time equivalent
    bool trainee = false;
    bool ill = false;
    double resigns_at = 0, ill_at = 0;     // while open: level of the role's hazard at which it happens
    double resign_left = 0, ill_left = 0;  // while not: what is left of the thresholds
    bool drawn = false;
  };

  void set_state(PostId p, PostState state, Time now);
  void begin_span(Time now, double resign_rate, double ill_rate, std::vector<PostEvent>& due);
  double resign_level(Time t) const { return resign_level_ + resign_rate_ * in_days(t - span_from_); }
  double ill_level(Time t) const { return ill_level_ + ill_rate_ * in_days(t - span_from_); }
  double load() const;
  void open(const Role& role, PostId p, Time now, bool newcomer, std::vector<PostEvent>& due);
  void empty(const Role& role, PostId p, Time now, std::vector<PostEvent>& due);
  Time departure(double at, double level, double rate) const;
  bool is_void(const PostEvent& event) const;
  void schedule_departures(PostId p, std::vector<PostEvent>& due);
  void apply_capacity(const Role& role, PostId p);
  double draw(PostId p, Purpose purpose, std::uint32_t item) const;
  double threshold(PostId p, Purpose purpose, std::uint32_t item) const;

  const RoleInfo& info_;
  const Draws& draws_;
  Posts posts_;
  std::vector<PostRecord> records_;
  std::uint32_t wanted_ = 0;
  int vacant_ = 0;
  bool started_ = false;

  // The hazards so far, and the span in which their rates hold.
  Time span_from_{}, span_until_{};
  double load_ = 0;  // when the week began
  double resign_level_ = 0, resign_rate_ = 0;
  double ill_level_ = 0, ill_rate_ = 0;

  std::int64_t absence_week_ = -1;
  double absence_level_ = 0;
};

}  // namespace caseload
