// The real window: a click on "step" and keys change the position.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/engine/temp_dir.h"
#include "tests/gui/app/real_window.h"

namespace lsm::gui {
namespace {

TEST(WindowTest, ClickingStepInTheRealWindowChangesThePosition) {
  const test::TempDir folder;
  RealWindow window(folder.path(), {"put", "--paused"}, 1280, 720);
  ASSERT_TRUE(window.alive());
  EXPECT_EQ(window.Last()["position"], 0);
  ASSERT_TRUE(window.ClickWidget("step"));
  ASSERT_TRUE(window.Until("event 1", [](const Json& line) { return line["position"] == 1; }));
  window.Key("Right");
  ASSERT_TRUE(window.Until("event 2", [](const Json& line) { return line["position"] == 2; }));
  window.Key("ctrl+q");
  EXPECT_EQ(window.WaitForExit(), 0);
}

TEST(WindowTest, KeysThatComeFasterThanFramesAllCount) {
  const test::TempDir folder;
  RealWindow window(folder.path(), {"put", "--paused"}, 1280, 720);
  ASSERT_TRUE(window.alive());
  window.Key("Right Right Right Right Left Right Right Right");
  ASSERT_TRUE(window.Until("event 6", [](const Json& line) { return line["position"] == 6; }));
  window.Key("shift+Right");  // ten recorded ones on, from the place that all of them led to
  ASSERT_TRUE(window.Until("event 32", [](const Json& line) { return line["position"] == 32; }));
}

TEST(WindowTest, WhatIsTypedAfterTheReadPathsKeyGoesIntoItsField) {
  const test::TempDir folder;
  RealWindow window(folder.path(), {"put", "--paused"}, 1280, 720);
  ASSERT_TRUE(window.alive());
  window.Type("rsky");  // s, k and y are commands elsewhere
  EXPECT_TRUE(
      window.Until("the key", [](const Json& line) { return line["ui"]["read_key"] == "sky"; }));
  EXPECT_EQ(window.Last()["active"], "read_key");
  window.Key("Escape d");  // at once
  EXPECT_TRUE(window.Until("the machine", [](const Json& line) {
    return line["ui"]["tab"] == "machine" && line["ui"]["read_key"] == "sky";
  }));
}

// Nothing is left behind in the folder for temporary files.
TEST(WindowTest, ASignalClosesTheWindowAndTheRunProperly) {
  for (const int signal : {SIGTERM, SIGINT}) {
    const test::TempDir folder;
    RealWindow window(folder.path(), {"--live", "put", "--real"}, 1280, 720);
    ASSERT_TRUE(window.alive());
    ASSERT_TRUE(window.Until("event 5", [](const Json& line) { return line["position"] >= 5; }));
    EXPECT_FALSE(std::filesystem::is_empty(folder.path() + "/tmp"));
    window.Signal(signal);
    EXPECT_EQ(window.WaitForExit(), 0);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path() + "/tmp"));
  }
}

TEST(WindowTest, WithoutADisplayOpenSaysSo) {
  const std::string command = "env -u DISPLAY -u WAYLAND_DISPLAY '" + ProgramPath() +
                              "' open put 2>&1 | grep -q 'no window can be opened.*display'";
  EXPECT_EQ(0, std::system(command.c_str()));
}

}  // namespace
}  // namespace lsm::gui
