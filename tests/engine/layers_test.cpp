// The engine knows nothing of what is built on it.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/catch.hpp"

namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("no source of the engine speaks of models, people's health or Python", "[layers]") {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(CASELOAD_SOURCE_DIR "/engine")) {
    if (entry.path().extension() != ".hpp" && entry.path().extension() != ".cpp") continue;
    ++files;
    std::string text = text_of(entry.path());
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const char* word : {"models/", "python/", "patient", "referral", "clinician", "toml", "pybind"}) {
      INFO(entry.path().filename().string() << " says " << word);
      CHECK(text.find(word) == std::string::npos);
    }
  }
  CHECK(files > 20);
}
