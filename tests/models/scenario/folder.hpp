#pragma once
// A folder for the files of a test.

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

namespace caseload {

// A folder of its own that goes away with the test.
class Folder {
 public:
  Folder() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    path_ = std::filesystem::temp_directory_path() / ("caseload_test_" + std::to_string(now));
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  std::string path(const std::string& name) const { return (path_ / name).generic_string(); }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(path_ / name, std::ios::binary) << content;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace caseload
