// Breakpoints, palette, find, tabs: with keys, as a user would.
#include <gtest/gtest.h>
#include <imgui.h>

#include <memory>
#include <set>
#include <vector>

#include "engine/events/all.h"
#include "gui/app/commands.h"
#include "gui/layout/stage.h"
#include "gui/session/key_reader.h"
#include "gui/session/open_session.h"
#include "tests/gui/app/sample_run.h"

namespace lsm::gui {
namespace {

constexpr int kF3 = 292, kF5 = 294, kF9 = 298, kF10 = 299, kF11 = 300;

void Type(HeadlessApp& app, const char* text) {
  for (; *text != 0; text++) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(*text));
    app.Frame();
  }
  app.Frame();
}

TEST(LookingCloserTest, ABreakpointStopsRunningAndPlaying) {
  HeadlessApp app;
  app.app().Do(SeekTo{app.facts().first_stall});
  app.Key(kF9);
  EXPECT_TRUE(app.ui().breakpoints.contains(StallBegin::kInfo.code));
  app.Key(kF5);
  EXPECT_EQ(app.facts().second_stall, app.ui().position);
  app.Key(kF5, /*shift=*/true);
  EXPECT_EQ(app.facts().first_stall, app.ui().position);
  app.app().Do(SeekTo{app.facts().first_stall - 5});
  app.app().Do(TogglePlay{});
  for (int i = 0; i < 200 && app.ui().playing; i++) app.Frame(0.5);
  EXPECT_EQ(app.facts().first_stall, app.ui().position);
  app.Key(kF9);
  EXPECT_TRUE(app.ui().breakpoints.empty());
}

TEST(LookingCloserTest, RunningWithoutABreakpointShowsWhereToSetOne) {
  HeadlessApp app;
  app.Key(kF5);
  EXPECT_EQ(0u, app.ui().position);
  EXPECT_EQ(LookTab::kBreakpoints, app.ui().look);
}

TEST(LookingCloserTest, StepOverAStallGoesToItsEnd) {
  HeadlessApp app;
  app.app().Do(SeekTo{app.facts().first_stall});
  app.Key(kF10);
  EXPECT_EQ(app.facts().stall_end, app.ui().position);
  app.app().Do(SeekTo{app.facts().first_stall});
  app.Key(kF11);
  EXPECT_LT(app.ui().position, app.facts().stall_end);
  app.Key(kF11, /*shift=*/true);
  EXPECT_EQ(app.facts().stall_end, app.ui().position);
}

TEST(LookingCloserTest, ThePaletteNarrowsAndDoesTheChosenCommand) {
  HeadlessApp app;
  app.Key('P', /*shift=*/true, /*ctrl=*/true);
  ASSERT_TRUE(app.ui().palette.open);
  app.Frame();
  Type(app, "english");
  EXPECT_EQ("english", app.ui().palette.text);
  app.Key(HeadlessApp::Named(ImGuiKey_Enter));
  EXPECT_FALSE(app.ui().palette.open);
  EXPECT_EQ(Language::kChinese, app.ui().language);
  app.Key('P', true, true);
  app.Key(HeadlessApp::Named(ImGuiKey_Escape));
  EXPECT_FALSE(app.ui().palette.open);
}

TEST(LookingCloserTest, LettersTypedAreNoCommands) {
  HeadlessApp app;
  app.Key('F', /*shift=*/false, /*ctrl=*/true);
  app.Frame();
  app.Frame();
  Type(app, "StallBegin");
  app.Key('L');  // would change the language
  EXPECT_EQ(Language::kEnglish, app.ui().language);
  ASSERT_EQ(2u, app.ui().find.found.size());
  app.Key(kF3);
  EXPECT_EQ(app.facts().first_stall, app.ui().position);
  app.Key(kF3);
  EXPECT_EQ(app.facts().second_stall, app.ui().position);
}

TEST(LookingCloserTest, EveryTabCanBeDrawnAnywhere) {
  for (const Size size : {Size{1600, 900}, Size{1280, 720}, Size{320, 320}}) {
    HeadlessApp app(size);
    app.app().Do(SetReadKey{"key"});
    for (int tab = 0; tab <= static_cast<int>(LookTab::kRead); tab++) {
      app.app().Do(ShowLook{static_cast<LookTab>(tab)});
      for (uint64_t position = 0; position <= app.facts().size; position += 29) {
        app.app().Do(SeekTo{position});
        app.app().Do(ToggleLanguage{});
        app.Frame();
        EXPECT_GT(app.Vertices(), 0);
      }
    }
  }
}

std::unique_ptr<HeadlessApp> OpenDemonstration() {
  std::vector<std::unique_ptr<Session>> sessions(1);
  const Status status = OpenSession("write-stall", {}, &sessions[0]);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return std::make_unique<HeadlessApp>(std::move(sessions), Size{1600, 900});
}

