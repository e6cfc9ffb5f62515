#include "engine/check.hpp"

#include <stdexcept>
#include <string>

namespace caseload {

void check_failed(const char* condition, const char* file, int line) {
  const std::string path = file;  // only its name: a message does not depend on where the sources lay when compiled
  const std::string name = path.substr(path.find_last_of("/\\") + 1);
  throw std::logic_error("internal check failed: " + std::string(condition) + " (" + name + ":" + std::to_string(line) +
                         ")");
}

}  // namespace caseload
