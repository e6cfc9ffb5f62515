#include "engine/wide_sum.hpp"

#include "tests/catch.hpp"

using namespace caseload;

TEST_CASE("a sum carries into its upper half", "[wide_sum]") {
  WideSum sum;
  sum.add(UINT64_MAX);
  sum.add(2);
  CHECK(sum.high() == 1);
  CHECK(sum.low() == 1);
  CHECK(sum.value() == 0x1p64);
}

TEST_CASE("products are exact", "[wide_sum]") {
  WideSum sum;
  sum.add_product(UINT64_MAX, UINT64_MAX);  // (2^64 − 1)² = 2^128 − 2^65 + 1
  CHECK(sum.high() == UINT64_MAX - 1);
  CHECK(sum.low() == 1);
  sum = {};
  sum.add_product(0x123456789ABCDEF0, 0xFEDCBA9876543210);
  CHECK(sum.high() == 0x121FA00AD77D7422);  // 0x121fa00ad77d7422236d88fe5618cf00 by Python
  CHECK(sum.low() == 0x236D88FE5618CF00);
}

TEST_CASE("what was added can be taken away", "[wide_sum]") {
  WideSum a, b, both;
  a.add_product(1ULL << 63, 12345);
  b.add_product(UINT64_MAX, 7);
  both += a;
  both += b;
  both -= b;
  CHECK(both == a);
}

TEST_CASE("a wide sum times a number carries as well", "[wide_sum]") {
  WideSum x, product;
  x.add(UINT64_MAX);
  x.add(6);                       // 2^64 + 5
  product.add_product(x, 1'000);  // 1 000 · 2^64 + 5 000
  CHECK(product.high() == 1'000);
  CHECK(product.low() == 5'000);
}
