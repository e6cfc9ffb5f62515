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
// beginning of the other.
std::string nearest_name(std::string_view found, const std::vector<std::string>& names);

// `; did you mean "wte"?`, or the names themselves if they are few, or "".
std::string suggestion(std::string_view found, const std::vector<std::string>& names);

}  // namespace caseload
