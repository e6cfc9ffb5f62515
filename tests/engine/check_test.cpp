#include "engine/check.hpp"

#include <stdexcept>
#include <string>

#include "tests/catch.hpp"

using namespace caseload;

TEST_CASE("a failed check throws and says what failed and where", "[check]") {
  const int used = 3, capacity = 2;
  CHECK_NOTHROW(CASELOAD_CHECK(capacity < used));
  try {
    CASELOAD_CHECK(used <= capacity);
    FAIL("nothing was thrown");
  } catch (const std::logic_error& error) {
    const std::string text = error.what();
    CHECK(text.find("used <= capacity") != std::string::npos);
    CHECK(text.find("(check_test.cpp:") != std::string::npos);
  }
}
