#include <algorithm>

#include "models/limits.hpp"
#include "models/scenario/csv.hpp"
#include "models/scenario/quantity.hpp"
#include "models/scenario/tables.hpp"

namespace caseload {
namespace {

const std::vector<std::string> kColumns = {"referred", "days_waited", "need", "stage", "sessions_to_go"};

class InitialListReader {
 public:
  InitialListReader(const Document& document, const Csv& csv, const Node& node, std::vector<Problem>& problems)
      : document_(document),
        csv_(csv),
        node_(node),
        problems_(problems),
        start_(*document.find("scenario.start")->moment.date) {}

  std::vector<ListedPerson> read() {
    for (const Csv::Cell& cell : csv_.header)
      if (std::find(kColumns.begin(), kColumns.end(), cell.text) == kColumns.end())
        problem(cell, "unknown column \"" + cell.text + "\"" + suggestion(cell.text, kColumns));
    referred_ = csv_.column("referred");
    days_ = csv_.column("days_waited");
    need_ = csv_.column("need");
    stage_ = csv_.column("stage");
    to_go_ = csv_.column("sessions_to_go");
    if ((referred_ < 0) == (days_ < 0))
      problem(csv_.header.front(), "expected one of the columns \"referred\" and \"days_waited\"");
    if (need_ < 0) problem(csv_.header.front(), "expected the column \"need\"");
    std::vector<ListedPerson> people;
    if ((referred_ < 0) == (days_ < 0) || need_ < 0) return people;
    people.reserve(csv_.rows.size());
    for (const auto& row : csv_.rows) people.push_back(person(row));
    return people;
  }

 private:
  static const Csv::Cell& cell(const std::vector<Csv::Cell>& row, int column) {
    return row[static_cast<std::size_t>(column)];
  }

  void problem(const Csv::Cell& at, std::string message) {
    note(problems_, {csv_.at(at), node_.path, std::move(message)});
  }

  ListedPerson person(const std::vector<Csv::Cell>& row) {
    ListedPerson person;
    person.line = row.front().line;
    person.days_waited = referred_ >= 0 ? since(cell(row, referred_)) : waited(cell(row, days_));
    const Csv::Cell& need = cell(row, need_);
    person.need = need.text;
    if (!document_.find(join_path("need", need.text)) || need.text.empty()) {
      std::vector<std::string> needs;
      for (const Node& known : document_.children("need")) needs.push_back(known.key);
      problem(need, "unknown need group \"" + need.text + "\"" + suggestion(need.text, needs));
    }
    stage(row, person);
    return person;
  }

  double since(const Csv::Cell& cell) {
    const auto date = parse_date(cell.text);
    if (!date) {
      problem(cell, "found \"" + cell.text + "\", expected a date such as 2022-03-14");
      return 0;
    }
    const auto days = days_between(*date, start_);
    if (static_cast<double>(days) > kMostDays)
      problem(cell, "found " + cell.text + ", expected a date at most a hundred years before the start");
    if (days < 0) problem(cell, "found " + cell.text + ", expected a date not after the start, " + to_string(start_));
    return static_cast<double>(days);
  }

  double waited(const Csv::Cell& cell) {
    const auto result = parse_quantity(cell.text, Unit::number, true);
    if (result.quantity && result.quantity->value >= 0 && result.quantity->value <= kMostDays)
      return result.quantity->value;
    problem(cell, "found \"" + cell.text + "\", expected the days waited, from 0 to 36525");
    return 0;
  }

  void stage(const std::vector<Csv::Cell>& row, ListedPerson& person) {
    const std::string found = stage_ < 0 ? "" : cell(row, stage_).text;
    if (!found.empty() && found != "waiting" && found != "mid-course")
      problem(cell(row, stage_), "found \"" + found + "\", expected waiting or mid-course");
    person.mid_course = found == "mid-course";
    const std::string to_go = to_go_ < 0 ? "" : cell(row, to_go_).text;
    if (!person.mid_course) {
      if (!to_go.empty()) problem(cell(row, to_go_), "found sessions to go of someone who is not mid-course");
      return;
    }
    const auto result = parse_quantity(to_go, Unit::count, true);
    const double value = result.quantity ? result.quantity->value : 0;
    if (value < 1 || value > 10'000 || value != static_cast<int>(value))
      problem(to_go_ < 0 ? cell(row, stage_) : cell(row, to_go_),
              "found \"" + to_go + "\", expected the sessions to go of someone mid-course, a whole number from 1");
    else
      person.sessions_to_go = static_cast<int>(value);
  }

  const Document& document_;
  const Csv& csv_;
  const Node& node_;
  std::vector<Problem>& problems_;
  CivilDate start_;
  int referred_ = -1, days_ = -1, need_ = -1, stage_ = -1, to_go_ = -1;
};

}  // namespace

void read_initial_lists(Document& document, std::vector<Problem>& problems, std::vector<std::string>& texts) {
  std::size_t left = kMostListed;  // in all lists together
  for (const Node& service : document.children("initial")) {
    const Node* file_name = service.find("waiting.file");
    if (!file_name) continue;
    const auto file = file_beside(document, *file_name, problems, texts);
    if (!file) continue;
    texts.push_back(file->second);
    const Csv csv = parse_csv(file->second, file->first, left, problems);
    if (csv.header.empty()) continue;
    auto people = InitialListReader(document, csv, *file_name, problems).read();
    left -= people.size();
    document.initial_lists.emplace_back(service.path + ".waiting", std::move(people));
  }
}

}  // namespace caseload