TEST(ReadPathTest, ATypedKeyIsAnsweredWhileTheRunStands) {
  const auto app = OpenDemonstration();
  app->app().Do(SeekTo{9000});
  app->app().Do(ShowLook{LookTab::kRead});
  app->Frame();
  const int without = app->Vertices();
  app->app().Do(SetReadKey{"key000000500"});
  app->Frame();
  while (app->app().reading().status == ReadingStatus::kRunsAgain) app->Frame();
  EXPECT_EQ(app->app().reading().status, ReadingStatus::kAnswered);
  EXPECT_NE(app->Vertices(), without);
  app->app().Do(TogglePlay{});
  app->Frame();
  EXPECT_EQ(app->app().reading().status, ReadingStatus::kMoves);
  app->app().Do(TogglePlay{});
  app->Frame();
  while (app->app().reading().status == ReadingStatus::kRunsAgain) app->Frame();
  EXPECT_EQ(app->app().reading().status, ReadingStatus::kAnswered);
  // Nobody asks where the tab is not seen.
  app->app().Do(ShowLook{LookTab::kEvents});
  app->Frame();
  EXPECT_EQ(app->app().reading().status, ReadingStatus::kNothing);
}

TEST(ReadPathTest, ItsKeyPutsTheCursorIntoTheFieldAndEscapeTakesItOut) {
  HeadlessApp app({1280, 720});
  ASSERT_FALSE(app.ui().panels[static_cast<size_t>(PanelGroup::kRight)] == Shown::kYes);
  app.Key('R');
  EXPECT_EQ(app.ui().look, LookTab::kRead);
  app.Frame();
  EXPECT_FALSE(app.ui().read_take_focus);
  Type(app, "key7");
  EXPECT_EQ(app.ui().read_key, "key7");
  app.Key('L');  // would change the language
  EXPECT_EQ(app.ui().language, Language::kEnglish);
  app.Key(HeadlessApp::Named(ImGuiKey_Escape));
  EXPECT_EQ(app.ui().read_key, "key7") << "what was typed stays";
  app.Frame();
  app.Key('L');
  EXPECT_EQ(app.ui().language, Language::kChinese);
  app.Key('R');  // goes on typing
  app.Frame();
  ImGui::GetIO().KeysDown[HeadlessApp::Named(ImGuiKey_End)] = true;
  app.Frame();
  ImGui::GetIO().KeysDown[HeadlessApp::Named(ImGuiKey_End)] = false;
  Type(app, "5");
  EXPECT_EQ(app.ui().read_key, "key75");
}

// Between the key and the frame in which the field has the keyboard.
TEST(ReadPathTest, NoLetterAfterItsKeyIsACommand) {
  HeadlessApp app({1280, 720});
  ImGuiIO& io = ImGui::GetIO();
  io.KeysDown['R'] = true;
  app.Frame();
  io.KeysDown['R'] = false;
  io.KeysDown['L'] = true;
  app.Frame();
  io.KeysDown['L'] = false;
  app.Frame();
  EXPECT_EQ(app.ui().look, LookTab::kRead);
  EXPECT_EQ(app.ui().language, Language::kEnglish);
}

TEST(ReadPathTest, ARecordedGetIsShownUntilAKeyIsTyped) {
  const auto app = OpenDemonstration();
  const Session& session = app->app().model().session();
  uint64_t end = 14000;
  while (!session.EventAt(end).Is<GetEnd>()) end++;
  const uint64_t read = session.EventAt(end).As<GetEnd>().read;
  app->app().Do(ShowLook{LookTab::kRead});
  app->app().Do(SetReadKey{"key000000500"});
  app->app().Do(ShowRead{.read = read, .position = end});
  app->Frame();
  EXPECT_EQ(app->ui().position, end);
  ASSERT_NE(SelectedRead(app->app().model().state(), app->ui().selected), nullptr);
  EXPECT_EQ(SelectedRead(app->app().model().state(), app->ui().selected)->id, read);
  app->app().Do(SetReadSnapshot{"700"});
  EXPECT_EQ(SelectedRead(app->app().model().state(), app->ui().selected), nullptr);
  app->Frame();
  while (app->app().reading().status == ReadingStatus::kRunsAgain) app->Frame();
  EXPECT_EQ(app->app().reading().look_up.snapshot, 700u);
}

TEST(CommandsTest, NoTwoCommandsWantTheSameKey) {
  std::set<std::tuple<bool, int, int>> taken;
  for (const Command& command : AllCommands()) {
    EXPECT_FALSE(command.Keys().empty()) << command.text;
    for (const Chord& chord : command.chords) {
      EXPECT_TRUE(taken.insert({chord.named, chord.key, chord.modifiers}).second) << command.text;
    }
  }
}

TEST(CommandsTest, LettersMustComeInOrder) {
  EXPECT_GT(FuzzyScore("Step over the operation", "sov"), 0);
  EXPECT_EQ(0, FuzzyScore("Step over", "xyz"));
  EXPECT_EQ(0, FuzzyScore("Step over", "revo"));
  EXPECT_GT(FuzzyScore("Next stall", "stall"), FuzzyScore("Step on, a lull", "stall"));
}

}  // namespace
}  // namespace lsm::gui
