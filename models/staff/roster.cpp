#include "models/staff/roster.hpp"

#include <algorithm>
#include <cmath>

#include "engine/counts.hpp"
#include "engine/portable_math.hpp"

namespace caseload {

namespace {
double rate_of_leaving(const Role& role, double load) {
  return role.turnover * (role.load_above > 0 && load > role.load_above ? role.load_factor : 1.0);
}
}  // namespace

Roster::Roster(const World& world, RoleId role, const Draws& draws) : info_(world.roles[role]), draws_(draws) {}

// A post's entity is its role's name and its number, so a change of another role shifts nobody's luck.
double Roster::draw(PostId p, Purpose purpose, std::uint32_t item) const {
  return draws_.uniform_of(mix(std::uint64_t{info_.hash} << 32 | p), info_.hash, purpose, item);
}

void Roster::apply_capacity(const Role& role, PostId p) {
  const PostRecord& post = records_[p];
  double minutes = 0;
  if (post.state == PostState::open)
    minutes = role.weekly_minutes * post.fraction * (post.trainee ? role.trainee_fraction : 1.0);
  posts_.set_capacity(p, to_amount(minutes));
}

void Roster::set_supply(const Role& role, Time now, std::vector<PostEvent>& due) {
  const auto wanted = static_cast<std::uint32_t>(std::ceil(role.wte - 1e-9));
  posts_.set_limit(role.limit);
  posts_.resize(std::max<std::size_t>(wanted, posts_.size()));
  records_.resize(posts_.size());
  for (PostId p = 0; p < records_.size(); ++p) {
    PostRecord& post = records_[p];
    if (p >= wanted) {
      set_state(p, PostState::closed, now);
      ++post.stamp;
    } else {
      post.fraction = std::min(1.0, role.wte - static_cast<double>(p));
      if (post.state == PostState::closed) {
        const bool vacant = !started_ && role.vacant > 0 && draw(p, Purpose::vacant, 0) < role.vacant;
        if (vacant)
          empty(role, p, now, due);
        else
          open(role, p, now, started_, due);
      }
    }
    apply_capacity(role, p);
  }
  wanted_ = wanted;
  started_ = true;
}

// The clocks of a post run while it is open.
void Roster::set_state(PostId p, PostState state, Time now) {
  PostRecord& post = records_[p];
  if (post.state == state) return;
  if (post.state == PostState::open) {
    post.resign_left = post.resigns_at - resign_level(now);
    post.ill_left = post.ill_at - ill_level(now);
  }
  vacant_ += (state == PostState::vacant ? 1 : 0) - (post.state == PostState::vacant ? 1 : 0);
  post.state = state;
  if (state != PostState::open) return;
  if (!post.drawn) {
    post.resign_left = threshold(p, Purpose::resign, post.resigned);
    post.ill_left = threshold(p, Purpose::long_absence, post.illnesses);
    post.drawn = true;
  }
  post.resigns_at = resign_level(now) + post.resign_left;
  post.ill_at = ill_level(now) + post.ill_left;
}

double Roster::threshold(PostId p, Purpose purpose, std::uint32_t item) const {
  return -portable::log(draw(p, purpose, item));
}

void Roster::open(const Role& role, PostId p, Time now, bool newcomer, std::vector<PostEvent>& due) {
  PostRecord& post = records_[p];
  set_state(p, PostState::open, now);
  post.ill = false;
  ++post.stamp;
  post.trainee = newcomer && role.trainee_fraction < 1 && role.trainee_for > Duration{};
  apply_capacity(role, p);
  if (post.trainee) due.push_back({PostEvent::What::is_trained, p, now + role.trainee_for, post.stamp});
  schedule_departures(p, due);
}

// When a hazard of the role reaches the level at which this post goes, at the rate of the span under way.
Time Roster::departure(double at, double level, double rate) const {
  if (rate <= 0 || at > level + rate * in_days(span_until_ - span_from_)) return Time::never();
  return std::min(span_until_, span_from_ + days(std::max(0.0, at - level) / rate));
}

// Within the span under way rates are known, so the moment is; beyond it the next span will tell.
void Roster::schedule_departures(PostId p, std::vector<PostEvent>& due) {
  const PostRecord& post = records_[p];
  if (post.state != PostState::open) return;
  const Time resigns = departure(post.resigns_at, resign_level_, resign_rate_);
  if (resigns < Time::never()) due.push_back({PostEvent::What::resigns, p, resigns, post.stamp});
  const Time falls_ill = departure(post.ill_at, ill_level_, ill_rate_);
  if (falls_ill < Time::never()) due.push_back({PostEvent::What::falls_ill, p, falls_ill, post.stamp});
}

// What the span before announced and a change of rate has moved is no longer due at that moment.
bool Roster::is_void(const PostEvent& event) const {
  const PostRecord& post = records_[event.post];
  if (post.stamp != event.stamp) return true;
  if (event.what == PostEvent::What::resigns)
    return departure(post.resigns_at, resign_level_, resign_rate_) != event.at;
  if (event.what == PostEvent::What::falls_ill) return departure(post.ill_at, ill_level_, ill_rate_) != event.at;
  return false;
}

// Of the posts that are open; those under notice hold what they held and are nobody's supply any more.
double Roster::load() const {
  std::int64_t held = 0, in_force = 0;
  for (PostId p = 0; p < records_.size(); ++p) {
    if (records_[p].state != PostState::open) continue;
    held += posts_[p].held;
    in_force += posts_[p].capacity;
  }
  return in_force > 0 ? static_cast<double>(held) / static_cast<double>(in_force) : 0.0;
}

void Roster::begin_week(const Role& role, Time now, std::vector<PostEvent>& due) {
  if (role.load_above > 0) load_ = load();
  span_until_ = now + weeks(1);
  begin_span(now, rate_of_leaving(role, load_), role.long_absence, due);
}

// Rates that stay leave the span whole, so a date of other people's changes no bit here.
void Roster::change_rates(const Role& role, Time now, std::vector<PostEvent>& due) {
  const double resign_rate = rate_of_leaving(role, load_);
  if (resign_rate == resign_rate_ && role.long_absence == ill_rate_) return;
  begin_span(now, resign_rate, role.long_absence, due);
}

void Roster::begin_span(Time now, double resign_rate, double ill_rate, std::vector<PostEvent>& due) {
  resign_level_ = resign_level(now);
  ill_level_ = ill_level(now);
  span_from_ = now;
  resign_rate_ = resign_rate;
  ill_rate_ = ill_rate;
  if (resign_rate_ <= 0 && ill_rate_ <= 0) return;
  for (PostId p = 0; p < records_.size(); ++p) schedule_departures(p, due);
}

bool Roster::handle(const Role& role, const PostEvent& event, std::vector<PostEvent>& due) {
  PostRecord& post = records_[event.post];
  if (is_void(event)) return false;
  switch (event.what) {
    case PostEvent::What::resigns:
      set_state(event.post, PostState::notice, event.at);
      ++post.resigned;
      ++post.stamp;
      post.resign_left = threshold(event.post, Purpose::resign, post.resigned);
      due.push_back({PostEvent::What::leaves, event.post, event.at + role.notice_to_leave, post.stamp});
      break;
    case PostEvent::What::falls_ill:
      set_state(event.post, PostState::vacant, event.at);
      ++post.illnesses;
      post.ill_left = threshold(event.post, Purpose::long_absence, post.illnesses);
      post.ill = true;
      [[fallthrough]];
    case PostEvent::What::leaves:
      empty(role, event.post, event.at, due);
      break;
    case PostEvent::What::is_filled:
      open(role, event.post, event.at, !post.ill, due);
      break;
    case PostEvent::What::is_trained:
      post.trainee = false;
      break;
  }
  apply_capacity(role, event.post);
  return true;
}

void Roster::empty(const Role& role, PostId p, Time now, std::vector<PostEvent>& due) {
  PostRecord& post = records_[p];
  set_state(p, PostState::vacant, now);
  ++post.stamp;
  double empty_days = 0;
  if (post.ill && role.long_absence_length)
    empty_days = (*role.long_absence_length)(draw(p, Purpose::long_absence_length, post.illnesses));
  else if (!post.ill && role.recruit)
    empty_days = (*role.recruit)(draw(p, Purpose::filled, post.vacancies++));
  due.push_back({PostEvent::What::is_filled, p, now + days(empty_days), post.stamp});
}

double Roster::absence_level(const Role& role, Time now) {
  const std::int64_t week = week_index(now);
  if (week != absence_week_) {
    absence_week_ = week;
    absence_level_ = 0;
    if (role.absence > 0 && wanted_ > 0) {
      const double u =
          draws_.uniform_of(info_.hash, info_.hash, Purpose::absence_level, static_cast<std::uint32_t>(week));
      absence_level_ = static_cast<double>(binomial_quantile(wanted_, role.absence, u)) / wanted_;
    }
  }
  return absence_level_;
}

}  // namespace caseload
