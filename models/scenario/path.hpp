#pragma once
// Dotted paths into a scenario, and the nearest name to a misspelt one.
//
// A part that is not a bare word is quoted in a path, as in TOML: policy.more_staff.change."staff.*.wte".

#include <string>
#include <string_view>
#include <vector>

namespace caseload {

std::vector<std::string> split_path(std::string_view path);
std::string join_path(std::string_view parent, std::string_view key);

// Do they have as many parts, each the same or * in the pattern?
bool path_matches(std::string_view pattern, std::string_view path);

// Edits (insert, delete, replace, swap neighbours) from one word to the other, letter case aside: Damerau-Levenshtein,
// each letter edited once.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The nearest of the names, or "" if none is near enough to be meant: a third of the letters differ, or one is the
// beginning of the other. Words longer than any name have none.
std::string nearest_name(std::string_view found, const std::vector<std::string>& names);

// `; did you mean "wte"?`, or the names themselves if they are few, or "".
std::string suggestion(std::string_view found, const std::vector<std::string>& names);

// Characters that a terminal or a browser obeys and no page shows; a line end or a tab is one of them unless the text
// may have lines.
bool has_control_characters(std::string_view text, bool may_have_lines = false);

// Control characters as \u000A, so that a message stays on its line and no terminal obeys it.
std::string on_one_line(std::string_view text);

// A text of the user's as a message quotes it: its beginning, should it be long.
std::string shown(std::string_view text);

}  // namespace caseload
