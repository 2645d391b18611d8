// The repository's files, for tests that hold the tree to its rules.
#ifndef LSMSCOPE_TESTS_TREE_SOURCE_TREE_H_
#define LSMSCOPE_TESTS_TREE_SOURCE_TREE_H_

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace lsm {

struct Include {
  std::string file;  // from the repository's root
  int line = 0;
  std::string included;  // what stands between the quotes or brackets
};

inline std::filesystem::path Root() { return LSMSCOPE_SOURCE_DIR; }

inline bool IsSource(const std::filesystem::path& path) {
  return path.extension() == ".cc" || path.extension() == ".h";
}

// All #include lines of one file's text.
inline std::vector<Include> IncludesIn(const std::string& name, std::istream& text) {
  std::vector<Include> includes;
  std::string line;
  for (int number = 1; std::getline(text, line); number++) {
    if (!line.starts_with("#include ")) continue;
    const size_t begin = line.find_first_of("\"<");
    const size_t end = line.find_last_of("\">");
    if (begin == std::string::npos || end <= begin) continue;
    includes.push_back({name, number, line.substr(begin + 1, end - begin - 1)});
  }
  return includes;
}

// All #include lines below a top-level folder.
inline std::vector<Include> IncludesBelow(const std::string& folder) {
  std::vector<Include> includes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(Root() / folder)) {
    if (!entry.is_regular_file() || !IsSource(entry.path())) continue;
    std::ifstream text(entry.path());
    const std::string name = std::filesystem::relative(entry.path(), Root()).string();
    for (Include& include : IncludesIn(name, text)) includes.push_back(std::move(include));
  }
  return includes;
}

}  // namespace lsm

#endif  // LSMSCOPE_TESTS_TREE_SOURCE_TREE_H_
