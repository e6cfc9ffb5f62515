// Are the draws what they were, to the bit? A golden file has a few draws of every purpose, of every kind of
// distribution and count, and hashes of many values of the functions below them.
//
//     golden_draws FILE            says which lines differ; 1 if any does
//     golden_draws FILE --write    writes the file: a change of it changes every result there ever was
//
// Built for several processors and levels of optimisation (tests/CMakeLists.txt): all must agree with the one file.

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "engine/counts.hpp"
#include "engine/distribution.hpp"
#include "engine/portable_math.hpp"
#include "models/people/draws.hpp"

namespace {

using namespace caseload;

constexpr std::array<const char*, 33> kPurposes = {"referrals",    "moment",        "stratum",
                                                   "need",         "frailty",       "route",
                                                   "delay",        "divert",        "balk",
                                                   "reply",        "renege",        "length",
                                                   "attend",       "absent",        "drop_out",
                                                   "early_end",    "better_leaves", "outcome",
                                                   "worsen",       "improve",       "relapse",
                                                   "crisis",       "present",       "response",
                                                   "crisis_route", "absence_level", "resign",
                                                   "vacant",       "filled",        "initial",
                                                   "rounding",     "long_absence",  "long_absence_length"};
static_assert(static_cast<std::size_t>(Purpose::long_absence_length) == kPurposes.size());

std::vector<std::string> lines;

std::string hex(std::uint64_t bits) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(bits));
  return digits;
}

// Bits first, then the number for those who read it.
std::string exact(double x) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, x).ptr;
  return hex(std::bit_cast<std::uint64_t>(x)) + " " + std::string(digits, end);
}

void purposes() {
  struct Key {
    std::uint64_t seed;
    std::uint32_t replication;
    const char* area;
    std::uint64_t source;
    std::uint32_t day, number;
    const char* place;
    std::uint32_t visit, item;
  };
  const std::array<Key, 3> keys = {
      {{1, 1, "", name_hash64("gp"), 0, 0, "step2", 0, 0},
       {2022, 60'000, "QWO", name_hash64("self"), 364, 17, "triage", 3, 250},
       {UINT64_MAX, 7, "QWO", name_hash64("initial/step2"), 1'048'575, 1'048'575, "", 1023, 16'383}}};
  for (std::size_t k = 0; k < kPurposes.size(); ++k) {
    const auto purpose = static_cast<Purpose>(k + 1);
    for (std::size_t n = 0; n < keys.size(); ++n) {
      const Key& key = keys[n];
      Person p;
      p.id = person_identity(key.source, key.day, key.number);
      const Draws draws(key.seed, key.replication, key.area);
      const std::uint32_t place = *key.place == '\0' ? 0 : name_hash(key.place);
      const std::string name = std::string(kPurposes[k]) + " key" + std::to_string(n + 1);
      lines.push_back(name + " uniform " + exact(draws.uniform(p, place, purpose, key.visit, key.item)));
      lines.push_back(name + " exponential " + exact(draws.exponential(p, place, purpose, key.visit, key.item)));
    }
  }
}

// Uniforms for what follows: the i-th draw of a purpose of its own.
double uniform(std::uint32_t i) { return Luck(11, 1, 0).uniform(i, 0, 200, 0, 0); }

void distributions() {
  const Distribution gamma = Distribution::gamma(6, 3);
  const std::vector<std::pair<const char*, Distribution>> all = {
      {"exponential mean 7", Distribution::exponential(7)},
      {"uniform 2 to 5", Distribution::uniform(2, 5)},
      {"gamma mean 6 sd 3", gamma},
      {"gamma shape 0.5 scale 2", Distribution::gamma_shape(0.5, 2)},
      {"lognormal mean 9 sd 6", Distribution::lognormal(9, 6)},
      {"weibull shape 1.6 scale 7", Distribution::weibull(1.6, 7)},
      {"normal mean 10 sd 3", Distribution::normal(10, 3)},
      {"empirical", Distribution::empirical({2, 4, 6, 8}, {2, 3, 4, 1})},
      {"gamma from 2 to 12", gamma.truncated(2, 12)},
  };
  for (const auto& [name, distribution] : all) {
    for (const double u : {0x1p-53, 1e-6, 0.0009, 0.3, 0.5, 0.77, 0.9995, 1 - 0x1p-53})
      lines.push_back(std::string(name) + " at " + exact(u) + " is " + exact(distribution(u)));
    std::uint64_t hash = distribution.hash();
    lines.push_back(std::string(name) + " tables " + hex(hash));
    for (std::uint32_t i = 0; i < 100'000; ++i)
      hash = mix(hash ^ std::bit_cast<std::uint64_t>(distribution(uniform(i))));
    lines.push_back(std::string(name) + " 100000 draws " + hex(hash));
  }
}

void counts() {
  for (const double mean : {0.03, 1.7, 24.5, 4800.25}) {
    std::uint64_t hash = 0;
    for (std::uint32_t i = 0; i < 20'000; ++i) hash = mix(hash ^ poisson_quantile(mean, uniform(i)));
    lines.push_back("poisson mean " + exact(mean) + " 20000 draws " + hex(hash));
  }
  for (const std::uint64_t n : {3U, 40U, 5000U}) {
    std::uint64_t hash = 0;
    for (std::uint32_t i = 0; i < 20'000; ++i) hash = mix(hash ^ binomial_quantile(n, 0.08, uniform(i)));
    lines.push_back("binomial of " + std::to_string(n) + " 20000 draws " + hex(hash));
  }
}

// The C library's differ between processors in one of some thousand values, so many are asked for.
void functions() {
  const auto hash_of = [](const char* name, double (*value)(double)) {
    std::uint64_t hash = 0;
    for (std::uint32_t i = 0; i < 200'000; ++i) hash = mix(hash ^ std::bit_cast<std::uint64_t>(value(uniform(i))));
    lines.push_back(std::string(name) + " 200000 values " + hex(hash));
  };
  hash_of("log", [](double u) { return portable::log(u); });
  hash_of("log1p", [](double u) { return portable::log1p(-u); });
  hash_of("exp", [](double u) { return portable::exp(-20 * u); });
  hash_of("expm1", [](double u) { return portable::expm1(u - 0.5); });
  hash_of("pow", [](double u) { return portable::pow(1.02, 30 * u); });
}

int write(const char* file) {
  std::ofstream out(file, std::ios::binary);
  for (const std::string& line : lines) out << line << "\n";
  return out.good() ? 0 : 2;
}

int compare(const char* file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<std::string> golden;
  for (std::string line; std::getline(in, line);) golden.push_back(line);
  std::size_t differ = 0;
  for (std::size_t i = 0; i < std::max(golden.size(), lines.size()); ++i) {
    const std::string was = i < golden.size() ? golden[i] : "(nothing)", is = i < lines.size() ? lines[i] : "(nothing)";
    if (was != is && ++differ <= 10) std::printf("was %s\nis  %s\n", was.c_str(), is.c_str());
  }
  std::printf("%zu of %zu lines differ from %s\n", differ, lines.size(), file);
  return differ == 0 && !golden.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::puts("usage: golden_draws FILE [--write]");
    return 2;
  }
  purposes();
  distributions();
  counts();
  functions();
  return count > 2 && std::strcmp(arguments[2], "--write") == 0 ? write(arguments[1]) : compare(arguments[1]);
}
