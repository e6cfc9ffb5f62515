#include "tests/models/laws/random_scenario.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "tests/models/laws/random_words.hpp"
#include "tests/models/scenario/folder.hpp"

namespace caseload {

namespace {

struct MadeService {
  std::string name, kind, role;  // role "": places, or nothing at all
  bool has_role() const { return !role.empty(); }
};

// One half of a scenario (or all of it): what can be reached from its own referrals.
struct Part {
  std::string prefix;
  std::vector<std::string> roles;
  std::vector<MadeService> services;
  std::vector<std::string> destinations() const {
    std::vector<std::string> names;
    for (const MadeService& s : services)
      if (s.kind != "crisis") names.push_back(s.name);
    return names;
  }
};

class ScenarioWriter {
 public:
  ScenarioWriter(std::uint32_t seed, Layout layout) : w_(seed * 2654435761U + 1) {
    made_.seed = seed;
    const bool whole = layout == Layout::whole;
    scenario(w_.in_hundred(60));
    needs(whole);
    people();
    for (const char* prefix : whole ? std::vector<const char*>{""} : std::vector<const char*>{"a", "b"})
      parts_.push_back(part(prefix, whole));
    for (const Part& one : parts_) contents(one);
    if (whole && w_.in_hundred(50)) table("route.relapse", {{"relapsed", destinations(parts_[0])}});
    policies();
  }

  RandomScenario made() { return std::move(made_); }

 private:
  using Lines = std::vector<std::pair<std::string, std::string>>;

  void table(const std::string& name, const Lines& lines) {
    made_.text += "[" + name + "]\n";
    for (const auto& [key, value] : lines) made_.text += key + " = " + value + "\n";
  }
  // The same, noting keys whose numbers policies may multiply.
  void table(const std::string& name, const Lines& lines, const std::set<std::string>& changeable) {
    table(name, lines);
    for (const auto& line : lines)
      if (changeable.count(line.first) > 0) made_.numbers.push_back(name + "." + line.first);
  }

  // ---- when, who

  void scenario(bool with_initial) {
    with_initial_ = with_initial;
    weeks_ = w_.between(8, 36);
    Lines lines = {{"title", "\"Made up\""},
                   {"start", std::to_string(w_.between(2019, 2025)) + "-0" + std::to_string(w_.between(1, 9)) + "-" +
                                 std::to_string(w_.between(10, 28))},
                   {"length", quoted(std::to_string(weeks_) + " weeks")}};
    if (w_.in_hundred(15)) lines.emplace_back("length", quoted(std::to_string(w_.between(2, 8)) + " months"));
    if (lines.size() > 3) {
      lines.erase(lines.begin() + 2);
      weeks_ = 8;  // at least
    }
    if (w_.in_hundred(40)) {
      lines.emplace_back("warm_up", quoted(std::to_string(w_.between(1, 5 * weeks_)) + " days"));
      if (with_initial_) lines.emplace_back("settle", "true");
    } else if (w_.in_hundred(30)) {
      lines.emplace_back("report_from", quoted(std::to_string(w_.between(1, weeks_ - 1)) + " weeks"));
    }
    if (w_.in_hundred(15)) lines.emplace_back("step", "\"1 day\"");
    made_.text = "schema = 1\n";
    table("scenario", lines);
  }

  void needs(bool crises) {
    const auto count = static_cast<std::size_t>(w_.between(1, 4));
    for (std::size_t n = 0; n < count; ++n) needs_.push_back(std::string("n") + static_cast<char>('0' + n));
    const auto shares = w_.shares(count);
    for (std::size_t n = 0; n < count; ++n) {
      Lines lines = {{"share", shares[n]}};
      if (crises || w_.in_hundred(50)) lines.emplace_back("crisis_rate", w_.rate(0, 5));
      const auto other = [&] { return needs_[(n + 1 + static_cast<std::size_t>(w_.between(0, 1))) % count]; };
      if (const std::string to = other(); to != needs_[n] && w_.in_hundred(60))
        lines.emplace_back("worsens_to", "{ " + to + " = " + w_.rate(0, 4) + " }");
      if (const std::string to = w_.in_hundred(50) ? "recovered" : other(); to != needs_[n] && w_.in_hundred(60))
        lines.emplace_back("improves_to", "{ " + to + " = " + w_.rate(0, 4) + " }");
      if (w_.in_hundred(50)) lines.emplace_back("relapse", w_.rate(0, 6));
      table("need." + needs_[n], lines, {"crisis_rate", "relapse"});
    }
  }

