#pragma once
// The disk, as far as scenarios read it: two questions, asked nowhere else. A fuzz target brings its own answers
// (tests/fuzz/sandbox.cpp), so that hostile text never reaches a real file.

#include <filesystem>
#include <string>

namespace caseload {

// Is there a regular file? Devices, pipes and folders are none, and no path with a NUL in it names one.
bool is_file(const std::filesystem::path& path);

// Its bytes. Throws ScenarioError if it cannot be read or holds more than `most_bytes`; no more than that is read, for
// some files (of /proc) do not say how long they are.
std::string read_file(const std::filesystem::path& path, std::size_t most_bytes);

}  // namespace caseload
