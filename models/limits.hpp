#pragma once
// The sizes beyond which a scenario, a table or a run is refused, in one place. They are there so that a slip of the
// pen or somebody's malice ends in a message, before memory is used. None stands in the way of England for twenty
// years, area by area or as one service, or of a town of a million. docs/format.md lists them, from `limits()`.

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>

namespace caseload {

// ---- files
inline constexpr std::size_t kMostTomlBytes = 4'000'000;
inline constexpr std::size_t kMostCsvBytes = 50'000'000;
inline constexpr std::size_t kMostBytesInAll = 100'000'000;  // of one scenario, with all it extends and refers to
inline constexpr std::size_t kMostValues = 200'000;          // keys and list entries of one TOML file
inline constexpr int kMostNesting = 16;                      // brackets within brackets; parts of a dotted key
inline constexpr std::size_t kMostFilesInChain = 20;         // that extend one another
inline constexpr std::size_t kMostProblems = 200;            // told at once
inline constexpr std::size_t kMostColumns = 1'000;
inline constexpr std::size_t kMostAreas = 10'000;
inline constexpr std::size_t kMostListed = 1'000'000;  // people in all CSV lists of one scenario

// ---- what a scenario says
inline constexpr std::size_t kMostNeeds = 16;
inline constexpr std::size_t kMostStrata = 64;
inline constexpr std::size_t kMostNames = 1'000;     // of one kind: services, roles, policies, entries of a list …
inline constexpr std::size_t kMostNumbers = 10'000;  // in one list
inline constexpr double kMostDays = 36'525;          // a hundred years: lengths, durations
inline constexpr double kMostCount = 10'000'000;
inline constexpr double kMostRate = 1'440;  // a day, of what happens to a person or a post
inline constexpr double kMostPounds = 1'000'000;
inline constexpr double kMostReferralsADay = 1'000'000;

// ---- what becomes of it
inline constexpr double kMostPeople = 100'000'000;       // of one world and area, over the whole run
inline constexpr double kMostPosts = 1'000'000;          // of one world and area, of all roles
inline constexpr double kMostSlotDays = 20'000'000;      // services × need groups × strata × days
inline constexpr double kMostDatedValues = 20'000'000;   // values of a world × dates at which policies change some
inline constexpr double kMostValuesInAll = 100'000'000;  // the same, all worlds and areas of one run together
inline constexpr std::uint32_t kMostReplications = 60'000;
inline constexpr double kMostRows = 200'000'000;  // of all results of one run

// A run that asks for more than these allow.
class TooLarge : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Limit {
  const char* what;
  double most;
  const char* why;
};
std::span<const Limit> limits();

std::string bytes_in_words(std::size_t bytes);  // "4 MB"
std::string in_thousands(double number);        // "100 000 000"

}  // namespace caseload
