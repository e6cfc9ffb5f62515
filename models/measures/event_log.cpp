#include "models/measures/event_log.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "models/measures/measures.hpp"

namespace caseload {

namespace {

constexpr std::uint32_t kNoResource = 0xFFFFFFFF;
constexpr std::uint32_t kOfRole = 0xFFFFFFFE, kOfService = 0xFFFFFFFD;  // in place of an entity

constexpr std::array<const char*, kExits> kExitNames = {"seen",     "completed", "early",  "dropped_out", "left",
                                                        "no_reply", "balked",    "better", "moved"};
constexpr std::array<const char*, 4> kAttendances = {"attended", "missed", "cancelled", "by_service"};
constexpr std::array<const char*, 4> kOutcomes = {"recovered", "improved", "unchanged", "deteriorated"};
constexpr std::array<const char*, 3> kExpected = {"crises", "drop_outs", "recoveries"};

const char* type_of(LogEvent event) {
  switch (event) {
    case LogEvent::arrival:
    case LogEvent::depart:
      return "arrival_departure";
    case LogEvent::waiting:
    case LogEvent::waiting_mid_course:
      return "queue";
    case LogEvent::in:
      return "resource_use";
    case LogEvent::out:
      return "resource_use_end";
    default:
      return "attribute";
  }
}

void append_number(std::string& out, double value, int decimals) {
  std::array<char, 64> text{};
  const auto end =
      decimals < 0 ? std::to_chars(text.data(), text.data() + text.size(), value)
                   : std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals);
  out.append(text.data(), end.ptr);
}

// A name with a comma or a quote in it stands in quotes.
void append_field(std::string& out, const std::string& field) {
  if (field.find_first_of(",\"\n\r") == std::string::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

LogTooLong::LogTooLong(std::uint64_t rows)
    : std::runtime_error("the event log would have more than " + std::to_string(rows) +
                         " rows; log fewer people (--log-people N)") {}

const char* EventLog::header() { return "entity_id,pathway,event_type,event,time,resource_id,value\n"; }

void EventLog::put(Row row) {
  if (rows_.size() >= most_rows_) throw LogTooLong(most_rows_);
  rows_.push_back(row);
}

void EventLog::appeared(Person& p, SourceId source, bool initial, Time t) {
  if (most_people_ > 0 && entities_.size() >= most_people_) return;
  std::string name = world_->area.empty() ? std::string() : world_->area + '/';
  if (!initial) {
    name += world_->sources[source].name;
  } else {
    for (const InitialList& list : world_->initial)
      if ((list.source_hash & 0xFFFFFF) == p.id >> 40) name += "initial/" + world_->services[list.service].name;
  }
  name += '/' + std::to_string(p.id >> 20 & 0xFFFFF) + '/' + std::to_string(p.id & 0xFFFFF);
  p.traces.log_entity = static_cast<std::uint32_t>(entities_.size());
  entities_.push_back({std::move(name), p.first_need, p.stratum});
  tell(p, LogEvent::arrival, kNoService, 0, initial ? 1.0 : 0.0, t);
}

void EventLog::tell(const Person& p, LogEvent event, ServiceId service, std::uint8_t detail, double value, Time t) {
  const std::uint32_t entity = p.traces.log_entity;
  if (entity == Traces::kNone) return;
  put({t.ticks, value, entity, kNoResource, service, event, detail});
  if (event == LogEvent::joined || event == LogEvent::joined_mid_course)
    put({t.ticks, value, entity, kNoResource, service,
         event == LogEvent::joined ? LogEvent::waiting : LogEvent::waiting_mid_course, 0});
  if (event == LogEvent::episode_began) entities_[entity].away = false;
  if (event == LogEvent::episode_ended) {
    entities_[entity].away = true;
    entities_[entity].away_since = t.ticks;
  }
}

std::uint32_t EventLog::take_place(ServiceId s) {
  if (taken_.size() <= s) taken_.resize(s + 1U);
  auto& taken = taken_[s];
  const auto free = std::find(taken.begin(), taken.end(), false);
  const auto number = static_cast<std::uint32_t>(free - taken.begin());
  if (free == taken.end())
    taken.push_back(true);
  else
    *free = true;
  return number;
}

void EventLog::use_begins(const Person& p, Time t) {
  if (p.traces.log_entity == Traces::kNone) return;
  Entity& e = entities_[p.traces.log_entity];
  const bool of_role = world_->services[p.service].role != kNoRole && p.post != kNoPost;
  e.resource = of_role ? p.post : take_place(p.service);
  e.place_of = of_role ? kNoService : p.service;
  put({t.ticks, kNoValue, p.traces.log_entity, e.resource, p.service, LogEvent::in, 0});
}

void EventLog::use_ends(const Person& p, Time t) {
  if (p.traces.log_entity == Traces::kNone) return;
  Entity& e = entities_[p.traces.log_entity];
  if (e.place_of != kNoService) taken_[e.place_of][e.resource] = false;
  e.place_of = kNoService;
  put({t.ticks, kNoValue, p.traces.log_entity, e.resource, p.service, LogEvent::out, 0});
}

void EventLog::supply(LogEvent event, std::uint16_t of, double value, Time t) {
  const bool places = event == LogEvent::places_in_force || event == LogEvent::places_held;
  put({t.ticks, value, places ? kOfService : kOfRole, kNoResource, of, event, 0});
}

// Who is away and does not come back has departed; who is still here at the end has not.
void EventLog::finish() {
  for (std::uint32_t e = 0; e < entities_.size(); ++e)
    if (entities_[e].away) put({entities_[e].away_since, kNoValue, e, kNoResource, kNoService, LogEvent::depart, 0});
  std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.ticks < b.ticks; });
}

std::string EventLog::event_name(const Row& row) const {
  const std::string service =
      is_service(row.service) && row.entity < kOfService ? world_->services[row.service].name : "";
  const std::string in = service.empty() ? "" : service + '.';
  switch (row.event) {
    case LogEvent::arrival:
      return "arrival";
    case LogEvent::depart:
      return "depart";
    case LogEvent::waiting:
      return in + "waiting";
    case LogEvent::waiting_mid_course:
      return in + "waiting_mid_course";
    case LogEvent::in:
      return in + "in";
    case LogEvent::out:
      return in + "out";
    case LogEvent::joined:
      return in + "joined";
    case LogEvent::joined_mid_course:
      return in + "joined_mid_course";
    case LogEvent::offered:
      return in + "offered";
    case LogEvent::rebooked:
      return in + "rebooked";
    case LogEvent::seen:
      return in + "seen";
    case LogEvent::left:
      return in + "left." + kExitNames[row.detail];
    case LogEvent::started:
      return in + "started";
    case LogEvent::appointment:
      return in + "appointment." + kAttendances[row.detail];
    case LogEvent::ended:
      return in + "ended." + kExitNames[row.detail];
    case LogEvent::signposted:
      return in + "signposted";
    case LogEvent::rejected:
      return in + "rejected";
    case LogEvent::outcome:
      return in + "outcome." + kOutcomes[row.detail];
    case LogEvent::expected:
      return (row.detail == static_cast<std::uint8_t>(Expected::crises) ? "" : in) + "expected." +
             kExpected[row.detail];
    case LogEvent::level:
      return "level." + (row.detail < world_->needs.size() ? world_->needs[row.detail].name : "recovered");
    case LogEvent::crisis:
      return "crisis";
    case LogEvent::recorded:
      return in + "crisis.recorded";
    case LogEvent::unmet:
      return "crisis.unmet";
    case LogEvent::episode_began:
      return "episode.began";
    case LogEvent::episode_ended:
      return std::string("episode.ended.") + kExitNames[row.detail];
    case LogEvent::minutes_in_force:
      return "minutes_in_force";
    case LogEvent::minutes_held:
      return "minutes_held";
    case LogEvent::posts_vacant:
      return "posts_vacant";
    case LogEvent::places_in_force:
      return "places_in_force";
    case LogEvent::places_held:
      return "places_held";
  }
  return "";
}

void EventLog::write(const Row& row, std::string& out) const {
  if (row.entity == kOfRole || row.entity == kOfService) {
    const std::string area = world_->area.empty() ? "" : world_->area + '/';
    append_field(out, area + (row.entity == kOfRole ? "staff." + world_->roles[row.service].name
                                                    : "service." + world_->services[row.service].name));
    out += ',';
  } else {
    const Entity& e = entities_[row.entity];
    append_field(out, e.name);
    out += ',';
    const std::string& stratum = world_->strata[e.stratum];
    append_field(out, stratum.empty() ? world_->needs[e.need].name : world_->needs[e.need].name + '/' + stratum);
  }
  out += ',';
  out += type_of(row.event);
  out += ',';
  append_field(out, event_name(row));
  out += ',';
  append_number(out, static_cast<double>(row.ticks) / static_cast<double>(kTicksPerDay), 12);
  out += ',';
  if (row.resource != kNoResource) out += std::to_string(row.resource);
  out += ',';
  if (row.value == row.value) append_number(out, row.value, -1);
  out += '\n';
}

std::string EventLog::text() const {
  std::string out;
  out.reserve(rows_.size() * 72);
  for (const Row& row : rows_) write(row, out);
  return out;
}

}  // namespace caseload
