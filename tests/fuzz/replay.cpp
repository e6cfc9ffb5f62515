// Stands in for libFuzzer where there is none: runs every input once. Arguments are files and folders of them.

#include <cstdio>
#include <fstream>
#include <iterator>

#include "tests/fuzz/sandbox.hpp"

namespace {

namespace fs = std::filesystem;

void replay(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

std::size_t replay_all(const fs::path& place) {
  std::size_t count = 0;
  if (fs::is_regular_file(place)) {
    replay(place);
    return 1;
  }
  for (const auto& entry : fs::recursive_directory_iterator(place)) {
    if (!entry.is_regular_file()) continue;
    replay(entry.path());
    ++count;
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  LLVMFuzzerInitialize(&argc, &argv);
  std::size_t inputs = 0;
  for (int i = 1; i < argc; ++i) inputs += replay_all(argv[i]);
  std::printf("%zu inputs\n", inputs);
  return inputs > 0 ? 0 : 1;
}
