#include "models/pathway/drawing.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <utility>

namespace caseload {

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string per_week(double a_week) {
  char text[32];
  std::snprintf(text, sizeof text, a_week < 9.95 ? "%.1f" : "%.0f", a_week);
  return text;
}

const char* kind_name(ServiceKind kind) {
  switch (kind) {
    case ServiceKind::assessment:
      return "assessment";
    case ServiceKind::course:
      return "course";
    case ServiceKind::group:
      return "group";
    case ServiceKind::digital:
      return "digital";
    case ServiceKind::stay:
      return "stay";
    case ServiceKind::crisis:
      return "crisis";
  }
  return "";
}

// One arrow between two places, however many exits lead along it.
struct Arrow {
  std::vector<std::pair<std::string, double>> exits;
  double a_week = 0;

  void add(const std::string& exit, double flow) {
    a_week += flow;
    for (auto& [name, sum] : exits) {
      if (name != exit) continue;
      sum += flow;
      return;
    }
    exits.emplace_back(exit, flow);
  }
};

using Arrows = std::map<std::pair<std::string, std::string>, Arrow>;

Arrows arrows_of(const Pathway& pathway, const std::vector<Flow>& possible) {
  Arrows arrows;
  for (const Flow& flow : pathway.flows) arrows[{flow.from, flow.to}].add(flow.exit, flow.a_week);
  for (const Flow& flow : possible) arrows[{flow.from, flow.to}].add(flow.exit, 0);
  return arrows;
}

// Names of sources, services and ends may coincide; nodes are told apart by these prefixes.
class Drawing {
 public:
  Drawing(const World& world, const Pathway& pathway, const Arrows& arrows)
      : world_(world), pathway_(pathway), arrows_(arrows) {}

  std::string text() {
    out_ =
        "digraph pathway {\n  rankdir=LR;\n  node [fontname=\"Helvetica\", fontsize=11];\n"
        "  edge [fontname=\"Helvetica\", fontsize=9];\n  label=\"people a week\";\n";
    draw_sources();
    draw_services();
    draw_ends();
    for (const auto& [ends, arrow] : arrows_) draw_arrow(ends.first, ends.second, arrow);
    return out_ + "}\n";
  }

 private:
  static bool is_end(const std::string& name) { return name == "away" || name == "signposted" || name == "rejected"; }
  bool is_named_service(const std::string& name) const {
    return std::any_of(world_.services.begin(), world_.services.end(),
                       [&](const ServiceInfo& info) { return info.name == name; });
  }
  std::string from_node(const std::string& name) const {
    return quoted((is_named_service(name) ? "service " : "from ") + name);
  }
  static std::string to_node(const std::string& name) { return quoted((is_end(name) ? "end " : "service ") + name); }

  void draw_sources() {
    std::set<std::string> names;
    for (const auto& [ends, arrow] : arrows_)
      if (!is_named_service(ends.first)) names.insert(ends.first);
    for (const std::string& name : names)
      out_ += "  " + from_node(name) + " [shape=oval, label=" + quoted(in_words(name)) + "];\n";
  }

  void draw_services() {
    for (std::size_t s = 0; s < world_.services.size(); ++s) {
      const ServiceInfo& info = world_.services[s];
      const bool crisis = info.kind == ServiceKind::crisis;
      std::string label = in_words(info.name);
      if (info.name != kind_name(info.kind)) label += std::string("\n") + kind_name(info.kind);
      if (pathway_.services[s].joined_a_week > 0)
        label += "\n" + per_week(pathway_.services[s].joined_a_week) + " join";
      out_ += "  " + to_node(info.name) + " [shape=box, style=" + quoted(crisis ? "rounded,dashed" : "rounded") +
              ", label=" + with_line_breaks(label) + "];\n";
    }
  }

  void draw_ends() {
    std::set<std::string> names;
    for (const auto& [ends, arrow] : arrows_)
      if (is_end(ends.second)) names.insert(ends.second);
    for (const std::string& name : names)
      out_ += "  " + to_node(name) + " [shape=plain, label=" + quoted(in_words(name)) + "];\n";
  }

  void draw_arrow(const std::string& from, const std::string& to, const Arrow& arrow) {
    std::string label;
    for (const auto& [exit, a_week] : arrow.exits) {
      if (!label.empty()) label += "\n";
      label += in_words(exit);
      if (a_week > 0) label += " " + per_week(a_week);
    }
    out_ += "  " + from_node(from) + " -> " + to_node(to) + " [label=" + with_line_breaks(label);
    if (arrow.a_week <= 0) out_ += ", color=gray, fontcolor=gray, style=dashed";
    out_ += "];\n";
  }

  static std::string with_line_breaks(const std::string& text) {
    std::string out;
    for (const char c : quoted(text)) {
      if (c == '\n') {
        out += "\\n";
      } else {
        out += c;
      }
    }
    return out;
  }

  const World& world_;
  const Pathway& pathway_;
  const Arrows& arrows_;
  std::string out_;
};

}  // namespace

std::string draw_pathway(const World& world, const Pathway& pathway, const std::vector<Flow>& possible) {
  return Drawing(world, pathway, arrows_of(pathway, possible)).text();
}

}  // namespace caseload
