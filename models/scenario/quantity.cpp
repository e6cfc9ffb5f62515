#include "models/scenario/quantity.hpp"

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

namespace caseload {
namespace {

struct Span {
  const char* singular;
  const char* plural;
  double days;
  int months;
};
constexpr std::array<Span, 6> kSpans = {{{"minute", "minutes", 1.0 / 1440, 0},
                                         {"hour", "hours", 1.0 / 24, 0},
                                         {"day", "days", 1, 0},
                                         {"week", "weeks", 7, 0},
                                         {"month", "months", kDaysPerMonth, 1},
                                         {"year", "years", kDaysPerYear, 12}}};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// A text read from left to right.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(trimmed(text)) {}

  void spaces() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }
  bool take(std::string_view word) {
    spaces();
    if (rest_.substr(0, word.size()) != word) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  std::string_view word() {
    spaces();
    std::size_t n = 0;
    while (n < rest_.size() && std::isalpha(static_cast<unsigned char>(rest_[n]))) ++n;
    const std::string_view found = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return found;
  }
  // Digits, with commas between groups of three, a fraction and an exponent.
  std::optional<double> number(std::string& written) {
    spaces();
    const std::string_view begin = rest_;
    std::string plain;
    if (!rest_.empty() && (rest_.front() == '-' || rest_.front() == '+')) {
      if (rest_.front() == '-') plain += '-';
      rest_.remove_prefix(1);
      spaces();
    }
    if (rest_.empty() || !digit(rest_.front())) return std::nullopt;
    whole_part(plain);
    if (rest_.size() > 1 && rest_[0] == '.' && digit(rest_[1])) digits(plain);
    if (rest_.size() > 1 && (rest_[0] == 'e' || rest_[0] == 'E') && exponent_follows()) digits(plain);
    written = std::string(trimmed(begin.substr(0, begin.size() - rest_.size())));
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (error != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
    return value;
  }
  std::string_view rest() const { return trimmed(rest_); }
  bool done() const { return rest().empty(); }

 private:
  bool exponent_follows() const {
    return digit(rest_[1]) || (rest_.size() > 2 && (rest_[1] == '-' || rest_[1] == '+') && digit(rest_[2]));
  }
  void whole_part(std::string& plain) {
    std::size_t group = 0;
    bool grouped = false;
    while (!rest_.empty()) {
      if (digit(rest_.front())) {
        plain += rest_.front();
        ++group;
      } else if (rest_.front() == ',' && three_digits_follow() && (grouped ? group == 3 : group <= 3)) {
        grouped = true;
        group = 0;
      } else {
        break;
      }
      rest_.remove_prefix(1);
    }
  }
  bool three_digits_follow() const {
    return rest_.size() > 3 && digit(rest_[1]) && digit(rest_[2]) && digit(rest_[3]) &&
           (rest_.size() == 4 || !digit(rest_[4]));
  }
  void digits(std::string& plain) {  // its first character is '.', 'e' or 'E'
    do {
      plain += rest_.front();
      rest_.remove_prefix(1);
      if ((plain.back() == 'e' || plain.back() == 'E') && !rest_.empty() &&
          (rest_.front() == '-' || rest_.front() == '+')) {
        plain += rest_.front();
        rest_.remove_prefix(1);
      }
    } while (!rest_.empty() && digit(rest_.front()));
  }

  std::string_view rest_;
};

const Span* span_named(std::string_view word, bool plural_too) {
  for (const Span& span : kSpans)
    if (word == span.singular || (plural_too && word == span.plural)) return &span;
  return nullptr;
}

std::string unknown_unit(std::string_view text, std::string_view word, Unit unit) {
  std::vector<std::string> names;
  for (const Span& span : kSpans) {
    const bool plural_too = unit == Unit::duration || unit == Unit::length || unit == Unit::working_time;
    if (plural_too) names.emplace_back(span.plural);
    names.emplace_back(span.singular);
  }
  const std::string nearest = nearest_name(word, names);
  return "found the text \"" + shown(text) + "\", expected " + unit_in_words(unit) +
         (nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?");
}

// What follows the number decides; false: it does not fit.
class UnitReader {
 public:
  UnitReader(Scanner& scanner, Unit unit, bool pound, bool bare)
      : scanner_(scanner), unit_(unit), pound_(pound), bare_(bare) {}

  bool read(Quantity& quantity) {
    switch (unit_) {
      case Unit::none:
      case Unit::number:
      case Unit::count:
        return bare_ && scanner_.done();
      case Unit::fraction:
        return fraction(quantity);
      case Unit::duration:
        return duration(quantity);
      case Unit::length:
        return length(quantity);
      case Unit::rate:
        return rate(quantity);
      case Unit::growth:
        return growth(quantity);
      case Unit::working_time:
        return working_time(quantity);
      case Unit::money:
        return money() && scanner_.done();
    }
    return false;
  }
  std::string_view unknown() const { return unknown_; }

 private:
  const Span* span(bool plural_too) {
    const std::string_view word = scanner_.word();
    const Span* found = span_named(word, plural_too);
    if (!found) unknown_ = word;
    return found;
  }
  bool per(std::string_view word) {
    const Span* found = span(false);
    return found && found->singular == word && scanner_.done();
  }
  bool fraction(Quantity& quantity) {
    if (scanner_.take("%"))
      quantity.value /= 100;
    else if (!bare_)
      return false;
    return scanner_.done();
  }
  bool duration(Quantity& quantity) {
    const Span* found = span(true);
    if (!found || !scanner_.done()) return false;
    quantity.value *= found->days;
    return true;
  }
  bool length(Quantity& quantity) {
    const Span* found = span(true);
    if (!found || !scanner_.done()) return false;
    const double months = quantity.value * found->months;
    if (months != std::floor(months)) return false;
    if (found->months > 0)
      quantity.moment.months = static_cast<int>(std::fmin(months, 1e6));
    else
      quantity.moment.days = quantity.value * found->days;
    quantity.value *= found->days;
    return true;
  }
  bool rate(Quantity& quantity) {
    if (scanner_.take("%")) quantity.value /= 100;
    if (!scanner_.take("/")) return false;
    const Span* found = span(false);
    if (!found || !scanner_.done()) return false;
    quantity.value /= found->days;
    return true;
  }
  bool growth(Quantity& quantity) {
    if (scanner_.take("%")) quantity.value /= 100;
    return scanner_.take("/") && per("year");
  }
  bool working_time(Quantity& quantity) {
    const Span* found = span(true);
    if (!found || found->days >= 1 || !scanner_.take("/") || !per("week")) return false;
    quantity.value = std::string_view(found->singular) == "hour" ? quantity.value * 60 : quantity.value;
    return true;
  }
  bool money() { return scanner_.take("GBP") != pound_; }

  Scanner& scanner_;
  Unit unit_;
  bool pound_, bare_;
  std::string_view unknown_;
};

}  // namespace

QuantityResult parse_quantity(std::string_view text, Unit unit, bool bare) {
  Scanner scanner(text);
  Quantity quantity;
  const bool pound = unit == Unit::money && scanner.take("£");
  const auto number = scanner.number(quantity.number);
  const std::string expected = "found the text \"" + shown(text) + "\", expected " + unit_in_words(unit);
  if (!number) return {std::nullopt, expected};
  quantity.value = *number;
  quantity.unit = (pound ? "£ " : "") + std::string(scanner.rest());
  if (pound && scanner.rest().empty()) quantity.unit = "£";
  UnitReader reader(scanner, unit, pound, bare);
  if (reader.read(quantity)) return {quantity, ""};
  if (unit == Unit::length && scanner.done())
    return {std::nullopt, expected + "; parts of a month are written in days"};
  if (!reader.unknown().empty()) return {std::nullopt, unknown_unit(text, reader.unknown(), unit)};
  return {std::nullopt, expected};
}

QuantityResult bare_quantity(double number, std::string_view written, Unit unit) {
  const std::string found = "found " + shown(written) + ", expected ";
  if (!std::isfinite(number)) return {std::nullopt, found + unit_in_words(unit)};
  const bool plain = unit == Unit::none || unit == Unit::number || unit == Unit::count || unit == Unit::fraction;
  if (!plain) return {std::nullopt, found + unit_in_words(unit)};
  Quantity quantity;
  quantity.value = number;
  quantity.number = std::string(written);
  return {quantity, ""};
}

std::string range_problem(const Field& field, Unit unit, double value, std::string_view written) {
  const std::string found = "found " + shown(written) + ", expected ";
  if (unit == Unit::count && value != std::floor(value)) return found + "a whole number";
  if (value >= field.least && value <= field.most && !(field.above_least && value == field.least)) return "";
  if (unit == Unit::fraction && field.least == 0 && field.most == 1) return found + "a share or chance from 0 to 1";
  if (field.least == field.most)
    return found + "exactly " + shortest(field.least) + (unit == Unit::duration ? " day" : "");
  std::string unit_words;
  if (unit == Unit::duration || unit == Unit::length) unit_words = " days";
  if (unit == Unit::rate) unit_words = " a day";
  if (unit == Unit::working_time) unit_words = " minutes a week";
  if (value > field.most) return found + "at most " + shortest(field.most) + unit_words;
  if (field.least == 0) return found + (field.above_least ? "more than zero" : "zero or more");
  return found + (field.above_least ? "more than " : "at least ") + shortest(field.least) + unit_words;
}

RelativeResult parse_relative(std::string_view text, Unit unit) {
  text = trimmed(text);
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return {};
  RelativeResult result;
  result.is_relative = true;
  const double sign = text.front() == '-' ? -1 : 1;
  const std::string_view amount = trimmed(text.substr(1));
  Scanner percent(amount);
  std::string written;
  const auto number = percent.number(written);
  if (number && *number >= 0 && percent.take("%") && percent.done()) {
    result.change = RelativeChange{true, 1 + sign * *number / 100};
    if (result.change->amount < 0) {
      result.change.reset();
      result.problem = "found \"" + shown(text) + "\", expected at most \"- 100 %\"";
    }
    return result;
  }
  if (number && *number >= 0) {
    if (const auto added = parse_quantity(amount, unit, true); added.quantity) {
      result.change = RelativeChange{false, sign * added.quantity->value};
      return result;
    }
  }
  const bool plain = unit == Unit::none || unit == Unit::number || unit == Unit::count || unit == Unit::fraction;
  result.problem = "found the text \"" + shown(text) + "\", expected a change such as \"+ 20 %\" or \"" +
                   (sign < 0 ? "- " : "+ ") +
                   (plain                    ? "2\""
                    : unit == Unit::duration ? "2 weeks\""
                                             : "…\" with " + unit_in_words(unit));
  return result;
}

std::string shortest(double value) {
  char text[64];
  const double size = std::fabs(value);
  const bool plain = size == 0 || (size >= 1e-4 && size < 1e15);  // 10000000 and not 1e+07
  const auto [end, error] = plain ? std::to_chars(text, text + sizeof text, value, std::chars_format::fixed)
                                  : std::to_chars(text, text + sizeof text, value);
  return error == std::errc{} ? std::string(text, end) : std::string("?");
}

std::string unit_pattern(Unit unit) {
  const std::string number = "[0-9]+(,[0-9]{3})*(\\.[0-9]+)?([eE][-+]?[0-9]+)?";
  const std::string per = " *(%)? */ *(minute|hour|day|week|month|year)";
  const std::string spans = " *(minutes?|hours?|days?|weeks?|months?|years?)";
  const std::string pounds = "(£ *" + number + "|" + number + " *GBP)";
  switch (unit) {
    case Unit::none:
    case Unit::number:
    case Unit::count:
      return "";
    case Unit::fraction:
      return "^ *" + number + " *% *$";
    case Unit::duration:
    case Unit::length:
      return "^ *" + number + spans + " *$";
    case Unit::rate:
      return "^ *" + number + per + " *$";
    case Unit::growth:
      return "^ *[-+]? *" + number + " *(%)? */ *year *$";
    case Unit::working_time:
      return "^ *" + number + " *(minutes?|hours?) */ *week *$";
    case Unit::money:
      return "^ *" + pounds + " *$";
  }
  return "";
}

}  // namespace caseload
