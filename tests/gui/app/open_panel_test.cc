// Opening files from within the app: the panel's list, typing and choosing, errors, many at once.
#include <gtest/gtest.h>
#include <imgui.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "gui/app/open_list.h"
#include "tests/engine/temp_dir.h"
#include "tests/gui/app/sample_run.h"

namespace lsm::gui {
namespace {

namespace fs = std::filesystem;

const std::string kSample = LSMSCOPE_SOURCE_DIR "/traces/samples/write_stall.jsonl";

bool SoonIn(HeadlessApp& app, const std::function<bool()>& holds) {
  for (int i = 0; i < 10'000; i++) {
    app.Frame();
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

bool Opened(HeadlessApp& app) {
  return SoonIn(
      app, [&] { return app.app().model().opening == nullptr && app.ui().open.to_open.empty(); });
}

std::vector<std::string> Labels(HeadlessApp& app, OpenRow::Section section) {
  std::vector<std::string> labels;
  for (const OpenRow& row : OpenRows(app.app().model())) {
    if (row.section == section) labels.push_back(row.label);
  }
  return labels;
}

// A folder with a trace, an empty file, a lesson, and things that are not shown.
class OpenPanelTest : public testing::Test {
 protected:
  OpenPanelTest() {
    fs::copy_file(kSample, folder_.path() + "/a.jsonl");
    std::ofstream(folder_.path() + "/empty.jsonl");
    std::ofstream(folder_.path() + "/notes.txt");
    std::ofstream(folder_.path() + "/.hidden.jsonl");
    fs::create_directories(folder_.path() + "/sub");
    fs::copy(LSMSCOPE_SOURCE_DIR "/lessons/01_write_stall", folder_.path() + "/my_lesson");
    app_.app().Do(ToggleOpenPanel{});
    app_.app().Do(ShowFolder{folder_.path()});
  }

  const test::TempDir folder_;
  HeadlessApp app_;
};

TEST_F(OpenPanelTest, ListsWhatCanBeOpened) {
  EXPECT_EQ(Labels(app_, OpenRow::Section::kFolder),
            (std::vector<std::string>{"../", "sub/", "a.jsonl", "empty.jsonl", "my_lesson"}));
  EXPECT_EQ(Labels(app_, OpenRow::Section::kOpenNow).size(), 1u);
  const std::vector<std::string> built_in = Labels(app_, OpenRow::Section::kBuiltIn);
  EXPECT_NE(std::ranges::find(built_in, "write-stall"), built_in.end());
  EXPECT_NE(std::ranges::find(built_in, "01_write_stall"), built_in.end());
}

TEST_F(OpenPanelTest, TypingNarrowsAndEnterOpens) {
  app_.Frame();
  app_.Frame();  // the field has the keyboard
  for (const char c : std::string("a.js")) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(c));
    app_.Frame();
  }
  EXPECT_EQ(app_.ui().open.filter, "a.js");
  EXPECT_EQ(Labels(app_, OpenRow::Section::kFolder), std::vector<std::string>{"a.jsonl"});
  app_.Key(HeadlessApp::Named(ImGuiKey_Enter));
  ASSERT_TRUE(Opened(app_));
  EXPECT_EQ(app_.app().model().num_sessions(), 2u);
  EXPECT_EQ(app_.app().model().session().name(), "a.jsonl");
  EXPECT_EQ(app_.app().model().session().size(), 4861u);
  EXPECT_FALSE(app_.ui().open.panel_open);
  EXPECT_EQ(app_.ui().open.recent, std::vector<std::string>{folder_.path() + "/a.jsonl"});
}

TEST_F(OpenPanelTest, ArrowsChooseAndEnterGoesIntoAFolderAndBack) {
  app_.Frame();
  app_.Key(HeadlessApp::Named(ImGuiKey_DownArrow));  // from "../" to "sub/"
  app_.Key(HeadlessApp::Named(ImGuiKey_Enter));
  EXPECT_EQ(app_.ui().open.folder, folder_.path() + "/sub");
  app_.Key(HeadlessApp::Named(ImGuiKey_Enter));
  EXPECT_EQ(app_.ui().open.folder, folder_.path());
}

bool Sees(HeadlessApp& app, const std::string& row) {
  app.Frame();
  return std::ranges::any_of(app.app().widgets(),
                             [&](const WidgetPlace& place) { return place.id == "open_" + row; });
}

TEST_F(OpenPanelTest, OpenedItShowsItsTopAndArrowsKeepTheChosenRowInSight) {
  app_.Resize({1280, 720});
  app_.app().KeepWidgetPlaces();
  app_.Key(HeadlessApp::Named(ImGuiKey_Escape));
  app_.Key('O');
  ASSERT_TRUE(app_.ui().open.panel_open);
  EXPECT_EQ(app_.ui().open.chosen, 0);
  const std::vector<OpenRow> rows = OpenRows(app_.app().model());
  EXPECT_TRUE(Sees(app_, rows.front().label));
  EXPECT_TRUE(Sees(app_, "01_write_stall"));
  for (size_t i = 1; i < rows.size(); i++) {
    app_.Key(HeadlessApp::Named(ImGuiKey_DownArrow));
    EXPECT_EQ(app_.ui().open.chosen, static_cast<int>(i));
    EXPECT_TRUE(Sees(app_, rows[i].label)) << rows[i].label;
  }
}

// A scenario that never ends by itself in the time that a test has.
std::string Endless(const std::string& folder) {
  std::ifstream sample(LSMSCOPE_SOURCE_DIR "/sim/scenarios/put.json");
  std::string text{std::istreambuf_iterator<char>(sample), std::istreambuf_iterator<char>()};
  const size_t at = text.find("\"operations\": ");
  EXPECT_NE(at, std::string::npos);
  const size_t digits = at + 14;
  text.replace(digits, text.find_first_not_of("0123456789", digits) - digits, "1000000000");
  const std::string path = folder + "/endless.json";
  std::ofstream(path) << text;
  return path;
}

TEST_F(OpenPanelTest, EscapeEndsWhatWouldTakeForeverToOpen) {
  app_.app().Do(OpenFiles{{Endless(folder_.path())}});
  app_.Frame();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  app_.Frame();
  ASSERT_NE(app_.app().model().opening, nullptr) << app_.ui().open.error;
  app_.Key(HeadlessApp::Named(ImGuiKey_Escape));
  ASSERT_TRUE(Opened(app_));
  EXPECT_EQ(app_.app().model().num_sessions(), 1u);
  EXPECT_EQ(app_.ui().open.error, "");
  // Nor does closing the app wait for it.
  app_.app().Do(OpenFiles{{Endless(folder_.path())}});
  app_.Frame();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  ASSERT_NE(app_.app().model().opening, nullptr);
}

TEST_F(OpenPanelTest, AFileThatNobodyWantsIsNotIndexedToItsEnd) {
  const std::atomic<bool> cancel{true};
  SampleFacts facts;
  const std::shared_ptr<trace::Trace> trace = SampleTrace(20, &facts);
  WholeRun run;
  EXPECT_TRUE(ReadWholeRun(*trace, &cancel, &run).IsIncomplete());
  ASSERT_TRUE(ReadWholeRun(*trace, nullptr, &run).ok());
  EXPECT_EQ(run.times.size(), facts.size + 1);
}

TEST_F(OpenPanelTest, AFileThatIsNoTraceIsToldAndNothingIsLost) {
  app_.app().Do(OpenFiles{{folder_.path() + "/empty.jsonl"}});
  ASSERT_TRUE(Opened(app_));
  EXPECT_TRUE(app_.ui().open.panel_open);
  EXPECT_NE(app_.ui().open.error.find("empty.jsonl: the file is empty"), std::string::npos);
  EXPECT_EQ(app_.app().model().num_sessions(), 1u);
  EXPECT_TRUE(app_.ui().open.recent.empty());
  app_.app().Do(ShowFolder{folder_.path() + "/missing"});
  EXPECT_NE(app_.ui().open.error.find("missing: cannot be listed"), std::string::npos);
  EXPECT_EQ(app_.ui().open.folder, folder_.path());
}

TEST_F(OpenPanelTest, SeveralFilesThatAreDroppedOpenOneAfterTheOther) {
  app_.app().Do(OpenFiles{{folder_.path() + "/a.jsonl", folder_.path() + "/empty.jsonl", "put",
                           folder_.path() + "/my_lesson"}});
  ASSERT_TRUE(Opened(app_));
  EXPECT_EQ(app_.app().model().num_sessions(), 4u);  // the first, and three of four
  EXPECT_NE(app_.app().model().session().lesson(), nullptr);
  EXPECT_NE(app_.ui().open.error.find("empty.jsonl"), std::string::npos);
  EXPECT_EQ(app_.ui().open.recent.size(), 2u);  // built-in ones are always there
}

TEST_F(OpenPanelTest, EscapeLeavesWhatIsBeingOpened) {
  app_.app().Do(OpenFiles{{"write-stall", "put"}});
  app_.Key(HeadlessApp::Named(ImGuiKey_Escape));
  ASSERT_TRUE(Opened(app_));
  EXPECT_EQ(app_.app().model().num_sessions(), 1u);
  app_.Key(HeadlessApp::Named(ImGuiKey_Escape));
  EXPECT_FALSE(app_.ui().open.panel_open);
}

TEST_F(OpenPanelTest, ClosingASessionShowsAnotherAndTheLastOneStays) {
  app_.app().Do(OpenFiles{{"put", folder_.path() + "/a.jsonl"}});
  ASSERT_TRUE(Opened(app_));
  ASSERT_EQ(app_.app().model().num_sessions(), 3u);
  app_.app().Do(CloseSession{0});  // another one than the one that is shown
  EXPECT_EQ(app_.app().model().session().name(), "a.jsonl");
  app_.app().Do(CloseSession{1});
  EXPECT_EQ(app_.app().model().session().name(), "put");
  app_.Frame();
  app_.app().Do(CloseSession{0});
  EXPECT_EQ(app_.app().model().num_sessions(), 1u);
  app_.Frame();
}

TEST(FolderListTest, AFolderWithMoreThanCanBeShownIsCut) {
  const test::TempDir folder;
  for (size_t i = 0; i < kMostFolderEntries + 5; i++) {
    std::ofstream(folder.path() + "/" + std::to_string(i) + ".json");
  }
  std::vector<FolderEntry> entries;
  ASSERT_TRUE(ListFolder(folder.path(), &entries).ok());
  EXPECT_EQ(entries.size(), kMostFolderEntries);
}

}  // namespace
}  // namespace lsm::gui
