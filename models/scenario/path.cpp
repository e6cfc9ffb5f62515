#include "models/scenario/path.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <limits>

namespace caseload {
namespace {

bool is_bare(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '*';
  });
}

constexpr std::size_t kLongest = 120;  // names have 60 characters at most
constexpr std::size_t kShown = 200;

struct Character {
  unsigned code = 0;
  std::size_t bytes = 1;
};

// The character that begins at `text[i]`, as far as it could be one of those below; of others only the first byte.
Character character(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U; };
  if (byte(i) == 0xC2) return {byte(i + 1), 2};                                             // U+0080 to U+00BF
  if (byte(i) == 0xE2 && byte(i + 1) == 0x80) return {0x2000U | (byte(i + 2) & 0x3FU), 3};  // U+2000 to U+203F
  if (byte(i) == 0xE2 && byte(i + 1) == 0x81) return {0x2040U | (byte(i + 2) & 0x3FU), 3};  // U+2040 to U+207F
  return {byte(i) < 0x80 ? byte(i) : 0xFFFDU, 1};
}

bool ends_line(unsigned code) {
  return code == '\n' || code == '\r' || code == '\t' || code == 0x2028 || code == 0x2029;
}

// Also those that turn the direction of what follows, and so can make a text read as another.
bool controls(unsigned code) {
  const auto within = [code](unsigned from, unsigned to) { return code >= from && code <= to; };
  return within(0, 0x1F) || within(0x7F, 0x9F) || within(0x2028, 0x202E) || within(0x2066, 0x2069);
}

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

}  // namespace

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> parts;
  if (path.empty()) return parts;
  std::string part;
  bool quoted = false;
  for (const char c : path) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == '.' && !quoted) {
      parts.push_back(std::move(part));
      part.clear();
    } else {
      part += c;
    }
  }
  parts.push_back(std::move(part));
  return parts;
}

std::string join_path(std::string_view parent, std::string_view key) {
  std::string path(parent);
  if (!path.empty()) path += '.';
  if (is_bare(key)) return path.append(key);
  return path.append("\"").append(key).append("\"");
}

bool path_matches(std::string_view pattern, std::string_view path) {
  const auto wanted = split_path(pattern), parts = split_path(path);
  return std::equal(wanted.begin(), wanted.end(), parts.begin(), parts.end(),
                    [](const std::string& a, const std::string& b) { return a == "*" || a == b; });
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::string nearest_name(std::string_view found, const std::vector<std::string>& names) {
  std::size_t least = std::numeric_limits<std::size_t>::max();
  std::string nearest;
  if (found.size() > kLongest) return nearest;
  for (const std::string& name : names) {
    const std::size_t common = std::min(found.size(), name.size()), most = std::max(found.size(), name.size());
    const std::size_t allowed = std::max<std::size_t>(1, most / 3);
    const bool longer = common >= 3 && found.substr(0, common) == std::string_view(name).substr(0, common);
    if (!longer && most - common > allowed) continue;  // as many edits at least
    const std::size_t distance = longer ? 1 : edit_distance(found, name);
    if (distance <= allowed && distance < least) {
      least = distance;
      nearest = name;
    }
  }
  return nearest;
}

std::string suggestion(std::string_view found, const std::vector<std::string>& names) {
  const std::string nearest = nearest_name(found, names);
  if (!nearest.empty()) return "; did you mean \"" + nearest + "\"?";
  if (names.empty() || names.size() > 12) return "";
  std::string text = "; known here: ";
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : ", ") + shown(names[i]);
  return text;
}

bool has_control_characters(std::string_view text, bool may_have_lines) {
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character(text, i);
    if (controls(c.code) && !(may_have_lines && ends_line(c.code))) return true;
    i += c.bytes;
  }
  return false;
}

std::string on_one_line(std::string_view text) {
  std::string line;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character(text, i);
    if (controls(c.code)) {
      char written[8];
      std::snprintf(written, sizeof written, "\\u%04X", c.code);
      line += written;
    } else {
      line += text.substr(i, c.bytes);
    }
    i += c.bytes;
  }
  return line;
}

std::string shown(std::string_view text) {
  if (text.size() <= kShown) return std::string(text);
  std::size_t end = kShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // between two characters
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace caseload
