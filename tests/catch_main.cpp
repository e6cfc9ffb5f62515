// Catch2's own main, for installations of version 2 that have no ready library of it. Never sanitized.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
