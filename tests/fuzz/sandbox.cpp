#include "tests/fuzz/sandbox.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

#include "models/scenario/disk.hpp"
#include "models/scenario/path.hpp"
#include "models/scenario/raw.hpp"

namespace caseload {

namespace {

struct Disk {
  std::map<std::string, std::string> copies, of_input;

  const std::string* find(const std::string& name) const {
    for (const auto* files : {&of_input, &copies})
      if (const auto found = files->find(name); found != files->end()) return &found->second;
    return nullptr;
  }
};

Disk& disk() {
  static Disk the_only_one;
  return the_only_one;
}

std::string name_of(const std::filesystem::path& path) { return path.lexically_normal().generic_string(); }

}  // namespace

// ---- in the place of models/scenario/disk.cpp

bool is_file(const std::filesystem::path& path) { return disk().find(name_of(path)) != nullptr; }

std::string read_file(const std::filesystem::path& path, std::size_t most_bytes) {
  const std::string* text = disk().find(name_of(path));
  if (!text || text->size() > most_bytes) throw ScenarioError({{{name_of(path), 0, 0}, "", "the file cannot be read"}});
  return *text;
}

namespace fuzz {

void begin_input() { disk().of_input.clear(); }

void put_file(const std::filesystem::path& path, std::string text) { disk().of_input[name_of(path)] = std::move(text); }

void put_files_below(const std::filesystem::path& real_folder, const std::filesystem::path& as) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(real_folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    disk().copies[name_of(as / entry.path().lexically_relative(real_folder))] = {std::istreambuf_iterator<char>(in),
                                                                                 {}};
  }
}

Files split_input(std::string_view input) {
  Files found;
  std::string* text = &found.main;
  while (!input.empty()) {
    const auto end = input.find('\n');
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    if (line.substr(0, 3) == "#@ ") {
      found.others.emplace_back(line.substr(3), "");
      text = &found.others.back().second;
    } else {
      text->append(line);
      if (end != std::string_view::npos) *text += '\n';
    }
  }
  return found;
}

void require(bool promise, const char* in_words) {
  if (promise) return;
  std::fprintf(stderr, "broken promise: %s\n", in_words);
  std::abort();
}

void check_refusal(const ScenarioError& error) {
  require(!error.problems().empty(), "an error names a problem");
  for (const Problem& problem : error.problems()) {
    const std::string text = problem.text();
    require(!problem.message.empty(), "a problem has words");
    require(!not_utf8(text, ""), "a problem is told in UTF-8");
    require(!has_control_characters(text), "a problem is one line without control characters");
  }
}

}  // namespace fuzz
}  // namespace caseload