  void people() {
    Lines lines;
    if (w_.in_hundred(40))
      lines.emplace_back("frailty", "{ dist = \"gamma\", shape = " + plain(w_.number(0.3, 3)) + " }");
    if (w_.in_hundred(50)) lines.emplace_back("better_leaves", w_.share(0, 1));
    for (const char* factors : {"crisis_factor", "worsen_factor", "improve_factor"}) {
      if (!w_.in_hundred(40)) continue;
      std::string values;
      for (const char* setting : {"waiting", "in", "away", "dropped_out"})
        if (w_.in_hundred(60))
          values += (values.empty() ? "" : ", ") + std::string(setting) + " = " + plain(w_.number(0, 2));
      lines.emplace_back(factors, "{ " + values + " }");
    }
    if (w_.in_hundred(40)) {
      const auto shares = w_.shares(static_cast<std::size_t>(w_.between(2, 3)));
      std::string strata;
      for (std::size_t k = 0; k < shares.size(); ++k)
        strata += (k > 0 ? ", s" : "s") + std::to_string(k) + " = " + shares[k];
      lines.emplace_back("strata", "{ " + strata + " }");
    }
    if (!lines.empty()) table("people", lines);
  }

  // ---- services

  Part part(const std::string& prefix, bool crises) {
    Part made;
    made.prefix = prefix;
    for (int r = w_.between(1, 3); r > 0; --r) made.roles.push_back(prefix + "role" + std::to_string(r));
    static const std::vector<std::string> kKinds = {"assessment", "assessment", "course",  "course",
                                                    "course",     "group",      "digital", "stay"};
    const int count = w_.between(1, 6);
    for (int s = 0; s < count; ++s) {
      MadeService one{prefix + "service" + std::to_string(s), w_.one_of(kKinds), ""};
      if (w_.in_hundred(one.kind == "stay" ? 20 : 75)) one.role = w_.one_of(made.roles);
      made.services.push_back(one);
    }
    for (int s = crises && w_.in_hundred(70) ? w_.between(1, 2) : 0; s > 0; --s)
      made.services.push_back({"line" + std::to_string(s), "crisis", ""});
    return made;
  }

  void contents(const Part& part) {
    for (const std::string& role : part.roles) staff(part, role);
    std::vector<std::string> takes;
    std::size_t lines = 0;
    for (const MadeService& s : part.services) lines += s.kind == "crisis" ? 1 : 0;
    if (lines > 0) takes = w_.shares(lines);
    for (const MadeService& s : part.services) {
      if (s.kind == "crisis") {
        crisis(s, takes[--lines]);
        continue;
      }
      made_.services.push_back(s.name);
      service(s);
    }
    for (const MadeService& s : part.services) routes(part, s);
    for (int r = w_.between(1, 3); r > 0; --r) referrals(part, part.prefix + "gp" + std::to_string(r));
    if (with_initial_)
      for (const MadeService& s : part.services)
        if (s.kind != "crisis" && w_.in_hundred(50)) initial(s);
  }

