#include "gui/render/render_command.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace lsm::gui {
namespace {

struct Outcome {
  int status = 0;
  std::string said;  // on standard error
};

Outcome Render(std::vector<std::string> arguments) {
  RenderCommand render;
  sim::Command* const extra[] = {&render};
  arguments.insert(arguments.begin(), {"lsmscope", "render"});
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Outcome outcome;
  outcome.status = sim::RunCommandLine(static_cast<int>(argv.size()), argv.data(), extra);
  outcome.said = testing::internal::GetCapturedStderr();
  testing::internal::GetCapturedStdout();
  return outcome;
}

class RenderCommandTest : public testing::Test {
 protected:
  RenderCommandTest()
      : directory_(testing::TempDir() + "lsmscope_render_" + std::to_string(getpid())),
        picture_(directory_ + "/x.png") {
    std::filesystem::create_directory(directory_);
  }
  ~RenderCommandTest() override { std::filesystem::remove_all(directory_); }

  std::string Bytes() const {
    std::ifstream file(picture_, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }
  size_t Files() const {
    return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(directory_), {}));
  }
  Outcome Small(std::vector<std::string> more) const {
    more.insert(more.begin(), {"put", "-o", picture_});
    if (std::find(more.begin(), more.end(), "--size") == more.end()) {
      more.insert(more.end(), {"--size", "960x540"});
    }
    return Render(more);
  }

  const std::string directory_;
  const std::string picture_;
};

TEST_F(RenderCommandTest, DrawsAMomentOfABuiltInScenario) {
  const Outcome outcome = Small({"--at", "20"});
  EXPECT_EQ(outcome.status, sim::kDone) << outcome.said;
  EXPECT_EQ(Bytes().substr(1, 3), "PNG");
  EXPECT_EQ(Files(), 1u);
}

TEST_F(RenderCommandTest, LanguageThemeViewAndMomentChangeThePicture) {
  ASSERT_EQ(Small({"--at", "20"}).status, sim::kDone);
  const std::string first = Bytes();
  ASSERT_EQ(Small({"--at", "20"}).status, sim::kDone);
  EXPECT_EQ(Bytes(), first);
  const std::vector<std::vector<std::string>> changes = {{"--at", "20", "--lang", "zh"},
                                                         {"--at", "20", "--theme", "light"},
                                                         {"--at", "25"},
                                                         {"--when", "WriterCompleted"}};
  for (const std::vector<std::string>& change : changes) {
    ASSERT_EQ(Small(change).status, sim::kDone) << change[1];
    EXPECT_NE(Bytes(), first) << change[1];
  }
}

TEST_F(RenderCommandTest, SaysInOneLineWhatIsWrongAndWritesNothing) {
  struct Case {
    std::vector<std::string> arguments;
    int status;
    std::string message;
  };
  const Case cases[] = {
      {{"--at", "99999"}, sim::kFailed, "there is no event 99,999, the last one is "},
      {{}, sim::kWrongUsage, "render needs --at N, --when MOMENT"},
      {{"--when", "Nothing"}, sim::kWrongUsage, "there is no event kind Nothing"},
      {{"--when", "StallBegin"}, sim::kFailed, "StallBegin is not there, there are 0"},
      {{"--at", "1", "--lang", "fr"}, sim::kWrongUsage, "there is no fr, expected en or zh"},
      {{"--at", "1", "--theme", "pink"}, sim::kWrongUsage, "expected dark or light"},
      {{"--at", "1", "--view", "moon"}, sim::kWrongUsage, "expected one of app, stage"},
      {{"--at", "1", "--size", "9x9"}, sim::kWrongUsage, "9x9 is too small"},
      {{"--at", "1", "--size", "959x540"}, sim::kWrongUsage, "expected at least 960x540"},
      {{"--when", ""}, sim::kWrongUsage, "--when: expected a moment, as in StallBegin:2 or stop"},
      {{"--at", "1", "--size", "480x320px"}, sim::kWrongUsage, "expected WIDTHxHEIGHT"},
  };
  for (const Case& c : cases) {
    const Outcome outcome = Small(c.arguments);
    EXPECT_EQ(outcome.status, c.status) << c.message;
    EXPECT_EQ(outcome.said.find("Invalid argument"), std::string::npos) << outcome.said;
    EXPECT_EQ(outcome.said.find("NotFound"), std::string::npos) << outcome.said;
    EXPECT_NE(outcome.said.find(c.message), std::string::npos) << outcome.said;
    EXPECT_EQ(std::count(outcome.said.begin(), outcome.said.end(), '\n'), 1) << outcome.said;
    EXPECT_EQ(Files(), 0u) << c.message;
  }
}

