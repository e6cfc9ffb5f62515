#pragma once
// The posts of one role over time: opened and closed by policies, left and filled again, absent by the week.
//
// Resignation is a hazard spent by each post against a threshold of its own; the role's load, looked at once a week,
// multiplies it for all posts alike, so the hazard is kept once a role and posts wait in a heap for the level at which
// they go. A post that goes takes no new work for the time of notice, is then empty for a drawn time, then reopens.

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

  // A span with one rate of leaving begins (each week, and when a policy changes a rate): who goes within it?
  void begin_span(const Role& role, Time now, Time until, std::vector<PostEvent>& due);

  // True when the event still means something; moves the post on and says what comes next.
  bool handle(const Role& role, const PostEvent& event, std::vector<PostEvent>& due);

  // The share of the role absent in the week of `now`.
  double absence_level(const Role& role, Time now);

  double vacant() const;  // posts
  std::uint32_t open_posts() const { return wanted_; }

 private:
  struct PostRecord {
    PostState state = PostState::closed;
    std::uint32_t stamp = 0;
    std::uint16_t resigned = 0, vacancies = 0, illnesses = 0;
    double fraction = 1;          // of a whole-time equivalent
    bool trainee = false;
    bool ill = false;
    double resigns_at = 0, ill_at = 0;  // level of the role's hazard
  };

  void open(const Role& role, PostId p, Time now, bool newcomer, std::vector<PostEvent>& due);
  void empty(const Role& role, PostId p, Time now, std::vector<PostEvent>& due);
  Time departure(double at, double level, double rate) const;
  bool is_void(const PostEvent& event) const;
  void schedule_departures(PostId p, std::vector<PostEvent>& due);
  void apply_capacity(const Role& role, PostId p);
  double draw(PostId p, Purpose purpose, std::uint32_t item) const;

  const RoleInfo& info_;
  const Draws& draws_;
  Posts posts_;
  std::vector<PostRecord> records_;
  std::uint32_t wanted_ = 0;
  bool started_ = false;

  // The hazards so far, and the span in which their rates hold.
  Time span_from_{}, span_until_{};
  double resign_level_ = 0, resign_rate_ = 0;
  double ill_level_ = 0, ill_rate_ = 0;

  std::int64_t absence_week_ = -1;
  double absence_level_ = 0;
};

}  // namespace caseload
