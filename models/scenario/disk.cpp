#include "models/scenario/disk.hpp"

#include <array>
#include <fstream>

#include "models/limits.hpp"
#include "models/scenario/scenario.hpp"

namespace caseload {

bool is_file(const std::filesystem::path& path) {
  std::error_code error;
  const bool whole =
      path.native().find(std::filesystem::path::value_type{}) == std::filesystem::path::string_type::npos;
  return whole && std::filesystem::is_regular_file(path, error);
}

std::string read_file(const std::filesystem::path& path, std::size_t most_bytes) {
  const auto fail = [&](const std::string& why) { throw ScenarioError({{{path.generic_string(), 0, 0}, "", why}}); };
  std::ifstream stream(path, std::ios::binary);
  std::string text;
  std::array<char, 1 << 16> block{};
  while (stream && text.size() <= most_bytes) {
    stream.read(block.data(), block.size());
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (text.size() > most_bytes) fail("the file is larger than " + bytes_in_words(most_bytes));
  if (!stream.eof() || stream.bad()) fail("the file cannot be read");
  return text;
}

}  // namespace caseload
