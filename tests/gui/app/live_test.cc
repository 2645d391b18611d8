// A run that goes on, driven as a user does: the engine works while the app plays at its end.
#include <gtest/gtest.h>
#include <imgui.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gui/app/app.h"
#include "gui/session/live_session.h"
#include "tests/gui/app/sample_run.h"
#include "traces/state/state_json.h"

namespace lsm::gui {
namespace {

RunForm Form(bool real) {
  RunForm form;
  form.real = real;
  EXPECT_TRUE(FillForm(&form).ok());
  form.pace = 0;
  return form;
}

std::unique_ptr<HeadlessApp> Open(const RunForm& form) {
  std::vector<std::unique_ptr<Session>> sessions(1);
  const Status status = StartLive(form, &sessions[0]);
  EXPECT_TRUE(status.ok()) << status.ToString();
  auto app = std::make_unique<HeadlessApp>(std::move(sessions), Size{1600, 900});
  app->app().Do(EditRun{form});
  return app;
}

// Frames until it holds, in real time; false after ten seconds.
bool FramesUntil(HeadlessApp& app, const std::function<bool()>& holds, double seconds = 0.016) {
  for (int i = 0; i < 10'000; i++) {
    app.Frame(seconds);
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

Session& SessionOf(HeadlessApp& app) { return app.app().model().session(); }

// The first recorded position from `position` on; the size of the session if there is none.
uint64_t RecordedFrom(HeadlessApp& app, uint64_t position) {
  Session& session = SessionOf(app);
  while (position < session.size() && session.EventAt(position).kind == 0) position++;
  return std::min(position, session.size());
}

// Frames in which nothing may change.
void Rest(HeadlessApp& app) {
  for (int i = 0; i < 30; i++) {
    app.Frame();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

// The State that is shown equals the fold of what was recorded, from the start.
void ExpectStateIsTheFold(HeadlessApp& app) {
  Session& session = SessionOf(app);
  trace::State state;
  state.tables = &session.tables();
  for (uint64_t at = 1; at <= app.ui().position; at++) trace::Fold(state, at, session.EventAt(at));
  EXPECT_EQ(trace::StateJson(session.StateAt(app.ui().position), session.tables()),
            trace::StateJson(state, session.tables()));
}

class LiveTest : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(SimulatedAndReal, LiveTest, testing::Bool(),
                         [](const auto& info) { return info.param ? "real" : "simulated"; });

TEST_P(LiveTest, ARightArrowAtTheEndLetsTheEngineMakeOneEvent) {
  const auto app = Open(Form(GetParam()));
  Rest(*app);
  EXPECT_EQ(SessionOf(*app).size(), 0u);
  std::vector<uint64_t> seen;
  for (uint64_t step = 1; step <= 40; step++) {
    const uint64_t before = app->ui().position;
    app->Key(HeadlessApp::Named(ImGuiKey_RightArrow));
    ASSERT_TRUE(FramesUntil(*app, [&] { return app->ui().position > before; })) << step;
    EXPECT_EQ(RecordedFrom(*app, before + 1), app->ui().position) << "the next one";
    // A thread's first event brings its announcement along.
    EXPECT_LE(RecordedFrom(*app, app->ui().position + 1), SessionOf(*app).size());
    seen.push_back(app->ui().position);
  }
  ExpectStateIsTheFold(*app);
  const uint64_t one_back = seen[seen.size() - 2];
  app->Key(HeadlessApp::Named(ImGuiKey_LeftArrow));
  EXPECT_EQ(app->ui().position, one_back);
  Rest(*app);
  EXPECT_EQ(app->ui().position, one_back);
}

TEST_P(LiveTest, PlayingInStoryTimeTheEngineMakesWhatIsSeenAndNoMore) {
  const auto app = Open(Form(GetParam()));
  app->ui().events_per_second = 1000;
  app->Key(HeadlessApp::Named(ImGuiKey_Space));
  ASSERT_TRUE(FramesUntil(*app, [&] { return app->ui().position > 500; }));
  EXPECT_LE(SessionOf(*app).size(), app->ui().position + 100);
  app->Key(HeadlessApp::Named(ImGuiKey_Space));
  Rest(*app);
  const uint64_t stood_at = SessionOf(*app).size();
  Rest(*app);
  EXPECT_EQ(SessionOf(*app).size(), stood_at);
  EXPECT_EQ(app->ui().position, stood_at);
  ExpectStateIsTheFold(*app);
}

TEST_P(LiveTest, NextStallBeyondWhatIsRecordedRunsTheEngineUntilOne) {
  const auto app = Open(Form(GetParam()));
  app->Key('S');
  ASSERT_TRUE(FramesUntil(
      *app, [&] { return app->ui().position > 0 && !SessionOf(*app).live()->running_until(); }));
  Rest(*app);
  EXPECT_TRUE(SessionOf(*app).EventAt(app->ui().position).Is<StallBegin>());
  EXPECT_EQ(app->ui().position, SessionOf(*app).size());
  EXPECT_TRUE(app->app().model().state().stall.has_value());
  ExpectStateIsTheFold(*app);
}

// A paced run makes some writes a second, far too few for a stall.
TEST(LiveAppTest, ARealRunThatIsAskedForAStallKeepsToNoPaceOnTheWay) {
  RunForm form = Form(/*real=*/true);
  form.pace = 2;
  const auto app = Open(form);
  app->Key('S');
  ASSERT_TRUE(FramesUntil(
      *app, [&] { return app->ui().position > 0 && !SessionOf(*app).live()->running_until(); }));
  Rest(*app);
  EXPECT_TRUE(SessionOf(*app).EventAt(app->ui().position).Is<StallBegin>());
}

TEST(LiveAppTest, SpaceEndsARunToSomethingThatDoesNotCome) {
  RunForm form = Form(/*real=*/false);
  form.pace = 1;
  const auto app = Open(form);
  app->app().Do(ToggleBreakpoint{DatabaseClosed::kInfo.code});
  app->app().Do(RunToBreakpoint{1});
  ASSERT_TRUE(FramesUntil(*app, [&] { return app->ui().position > 1'000; }));
  app->Key(HeadlessApp::Named(ImGuiKey_Space));
  Rest(*app);
  EXPECT_FALSE(app->ui().playing);
  const uint64_t size = SessionOf(*app).size();
  Rest(*app);
  EXPECT_EQ(SessionOf(*app).size(), size);
}

TEST(LiveAppTest, ByTheClockARealEngineRunsFreelyAndStandsOncePaused) {
  const auto app = Open(Form(/*real=*/true));
  app->Key('C');
  app->Key(HeadlessApp::Named(ImGuiKey_Space));
  ASSERT_TRUE(FramesUntil(*app, [&] { return app->ui().position > 20'000; }));
  app->Key(HeadlessApp::Named(ImGuiKey_Space));
  Rest(*app);
  const uint64_t size = SessionOf(*app).size();
  Rest(*app);
  EXPECT_EQ(SessionOf(*app).size(), size);
  EXPECT_EQ(app->ui().position, size);
  EXPECT_EQ(SessionOf(*app).live()->gate().due, 0u);
}

TEST(LiveAppTest, AtItsEndARealEngineIsSaidToRunFreely) {
  const auto app = Open(Form(/*real=*/true));
  EXPECT_FALSE(RunsFreely(app->app().model())) << "in story time it steps";
  app->Key('C');
  EXPECT_TRUE(RunsFreely(app->app().model()));
  app->app().Do(StepBy{5});
  ASSERT_TRUE(FramesUntil(*app, [&] { return app->ui().position >= 5; }));
  app->app().Do(SeekTo{1});
  EXPECT_FALSE(RunsFreely(app->app().model())) << "what is recorded is played at its speed";
}

TEST(LiveAppTest, ASimulatedEngineKeepsToTheSpeedOfTheClock) {
  const auto app = Open(Form(/*real=*/false));
  app->Key('C');
  EXPECT_FALSE(RunsFreely(app->app().model()));
}

// Whatever there is to tell of the run.
TEST(LiveAppTest, RunAndStopAreAlwaysInSight) {
  for (const bool real : {false, true}) {
    std::vector<std::unique_ptr<Session>> sessions(1);
    ASSERT_TRUE(StartLive(Form(real), &sessions[0]).ok());
    HeadlessApp app(std::move(sessions), Size{1280, 720});
    app.app().KeepWidgetPlaces();
    for (const Language language : {Language::kEnglish, Language::kChinese}) {
      app.app().Do(SetLanguage{language});
      app.app().Do(StepBy{20});
      ASSERT_TRUE(FramesUntil(app, [&] { return app.ui().position >= 20; }));
      app.Frame();
      const Rect& left = LayoutRegions({1280, 720}, app.app().ScaleOf({1280, 720}), app.ui().panels,
                                       SessionOf(app).index().lanes.size(), kEventsShare)
                             .left;
      for (const char* const id : {"run_panel", "live_stop"}) {
        const auto found = std::ranges::find(app.app().widgets(), id, &WidgetPlace::id);
        ASSERT_NE(found, app.app().widgets().end()) << id << (real ? ", real" : ", simulated");
        // Above the stall conditions, which take the lower part of the column.
        EXPECT_LT(found->rect.Bottom(), left.y + left.h * 0.65f) << id;
        EXPECT_GE(found->rect.y, left.y);
      }
    }
  }
}

TEST(LiveAppTest, ScrubbingBackHoldsTheEngine) {
  const auto app = Open(Form(/*real=*/true));
  app->Key('C');
  app->Key(HeadlessApp::Named(ImGuiKey_Space));
  ASSERT_TRUE(FramesUntil(*app, [&] { return app->ui().position > 2'000; }));
  app->app().Do(SeekTo{1'000});
  Rest(*app);
  const uint64_t size = SessionOf(*app).size();
  Rest(*app);
  EXPECT_EQ(app->ui().position, 1'000u);
  EXPECT_EQ(SessionOf(*app).size(), size);
}

TEST(LiveAppTest, RestartWithOtherOptionsBeginsAnewWithThem) {
  RunForm form = Form(/*real=*/true);
  const auto app = Open(form);
  app->Key('S');
  ASSERT_TRUE(FramesUntil(
      *app, [&] { return app->ui().position > 0 && !SessionOf(*app).live()->running_until(); }));
  form.l0_slowdown_trigger = 5;
  form.l0_stop_trigger = 7;
  form.writers = 3;
  app->app().Do(EditRun{form});
  app->app().Do(StartRun{});  // in the middle of a stall
  app->ui().events_per_second = 5000;
  ASSERT_TRUE(FramesUntil(*app, [&] { return app->ui().position > 200; }));
  EXPECT_EQ(app->app().model().num_sessions(), 1u);
  EXPECT_EQ(app->app().model().state().limits.l0_slowdown_trigger, 5u);
  EXPECT_EQ(app->app().model().state().limits.l0_stop_trigger, 7u);
}

TEST(LiveAppTest, ANumberOutOfRangeIsToldAndTheRunGoesOn) {
  RunForm form = Form(/*real=*/false);
  const auto app = Open(form);
  form.write_buffer_size = 12;
  app->app().Do(EditRun{form});
  app->app().Do(StartRun{});
  EXPECT_NE(app->ui().live.error.find("write_buffer_size"), std::string::npos)
      << app->ui().live.error;
  EXPECT_TRUE(app->ui().live.panel_open);
  EXPECT_TRUE(SessionOf(*app).growing());
}

TEST(LiveAppTest, StoppedTheRunEndsAndStays) {
  const auto app = Open(Form(/*real=*/true));
  app->Key('S');
  ASSERT_TRUE(FramesUntil(*app, [&] { return app->ui().position > 100; }));
  app->app().Do(StopLive{});
  ASSERT_TRUE(FramesUntil(*app, [&] { return !SessionOf(*app).growing(); }));
  EXPECT_TRUE(SessionOf(*app).EventAt(SessionOf(*app).size()).Is<RunEnded>());
  EXPECT_TRUE(SessionOf(*app).status().ok()) << SessionOf(*app).status().ToString();
  ExpectStateIsTheFold(*app);
}

TEST(LiveAppTest, ALongRecordingForgetsItsBeginningAndIsDrawnAllTheSame) {
  sim::LivePlan plan;
  ASSERT_TRUE(PlanOf(Form(/*real=*/true), &plan).ok());
  std::unique_ptr<LiveSession> session;
  constexpr uint64_t kBytes = 3 * trace::EventStore::kChunkBytes;
  ASSERT_TRUE(LiveSession::Start(plan, &session, kBytes).ok());
  std::vector<std::unique_ptr<Session>> sessions;
  sessions.push_back(std::move(session));
  HeadlessApp app(std::move(sessions), {1600, 900});
  app.Key('C');
  app.Key(HeadlessApp::Named(ImGuiKey_Space));
  ASSERT_TRUE(FramesUntil(app, [&] { return SessionOf(app).first() > 40'000; }));
  app.app().Do(SeekTo{0});
  app.Frame();
  EXPECT_EQ(app.ui().position, SessionOf(app).first() - 1);
  const RunIndex& index = SessionOf(app).index();
  ASSERT_FALSE(index.interesting.empty());
  EXPECT_GE(index.interesting.front(), SessionOf(app).first());
  for (const auto& positions : index.by_family) {
    if (!positions.empty()) {
      EXPECT_GE(positions.front(), SessionOf(app).first());
    }
  }
  // The engine stands by now, but what its threads did before comes a little later, and pushes out
  // of so small a recording what a frame before was its first event: the action is looked at before
  // a frame takes that in.
  app.app().Do(SeekInteresting{1});
  EXPECT_EQ(app.ui().position, index.interesting.front());
  app.Frame();
  EXPECT_GE(app.ui().position, SessionOf(app).first() - 1);
}

}  // namespace
}  // namespace lsm::gui
