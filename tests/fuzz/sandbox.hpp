#pragma once
// The disk of a fuzz target: files in memory and nothing else. It answers in the place of models/scenario/disk.cpp, so
// a path in hostile text, absolute or full of "..", finds what was put here or nothing.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/scenario.hpp"

namespace caseload::fuzz {

// Copies of real files, there for every input. Paths are compared as they are written, once normalised.
void put_files_below(const std::filesystem::path& real_folder, const std::filesystem::path& as);

// A file of the present input, before any copy; gone with the next input.
void begin_input();
void put_file(const std::filesystem::path& path, std::string text);

// The input as files: the main one up to the first line "#@ NAME", then the file of that name, and so on.
struct Files {
  std::string main;
  std::vector<std::pair<std::string, std::string>> others;
};
Files split_input(std::string_view input);

// Ends the process: what follows from a broken promise is a finding like a crash.
void require(bool promise, const char* in_words);

// What every refusal owes its reader: at least one problem, each in words that are UTF-8 and stay on one line.
void check_refusal(const ScenarioError& error);

}  // namespace caseload::fuzz

// What libFuzzer, or replay.cpp in its place, calls.
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
