#pragma once
// The list of people waiting for one service, in order of (date of joining − head start of the class), then identity.
//
// Constant head starts are priority with ageing: every day counts the same in every class, so the order within a class
// never changes and only the heads of the classes are ever compared. Who joins in order of date is appended, O(1); who
// comes back with an old date, or changes class, goes to a heap beside the class's queue, O(log n). Leaving is O(1):
// entries of the heap are void once the person's class stamp has moved on. Who comes next is asked far more often than
// it changes where several lists share a pool, so it is kept until it may be another.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/slab.hpp"
#include "engine/waiting_line.hpp"
#include "models/people/person.hpp"

namespace caseload {

class WaitingList {
 public:
  WaitingList(Slab<Person>& people, std::size_t need_groups);

  void join(PersonIndex i);
  void leave(PersonIndex i);
  // Takes the person out and puts them into the class they now belong to, date of joining kept.
  void reclass(PersonIndex i);

  // By class (need groups, then *after crisis*); none is none. The list keeps the view, not the numbers.
  void set_head_start(std::span<const Duration> head_start);

  std::optional<PersonIndex> head();  // who comes next
  std::size_t size() const { return size_; }

 private:
  struct PersonLink {
    Slab<Person>* people;
    Link& operator()(PersonIndex i) const { return (*people)[i].link; }
  };
  struct Mover {
    Time joined;
    std::uint64_t id;
    PersonIndex person;
    std::uint32_t stamp;
    bool operator>(const Mover& other) const { return joined != other.joined ? joined > other.joined : id > other.id; }
  };
  struct Class {
    WaitingLine<PersonLink> line;
    std::vector<Mover> movers;  // heap, earliest on top
  };

  std::size_t class_of(const Person& p) const;
  std::optional<PersonIndex> first_of(Class& c);
  std::optional<PersonIndex> find_head();

  Slab<Person>& people_;
  std::span<const Duration> head_start_;
  std::optional<PersonIndex> head_;  // if it is known
  std::vector<Class> classes_;       // need groups, after crisis, in the middle of a course
  std::size_t size_ = 0;
};

}  // namespace caseload
