#include "engine/places.hpp"

#include <stdexcept>

#include "tests/catch.hpp"

using namespace caseload;

TEST_CASE("places are seized while there are any", "[places]") {
  Places places(2);
  CHECK(places.try_seize());
  CHECK(places.try_seize());
  CHECK_FALSE(places.try_seize());
  places.release();
  CHECK(places.available() == 1);
  CHECK(places.try_seize());
}

TEST_CASE("a cut interrupts nobody and lets nobody start", "[places]") {
  Places places(3);
  for (int i = 0; i < 3; ++i) CHECK(places.try_seize());
  places.set_capacity(1);
  CHECK(places.used() == 3);
  CHECK(places.available() == 0);
  places.release();
  places.release();
  CHECK_FALSE(places.try_seize());
  places.release();
  CHECK(places.try_seize());
}

TEST_CASE("what nobody holds cannot be given back", "[places]") {
  Places places(1);
  CHECK_THROWS_AS(places.release(), std::logic_error);
  CHECK_THROWS_AS(Places(-1), std::logic_error);
}
