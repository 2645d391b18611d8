// The machine's tab: a run is forked, somebody picks who goes next, the power is cut.
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "gui/session/altered_run.h"
#include "gui/session/live_session.h"
#include "gui/session/open_session.h"
#include "tests/gui/app/sample_run.h"

namespace lsm::gui {
namespace {

HeadlessApp Open(const std::string& scenario, std::vector<std::string> sets = {}) {
  std::vector<std::unique_ptr<Session>> sessions(1);
  OpenOptions options;
  options.sets = std::move(sets);
  const Status status = OpenSession(scenario, options, &sessions[0]);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return HeadlessApp(std::move(sessions), {1600, 900});
}

// Frames until it is so; false after a minute.
bool Until(HeadlessApp& app, const std::function<bool()>& holds) {
  for (int i = 0; i < 3000; i++) {
    app.Frame();
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

const Session& OnScreen(HeadlessApp& app) { return app.app().model().session(); }

std::optional<sim::OpenQuestion> QuestionOf(HeadlessApp& app) {
  LiveSession* const live = app.app().model().session().live();
  return live == nullptr || live->desk() == nullptr ? std::nullopt : live->desk()->question();
}

TEST(WorldTest, AForkIsTheSameRunUpToThereAndThenAsOnePicks) {
  HeadlessApp app = Open("races");
  const Session& original = app.app().model().SessionAt(0);
  const uint64_t here = original.index().by_family[static_cast<size_t>(Family::kWrite)][4];
  app.app().Do(SeekTo{here});
  app.app().Do(ForkHere{});
  ASSERT_EQ(app.app().model().num_sessions(), 2u);
  EXPECT_EQ(app.ui().world.error, "");
  EXPECT_EQ(app.ui().look, LookTab::kWorld);
  ASSERT_TRUE(Until(app, [&] { return app.ui().position >= here; }));
  EXPECT_EQ(app.ui().position, here);
  const Session& fork = OnScreen(app);
  for (uint64_t at = 1; at <= here; at++) {
    if (original.EventAt(at).kind == 0) continue;
    EXPECT_EQ(original.EventAt(at).kind, fork.EventAt(at).kind) << at;
    EXPECT_EQ(original.EventAt(at).time_ns, fork.EventAt(at).time_ns) << at;
  }
  // Somebody else than usual goes first, by mouse; then the run goes on by itself.
  app.app().Do(TogglePlay{});
  ASSERT_TRUE(Until(app, [&] { return QuestionOf(app).has_value(); }));
  const sim::OpenQuestion question = *QuestionOf(app);
  ASSERT_GE(question.fibers.size(), 2u);
  const size_t other = question.usual == 0 ? 1 : 0;
  app.app().Do(AnswerChoiceNth{other + 1});
  app.app().Do(SetAsking{sim::Asking::kNothing});
  app.ui().breakpoints = {RunEnded::kInfo.code};
  app.app().Do(RunToBreakpoint{1});
  ASSERT_TRUE(Until(app, [&] { return !OnScreen(app).growing(); }));
  EXPECT_TRUE(OnScreen(app).status().ok()) << OnScreen(app).status().ToString();
  bool found = false;
  for (const uint64_t at : fork.index().by_family[static_cast<size_t>(Family::kSched)]) {
    if (!fork.EventAt(at).Is<ThreadChosen>()) continue;
    const ThreadChosen chosen = fork.EventAt(at).As<ThreadChosen>();
    found = found || (chosen.choice == question.number && chosen.chosen == question.fibers[other]);
  }
  EXPECT_TRUE(found);
  // A fork of the fork knows what was picked.
  app.app().Do(SeekTo{fork.size()});
  app.app().Do(ForkHere{});
  EXPECT_EQ(app.ui().world.error, "");
  const uint64_t end = fork.size();
  ASSERT_TRUE(Until(app, [&] { return OnScreen(app).size() >= end; }));
  EXPECT_EQ(fork.EventAt(end).time_ns, OnScreen(app).EventAt(end).time_ns);
}

TEST(WorldTest, APowerCutIsWatchedRecordByRecord) {
  HeadlessApp app = Open("races", {"clients.0.operations=20"});
  const Session& original = app.app().model().SessionAt(0);
  const uint64_t here = original.index().by_family[static_cast<size_t>(Family::kWrite)][60];
  app.app().Do(SeekTo{here});
  const uint64_t published = app.app().model().state().last_sequence;
  ASSERT_GT(published, 2u);
  app.app().Do(SetSurvival{"everything"});
  app.app().Do(CutPowerHere{});
  EXPECT_EQ(app.ui().world.error, "");
  ASSERT_TRUE(Until(app, [&] { return app.ui().position >= here + 1; }));
  EXPECT_EQ(app.ui().position, here + 1);
  ASSERT_TRUE(OnScreen(app).EventAt(here + 1).Is<PowerCut>());
  for (uint64_t at = 1; at <= here; at++) {
    if (original.EventAt(at).kind == 0) continue;
    ASSERT_EQ(original.EventAt(at).time_ns, OnScreen(app).EventAt(at).time_ns) << at;
  }
  const auto state = [&]() -> const trace::State& { return app.app().model().state(); };
  ASSERT_TRUE(state().power_cut.has_value());
  EXPECT_EQ(state().power_cut->last_sequence, published);
  EXPECT_FALSE(state().database_open);
  // One record after the other.
  uint64_t records = 0;
  for (int i = 0; i < 400 && !state().database_open; i++) {
    const uint64_t before = app.ui().position;
    app.app().Do(StepBy{1});
    ASSERT_TRUE(Until(app, [&] { return app.ui().position > before; }));
    if (!state().recovery) continue;
    EXPECT_LE(state().recovery->records, records + 1);
    records = std::max(records, state().recovery->records);
  }
  EXPECT_TRUE(state().database_open);
  EXPECT_GE(records, 2u);
  ASSERT_TRUE(state().power_cut->recovered.has_value());
  // What was in the log and not published yet was under way, and is there now.
  EXPECT_GE(*state().power_cut->recovered, published);
  app.ui().breakpoints = {RunEnded::kInfo.code};
  app.app().Do(RunToBreakpoint{1});
  ASSERT_TRUE(Until(app, [&] { return !OnScreen(app).growing(); }));
  EXPECT_TRUE(OnScreen(app).status().ok()) << OnScreen(app).status().ToString();
  EXPECT_EQ(state().account.differed, 0u);
}

TEST(WorldTest, WhatGoesWrongShows) {
  for (const FaultPreset& preset : FaultPresets()) {
    HeadlessApp app = Open("recovery", {"faults=[]", "clients.0.go_on=true"});
    const Session& original = app.app().model().SessionAt(0);
    const auto& flushes = original.index().by_family[static_cast<size_t>(Family::kFlush)];
    ASSERT_GT(flushes.size(), 6u);
    const uint64_t here = flushes[5];
    app.app().Do(SeekTo{here});
    app.app().Do(SetFault{std::string(preset.name)});
    app.app().Do(InjectFault{});
    ASSERT_EQ(app.ui().world.error, "");
    ASSERT_TRUE(Until(app, [&] { return app.ui().position >= here; })) << preset.name;
    app.ui().breakpoints = {RunEnded::kInfo.code};
    app.app().Do(RunToBreakpoint{1});
    ASSERT_TRUE(Until(app, [&] { return !OnScreen(app).growing(); })) << preset.name;
    const auto& faults = OnScreen(app).index().by_family[static_cast<size_t>(Family::kFault)];
    ASSERT_FALSE(faults.empty()) << preset.name;
    EXPECT_GE(faults.front(), here);
    EXPECT_EQ(app.app().model().state().account.differed, 0u);
  }
}

TEST(WorldTest, WhatWasNotSimulatedCannotBeAltered) {
  HeadlessApp app;  // a run made by hand: nobody knows how to have it again
  app.app().Do(SeekTo{10});
  app.app().Do(ForkHere{});
  EXPECT_EQ(app.app().model().num_sessions(), 1u);
  EXPECT_NE(app.ui().world.error, "");
  EXPECT_FALSE(CanBeAltered(OnScreen(app)));
  app.Frame();
}

}  // namespace
}  // namespace lsm::gui