  // Shares of minutes must add up, so they are dealt out here, before the services that state them.
  void staff(const Part& part, const std::string& role) {
    made_.roles.push_back(role);
    Lines lines = {{"wte", w_.in_hundred(5) ? "0" : plain(w_.number(0.3, 5))},
                   {"hours", quoted(plain(w_.number(4, 30)) + " hours / week")}};
    const auto maybe = [&](std::uint32_t chances, const char* key, const std::string& value) {
      if (w_.in_hundred(chances)) lines.emplace_back(key, value);
    };
    maybe(50, "absence", w_.share(0, 0.3));
    maybe(50, "turnover", w_.rate(0, 3));
    maybe(50, "recruit", w_.drawn(5, 90, " days"));
    maybe(40, "notice_to_leave", w_.duration(0, 50));
    maybe(30, "vacant", w_.share(0, 0.5));
    maybe(30, "limit", std::to_string(w_.between(1, 12)));
    maybe(30, "trainee", "{ fraction = " + w_.share(0, 0.9) + ", time = " + w_.duration(0, 60) + " }");
    maybe(30, "load", "{ above = " + w_.share(0.1, 0.9) + ", factor = " + plain(w_.number(0.5, 4)) + " }");
    maybe(25, "long_absence", "{ rate = " + w_.rate(0, 2) + ", length = " + w_.drawn(5, 80, " days") + " }");
    std::vector<std::string> users;
    for (const MadeService& s : part.services)
      if (s.role == role) users.push_back(s.name);
    const int sharing = w_.between(0, 2);
    if (sharing == 1) lines.emplace_back("shared_by", "\"priority\"");
    if (sharing == 2 && !users.empty()) {
      lines.emplace_back("shared_by", "\"share\"");
      const auto shares = w_.shares(users.size());
      for (std::size_t k = 0; k < users.size(); ++k) share_of_[users[k]] = shares[k];
    }
    table("staff." + role, lines, {"wte", "hours", "absence", "turnover", "limit", "recruit", "notice_to_leave"});
  }

  void service(const MadeService& s) {
    Lines lines = {{"kind", quoted(s.kind)}};
    capacity(s, lines);
    list(s, lines);
    if (s.kind == "assessment" || s.kind == "course" || s.kind == "group") appointments(s, lines);
    if (s.kind == "course" || s.kind == "group") course(s, lines);
    if (s.kind == "digital") digital(lines);
    if (s.kind == "stay") lines.emplace_back("length", w_.drawn(1, 30, " days"));
    if (s.kind == "course" || s.kind == "group" || s.kind == "digital") outcomes(lines);
    if (w_.in_hundred(60)) lines.emplace_back("cost", quoted("£ " + std::to_string(w_.between(1, 400))));
    if (w_.in_hundred(15)) lines.emplace_back("contact", w_.in_hundred(50) ? "true" : "false");
    table("service." + s.name, lines,
          {"time", "missed_first", "cancelled", "sessions", "cap", "use", "length", "cost", "target", "places",
           "rebook"});
    sub_tables(s);
  }

  void capacity(const MadeService& s, Lines& lines) {
    const double interval = s.kind == "assessment" ? 7 : w_.number(2, 21);
    if (s.kind != "assessment" || w_.in_hundred(20)) lines.emplace_back("every", quoted(plain(interval) + " days"));
    if (s.has_role()) {
      lines.emplace_back("staff", quoted(s.role));
      lines.emplace_back("time", quoted(std::to_string(w_.between(10, 90)) + " minutes"));
    } else if (s.kind != "digital" || w_.in_hundred(30)) {
      lines.emplace_back("places", std::to_string(w_.in_hundred(5) ? 0 : w_.between(1, 25)));
    } else {
      no_list_.insert(s.name);
    }
    if (w_.in_hundred(30)) lines.emplace_back("notice", w_.duration(0, interval * 0.99));
    if (s.kind != "stay" && w_.in_hundred(30)) lines.emplace_back("first_session", w_.duration(0, interval));
    if (const auto share = share_of_.find(s.name); share != share_of_.end()) lines.emplace_back("share", share->second);
    if (w_.in_hundred(30)) lines.emplace_back("priority", std::to_string(w_.between(-2, 3)));
    if (w_.in_hundred(30)) lines.emplace_back("target", w_.duration(0, 60));
  }

  void list(const MadeService& s, Lines& lines) {
    if (w_.in_hundred(40)) {
      std::string classes;
      std::vector<std::string> names = needs_;
      names.emplace_back("after_crisis");
      for (const std::string& name : names)
        if (w_.in_hundred(60))
          classes +=
              (classes.empty() ? "" : ", ") + name + " = " + (w_.in_hundred(15) ? "\"always\"" : w_.duration(0, 40));
      lines.emplace_back("head_start", "{ " + classes + " }");
    }
    if (w_.in_hundred(30))
      lines.emplace_back("balk", "{ wait = [" + w_.duration(0, 10) + ", " + w_.duration(11, 90) + "], chance = [" +
                                     w_.share(0, 0.3) + ", " + w_.share(0, 0.6) + "] }");
    if (w_.in_hundred(30))
      lines.emplace_back("no_reply", "{ chance = " + w_.share(0, 0.5) + ", after = " + w_.duration(0, 40) + " }");
    if (w_.in_hundred(60)) renege_of_.insert(s.name);
  }