TEST_F(RenderCommandTest, RefusesOutputsThatCannotBeWrittenBeforeItSimulates) {
  const Outcome directory = Render({"put", "--at", "1", "-o", directory_});
  EXPECT_EQ(directory.status, sim::kFailed);
  EXPECT_NE(directory.said.find("is a directory"), std::string::npos) << directory.said;
  const Outcome nowhere = Render({"put", "--at", "1", "-o", directory_ + "/no/x.png"});
  EXPECT_EQ(nowhere.status, sim::kFailed);
  EXPECT_NE(nowhere.said.find("/no/x.png"), std::string::npos) << nowhere.said;
}

TEST_F(RenderCommandTest, ADeviceStaysADevice) {
  if (!std::filesystem::is_character_file("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  // By a name in a directory of the test, so that a mistake costs the name and not the device.
  std::filesystem::create_symlink("/dev/full", picture_);
  const Outcome outcome = Small({"--at", "1"});
  EXPECT_EQ(outcome.status, sim::kFailed);
  EXPECT_NE(outcome.said.find("No space left on device"), std::string::npos) << outcome.said;
  EXPECT_TRUE(std::filesystem::is_symlink(picture_));
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
  EXPECT_EQ(Files(), 1u);
}

TEST_F(RenderCommandTest, ALinkStaysALinkAndTheFilesOfOthersStay) {
  std::ofstream(picture_ + ".part") << "mine";
  const std::string target = directory_ + "/target.png";
  std::filesystem::create_symlink("target.png", picture_);
  EXPECT_EQ(Small({"--at", "1"}).status, sim::kDone);
  EXPECT_TRUE(std::filesystem::is_symlink(picture_));
  EXPECT_TRUE(std::filesystem::is_regular_file(target));
  EXPECT_TRUE(std::filesystem::exists(picture_ + ".part"));
  EXPECT_EQ(Files(), 3u);
}

TEST_F(RenderCommandTest, ATraceCannotBeSetOtherwise) {
  const std::string path = directory_ + "/t.jsonl";
  std::ofstream(path) << "{\"lsmscope_trace\":1}\n";
  for (const std::vector<std::string>& change :
       std::vector<std::vector<std::string>>{{"--set", "seed=4"}, {"--seed", "4"}}) {
    std::vector<std::string> arguments = {path, "--at", "0", "-o", picture_};
    arguments.insert(arguments.end(), change.begin(), change.end());
    const Outcome outcome = Render(arguments);
    EXPECT_EQ(outcome.status, sim::kWrongUsage);
    EXPECT_EQ(outcome.said, "lsmscope: " + path +
                                ": --set and --seed are for scenarios, this is a recorded run\n");
  }
}

TEST_F(RenderCommandTest, ABadTraceGivesOneLine) {
  const std::string path = directory_ + "/bad.jsonl";
  std::ofstream(path) << "{\"lsmscope_trace\":1\n";
  const Outcome outcome = Render({path, "--at", "0", "-o", picture_});
  EXPECT_EQ(outcome.status, sim::kFailed);
  EXPECT_EQ(std::count(outcome.said.begin(), outcome.said.end(), '\n'), 1) << outcome.said;
  EXPECT_FALSE(std::filesystem::exists(picture_));
}

}  // namespace
}  // namespace lsm::gui
