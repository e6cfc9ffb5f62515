#pragma once
// Random quantities as a user writes them: "3.5 weeks", "12 % / year", { dist = "gamma", … }. Whole-number draws alone,
// so that the same seed gives the same text everywhere.

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/engine/dice.hpp"

namespace caseload {

// Not 0.10 and not 1e-01 but 0.1.
inline std::string plain(double x) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.4f", x);
  std::string text = digits;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

inline std::string quoted(const std::string& text) { return '"' + text + '"'; }

class RandomWords {
 public:
  explicit RandomWords(std::uint32_t seed) : dice_(seed) {}

  bool in_hundred(std::uint32_t chances) { return dice_.below(100) < chances; }
  int between(int low, int high) {
    return low + static_cast<int>(dice_.below(static_cast<std::uint32_t>(high - low + 1)));
  }
  double number(double low, double high) { return low + (high - low) * between(0, 1000) / 1000; }
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[dice_.below(static_cast<std::uint32_t>(all.size()))];
  }

  std::string share(double low, double high) {
    const int percent = static_cast<int>(100 * number(low, high));
    return in_hundred(50) ? plain(percent / 100.0) : quoted(std::to_string(percent) + " %");
  }

  // From and to in days.
  std::string duration(double low, double high) { return quoted(length_of(number(low, high))); }

  // From and to in events a year.
  std::string rate(double low, double high) {
    const double a_year = number(low, high);
    switch (between(0, 3)) {
      case 0:
        return quoted(plain(100 * a_year) + " % / year");
      case 1:
        return quoted(plain(a_year / 52) + " / week");
      case 2:
        return quoted(plain(a_year / 12) + " / month");
      default:
        return quoted(plain(a_year) + " / year");
    }
  }

  // A distribution whose values lie about low … high; `unit` is "" or " days". Those that need a table are rare, for
  // the tables take most of the time.
  std::string drawn(double low, double high, const std::string& unit) {
    const auto value = [&](double x) { return unit.empty() ? plain(x) : quoted(plain(x) + unit); };
    const double middle = number(low > 0.2 ? low : 0.2, high);
    switch (between(0, 29)) {
      case 0:
        return "{ dist = \"gamma\", mean = " + value(middle) + ", sd = " + value(middle / 2) + " }";
      case 1:
        return "{ dist = \"lognormal\", mean = " + value(middle) + ", sd = " + value(middle / 3) +
               ", at_most = " + value(4 * high) + " }";
      case 2:
        return "{ dist = \"weibull\", shape = 1.6, scale = " + value(middle) + ", at_least = " + value(low / 2) + " }";
      case 3:
      case 4:
      case 5:
      case 6:
        return "{ dist = \"exponential\", mean = " + value(middle) + " }";
      case 7:
      case 8:
      case 9:
      case 10:
        return "{ dist = \"uniform\", from = " + value(low) + ", to = " + value(high + 1) + " }";
      case 11:
      case 12:
      case 13:
      case 14:
      case 15:
        return "{ dist = \"empirical\", values = [" + value(low) + ", " + value(middle) + ", " + value(high + 1) +
               "], weights = [" + plain(between(1, 5)) + ", " + plain(between(0, 5)) + ", 2] }";
      default:
        return value(middle);
    }
  }

  // Whole hundredths that add up to 1, none of them 0.
  std::vector<std::string> shares(std::size_t parts) {
    std::vector<std::string> all;
    int left = 100;
    for (std::size_t k = 1; k < parts; ++k) {
      const int most = left - static_cast<int>(parts - k);
      const int part = between(1, most > 60 ? 60 : most);
      all.push_back(plain(part / 100.0));
      left -= part;
    }
    all.push_back(plain(left / 100.0));
    return all;
  }

  std::string list(std::size_t count, const auto& element) {
    std::string text = "[";
    for (std::size_t k = 0; k < count; ++k) text += (k > 0 ? ", " : "") + element(k);
    return text + "]";
  }

 private:
  std::string length_of(double days) {
    switch (between(0, 4)) {
      case 0:
        return plain(days * 24) + " hours";
      case 1:
        return plain(days / 7) + " weeks";
      default:
        return plain(days) + (days == 1 ? " day" : " days");
    }
  }

  Dice dice_;
};

}  // namespace caseload
