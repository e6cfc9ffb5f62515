// Services: the values that a policy may change, and the facts that none does.

#include <algorithm>
#include <cmath>

#include "engine/luck.hpp"
#include "engine/portable_math.hpp"
#include "models/scenario/compile.hpp"

namespace caseload {

namespace {

ServiceKind kind_of(const Node& service) {
  const std::string kind = service.string("kind");
  if (kind == "assessment") return ServiceKind::assessment;
  if (kind == "course") return ServiceKind::course;
  if (kind == "group") return ServiceKind::group;
  if (kind == "digital") return ServiceKind::digital;
  if (kind == "crisis") return ServiceKind::crisis;
  return ServiceKind::stay;
}

bool has_appointments(ServiceKind kind) {
  return kind == ServiceKind::assessment || kind == ServiceKind::course || kind == ServiceKind::group;
}

// A chance p at one appointment is this much of a unit-exponential threshold.
double increment(double p) { return -portable::log1p(-p); }

std::vector<double> increments(std::vector<double> chances) {
  for (double& p : chances) p = increment(p);
  return chances;
}

// Counts may have been multiplied; whoever reads one rounds it.
int whole(const Node& table, std::string_view key, int fallback) {
  return static_cast<int>(std::lround(table.number(key, fallback)));
}

class ServiceCompiler {
 public:
  ServiceCompiler(const Compilation& c, const Node& node) : c_(c), node_(node), kind_(kind_of(node)) {}

  Service compile() {
    appointments();
    capacity();
    length();
    leaving_courses();
    outcomes();
    list();
    crisis();
    s_.cost = node_.number("cost", 0);
    return std::move(s_);
  }

 private:
  double chance(const char* key, double fallback = 0) const { return node_.number(key, fallback); }

  void appointments() {
    s_.time = node_.duration("time", Duration::zero());
    s_.every = node_.duration("every", weeks(1));
    s_.first_session = node_.duration("first_session", Duration::zero());
    s_.missed = chance("missed");
    s_.missed_first = chance("missed_first", s_.missed);
    s_.cancelled = chance("cancelled");
    if (s_.missed + s_.cancelled > 1 || s_.missed_first + s_.cancelled > 1)
      c_.problem(*node_.find("cancelled"), "appointments missed and cancelled together are more than all");
    s_.rebook = whole(node_, "rebook", 1);
    s_.missed_limit = whole(node_, "missed_limit", 0);
    s_.cap = whole(node_, "cap", 0);
    if (node_.has("cap")) s_.cap = std::max(1, s_.cap);
  }

  // Minutes are offered an interval before they fall free, those of a one-off seven days; places when they are free.
  void capacity() {
    if (node_.has("places")) s_.places = std::round(node_.number("places", 0));
    s_.priority = node_.number("priority", 0);
    s_.share = node_.number("share", 0);
    s_.target = node_.duration("target", Duration::zero());
    const Duration interval = kind_ == ServiceKind::assessment ? weeks(1) : s_.every;
    s_.notice = node_.duration("notice", node_.has("staff") ? interval : Duration::zero());
    if (s_.notice > interval)
      c_.problem(*node_.find("notice"), "found more than one interval, expected at most " +
                                            std::to_string(std::lround(in_days(interval))) + " days");
    if (const Node* group = node_.find("group")) {
      s_.group_size = whole(*group, "size", 1);
      s_.group_least = whole(*group, "least", s_.group_size);
      s_.group_limit = group->duration("limit", Duration::zero());
    }
  }

  // A whole distribution that a policy stretches keeps its table: the factor multiplies each draw.
  void length() {
    const Node* drawn = node_.find(length_key());
    if (!drawn) return;
    s_.length_factor = drawn->factor;
    Node unstretched = *drawn;
    unstretched.factor = 1;
    s_.length = c_.distributions.build(unstretched, 1, c_.problems);
  }

  const char* length_key() const {
    if (kind_ == ServiceKind::course || kind_ == ServiceKind::group) return "sessions";
    return kind_ == ServiceKind::digital ? "use" : "length";
  }

