// The top level of the tree is fixed.
#include <gtest/gtest.h>

#include <set>

#include "tests/tree/source_tree.h"

namespace lsm {
namespace {

TEST(TopLevelTest, HoldsTheFixedNamesAndNothingElse) {
  const std::set<std::string> expected = {"CMakeLists.txt", "README.md", "engine", "gui",
                                          "lessons",        "sim",       "tests",  "traces"};
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(Root())) {
    const std::string name = entry.path().filename().string();
    const bool built = name == "build" || name.starts_with("build-");
    if (!name.starts_with(".") && !built) found.insert(name);
  }
  EXPECT_EQ(expected, found);
}

TEST(TopLevelTest, EveryFolderHasAReadme) {
  for (const char* folder : {"engine", "traces", "sim", "gui", "tests", "lessons"}) {
    EXPECT_TRUE(std::filesystem::is_regular_file(Root() / folder / "README.md")) << folder;
  }
}

}  // namespace
}  // namespace lsm
