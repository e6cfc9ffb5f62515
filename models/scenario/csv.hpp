#pragma once
// A table of comma-separated values with a line of column names. Cells may be quoted ("Bath, North East Somerset"; ""
// is a quote inside); every cell keeps its line and column.

#include <filesystem>
#include <string>
#include <vector>

#include "models/scenario/scenario.hpp"

namespace caseload {

struct Csv {
  struct Cell {
    std::string text;
    int line = 0, column = 0;
  };
  std::string file;
  std::vector<Cell> header;
  std::vector<std::vector<Cell>> rows;  // each as long as the header

  int column(const std::string& name) const;  // -1: there is none
  std::vector<std::string> columns() const;
  Position at(const Cell& cell) const { return {file, cell.line, cell.column}; }
};

// Rows of another length, unfinished quotes, columns named twice, rows beyond `most_rows` and text that is not UTF-8
// are problems, noted all at once; what can be read is returned.
Csv parse_csv(std::string_view text, const std::string& file, std::size_t most_rows, std::vector<Problem>& problems);

}  // namespace caseload
