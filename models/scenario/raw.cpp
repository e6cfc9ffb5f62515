#include "models/scenario/raw.hpp"

#include <algorithm>
#include <sstream>

#include <toml++/toml.h>

#include "models/scenario/path.hpp"

namespace caseload {
namespace {

// The text by lines, to take a number from it as it was written.
class Lines {
 public:
  explicit Lines(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      lines_.push_back(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
  }
  // A token of one line from its first character to the first that cannot belong to a number.
  std::string number_at(const Position& where) const {
    if (where.line < 1 || static_cast<std::size_t>(where.line) > lines_.size()) return "";
    const std::string_view line = lines_[static_cast<std::size_t>(where.line) - 1];
    std::size_t from = 0;
    for (int column = 1; column < where.column && from < line.size(); ++column) {
      ++from;
      while (from < line.size() && (static_cast<unsigned char>(line[from]) & 0xC0U) == 0x80U) ++from;
    }
    const std::size_t to = line.find_first_not_of("0123456789+-._abcdefABCDEFinox", from);
    return std::string(line.substr(from, to == std::string_view::npos ? to : to - from));
  }

 private:
  std::vector<std::string_view> lines_;
};

Position position_of(const toml::source_region& region, const std::string& file) {
  return {file, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

class Converter {
 public:
  Converter(std::string_view text, const std::string& file) : lines_(text), file_(file) {}

  Raw convert(const toml::node& node) const {
    Raw raw;
    raw.where = position_of(node.source(), file_);
    if (const auto* table = node.as_table()) {
      convert_table(*table, raw);
    } else if (const auto* array = node.as_array()) {
      raw.type = Raw::Type::array;
      for (const toml::node& element : *array) raw.children.push_back(convert(element));
    } else {
      convert_value(node, raw);
    }
    return raw;
  }

 private:
  void convert_table(const toml::table& table, Raw& raw) const {
    for (const auto& [key, value] : table) {
      Raw child = convert(value);
      child.key = std::string(key.str());
      child.key_where = position_of(key.source(), file_);
      refuse_control_characters(child.key, child.key_where);
      raw.children.push_back(std::move(child));
    }
    // The library iterates by name; the order of a file is that of its positions.
    std::stable_sort(raw.children.begin(), raw.children.end(), [](const Raw& a, const Raw& b) {
      return std::pair(a.key_where.line, a.key_where.column) < std::pair(b.key_where.line, b.key_where.column);
    });
  }

  // Written as \u001B: no page would show them, and a terminal would obey.
  static void refuse_control_characters(const std::string& text, const Position& where) {
    if (has_control_characters(text, true))
      throw ScenarioError({{where, "", "found a control character in the text \"" + on_one_line(shown(text)) + "\""}});
  }

  void convert_value(const toml::node& node, Raw& raw) const {
    if (const auto* text = node.as_string()) {
      raw.type = Raw::Type::text;
      raw.text = text->get();
      refuse_control_characters(raw.text, raw.where);
    } else if (const auto* integer = node.as_integer()) {
      raw.type = Raw::Type::integer;
      raw.number = static_cast<double>(integer->get());
      raw.text = lines_.number_at(raw.where);
    } else if (const auto* real = node.as_floating_point()) {
      raw.type = Raw::Type::real;
      raw.number = real->get();
      raw.text = lines_.number_at(raw.where);
    } else if (const auto* flag = node.as_boolean()) {
      raw.type = Raw::Type::flag;
      raw.flag = flag->get();
    } else if (const auto* date = node.as_date()) {
      raw.type = Raw::Type::date;
      raw.date = CivilDate(std::chrono::year(date->get().year), std::chrono::month(date->get().month),
                           std::chrono::day(date->get().day));
    } else {
      raw.type = Raw::Type::time;
    }
  }

  Lines lines_;
  const std::string& file_;
};

// Evidence on a table covers what it holds, in this file only: a number that another file puts there stands for itself.
void spread_evidence(Raw& raw, std::shared_ptr<const Evidence> around) {
  if (raw.type == Raw::Type::table) {
    Evidence own;
    bool says = false;
    for (auto [key, member] :
         {std::pair("status", &Evidence::status), {"source", &Evidence::source}, {"note", &Evidence::note}}) {
      const Raw* found = raw.find(key);
      if (!found || found->type != Raw::Type::text) continue;
      own.*member = found->text;
      says = true;
    }
    // A note alone adds to what the table around it says.
    if (says && !own.stated() && around) {
      own.status = around->status;
      own.source = around->source;
    }
    if (says) around = std::make_shared<const Evidence>(std::move(own));
  }
  raw.evidence = around;
  for (Raw& child : raw.children) spread_evidence(child, around);
}

}  // namespace

const Raw* Raw::find(std::string_view name) const {
  for (const Raw& child : children)
    if (child.key == name) return &child;
  return nullptr;
}

Raw* Raw::find(std::string_view name) { return const_cast<Raw*>(std::as_const(*this).find(name)); }

std::string in_words(const Raw& raw) {
  switch (raw.type) {
    case Raw::Type::table:
      return "a table";
    case Raw::Type::array:
      return "a list";
    case Raw::Type::text:
      return "the text \"" + shown(raw.text) + "\"";
    case Raw::Type::integer:
    case Raw::Type::real:
      return shown(raw.text);
    case Raw::Type::flag:
      return raw.flag ? "true" : "false";
    case Raw::Type::date:
      return "the date " + to_string(raw.date);
    case Raw::Type::time:
      return "a time of day";
  }
  return "";
}

Raw parse_toml(std::string_view text, const std::string& file) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);  // some editors' byte order mark
  if (auto problem = unreadable(text, file)) throw ScenarioError({*problem});
  try {
    const toml::table table = toml::parse(text, std::string_view(file));
    Raw root = Converter(text, file).convert(table);
    root.where = {file, 1, 1};
    spread_evidence(root, nullptr);
    return root;
  } catch (const toml::parse_error& error) {
    throw ScenarioError({{position_of(error.source(), file), "", "not TOML: " + std::string(error.description())}});
  }
}

}  // namespace caseload
