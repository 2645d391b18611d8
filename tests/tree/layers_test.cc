// Includes point only down: engine <- traces <- sim <- gui.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "tests/tree/source_tree.h"

namespace lsm {
namespace {

const std::map<std::string, std::set<std::string>>& MayInclude() {
  static const std::map<std::string, std::set<std::string>> kRules = {
      {"engine", {"engine", "lsm", "leveldb"}},
      {"traces", {"engine", "lsm", "traces"}},
      {"sim", {"engine", "lsm", "traces", "sim"}},
      {"gui", {"engine", "lsm", "traces", "sim", "gui"}},
  };
  return kRules;
}

const std::set<std::string>& OurFolders() {
  static const std::set<std::string> kFolders = {"engine", "traces", "sim",    "gui",
                                                 "tests",  "lsm",    "leveldb"};
  return kFolders;
}

// What is wrong with an include in a folder; empty: nothing.
std::string Complaint(const std::string& folder, const Include& include) {
  const size_t slash = include.included.find('/');
  const std::string target = include.included.substr(0, slash);
  if (slash == std::string::npos || !OurFolders().contains(target)) return "";  // not ours
  if (MayInclude().at(folder).contains(target)) return "";
  return include.file + ":" + std::to_string(include.line) + ": " + folder + "/ must not include " +
         include.included;
}

bool StartsWithAny(const std::string& text, const std::vector<std::string>& beginnings) {
  for (const std::string& beginning : beginnings) {
    if (text.starts_with(beginning)) return true;
  }
  return false;
}

TEST(LayersTest, IncludesPointOnlyDown) {
  size_t seen = 0;
  for (const auto& [folder, allowed] : MayInclude()) {
    for (const Include& include : IncludesBelow(folder)) {
      EXPECT_EQ("", Complaint(folder, include));
      seen++;
    }
  }
  EXPECT_GT(seen, 100u);  // it looked at the tree, and not past it
}

TEST(LayersTest, AnUpwardIncludeIsFound) {
  std::istringstream text("#include <string>\n#include \"sim/world/world.h\"\n");
  const std::vector<Include> includes = IncludesIn("traces/x.cc", text);
  ASSERT_EQ(2u, includes.size());
  EXPECT_EQ("", Complaint("traces", includes[0]));
  EXPECT_EQ("traces/x.cc:2: traces/ must not include sim/world/world.h",
            Complaint("traces", includes[1]));
  EXPECT_EQ("", Complaint("gui", includes[1]));
}

TEST(LayersTest, OnlyTheWindowAndTheOffscreenRendererKnowNativeHeaders) {
  const std::vector<std::string> native = {"GLFW/", "GL/", "EGL/", "X11/", "imgui_impl_"};
  for (const Include& include : IncludesBelow("gui")) {
    if (!StartsWithAny(include.included, native)) continue;
    EXPECT_TRUE(include.file == "gui/app/window.cc" || include.file.starts_with("gui/render/"))
        << include.file << ":" << include.line << " includes " << include.included;
  }
}

TEST(LayersTest, LayoutAndTweenKnowNoImGui) {
  for (const Include& include : IncludesBelow("gui")) {
    if (!StartsWithAny(include.file,
                       {"gui/layout/", "gui/scene/", "gui/tween/", "gui/session/", "gui/strings/",
                        "gui/panels/timeline_scene", "gui/panels/selection_text"})) {
      continue;
    }
    EXPECT_FALSE(include.included.starts_with("imgui") || include.included.starts_with("gui/draw/"))
        << include.file << ":" << include.line << " includes " << include.included;
  }
}

// The JSON library takes seconds to compile: it stays in source files at the edge, and in headers
// that only files of the same top-level folder include.
TEST(LayersTest, TheJsonLibraryStaysAtTheEdge) {
  std::set<std::string> headers;
  std::vector<Include> all;
  for (const std::string folder : {"engine", "traces", "sim", "gui"}) {
    for (const Include& include : IncludesBelow(folder)) {
      all.push_back(include);
      if (!include.included.starts_with("nlohmann/")) continue;
      EXPECT_NE("engine", folder) << include.file << ":" << include.line;
      if (include.file.ends_with(".h")) headers.insert(include.file);
    }
  }
  // A header that includes one of them counts as one of them.
  for (size_t known = 0; known != headers.size();) {
    known = headers.size();
    for (const Include& include : all) {
      if (headers.contains(include.included) && include.file.ends_with(".h")) {
        headers.insert(include.file);
      }
    }
  }
  for (const Include& include : all) {
    if (!headers.contains(include.included)) continue;
    const std::string folder = include.included.substr(0, include.included.find('/') + 1);
    EXPECT_TRUE(include.file.starts_with(folder))
        << include.file << ":" << include.line << " includes " << include.included;
  }
}

}  // namespace
}  // namespace lsm
