#include "models/pathway/drawing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "models/pathway/figures.hpp"

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

// Between two nodes. A flow without an exit begins at a source, which may bear the name of a service.
using Arrows = std::map<std::pair<std::string, std::string>, Arrow>;

bool is_end(const std::string& name) { return name == "away" || name == "signposted" || name == "rejected"; }

std::string from_node(const Flow& flow) { return (flow.exit.empty() ? "from " : "service ") + flow.from; }
std::string to_node(const std::string& name) { return (is_end(name) ? "end " : "service ") + name; }

Arrows arrows_of(const Pathway& pathway, const std::vector<Flow>& possible) {
  Arrows arrows;
  for (const Flow& flow : pathway.flows) arrows[{from_node(flow), to_node(flow.to)}].add(flow.exit, flow.a_week);
  for (const Flow& flow : possible) arrows[{from_node(flow), to_node(flow.to)}].add(flow.exit, 0);
  return arrows;
}

class Drawing {
 public:
  Drawing(const World& world, const Pathway& pathway, const Arrows& arrows)
      : world_(world), pathway_(pathway), arrows_(arrows) {}

  std::string text() {
    out_ =
        "digraph pathway {\n  rankdir=LR;\n  node [fontname=\"Helvetica\", fontsize=11];\n"
        "  edge [fontname=\"Helvetica\", fontsize=9];\n  label=\"people a week\"; fontname=\"Helvetica\"; "
        "fontsize=10;\n";
    draw_sources();
    draw_services();
    draw_ends();
    for (const auto& [ends, arrow] : arrows_) draw_arrow(ends.first, ends.second, arrow);
    return out_ + "}\n";
  }

 private:
  void draw_sources() {
    std::set<std::string> nodes;
    for (const auto& [ends, arrow] : arrows_)
      if (ends.first.starts_with("from ")) nodes.insert(ends.first);
    for (const std::string& node : nodes)
      out_ += "  " + quoted(node) + " [shape=oval, label=" + quoted(in_words(node.substr(5))) + "];\n";
  }

  void draw_services() {
    for (std::size_t s = 0; s < world_.services.size(); ++s) {
      const ServiceInfo& info = world_.services[s];
      const bool crisis = info.kind == ServiceKind::crisis;
      std::string label = in_words(info.name);
      if (info.name != kind_name(info.kind)) label += std::string("\n") + kind_name(info.kind);
      if (pathway_.services[s].joined_a_week > 0)
        label += "\n" + three_figures(pathway_.services[s].joined_a_week) + " join";
      out_ += "  " + quoted(to_node(info.name)) +
              " [shape=box, style=" + quoted(crisis ? "rounded,dashed" : "rounded") +
              ", label=" + with_line_breaks(label) + "];\n";
    }
  }

  void draw_ends() {
    std::set<std::string> nodes;
    for (const auto& [ends, arrow] : arrows_)
      if (ends.second.starts_with("end ")) nodes.insert(ends.second);
    for (const std::string& node : nodes)
      out_ += "  " + quoted(node) + " [shape=plain, label=" + quoted(in_words(node.substr(4))) + "];\n";
  }

  // Exits that nobody takes at present are named only where nobody takes any.
  void draw_arrow(const std::string& from, const std::string& to, const Arrow& arrow) {
    std::string label;
    for (const auto& [exit, a_week] : arrow.exits) {
      if (a_week <= 0 && arrow.a_week > 0) continue;
      if (!label.empty()) label += "\n";
      label += in_words(exit);
      if (a_week > 0) label += (exit.empty() ? "" : " ") + three_figures(a_week);
    }
    out_ += "  " + quoted(from) + " -> " + quoted(to) + " [label=" + with_line_breaks(label);
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
