#include "gui/settings/settings.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gui/app/recent_files.h"
#include "gui/settings/settings_file.h"
#include "tests/engine/temp_dir.h"

namespace lsm::gui {
namespace {

namespace fs = std::filesystem;

Settings Unusual() {
  return {.language = Language::kChinese,
          .theme = ThemeName::kLight,
          .text_scale = 1.25f,
          .reduced_motion = true,
          .panels = {Shown::kNo, Shown::kYes, Shown::kAuto},
          .time_mode = TimeMode::kClock,
          .events_per_second = 0.5,
          .ns_per_second = 1e5,
          .width = 1280,
          .height = 720,
          .recent = {"/a b/\xe8\xae\xb0.jsonl", "/x.json"}};
}

std::string TextOf(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

void Put(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

TEST(SettingsTest, WhatWasPrintedIsReadBack) {
  for (const Settings& settings : {Settings{}, Unusual()}) {
    Settings read;
    ASSERT_TRUE(ParseSettings(PrintSettings(settings), &read).ok());
    EXPECT_EQ(read, settings);
  }
}

TEST(SettingsTest, TheUserInterfaceTakesThemAndGivesThemBack) {
  UiState ui;
  UseSettings(Unusual(), &ui);
  EXPECT_EQ(SettingsOf(ui, {1280, 720}), Unusual());
}

TEST(SettingsTest, WhatIsWrongStaysAsItIsByDefaultAndTheRestCounts) {
  struct Case {
    const char* text;
    const char* message;
  };
  for (const Case& c : {
           Case{R"({"theme":"light","language":"fr"})", "language: expected en or zh"},
           Case{R"({"theme":"light","text_scale":99})",
                "text_scale: expected a number from 0.750000 to 2.500000"},
           Case{R"({"theme":"light","text_scale":"big"})", "text_scale: expected a number"},
           Case{R"({"theme":"light","width":-5})", "width: expected a number from 960 to 16384"},
           Case{R"({"theme":"light","width":1e300})", "width: expected a number"},
           Case{R"({"theme":"light","recent":[1]})", "recent: expected a list of texts"},
           Case{R"({"theme":"light","panels":7})", "panels: expected an object"},
           Case{R"({"theme":"light","panels":{"left":0}})",
                "panels.left: expected auto or yes or no"},
       }) {
    Settings settings;
    const Status status = ParseSettings(c.text, &settings);
    EXPECT_TRUE(status.IsInvalidArgument()) << c.text;
    EXPECT_NE(status.ToString().find(c.message), std::string::npos) << status.ToString();
    Settings expected;
    expected.theme = ThemeName::kLight;
    EXPECT_EQ(settings, expected) << c.text;
  }
}

TEST(SettingsTest, WhatIsNoSettingsAtAllIsRefused) {
  for (const std::string& text :
       {std::string(), std::string("garbage"), std::string("[]"), std::string("{\"theme\":"),
        std::string(100'000, '['), std::string("{\"a\":") + std::string(100'000, '[')}) {
    Settings settings = Unusual();
    EXPECT_TRUE(ParseSettings(text, &settings).IsCorruption());
    EXPECT_EQ(settings, Settings());
  }
}

TEST(SettingsFileTest, TheFolderIsMadeAndTheFileReadBack) {
  const test::TempDir folder;
  const std::string path = folder.path() + "/not/there/settings.json";
  ASSERT_TRUE(SaveSettings(path, Unusual()).ok());
  Settings read;
  ASSERT_TRUE(LoadSettings(path, &read).ok());
  EXPECT_EQ(read, Unusual());
  // No file and no place for one are no errors.
  EXPECT_TRUE(LoadSettings(folder.path() + "/other", &read).ok());
  EXPECT_TRUE(LoadSettings("", &read).ok());
  EXPECT_EQ(read, Settings());
}

TEST(SettingsFileTest, AFileThatCannotBeReadIsKeptAside) {
  const test::TempDir folder;
  const std::string path = folder.path() + "/settings.json";
  for (const std::string& text : {std::string("{oops"), std::string(300 << 10, ' ')}) {
    Put(path, text);
    Settings settings;
    const Status status = LoadSettings(path, &settings);
    EXPECT_NE(status.ToString().find(path), std::string::npos);
    EXPECT_FALSE(fs::exists(path));
    EXPECT_EQ(TextOf(path + ".bad"), text);
  }
  fs::create_directory(path);
  Settings settings;
  EXPECT_TRUE(LoadSettings(path, &settings).IsIOError());
  EXPECT_TRUE(fs::is_directory(path));
}

TEST(SettingsKeeperTest, WritesWhenSomethingChangedAndOnlyThen) {
  const test::TempDir folder;
  const std::string path = folder.path() + "/settings.json";
  SettingsKeeper keeper(path, Settings{}, Settings{});
  keeper.Keep(Settings{});
  EXPECT_FALSE(fs::exists(path));
  keeper.Keep(Unusual());
  Settings read;
  ASSERT_TRUE(LoadSettings(path, &read).ok());
  EXPECT_EQ(read, Unusual());
}

TEST(SettingsKeeperTest, WhatTheCommandLineAskedForIsKeptOnlyOnceItIsChanged) {
  const test::TempDir folder;
  const std::string path = folder.path() + "/settings.json";
  Settings this_run;
  this_run.language = Language::kChinese;  // --lang zh
  SettingsKeeper keeper(path, Settings{}, this_run);
  Settings now = this_run;
  keeper.Keep(now);
  EXPECT_FALSE(fs::exists(path));
  now.theme = ThemeName::kLight;
  keeper.Keep(now);
  Settings read;
  ASSERT_TRUE(LoadSettings(path, &read).ok());
  EXPECT_EQ(read.language, Language::kEnglish);
  EXPECT_EQ(read.theme, ThemeName::kLight);
}

TEST(RecentFilesTest, TheLatestStandsFirstOnceAndTheListIsShort) {
  std::vector<std::string> recent;
  for (int i = 0; i < 20; i++) Remember("/t/" + std::to_string(i), &recent);
  EXPECT_EQ(recent.size(), kMostRecent);
  Remember("/t/x/../15/", &recent);
  EXPECT_EQ(recent.size(), kMostRecent);
  EXPECT_EQ(recent[0], "/t/15");
  EXPECT_EQ(recent[1], "/t/19");
  Remember("here", &recent);
  EXPECT_EQ(recent[0], (fs::current_path() / "here").string());
}

}  // namespace
}  // namespace lsm::gui
