#include "models/services/waiting_list.hpp"

#include <algorithm>
#include <functional>

#include "engine/check.hpp"

namespace caseload {

namespace {
bool comes_before(const Person& a, const Person& b) { return a.joined != b.joined ? a.joined < b.joined : a.id < b.id; }
}  // namespace

WaitingList::WaitingList(Slab<Person>& people, std::size_t need_groups) : people_(people) {
  for (std::size_t k = 0; k < need_groups + 2; ++k)
    classes_.push_back({WaitingLine<PersonLink>(PersonLink{&people}), {}});
}

// Somebody who has recovered and stays on the list keeps the class they had.
std::size_t WaitingList::class_of(const Person& p) const {
  const std::size_t needs = classes_.size() - 2;
  if (p.mid_course) return needs + 1;
  if (p.after_crisis) return needs;
  return p.level < needs ? p.level : p.level_before_recovery;
}

void WaitingList::join(PersonIndex i) {
  Person& p = people_[i];
  p.waiting_class = static_cast<std::uint8_t>(class_of(p));
  Class& c = classes_[p.waiting_class];
  p.in_line = c.line.empty() || comes_before(people_[c.line.back()], p);
  if (c.line.empty() || !p.in_line) head_.reset();  // behind others of the class nobody is the head
  if (p.in_line) {
    c.line.push_back(i);
  } else {
    c.movers.push_back({p.joined, p.id, i, p.class_stamp});
    std::push_heap(c.movers.begin(), c.movers.end(), std::greater<>{});
  }
  ++size_;
}

void WaitingList::leave(PersonIndex i) {
  Person& p = people_[i];
  if (head_ == i) head_.reset();
  if (p.in_line) {
    auto& line = classes_[p.waiting_class].line;
    const bool first = line.front() == i;
    line.remove(i);
    if (first && !line.empty()) people_.fetch(line.front());  // who comes next, perhaps at once
  }
  ++p.class_stamp;
  CASELOAD_CHECK(size_ > 0);
  --size_;
}

void WaitingList::reclass(PersonIndex i) {
  if (class_of(people_[i]) == people_[i].waiting_class) return;
  leave(i);
  join(i);
}

std::optional<PersonIndex> WaitingList::first_of(Class& c) {
  const auto is_void = [&](const Mover& m) {
    const Person& p = people_[m.person];
    return p.id != m.id || p.class_stamp != m.stamp;
  };
  while (!c.movers.empty() && is_void(c.movers.front())) {
    std::pop_heap(c.movers.begin(), c.movers.end(), std::greater<>{});
    c.movers.pop_back();
  }
  if (c.movers.empty()) return c.line.empty() ? std::nullopt : std::optional(c.line.front());
  const PersonIndex mover = c.movers.front().person;
  if (c.line.empty() || comes_before(people_[mover], people_[c.line.front()])) return mover;
  return c.line.front();
}

void WaitingList::set_head_start(std::span<const Duration> head_start) {
  head_start_ = head_start;
  head_.reset();
}

std::optional<PersonIndex> WaitingList::head() {
  if (!head_) head_ = find_head();
  return head_;
}

std::optional<PersonIndex> WaitingList::find_head() {
  std::optional<PersonIndex> best;
  Time best_date{};
  for (std::size_t k = classes_.size(); k-- > 0;) {
    if (classes_[k].line.empty() && classes_[k].movers.empty()) continue;
    const auto first = first_of(classes_[k]);
    if (!first) continue;
    const Person& p = people_[*first];
    if (p.mid_course) return first;  // before all classes
    const Time date = p.joined - (k < head_start_.size() ? head_start_[k] : Duration{});
    if (best && (date > best_date || (date == best_date && p.id > people_[*best].id))) continue;
    best = first;
    best_date = date;
  }
  return best;
}

}  // namespace caseload