  void appointments(const MadeService& s, Lines& lines) {
    if (w_.in_hundred(50) && s.kind != "assessment") lines.emplace_back("missed", w_.share(0, 0.3));
    if (w_.in_hundred(60)) lines.emplace_back("missed_first", w_.share(0, 0.4));
    if (w_.in_hundred(40)) lines.emplace_back("cancelled", w_.share(0, 0.2));
    if (w_.in_hundred(50)) lines.emplace_back("rebook", std::to_string(w_.between(0, 3)));
  }

  void course(const MadeService& s, Lines& lines) {
    lines.emplace_back("sessions", w_.drawn(1, 10, ""));
    if (w_.in_hundred(30)) lines.emplace_back("missed_limit", std::to_string(w_.between(1, 4)));
    if (w_.in_hundred(30)) lines.emplace_back("cap", std::to_string(w_.between(1, 8)));
    if (s.kind == "group") {
      const int size = w_.between(1, 8);
      std::string group = "{ size = " + std::to_string(size);
      if (w_.in_hundred(70)) group += ", least = " + std::to_string(w_.between(1, size));
      if (w_.in_hundred(70)) group += ", limit = " + w_.duration(0, 60);
      lines.emplace_back("group", group + " }");
    }
  }

  void digital(Lines& lines) {
    lines.emplace_back("use", w_.drawn(2, 50, " days"));
    if (w_.in_hundred(60)) lines.emplace_back("drop_out", "{ rate = " + w_.rate(0, 8) + " }");
  }

  void outcomes(Lines& lines) {
    for (const char* what : {"recovery", "improvement"}) {
      if (!w_.in_hundred(60)) continue;
      const auto curve = [&] { return "top = " + w_.share(0, 1) + ", dose = " + plain(w_.number(0.5, 8)); };
      std::string text = curve();
      if (w_.in_hundred(30)) {
        text.clear();
        for (const std::string& need : needs_) text += (text.empty() ? "" : ", ") + need + " = { " + curve() + " }";
      }
      lines.emplace_back(what, "{ " + text + " }");
    }
    if (w_.in_hundred(50)) lines.emplace_back("deterioration", w_.share(0, 0.2));
  }

  // Tables whose lists of numbers a policy may multiply.
  void sub_tables(const MadeService& s) {
    const std::string path = "service." + s.name;
    if (renege_of_.count(s.name) > 0) {
      const int form = w_.between(0, 2);
      if (form == 0) table(path + ".renege", {{"rate", w_.rate(0, 8)}}, {"rate"});
      if (form == 1)
        table(path + ".renege",
              {{"from", "[\"0 days\", " + w_.duration(1, 20) + ", " + w_.duration(21, 90) + "]"},
               {"rate", w_.list(3, [&](std::size_t) { return w_.rate(0, 10); })}},
              {"rate"});
      if (form == 2)
        table(path + ".renege",
              {{"daily", w_.list(static_cast<std::size_t>(w_.between(1, 30)),
                                 [&](std::size_t) { return plain(w_.number(0, 0.05)); })}},
              {"daily"});
    }
    if (s.kind != "course" && s.kind != "group") return;
    const auto by_session = [&](double most) {
      return w_.list(static_cast<std::size_t>(w_.between(1, 5)),
                     [&](std::size_t) { return plain(w_.number(0, most)); });
    };
    if (w_.in_hundred(70)) {
      Lines lines;
      if (w_.in_hundred(80)) lines.emplace_back("by_session", by_session(0.3));
      for (const char* key : {"per_missed", "per_week_gap", "per_week_waited", "change_of_therapist"})
        if (w_.in_hundred(50)) lines.emplace_back(key, w_.share(0, 0.3));
      if (w_.in_hundred(20)) lines.emplace_back("after_last", "true");
      table(path + ".drop_out", lines, {"by_session", "per_missed", "per_week_gap", "change_of_therapist"});
    }
    if (w_.in_hundred(40)) table(path + ".early", {{"by_session", by_session(0.3)}}, {"by_session"});
  }

