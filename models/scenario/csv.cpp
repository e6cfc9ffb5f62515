#include "models/scenario/csv.hpp"

#include "models/limits.hpp"
#include "models/scenario/raw.hpp"

namespace caseload {
namespace {

class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& file, std::vector<Problem>& problems)
      : text_(text), file_(file), problems_(problems) {}

  bool row(std::vector<Csv::Cell>& cells) {
    cells.clear();
    while (at_ < text_.size() && end_of_line()) new_line();  // empty lines
    if (at_ >= text_.size()) return false;
    for (;;) {
      cells.push_back(cell());
      if (cells.size() > kMostColumns) return too_wide(cells.back());
      if (at_ < text_.size() && text_[at_] == ',') {
        pass();
        continue;
      }
      if (at_ < text_.size()) new_line();
      return true;
    }
  }

 private:
  // No table of ours has so many columns, so what follows is not worth reading.
  bool too_wide(const Csv::Cell& cell) {
    note(problems_,
         {{file_, cell.line, cell.column}, "", "found more than " + std::to_string(kMostColumns) + " columns"});
    at_ = text_.size();
    return false;
  }

  bool end_of_line() const {
    return text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'));
  }

  void new_line() {
    if (text_[at_] == '\r') ++at_;
    if (at_ < text_.size()) ++at_;
    ++line_;
    column_ = 1;
  }

  char pass() {
    const char c = text_[at_++];
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++column_;
    if (c == '\n') {
      ++line_;
      column_ = 1;
    }
    return c;
  }

  Csv::Cell cell() {
    Csv::Cell cell{"", line_, column_};
    if (at_ < text_.size() && text_[at_] == '"') {
      quoted(cell);
      if (at_ < text_.size() && text_[at_] != ',' && !end_of_line())
        note(
            problems_,
            {{file_, line_, column_}, "", "found text after a closing quote, expected a comma or the end of the line"});
    }
    while (at_ < text_.size() && text_[at_] != ',' && !end_of_line()) cell.text += pass();
    return cell;
  }

  void quoted(Csv::Cell& cell) {
    pass();
    while (at_ < text_.size()) {
      const char c = pass();
      if (c != '"') {
        cell.text += c;
      } else if (at_ < text_.size() && text_[at_] == '"') {
        cell.text += pass();
      } else {
        return;
      }
    }
    note(problems_, {{file_, cell.line, cell.column}, "", "found a quote that is never closed"});
  }

  std::string_view text_;
  const std::string& file_;
  std::vector<Problem>& problems_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
};

void check_header(const Csv& csv, std::vector<Problem>& problems) {
  for (std::size_t i = 0; i < csv.header.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (csv.header[i].text == csv.header[j].text)
        note(problems, {csv.at(csv.header[i]), "", "found the column \"" + csv.header[i].text + "\" twice"});
}

}  // namespace

int Csv::column(const std::string& name) const {
  for (std::size_t i = 0; i < header.size(); ++i)
    if (header[i].text == name) return static_cast<int>(i);
  return -1;
}

std::vector<std::string> Csv::columns() const {
  std::vector<std::string> names;
  for (const Cell& cell : header) names.push_back(cell.text);
  return names;
}

Csv parse_csv(std::string_view text, const std::string& file, std::size_t most_rows, std::vector<Problem>& problems) {
  Csv csv;
  csv.file = file;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  if (auto problem = not_utf8(text, file)) {
    problems.push_back(*problem);
    return csv;
  }
  const std::size_t before = problems.size();
  CsvReader reader(text, file, problems);
  if (!reader.row(csv.header)) {
    csv.header.clear();
    if (problems.size() == before)
      note(problems, {{file, 1, 1}, "", "found an empty file, expected a line with the names of columns"});
    return csv;
  }
  check_header(csv, problems);
  std::vector<Csv::Cell> cells;
  while (reader.row(cells)) {
    if (cells.size() != csv.header.size()) {
      note(problems, {csv.at(cells.front()), "",
                      "found " + std::to_string(cells.size()) + " cells, expected " +
                          std::to_string(csv.header.size()) + " as in the first line"});
      continue;
    }
    if (csv.rows.size() == most_rows) {
      note(problems,
           {csv.at(cells.front()), "", "found more than " + in_thousands(static_cast<double>(most_rows)) + " rows"});
      break;
    }
    csv.rows.push_back(std::move(cells));
  }
  return csv;
}

}  // namespace caseload
