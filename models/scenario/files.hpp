#pragma once
// Files of a scenario: found, read whole, and merged along `extends`.

#include <filesystem>
#include <string>
#include <vector>

#include "models/scenario/raw.hpp"

namespace caseload {

// A file's bytes. Throws ScenarioError if it cannot be read, or is too large, alone or with the texts already there.
std::string read_within(const std::filesystem::path& path, std::size_t most_bytes,
                        const std::vector<std::string>& texts);

// A scenario by shipped name ("england/talking_therapies"), or by path.
std::optional<std::filesystem::path> scenario_path(const std::string& name_or_path, const Library& library,
                                                   const std::filesystem::path& beside = {});
std::vector<std::string> shipped_scenarios(const Library& library);

// The file and all it extends, as one tree: base first, later files win. `texts` gets the text of every file read.
Raw load_merged(std::string_view text, const std::string& file, const Library& library,
                std::vector<std::string>& texts);

// What `over` says replaces what `base` says, table by table. A quantity, a distribution and tables whose keys belong
// together (renege, balk …) are replaced as a whole.
void merge_into(Raw& base, Raw over, const Field* field);

std::uint64_t text_hash(std::string_view text, std::uint64_t before = 0xcbf29ce484222325ULL);  // FNV-1a

}  // namespace caseload
