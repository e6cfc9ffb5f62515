#pragma once
// The CSV files that a scenario refers to: its regions table and its initial lists.

#include <optional>
#include <string>
#include <vector>

#include "models/scenario/document.hpp"

namespace caseload {

// Reads the file of [regions]; `texts` gets its text. Nothing if the scenario has no areas or the table cannot be used.
std::optional<Regions> read_regions(const Document& document, std::vector<Problem>& problems,
                                    std::vector<std::string>& texts);

// Reads the files of [initial.S] waiting = { file = … } into `document.initial_lists`.
void read_initial_lists(Document& document, std::vector<Problem>& problems, std::vector<std::string>& texts);

// A file lies beside the file that names it: its path and its text. A problem if there is none. `texts` are those read
// already.
std::optional<std::pair<std::string, std::string>> file_beside(const Document& document, const Node& node,
                                                               std::vector<Problem>& problems,
                                                               const std::vector<std::string>& texts);

}  // namespace caseload
