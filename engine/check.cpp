#include "engine/check.hpp"

#include <stdexcept>
#include <string>

namespace caseload {

void check_failed(const char* condition, const char* file, int line) {
  std::string path = file;
  const auto cut = path.find("engine/");  // a message should not depend on where the sources lay when compiled
  const auto cut_models = path.find("models/");
  if (cut != std::string::npos)
    path.erase(0, cut);
  else if (cut_models != std::string::npos)
    path.erase(0, cut_models);
  throw std::logic_error("internal check failed: " + std::string(condition) + " (" + path + ":" + std::to_string(line) +
                         ")");
}

}  // namespace caseload
