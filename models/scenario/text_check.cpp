// What the text of a scenario must be before the TOML library sees it. The library's 3.x versions reach undefined
// behaviour on characters outside ASCII where a bare word is expected (`cost = £ 42000`) and on `[` at a line's end.
// What is larger or deeper than any scenario is refused here too, before it takes many times its size in memory.
#include <cstdint>
#include <cstdio>

#include "models/limits.hpp"
#include "models/scenario/raw.hpp"

namespace caseload {
namespace {

// Length of the UTF-8 character at `text[i]`; 0 if it is none (overlong, surrogate, beyond U+10FFFF, cut short).
std::size_t utf8_length(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) {
    return k < text.size() ? static_cast<std::uint8_t>(text[k]) : std::uint8_t{0};
  };
  const auto follows = [&](std::size_t k, unsigned low, unsigned high) { return byte(k) >= low && byte(k) <= high; };
  const unsigned first = byte(i);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(i + 1, 0x80, 0xBF) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80, high = first == 0xED ? 0x9F : 0xBF;
    return follows(i + 1, low, high) && follows(i + 2, 0x80, 0xBF) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80, high = first == 0xF4 ? 0x8F : 0xBF;
    return follows(i + 1, low, high) && follows(i + 2, 0x80, 0xBF) && follows(i + 3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

std::string not_utf8_in_words(char found) {
  char code[8];
  std::snprintf(code, sizeof code, "0x%02X", static_cast<unsigned>(static_cast<std::uint8_t>(found)));
  return std::string("found the byte ") + code + ", which is not UTF-8; save the file as UTF-8";
}

std::string too_many(double most, const char* what) { return "found more than " + in_thousands(most) + " " + what; }

class TextCheck {
 public:
  TextCheck(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  std::optional<Problem> run() {
    if (text_.size() > kMostTomlBytes) refuse("found a text of more than " + bytes_in_words(kMostTomlBytes));
    while (at_ < text_.size() && !problem_) step();
    return problem_;
  }

 private:
  enum class Inside { code, comment, basic, literal, long_basic, long_literal };

  void refuse(std::string message) { problem_ = Problem{{file_, line_, column_}, "", std::move(message)}; }

  bool starts(std::string_view with) const { return text_.substr(at_, with.size()) == with; }

  void pass(std::size_t bytes) {  // ASCII within a line
    at_ += bytes;
    column_ += static_cast<int>(bytes);
  }

  void new_line() {
    ++at_;
    ++line_;
    column_ = 1;
    dots_ = 0;
    blank_so_far_ = true;
    if (inside_ == Inside::long_basic || inside_ == Inside::long_literal) return;
    inside_ = Inside::code;  // a string on one line cannot go on; the TOML library says so
    before_ = '\n';
  }

  void step() {
    const std::size_t length = utf8_length(text_, at_);
    const auto byte = static_cast<std::uint8_t>(text_[at_]);
    if (length == 0) return refuse(not_utf8_in_words(text_[at_]));
    if (byte == '\n') return new_line();
    if (byte < 0x20 && byte != '\t' && byte != '\r') return refuse("found a control character");
    if (length > 1) return wide_character(length);
    if (inside_ == Inside::code) return code();
    string_or_comment();
  }

  void wide_character(std::size_t length) {
    if (inside_ == Inside::code)
      return refuse("found \"" + std::string(text_.substr(at_, length)) +
                    "\" outside a string; values with such characters stand in quotes, keys are plain letters");
    at_ += length;
    ++column_;
  }

  void code() {
    const char c = text_[at_];
    if (c == '[' && blank_so_far_ && depth_ == 0) return header();
    if (c != ' ' && c != '\t' && c != '\r') blank_so_far_ = false;
    if (c == '#') inside_ = Inside::comment;
    if (c == '[' || c == '{') ++depth_;
    if (depth_ > kMostNesting) return refuse(too_many(kMostNesting, "brackets within brackets"));
    count(c);
    if (problem_) return;
    if ((c == ']' || c == '}') && depth_ > 0) --depth_;
    if ((c == '"' || c == '\'') && std::string_view("\n=,[{.").find(before_) == std::string_view::npos)
      return refuse("found a quote in the middle of a value; a text begins with its quote");
    if (c != ' ' && c != '\t' && c != '\r') before_ = c;
    if (starts("\"\"\"") || starts("'''")) {
      inside_ = c == '"' ? Inside::long_basic : Inside::long_literal;
      return pass(3);
    }
    if (c == '"') inside_ = Inside::basic;
    if (c == '\'') inside_ = Inside::literal;
    pass(1);
  }

  // What becomes a node of the tree: each table named, each part of a dotted key, each value.
  void count(char c) {
    const bool of_node = c == '=' || c == ',' || (c == '.' && !decimal_point());
    if (of_node && ++values_ > kMostValues) return refuse(too_many(kMostValues, "keys and list entries"));
    if (c == '=' || c == ',') dots_ = 0;
    if (c == '.' && ++dots_ >= kMostNesting) refuse(too_many(kMostNesting, "parts of a dotted key"));
  }

  bool decimal_point() const {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return dots_ == 0 && at_ > 0 && at_ + 1 < text_.size() && digit(text_[at_ - 1]) && digit(text_[at_ + 1]);
  }

  void string_or_comment() {
    const char c = text_[at_];
    const bool basic = inside_ == Inside::basic || inside_ == Inside::long_basic;
    if (basic && c == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n' &&
        static_cast<std::uint8_t>(text_[at_ + 1]) < 0x80) {
      return pass(2);
    }
    if ((inside_ == Inside::long_basic && starts("\"\"\"")) || (inside_ == Inside::long_literal && starts("'''"))) {
      pass(3);
      // Up to two more quotes belong to the string.
      for (int extra = 0; extra < 2 && at_ < text_.size() && text_[at_] == c; ++extra) pass(1);
      inside_ = Inside::code;
      return;
    }
    if ((inside_ == Inside::basic && c == '"') || (inside_ == Inside::literal && c == '\'')) inside_ = Inside::code;
    pass(1);
  }

  // [a.b] or [[a]]: must close on its line, with a name in it.
  void header() {
    blank_so_far_ = false;
    std::size_t end = at_;
    char quote = 0;
    bool named = false, closed = false;
    for (; end < text_.size() && text_[end] != '\n'; ++end) {
      const char c = text_[end];
      if (quote) {
        if (c == '\\' && quote == '"') ++end;
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
        named = true;
      } else if (c == ']') {
        closed = true;
        break;
      } else if (c == '#') {
        break;
      } else if (c != '[' && c != ' ' && c != '\t' && c != '\r' && c != '.') {
        named = true;
      }
    }
    if (!closed || !named) return refuse("expected a table name in brackets on one line, such as [service.triage]");
    count('=');
    before_ = '[';
    pass(1);
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1, depth_ = 0, dots_ = 0;
  std::size_t values_ = 0;
  bool blank_so_far_ = true;
  char before_ = '\n';  // what stands before, spaces aside
  Inside inside_ = Inside::code;
  std::optional<Problem> problem_;
};

}  // namespace

std::optional<Problem> not_utf8(std::string_view text, const std::string& file) {
  int line = 1, column = 1;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text, i);
    if (length == 0) return Problem{{file, line, column}, "", not_utf8_in_words(text[i])};
    column = text[i] == '\n' ? 1 : column + 1;
    line += text[i] == '\n' ? 1 : 0;
    i += length;
  }
  return std::nullopt;
}

std::optional<Problem> unreadable(std::string_view text, const std::string& file) {
  return TextCheck(text, file).run();
}

}  // namespace caseload