  void crisis(const MadeService& s, const std::string& takes) {
    Lines lines = {{"kind", "\"crisis\""}, {"takes", takes}};
    if (w_.in_hundred(60)) lines.emplace_back("length", w_.drawn(0.5, 20, " days"));
    if (w_.in_hundred(60)) lines.emplace_back("present", w_.share(0.2, 1));
    table("service." + s.name, lines, {"length"});
  }

  // ---- ways

  std::string destinations(const Part& part) {
    std::vector<std::string> names = part.destinations();
    for (const char* end : {"away", "signposted", "rejected"}) names.emplace_back(end);
    const auto shares = w_.shares(static_cast<std::size_t>(w_.between(1, 3)));
    std::string text;
    std::set<std::string> used;
    for (const std::string& share : shares) {
      std::string to = w_.one_of(names);
      while (used.count(to) > 0) to = w_.one_of(names);
      used.insert(to);
      const bool delayed = w_.in_hundred(40);
      text += (text.empty() ? "" : ", ") + to + " = " +
              (delayed ? "{ value = " + share + ", delay = " + w_.drawn(0, 40, " days") + " }" : share);
    }
    return "{ " + text + " }";
  }

  static std::vector<std::string> exits(const std::string& kind) {
    if (kind == "crisis") return {"seen"};
    std::vector<std::string> all = {"left", "no_reply", "balked", "better"};
    if (kind == "assessment" || kind == "stay") {
      all.emplace_back("seen");
    } else {
      all.insert(all.end(), {"completed", "dropped_out"});
      if (kind != "digital") all.emplace_back("early");
    }
    return all;
  }

  void routes(const Part& part, const MadeService& s) {
    const auto lines = [&](std::uint32_t chances) {
      Lines of;
      for (const std::string& exit : exits(s.kind))
        if (w_.in_hundred(exit == "seen" ? 95 : chances)) of.emplace_back(exit, destinations(part));
      return of;
    };
    table("route." + s.name, lines(50));
    if (w_.in_hundred(30)) table("route." + s.name + ".need." + w_.one_of(needs_), lines(30));
    if (w_.in_hundred(10)) table("route." + s.name + ".need.recovered", lines(30));
  }

  void referrals(const Part& part, const std::string& name) {
    Lines lines = {{"to", quoted(w_.one_of(part.destinations()))}, {"rate", w_.rate(50, 600)}};
    const auto weights = [&](std::size_t count) {
      return "{ values = " + w_.list(count, [&](std::size_t) { return std::to_string(w_.between(1, 9)); });
    };
    if (w_.in_hundred(30)) lines.emplace_back("growth", quoted(std::to_string(w_.between(-30, 60)) + " % / year"));
    if (w_.in_hundred(30)) lines.emplace_back("monthly", weights(12) + ", first = \"april\" }");
    if (w_.in_hundred(30)) lines.emplace_back("weekday", weights(7) + " }");
    if (w_.in_hundred(20)) lines.emplace_back("by_hour", weights(24) + " }");
    if (w_.in_hundred(30)) lines.emplace_back("need", need_shares());
    if (w_.in_hundred(25)) lines.emplace_back("delay", w_.drawn(0, 20, " days"));
    table("referrals." + name, lines, {"rate"});
  }

  std::string need_shares() {
    const auto shares = w_.shares(needs_.size());
    std::string text;
    for (std::size_t n = 0; n < shares.size(); ++n) text += (n > 0 ? ", " : "") + needs_[n] + " = " + shares[n];
    return "{ " + text + " }";
  }

