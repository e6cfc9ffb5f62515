#include "engine/luck.hpp"

#include <string>

namespace caseload {

LuckOverflow::LuckOverflow(std::uint32_t visit, std::uint32_t item)
    : std::overflow_error("no luck left for visit " + std::to_string(visit) + " (of " + std::to_string(Luck::kVisits) +
                          "), item " + std::to_string(item) + " (of " + std::to_string(Luck::kItems) + ")") {}

}  // namespace caseload
