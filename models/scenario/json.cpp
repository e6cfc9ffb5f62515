#include "models/scenario/json.hpp"

#include "models/scenario/quantity.hpp"

namespace caseload {
namespace {

std::string in_quotes(std::string_view value) {
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"";
}

}  // namespace

Json Json::text(std::string_view value) { return Json(Kind::scalar, in_quotes(value)); }
Json Json::number(double value) { return Json(Kind::scalar, shortest(value)); }

Json Json::texts(const std::vector<std::string>& values) {
  Json array = Json::array();
  for (const std::string& value : values) array.add(text(value));
  return array;
}

std::string Json::on_one_line() const {
  if (kind_ == Kind::scalar) return scalar_;
  std::string text;
  for (const auto& [key, value] : entries_) {
    text += text.empty() ? "" : ", ";
    if (kind_ == Kind::object) text += in_quotes(key) + ": ";
    text += value.on_one_line();
  }
  return kind_ == Kind::object ? "{" + text + "}" : "[" + text + "]";
}

std::string Json::dump(int indent) const {
  std::string line = on_one_line();
  if (kind_ == Kind::scalar || line.size() + static_cast<std::size_t>(indent) <= 110) return line;
  const std::string margin(static_cast<std::size_t>(indent) + 2, ' ');
  std::string text;
  for (const auto& [key, value] : entries_) {
    text += (text.empty() ? "\n" : ",\n") + margin;
    if (kind_ == Kind::object) text += in_quotes(key) + ": ";
    text += value.dump(indent + 2);
  }
  text += "\n" + std::string(static_cast<std::size_t>(indent), ' ');
  return kind_ == Kind::object ? "{" + text + "}" : "[" + text + "]";
}

}  // namespace caseload