  void initial(const MadeService& s) {
    Lines lines;
    const bool course = s.kind == "course" || s.kind == "group";
    if (course && made_.list.empty() && w_.in_hundred(30)) {
      made_.list = "days_waited,need,stage,sessions_to_go\n";
      for (int k = w_.between(1, 12); k > 0; --k) {
        const bool mid = w_.in_hundred(30);
        made_.list += std::to_string(w_.between(0, 200)) + "," + w_.one_of(needs_) +
                      (mid ? ",mid-course," : ",waiting,") + (mid ? std::to_string(w_.between(1, 6)) : "") + "\n";
      }
      lines.emplace_back("waiting", "{ file = \"list.csv\" }");
    } else if (w_.in_hundred(70) && no_list_.count(s.name) == 0) {
      lines.emplace_back("waiting", "{ count = " + std::to_string(w_.between(0, 40)) +
                                        ", waited = " + w_.drawn(0, 80, " days") + " }");
    }
    if (w_.in_hundred(60)) {
      std::string in = "{ count = " + std::to_string(w_.between(0, 20));
      if (course && w_.in_hundred(40)) in += ", to_go = " + w_.drawn(1, 8, "");
      lines.emplace_back("in", in + " }");
    }
    if (w_.in_hundred(50)) lines.emplace_back("need", need_shares());
    table("initial." + s.name, lines);
  }

  // ---- policies: numbers multiplied, one replaced, people sent elsewhere

  void policies() {
    for (int k = w_.between(0, 3); k > 0; --k) {
      const std::string name = "policy" + std::to_string(k);
      made_.policies.push_back(name);
      Lines lines = {{"from", quoted(std::to_string(w_.between(0, 7 * weeks_)) + " days")}};
      if (w_.in_hundred(30)) lines.emplace_back("over", quoted(std::to_string(w_.between(1, 8)) + " weeks"));
      std::set<std::string> paths;
      for (int n = w_.between(1, 4); n > 0; --n) paths.insert(w_.one_of(made_.numbers));
      std::string changes;
      for (const std::string& path : paths)
        changes += (changes.empty() ? "" : ", ") + quoted(path) + " = " +
                   quoted((w_.in_hundred(60) ? "+ " : "- ") + std::to_string(w_.between(0, 50)) + " %");
      if (k == 1 && w_.in_hundred(40) && paths.count("staff." + made_.roles[0] + ".wte") == 0)
        changes += ", " + quoted("staff." + made_.roles[0] + ".wte") + " = " + plain(w_.number(0, 6));
      lines.emplace_back("change", "{ " + changes + " }");
      if (w_.in_hundred(50)) lines.emplace_back("divert", diversion());
      table("policy." + name, lines);
    }
  }

  // Three policies may divert from one place, so a third at most each.
  std::string diversion() {
    const Part& part = w_.one_of(parts_);
    std::vector<std::string> all = part.destinations();
    const std::string from = w_.one_of(all);
    all.erase(std::find(all.begin(), all.end(), from));
    all.emplace_back("away");
    std::string text = "[{ from = " + quoted(from) + ", to = " + quoted(w_.one_of(all));
    if (w_.in_hundred(40)) text += ", need = " + quoted(w_.one_of(needs_));
    return text + ", share = " + w_.share(0, 0.33) + " }]";
  }

  RandomWords w_;
  RandomScenario made_;
  bool with_initial_ = false;
  int weeks_ = 0;
  std::vector<std::string> needs_;
  std::vector<Part> parts_;
  std::map<std::string, std::string> share_of_;  // of a role's minutes, by service
  std::set<std::string> renege_of_, no_list_;
};

}  // namespace

RandomScenario random_scenario(std::uint32_t seed, Layout layout) { return ScenarioWriter(seed, layout).made(); }

Scenario read(const RandomScenario& made, const std::string& more) {
  if (made.list.empty()) return Scenario::parse(made.text + more, "made_up.toml", {});
  const Folder folder;
  folder.write("list.csv", made.list);
  return Scenario::parse(made.text + more, folder.path("made_up.toml"), {});
}

std::vector<std::uint32_t> scenario_seeds(std::uint32_t one_in) {
  constexpr std::uint32_t kUsual = 60;
  const char* wanted = std::getenv("CASELOAD_RANDOM_SCENARIOS");
  const auto count = wanted == nullptr ? kUsual : static_cast<std::uint32_t>(std::strtoul(wanted, nullptr, 10));
  std::vector<std::uint32_t> seeds;
  for (std::uint32_t seed = 1; seed <= count; seed += one_in) seeds.push_back(seed);
  return seeds;
}

}  // namespace caseload
