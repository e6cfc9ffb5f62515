#pragma once
// A scenario with some values replaced, before it is checked again.

#include <string>
#include <utility>
#include <vector>

#include "models/scenario/raw.hpp"

namespace caseload {

// Each change is a path (which may hold *) and a value as written in a file. A number that is replaced loses the range
// and the evidence it had: it is an assumption of whoever set it. Problems are located as "<with>", a line a change.
// `texts` gets the changes, so that the hash of the scenario tells them.
Raw changed(const Scenario::Data& data, const std::vector<std::pair<std::string, std::string>>& changes,
            std::vector<std::string>& texts);

}  // namespace caseload
