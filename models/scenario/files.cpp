#include "models/scenario/files.hpp"

#include <algorithm>
#include <set>

#include "models/limits.hpp"
#include "models/scenario/disk.hpp"
#include "models/scenario/path.hpp"

namespace caseload {
namespace {

bool is_one_value(const Raw& table) { return table.find("value") || table.find("dist"); }

Raw merged(std::string_view text, const std::string& file, const Library& library, std::vector<std::string>& texts,
           std::vector<std::string>& chain);

Raw base_of(const Raw& extends, const std::string& file, const Library& library, std::vector<std::string>& texts,
            std::vector<std::string>& chain) {
  const auto fail = [&](const std::string& message) { throw ScenarioError({{extends.where, "extends", message}}); };
  if (extends.type != Raw::Type::text) fail("found " + in_words(extends) + ", expected the name or path of a scenario");
  const auto path = scenario_path(extends.text, library, std::filesystem::path(file).parent_path());
  if (!path)
    fail("no scenario \"" + extends.text + "\": neither shipped nor a path from this file" +
         suggestion(extends.text, shipped_scenarios(library)));
  const std::string name = path->lexically_normal().generic_string();
  if (std::find(chain.begin(), chain.end(), name) != chain.end())
    fail("found a circle of files: \"" + extends.text + "\" extends, in the end, this file");
  if (chain.size() > kMostFilesInChain)
    fail("found more than " + std::to_string(kMostFilesInChain) + " files that extend one another");
  return merged(read_within(*path, kMostTomlBytes, texts), name, library, texts, chain);
}

Raw merged(std::string_view text, const std::string& file, const Library& library, std::vector<std::string>& texts,
           std::vector<std::string>& chain) {
  texts.emplace_back(text);
  chain.push_back(file);
  Raw own = parse_toml(text, file);
  const Raw* extends = own.find("extends");
  if (!extends) return own;
  Raw base = base_of(*extends, file, library, texts, chain);
  own.children.erase(own.children.begin() + (extends - own.children.data()));
  base.where = own.where;
  merge_into(base, std::move(own), &scenario_format());
  return base;
}

}  // namespace

std::string read_within(const std::filesystem::path& path, std::size_t most_bytes,
                        const std::vector<std::string>& texts) {
  std::size_t so_far = 0;
  for (const std::string& text : texts) so_far += text.size();
  std::string text = read_file(path, most_bytes);
  if (so_far + text.size() > kMostBytesInAll)
    throw ScenarioError({{{path.generic_string(), 0, 0},
                          "",
                          "with this file the scenario has more than " + bytes_in_words(kMostBytesInAll)}});
  return text;
}

std::optional<std::filesystem::path> scenario_path(const std::string& name_or_path, const Library& library,
                                                   const std::filesystem::path& beside) {
  for (const auto& folder : library.folders) {
    auto shipped = folder / (name_or_path + ".toml");
    if (is_file(shipped)) return shipped;
  }
  for (const char* ending : {"", ".toml"}) {
    auto path = beside / (name_or_path + ending);  // an absolute path stays as it is
    if (is_file(path)) return path;
  }
  return std::nullopt;
}

std::vector<std::string> shipped_scenarios(const Library& library) {
  std::set<std::string> names;
  for (const auto& folder : library.folders) {
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
      if (entry.path().extension() != ".toml") continue;
      const auto name = entry.path().lexically_relative(folder).replace_extension().generic_string();
      if (name.rfind("policies/", 0) != 0) names.insert(name);
    }
  }
  return {names.begin(), names.end()};
}

Raw load_merged(std::string_view text, const std::string& file, const Library& library,
                std::vector<std::string>& texts) {
  std::vector<std::string> chain;
  return merged(text, file, library, texts, chain);
}

void merge_into(Raw& base, Raw over, const Field* field) {
  for (Raw& child : over.children) {
    Raw* there = base.find(child.key);
    const Field* of_child = field ? field->find(child.key) : nullptr;
    if (!there) {
      base.children.push_back(std::move(child));
    } else if (there->type == Raw::Type::table && child.type == Raw::Type::table && of_child && !of_child->whole &&
               !is_one_value(*there) && !is_one_value(child)) {
      there->where = child.where;
      merge_into(*there, std::move(child), of_child);
    } else {
      *there = std::move(child);
    }
  }
}

std::uint64_t text_hash(std::string_view text, std::uint64_t before) {
  for (const char c : text) before = (before ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return before;
}

}  // namespace caseload
