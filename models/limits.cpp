#include "models/limits.hpp"

#include <array>
#include <cmath>

namespace caseload {

namespace {

constexpr std::array kLimits = {
    Limit{"bytes of one TOML file", kMostTomlBytes, "England's has 41 000"},
    Limit{"keys and list entries of one TOML file", kMostValues,
          "England's has 2 000; read, they take about 650 bytes each"},
    Limit{"brackets within brackets, and parts of a dotted key", kMostNesting, "the format needs six"},
    Limit{"files that extend one another", kMostFilesInChain, ""},
    Limit{"bytes of one CSV file", kMostCsvBytes, "a million people at 50 bytes"},
    Limit{"bytes of all files of one scenario", kMostBytesInAll, "they are kept, for its hash"},
    Limit{"columns of a CSV file", kMostColumns, ""},
    Limit{"areas", kMostAreas, "England has 42 integrated care boards"},
    Limit{"people in all lists of a scenario that come from CSV files", kMostListed,
          "everybody in a town of a million; about 200 bytes each while they are read"},
    Limit{"need groups", kMostNeeds, "every service is counted apart for each"},
    Limit{"strata", kMostStrata, "the same"},
    Limit{"services; roles; sources of referrals; policies; entries of any other list or table of names", kMostNames,
          ""},
    Limit{"numbers in one list", kMostNumbers, ""},
    Limit{"problems told at once", kMostProblems, "who has so many mends some and looks again"},
    Limit{"days of a run, of a duration, of a wait before the start", kMostDays, "a hundred years"},
    Limit{"any count", kMostCount, ""},
    Limit{"times a day that something happens to a person or a post", kMostRate, "once a minute"},
    Limit{"pounds for one appointment or one day", kMostPounds, ""},
    Limit{"referrals of one source on one day", kMostReferralsADay,
          "England's talking therapies have 4 500 a day; a person's number within a day has 20 bits"},
    Limit{"people in one world: there at the start, or expected to be referred during the run", kMostPeople,
          "England's talking therapies for twenty years, growing by 4.2 % a year: 51 million. About 360 bytes for each "
          "person in the system at once, 500 where worlds are compared: 50 GB should nobody of them ever leave"},
    Limit{"posts of all roles in one world", kMostPosts, "about 120 bytes each"},
    Limit{
        "services × need groups × strata × days of the run (a month at least)", kMostSlotDays,
        "10 services, 4 need groups, 5 strata and twenty years: 1.5 million; 120 bytes each where people wait as long "
        "as the run, less where waits are shorter"},
    Limit{"values of a world × dates at which policies change some (a ramp has one a week)", kMostDatedValues,
          "England with a ramp over twenty years: 500 000; about 50 bytes each"},
    Limit{"the same, all worlds and areas of one run together", kMostValuesInAll, "5 GB"},
    Limit{"replications", kMostReplications, "they are numbered in 16 bits"},
    Limit{
        "rows of results of one run", kMostRows,
        "England's areas, four worlds, twenty years and a hundred replications: 41 million; 22 bytes each in the core, "
        "and again in tables made of them"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

std::string in_thousands(double number) {
  if (!(number < 1e15)) return "more than 10^15";
  std::string digits = std::to_string(static_cast<std::int64_t>(std::llround(number)));
  if (digits.size() <= 4) return digits;
  std::string words;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) words += ' ';
    words += digits[i];
  }
  return words;
}

std::string bytes_in_words(std::size_t bytes) { return in_thousands(static_cast<double>(bytes) / 1e6) + " MB"; }

}  // namespace caseload
