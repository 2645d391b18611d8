// The app driven as a user does: mouse and keys through ImGui, without a window.
#include "gui/app/app.h"

#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <set>

#include "gui/draw/draw_scene.h"
#include "gui/panels/timeline_scene.h"
#include "tests/gui/app/sample_run.h"
#include "tests/traces/trace_script.h"

namespace lsm::gui {
namespace {

void ClickButton(HeadlessApp& app, const char* id) {
  const HeadlessApp::Place place = app.FindButton(id);
  ASSERT_GE(place.x, 0) << "no button " << id;
  app.Click(place.x, place.y);
}

TEST(AppTest, ClickingStepGoesOneEventOn) {
  HeadlessApp app;
  ASSERT_EQ(0u, app.ui().position);
  ClickButton(app, "step");
  EXPECT_EQ(1u, app.ui().position);
  ClickButton(app, "step");
  EXPECT_EQ(2u, app.ui().position);
  ClickButton(app, "step_back");
  EXPECT_EQ(1u, app.ui().position);
}

TEST(AppTest, SteppingBackFromTheBeginningStaysThere) {
  HeadlessApp app;
  ClickButton(app, "step_back");
  EXPECT_EQ(0u, app.ui().position);
}

TEST(AppTest, TheStallButtonGoesFromStallToStall) {
  HeadlessApp app;
  ClickButton(app, "next_stall");
  EXPECT_EQ(app.facts().first_stall, app.ui().position);
  ClickButton(app, "next_stall");
  EXPECT_EQ(app.facts().second_stall, app.ui().position);
  ClickButton(app, "next_stall");  // there is no third one
  EXPECT_EQ(app.facts().second_stall, app.ui().position);
}

TEST(AppTest, KeysStepPlayAndJump) {
  HeadlessApp app;
  app.Key(HeadlessApp::Named(ImGuiKey_RightArrow));
  EXPECT_EQ(1u, app.ui().position);
  app.Key('N');
  EXPECT_EQ(2u, app.ui().position);
  app.Key('N', /*shift=*/true);
  EXPECT_EQ(12u, app.ui().position);
  app.Key('B');
  EXPECT_EQ(11u, app.ui().position);
  app.Key(HeadlessApp::Named(ImGuiKey_RightArrow), false, /*ctrl=*/true);
  EXPECT_EQ(app.facts().first_stall, app.ui().position);
  app.Key(HeadlessApp::Named(ImGuiKey_End));
  EXPECT_EQ(app.facts().size, app.ui().position);
  app.Key(HeadlessApp::Named(ImGuiKey_Home));
  EXPECT_EQ(0u, app.ui().position);
  app.Key(HeadlessApp::Named(ImGuiKey_Space));
  EXPECT_TRUE(app.ui().playing);
  app.Key('.');
  EXPECT_FALSE(app.ui().playing);
}

TEST(AppTest, DraggingTheScrubBarMovesThroughTheRun) {
  HeadlessApp app;
  const Regions regions = LayoutRegions(app.window(), 1, app.ui().panels, 3);
  const Rect track = TrackOf(regions.scrub, 1);
  app.Drag(track.x + 1, track.CentreY(), track.CentreX(), track.CentreY());
  const double half = static_cast<double>(app.facts().size) / 2;
  EXPECT_NEAR(half, static_cast<double>(app.ui().position), 2);
  app.Drag(track.CentreX(), track.CentreY(), track.Right() + 200, track.CentreY());
  EXPECT_EQ(app.facts().size, app.ui().position);
}

TEST(AppTest, TheWheelZoomsTheLanesAroundTheMouse) {
  HeadlessApp app;
  const Regions regions = LayoutRegions(app.window(), 1, app.ui().panels, 3);
  ASSERT_GT(regions.lanes.h, 0);
  const Rect track = TrackOf(regions.lanes, 1);
  app.Wheel(track.CentreX(), track.CentreY(), 3);
  const TimelineWindow zoomed = app.ui().timeline;
  EXPECT_LT(zoomed.end - zoomed.begin, 0.6);
  EXPECT_NEAR(0.5, (zoomed.begin + zoomed.end) / 2, 0.02);
  app.Drag(track.CentreX(), track.CentreY(), track.CentreX() - 100, track.CentreY(), 1);
  EXPECT_GT(app.ui().timeline.begin, zoomed.begin);
  app.Wheel(track.CentreX(), track.CentreY(), -20);
  EXPECT_EQ(TimelineWindow{}, app.ui().timeline);
}

TEST(AppTest, EveryThreadsLaneCanBeReached) {
  std::vector<std::unique_ptr<Session>> sessions;
  sessions.push_back(std::make_unique<RecordedSession>(
      trace::MakeRun({.clients = 12, .rounds = 40, .reads_percent = 20}), "twelve"));
  HeadlessApp app(std::move(sessions), {1600, 900});
  app.Frame();
  const AppModel& model = app.app().model();
  const Rect lanes = LayoutRegions(app.window(), 1, app.ui().panels, 12).lanes;
  std::set<size_t> seen;
  const auto look = [&] {
    const TimelineInput input{model.session(), model.ui.time_mode, model.ui.timeline,
                              model.strings(), 1};
    const LaneRows rows = LaneRowsOf(input, lanes);
    for (size_t i = 0; i < rows.shown; i++) seen.insert(rows.first + i);
    return rows;
  };
  const LaneRows first = look();
  ASSERT_GE(first.clients, 12u);
  ASSERT_LT(first.shown, first.clients);
  ASSERT_GT(first.shown, 0u);
  EXPECT_EQ(0u, first.first);
  const Rect note = LaneNoteOf(lanes, 1);
  for (int i = 0; i < 12 && look().first + first.shown < first.clients; i++) {
    app.Click(note.x + 20, note.CentreY());
  }
  look();
  EXPECT_EQ(first.clients, seen.size());
  app.Click(note.x + 20, note.CentreY());
  EXPECT_EQ(0u, app.ui().timeline.first_lane);  // and round again
  app.Key('J');
  EXPECT_EQ(4u, look().first);
  app.Key('J', true);
  EXPECT_EQ(0u, look().first);
}

TEST(AppTest, TheLeftColumnHasNoSeams) {
  HeadlessApp app;
  for (const Size window : {Size{1280, 720}, Size{1600, 900}, Size{1920, 1080}, Size{1777, 999}}) {
    app.Resize(window);
    for (int i = 0; i < 3; i++) app.Frame();
    SCOPED_TRACE(window.w);
    const auto bottom_of = [](const char* name) {
      const ImGuiWindow* panel = ImGui::FindWindowByName(name);
      return panel->Pos.y + panel->Size.y;
    };
    EXPECT_EQ(bottom_of("scenario"), ImGui::FindWindowByName("stalls")->Pos.y);
    EXPECT_EQ(bottom_of("stalls"), ImGui::FindWindowByName("scrub")->Pos.y);
  }
}

TEST(AppTest, ABarOfTheLanesSaysWhatItIs) {
  HeadlessApp app;
  const AppModel& model = app.app().model();
  const TimelineInput input{model.session(), TimeMode::kStory, {}, model.strings()};
  const Scene lanes = LayoutLanes(input, {0, 0, 1600, 200}, ImGuiTextMetrics());
  const Item* bar = nullptr;  // the stop's
  for (const Item& item : lanes.items) {
    if (item.key.thing == Thing::kLaneSpan && item.hatch == Role::kStall) bar = &item;
  }
  ASSERT_NE(nullptr, bar);
  EXPECT_EQ(bar, HitTest(lanes, bar->rect.CentreX(), bar->rect.CentreY()));
  const std::string told = SpanText(input, bar->key);
  const std::string where = std::to_string(app.facts().first_stall);
  EXPECT_NE(std::string::npos, told.find(where)) << told << " should have " << where;
}

TEST(AppTest, LanguageChangesWhileRunning) {
  HeadlessApp app;
  ClickButton(app, "language");
  EXPECT_EQ(Language::kChinese, app.ui().language);
  EXPECT_EQ("前进 ▶", app.app().model().strings().Get("transport.step"));
  app.Key('L');
  EXPECT_EQ(Language::kEnglish, app.ui().language);
}

TEST(AppTest, AClickOnAWriterSelectsIt) {
  HeadlessApp app;
  app.app().Do(SeekTo{app.facts().first_stall});
  app.Frame(1);
  app.Frame(1);
  const trace::State& state = app.app().model().state();
  ASSERT_EQ(1u, state.queue.size());
  const gui::Key writer{Thing::kWriter, 0, state.queue.front()};
  app.Key(HeadlessApp::Named(ImGuiKey_Tab));  // the first thing of the stage is the leader
  EXPECT_EQ(writer, app.ui().selected);
  app.Key(HeadlessApp::Named(ImGuiKey_Escape));
  EXPECT_FALSE(static_cast<bool>(app.ui().selected));
  // Somewhere on the stage, upper left, there is its token.
  const Regions regions = LayoutRegions(app.window(), 1, app.ui().panels, 3);
  for (float y = regions.stage.y; y < regions.stage.CentreY() && !app.ui().selected; y += 12) {
    app.Click(regions.stage.x + 60, y);
  }
  EXPECT_EQ(writer, app.ui().selected);
}

TEST(AppTest, PlayingInStoryTimeGivesEachEventTheSameRoom) {
  HeadlessApp app;
  app.ui().events_per_second = 10;
  app.app().Do(TogglePlay{});
  for (int i = 0; i < 10; i++) app.Frame(0.1);
  EXPECT_NEAR(10, static_cast<double>(app.ui().position), 1);
  app.Frame(1000);
  EXPECT_EQ(app.facts().size, app.ui().position);
  EXPECT_FALSE(app.ui().playing);  // it stops at the end
  app.app().Do(TogglePlay{});      // and begins again
  EXPECT_EQ(0u, app.ui().position);
}

TEST(AppTest, PlayingByTheClockWaitsWhereNothingHappens) {
  HeadlessApp app;
  app.app().Do(SeekTo{app.facts().compaction_begin});
  app.app().Do(ToggleTimeMode{});
  app.ui().ns_per_second = 1e6;
  app.app().Do(TogglePlay{});
  app.Frame(1);  // 1 ms of the 2 ms in which the compaction runs
  EXPECT_EQ(app.facts().compaction_begin, app.ui().position);
  app.Frame(1.1);
  EXPECT_GT(app.ui().position, app.facts().compaction_begin);
}

TEST(AppTest, NothingIsDrawnAgainWhileNothingChanges) {
  HeadlessApp app;
  for (int i = 0; i < 5; i++) app.Frame(1);
  EXPECT_GT(app.app().SecondsToNextChange(), 1e9);
  app.Key('N');
  app.app().Do(TogglePlay{});
  EXPECT_LT(app.app().SecondsToNextChange(), 0.2);
}

TEST(AppTest, AStepMovesAndALeapJumps) {
  HeadlessApp app;
  app.Frame(1);
  app.app().Do(StepBy{9});
  app.Frame(0.01);
  EXPECT_EQ(0, app.app().SecondsToNextChange());  // under way
  for (int i = 0; i < 40; i++) app.Frame(0.01);
  EXPECT_GT(app.app().SecondsToNextChange(), 1e9);
  app.app().Do(SeekTo{app.facts().size});
  app.Frame(0.01);
  EXPECT_GT(app.app().SecondsToNextChange(), 1e9);
  app.app().Do(ToggleMotion{});  // with less motion a step jumps, too
  app.app().Do(StepBy{-1});
  app.Frame(0.01);
  EXPECT_GT(app.app().SecondsToNextChange(), 1e9);
}

TEST(AppTest, HelpOpensAndAnyKeyClosesIt) {
  HeadlessApp app;
  const int before = app.Vertices();
  app.Key('/', /*shift=*/true);
  EXPECT_TRUE(app.ui().help_open);
  EXPECT_GT(app.Vertices(), before);
  app.Key('X');
  EXPECT_FALSE(app.ui().help_open);
}

TEST(AppTest, EveryPositionSizeLanguageAndThemeCanBeDrawn) {
  HeadlessApp app({1280, 720});
  for (const Size size : {Size{1600, 900}, Size{1280, 720}, Size{640, 360}, Size{320, 320}}) {
    app.Resize(size);
    for (uint64_t position = 0; position <= app.facts().size; position += 37) {
      app.app().Do(SeekTo{position});
      app.app().Do(ToggleLanguage{});
      app.app().Do(ToggleTheme{});
      app.Frame();
      EXPECT_GT(app.Vertices(), 0);
    }
  }
}

}  // namespace
}  // namespace lsm::gui
