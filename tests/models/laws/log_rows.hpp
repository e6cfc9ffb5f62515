#pragma once
// The event log of one run, read back from its CSV: a second account of the same facts, by person and in order of time.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/measures/measures.hpp"

namespace caseload {

struct LogRow {
  std::uint32_t who = 0;  // people, roles and services, in the order in which they are first spoken of
  std::size_t cell = 0;   // first need × stratum, of people
  int service = -1;       // that the event belongs to; −1: none
  std::string event;      // without the service's name
  Time at{};
  double value = 0;  // 0 where the log has none
};

class LogReader {
 public:
  explicit LogReader(const World& world) {
    for (ServiceId s = 0; s < world.services.size(); ++s) services_[world.services[s].name] = s;
    std::size_t cell = 0;
    for (const NeedGroup& need : world.needs)
      for (const std::string& stratum : world.strata)
        cells_[stratum.empty() ? need.name : need.name + "/" + stratum] = cell++;
  }

  std::vector<LogRow> read(const std::string& log) {
    std::vector<LogRow> rows;
    for (std::size_t at = 0; at < log.size();) {
      const std::size_t end = log.find('\n', at);
      rows.push_back(row(std::string_view(log).substr(at, end - at)));
      at = end + 1;
    }
    return rows;
  }

 private:
  // entity_id,pathway,event_type,event,time,resource_id,value: made-up names hold neither commas nor dots.
  LogRow row(std::string_view line) {
    std::string_view field[7];
    for (std::string_view& one : field) {
      const std::size_t comma = std::min(line.find(','), line.size());
      one = line.substr(0, comma);
      line.remove_prefix(std::min(comma + 1, line.size()));
    }
    LogRow found;
    found.who = people_.emplace(field[0], static_cast<std::uint32_t>(people_.size())).first->second;
    if (const auto cell = cells_.find(field[1]); cell != cells_.end()) found.cell = cell->second;
    const std::size_t dot = std::min(field[3].find('.'), field[3].size());
    const auto service = services_.find(field[3].substr(0, dot));
    if (service != services_.end()) {
      found.service = service->second;
      field[3].remove_prefix(dot + 1);
    }
    found.event = field[3];
    found.at = Time::zero() + microseconds(std::llround(number(field[4]) * static_cast<double>(kTicksPerDay)));
    found.value = field[6].empty() ? 0 : number(field[6]);
    return found;
  }

  static double number(std::string_view digits) { return std::strtod(std::string(digits).c_str(), nullptr); }

  std::map<std::string, int, std::less<>> services_;
  std::map<std::string, std::size_t, std::less<>> cells_;
  std::map<std::string, std::uint32_t, std::less<>> people_;
};

}  // namespace caseload
