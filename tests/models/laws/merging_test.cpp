// Merged statistics are statistics of the whole: two simulations told to one set of measures, fact by fact in order of
// time, give the bits that each told to its own and merged gives.

#include "tests/models/laws/law_run.hpp"
#include "tests/models/laws/told.hpp"

using namespace caseload;

namespace {

// Minutes and places are told as levels, of which one set of measures holds one at a time.
bool is_of_people(const std::string& name) {
  return name.find("@staff.") == std::string::npos && name.find("weekly_minutes") == std::string::npos &&
         name.find("weekly_posts") == std::string::npos && name.find("places") == std::string::npos &&
         name.find("occupancy") == std::string::npos;
}

// Both replications side by side, the earlier event first; of events of one moment and phase, the first replication's.
Measures whole(const World& world) {
  Measures measures(world, tell_all());
  Watched first(world, {.seed = 1, .replication = 1}, measures), second(world, {.seed = 1, .replication = 2}, measures);
  first.start();
  second.start();
  bool one = first.next(), other = second.next();
  while (one || other) {
    if (one && (!other || first.event().when <= second.event().when)) {
      first.dispatch();
      one = first.next();
    } else {
      second.dispatch();
      other = second.next();
    }
  }
  first.end();
  second.end();
  measures.finish(world.horizon);
  return measures;
}

Measures part(const World& world, std::uint32_t replication) {
  return run_watched(world, tell_all(), {}, {.seed = 1, .replication = replication});
}

}  // namespace

TEST_CASE("merged statistics equal statistics of the whole", "[laws][measures]") {
  for_random_worlds(2, [](const World& world) {
    Measures merged = part(world, 1);
    merged.merge(part(world, 2));
    CHECK(differences(told_by(world, whole(world)), told_by(world, merged), is_of_people) == "");
  });
}

TEST_CASE("the order and the grouping of merging change no bit", "[laws][measures]") {
  for_random_worlds(4, [](const World& world) {
    const auto merge = [&](std::initializer_list<std::uint32_t> order) {
      std::vector<Measures> parts;
      for (const std::uint32_t replication : order) parts.push_back(part(world, replication));
      for (std::size_t k = 1; k < parts.size(); ++k) parts[0].merge(parts[k]);
      return told_by(world, parts[0]);
    };
    const Told in_order = merge({1, 2, 3});
    CHECK(differences(in_order, merge({3, 1, 2})) == "");
    Measures last = part(world, 2);
    last.merge(part(world, 3));
    Measures grouped = part(world, 1);
    grouped.merge(last);
    CHECK(differences(in_order, told_by(world, grouped)) == "");
  });
}

TEST_CASE("a simulation that is watched gives the bits of one that is not", "[laws]") {
  for_random_worlds(4, [](const World& world) {
    const Told watched = told_by(world, part(world, 1));
    CHECK(differences(told(world), watched) == "");
    CHECK(told(world).people == watched.people);
  });
}
