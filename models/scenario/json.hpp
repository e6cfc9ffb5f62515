#pragma once
// Just enough JSON to write a schema: values that keep the order in which they were put together.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caseload {

class Json {
 public:
  static Json object() { return Json(Kind::object, ""); }
  static Json array() { return Json(Kind::array, ""); }
  static Json text(std::string_view value);
  static Json number(double value);
  static Json flag(bool value) { return Json(Kind::scalar, value ? "true" : "false"); }
  static Json texts(const std::vector<std::string>& values);

  Json& set(std::string key, Json value) {  // of an object
    entries_.emplace_back(std::move(key), std::move(value));
    return *this;
  }
  Json& add(Json value) {  // to an array
    entries_.emplace_back("", std::move(value));
    return *this;
  }
  bool empty() const { return entries_.empty(); }
  std::string dump(int indent = 0) const;  // short ones on one line

 private:
  enum class Kind { scalar, object, array };
  Json(Kind kind, std::string scalar) : kind_(kind), scalar_(std::move(scalar)) {}
  std::string on_one_line() const;

  Kind kind_;
  std::string scalar_;
  std::vector<std::pair<std::string, Json>> entries_;
};

}  // namespace caseload