  void leaving_courses() {
    if (const Node* drop_out = node_.find("drop_out")) {
      s_.drop_out.by_session = increments(drop_out->numbers("by_session"));
      s_.drop_out.per_missed = increment(drop_out->number("per_missed", 0));
      s_.drop_out.per_week_gap = increment(drop_out->number("per_week_gap", 0));
      s_.drop_out.per_week_waited = increment(drop_out->number("per_week_waited", 0));
      s_.drop_out.change_of_therapist = increment(drop_out->number("change_of_therapist", 0));
      s_.drop_out.rate = drop_out->number("rate", 0);
      s_.drop_out.after_last = drop_out->flagged("after_last", false);
    }
    if (const Node* early = node_.find("early")) s_.early_by_session = increments(early->numbers("by_session"));
  }

  void outcomes() {
    s_.outcome.resize(c_.needs.size());
    const std::vector<double> worse = by_need("deterioration", 0);
    for (std::size_t n = 0; n < c_.needs.size(); ++n)
      s_.outcome[n] = {dose_response("recovery", n), dose_response("improvement", n), worse[n]};
  }

  DoseResponse dose_response(const char* key, std::size_t need) const {
    const Node* table = node_.find(key);
    if (table && !table->has("top")) table = table->find(join_path("", c_.needs[need]));
    return table ? DoseResponse{table->number("top", 0), table->number("dose", 1)} : DoseResponse{};
  }

  // One number for everyone, or one for each need group named.
  std::vector<double> by_need(const char* key, double fallback) const {
    const Node* node = node_.find(key);
    std::vector<double> values(c_.needs.size(), node && !node->values.empty() ? node->values.front() : fallback);
    if (!node) return values;
    for (const Node& child : node->children)
      if (!child.values.empty()) values[c_.need(child.key)] = child.values.front();
    return values;
  }

  void list() {
    s_.head_start.assign(c_.levels(), Duration::zero());  // the last is of those after a crisis
    if (const Node* head_start = node_.find("head_start")) {
      for (const Node& child : head_start->children) {
        const std::size_t of_class = child.key == "after_crisis" ? c_.needs.size() : c_.need(child.key);
        s_.head_start[of_class] = head_start->duration(join_path("", child.key), Duration::zero());
      }
    }
    renege();
    if (const Node* balk = node_.find("balk")) s_.balk = {balk->numbers("wait"), balk->numbers("chance")};
    if (const Node* no_reply = node_.find("no_reply")) {
      s_.no_reply = no_reply->number("chance", 0);
      s_.no_reply_after = no_reply->duration("after", Duration::zero());
    }
  }

  void renege() {
    const Node* renege = node_.find("renege");
    if (!renege) return;
    if (renege->has("daily")) {
      s_.renege = WaitHazard::daily_chances(renege->numbers("daily"));
    } else {
      std::vector<Duration> from;
      for (const double wait : renege->numbers("from")) from.push_back(days(wait));
      if (from.empty()) from.push_back(Duration::zero());
      s_.renege = WaitHazard(from, renege->numbers("rate"));
    }
    s_.reneges = !s_.renege.is_none();
  }

  void crisis() {
    if (kind_ != ServiceKind::crisis) return;
    s_.present = by_need("present", 1);
    s_.takes = node_.number("takes", 1);
  }

  const Compilation& c_;
  const Node& node_;
  ServiceKind kind_;
  Service s_;
};

}  // namespace

std::vector<ServiceInfo> compile_service_infos(const Compilation& c) {
  std::vector<ServiceInfo> infos;
  for (const Node& node : c.base.children("service")) {
    ServiceInfo info;
    info.name = node.key;
    info.hash = name_hash(node.key);
    info.kind = kind_of(node);
    if (node.has("staff")) info.role = c.role(node.string("staff"));
    info.contact = node.flagged("contact", has_appointments(info.kind));
    info.digital = info.kind == ServiceKind::digital;
    const bool unlimited_use = info.digital && !node.has("staff") && !node.has("places");
    info.listed = !unlimited_use && info.kind != ServiceKind::crisis;
    infos.push_back(std::move(info));
  }
  return infos;
}

std::vector<Service> compile_services(const Compilation& c, const Document& document) {
  std::vector<Service> services;
  for (const Node& node : document.children("service")) {
    services.push_back(ServiceCompiler(c, node).compile());
    compile_routes(c, document, static_cast<ServiceId>(services.size() - 1), services.back());
  }
  return services;
}

}  // namespace caseload
