#include "models/staff/roster.hpp"

#include <algorithm>
#include <cmath>

#include "engine/counts.hpp"
#include "engine/portable_math.hpp"

namespace caseload {

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
      post.state = PostState::closed;
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

void Roster::open(const Role& role, PostId p, Time now, bool newcomer, std::vector<PostEvent>& due) {
  PostRecord& post = records_[p];
  post.state = PostState::open;
  post.ill = false;
  ++post.stamp;
  post.trainee = newcomer && role.trainee_fraction < 1 && role.trainee_for > Duration{};
  apply_capacity(role, p);
  if (post.trainee) due.push_back({PostEvent::What::is_trained, p, now + role.trainee_for, post.stamp});
  const double spanned = in_days(now - span_from_);
  post.resigns_at =
      resign_level_ + resign_rate_ * spanned - portable::log(draw(p, Purpose::resign, post.resigned));
  post.ill_at = ill_level_ + ill_rate_ * spanned - portable::log(draw(p, Purpose::long_absence, post.illnesses));
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
  if (event.what == PostEvent::What::resigns) return departure(post.resigns_at, resign_level_, resign_rate_) != event.at;
  if (event.what == PostEvent::What::falls_ill) return departure(post.ill_at, ill_level_, ill_rate_) != event.at;
  return false;
}

void Roster::begin_span(const Role& role, Time now, Time until, std::vector<PostEvent>& due) {
  const double spanned = in_days(now - span_from_);
  resign_level_ += resign_rate_ * spanned;
  ill_level_ += ill_rate_ * spanned;
  span_from_ = now;
  span_until_ = until;
  const double load = posts_.in_force() > 0
                          ? static_cast<double>(posts_.held()) / static_cast<double>(posts_.in_force())
                          : 0.0;
  resign_rate_ = role.turnover * (role.load_above > 0 && load > role.load_above ? role.load_factor : 1.0);
  ill_rate_ = role.long_absence;
  for (PostId p = 0; p < records_.size(); ++p) schedule_departures(p, due);
}

bool Roster::handle(const Role& role, const PostEvent& event, std::vector<PostEvent>& due) {
  PostRecord& post = records_[event.post];
  if (is_void(event)) return false;
  switch (event.what) {
    case PostEvent::What::resigns:
      ++post.resigned;
      ++post.stamp;
      post.state = PostState::notice;
      due.push_back({PostEvent::What::leaves, event.post, event.at + role.notice_to_leave, post.stamp});
      break;
    case PostEvent::What::falls_ill:
      ++post.illnesses;
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
  post.state = PostState::vacant;
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

double Roster::vacant() const {
  return static_cast<double>(std::count_if(records_.begin(), records_.end(),
                                           [](const PostRecord& r) { return r.state == PostState::vacant; }));
}

}  // namespace caseload
