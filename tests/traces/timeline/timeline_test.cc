#include "traces/timeline/timeline.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "engine/base/random.h"
#include "tests/traces/trace_script.h"
#include "traces/state/state_json.h"

namespace lsm::trace {
namespace {

// The State after every event as JSON, folded once from the start.
std::vector<std::string> AllStates(const Trace& trace) {
  std::vector<std::string> all;
  State state;
  state.tables = &trace.tables;
  all.push_back(StateJson(state, trace.tables));
  for (uint64_t position = 1; position <= trace.events.size(); position++) {
    Fold(state, position, trace.events.At(position));
    all.push_back(StateJson(state, trace.tables));
  }
  return all;
}

TEST(Timeline, TheStateAtAnyEventEqualsTheFoldFromTheStart) {
  for (uint64_t seed = 1; seed <= 5; seed++) {
    const auto run = MakeRun({.seed = seed, .rounds = 120});
    const auto all = AllStates(*run);
    // Small limits, so that checkpoints are thinned out on the way.
    Timeline timeline(run, {.first_interval = 16 * seed, .checkpoints = 8});
    Random random(seed);
    uint64_t position = 0;
    for (int step = 0; step < 3000; step++) {
      switch (random.Uniform(4)) {
        case 0:
          position = random.Uniform(static_cast<uint32_t>(timeline.size() + 1));
          break;
        case 1:
          if (position < timeline.size()) position++;
          break;
        default:
          if (position > 0) position--;
      }
      ASSERT_EQ(StateJson(timeline.StateAt(position), run->tables), all[position])
          << "seed " << seed << ", step " << step << ", position " << position;
    }
    EXPECT_LE(timeline.checkpoints(), 8u);
  }
}

TEST(Timeline, BeyondTheEndIsTheEnd) {
  const auto run = MakeRun({.rounds = 5});
  Timeline timeline(run);
  EXPECT_EQ(timeline.StateAt(UINT64_MAX).position, timeline.size());
  EXPECT_EQ(timeline.StateAt(0).position, 0u);
}

TEST(Timeline, AStepForwardFoldsOneEvent) {
  const auto run = MakeRun({.rounds = 50});
  Timeline timeline(run);
  timeline.StateAt(100);
  const uint64_t folded = timeline.events_folded();
  timeline.StateAt(101);
  timeline.StateAt(101);
  EXPECT_EQ(timeline.events_folded(), folded + 1);
}

TEST(Timeline, AStepBackFoldsFewEvents) {
  const auto run = MakeRun({.rounds = 1000});
  Timeline timeline(run);
  ASSERT_GT(timeline.size(), 5000u);
  timeline.StateAt(timeline.size());
  const uint64_t folded = timeline.events_folded();
  constexpr uint64_t kSteps = 4000;
  for (uint64_t step = 1; step <= kSteps; step++) timeline.StateAt(timeline.size() - step);
  // Once from the checkpoint per stretch, then at most a tooth's width per step.
  EXPECT_LT((timeline.events_folded() - folded) / kSteps, 12u);
}

TEST(Timeline, CheckpointsAreBoundedInNumberAndBytes) {
  const auto run = MakeRun({.rounds = 2000});
  Timeline many(run, {.first_interval = 8, .checkpoints = 64});
  many.StateAt(many.size());
  EXPECT_LE(many.checkpoints(), 64u);
  EXPECT_GE(many.checkpoints(), 32u);
  Timeline small(run, {.first_interval = 8, .checkpoint_bytes = 100'000});
  small.StateAt(small.size());
  EXPECT_LT(small.checkpoints() * sizeof(State), 100'000u);
  EXPECT_GE(small.checkpoints(), 4u);
}

// 10,000 files and 2,000 checkpoints: the files are shared.
TEST(Timeline, ManyFilesAndManyCheckpointsStaySmall) {
  TraceScript script;
  for (uint64_t file = 1; file <= 10'000; file++) {
    script.Add(FileAdded{.file = file,
                         .bytes = 100,
                         .smallest = script.Intern("k" + std::to_string(100'000 + file)),
                         .level = 2});
    if (file % 1000 == 0) script.Add(VersionInstalled{.version = file / 1000});
  }
  for (int i = 0; i < 16'000; i++) script.Add(WalCreated{});
  Timeline timeline(script.trace(), {.first_interval = 8, .checkpoints = 4000});
  const State end = timeline.StateAt(timeline.size());
  EXPECT_GE(timeline.checkpoints(), 1500u);
  size_t shared = 0;
  for (uint64_t position = 10'016; position < timeline.size(); position += 8) {
    shared += timeline.StateAt(position).levels[2].files == end.levels[2].files;
  }
  EXPECT_GE(shared, 1900u);
}

TEST(Timeline, FindsTheNextAndThePreviousEvent) {
  const auto run = MakeRun({.rounds = 200});
  const Timeline timeline(run);
  const auto is_stall = [](uint64_t, const Event& event) { return event.Is<StallBegin>(); };
  const uint64_t first = timeline.NextEvent(0, is_stall);
  ASSERT_NE(first, 0u);
  EXPECT_TRUE(run->events.At(first).Is<StallBegin>());
  const uint64_t second = timeline.NextEvent(first, is_stall);
  ASSERT_GT(second, first);
  EXPECT_EQ(timeline.PreviousEvent(second, is_stall), first);
  EXPECT_EQ(timeline.PreviousEvent(first, is_stall), 0u);
  EXPECT_EQ(timeline.NextEvent(timeline.size(), is_stall), 0u);
  EXPECT_NE(timeline.PreviousEvent(UINT64_MAX, is_stall), 0u);
}

TEST(Timeline, FindsThePositionOfATime) {
  const auto run = MakeRun({.rounds = 10});
  const Timeline timeline(run);
  EXPECT_EQ(timeline.PositionAtTime(99), 0u);
  EXPECT_EQ(timeline.PositionAtTime(100), 1u);
  EXPECT_EQ(timeline.PositionAtTime(250), 2u);
  EXPECT_EQ(timeline.PositionAtTime(UINT64_MAX), timeline.size());
}

TEST(Timeline, ATraceMayGrowMeanwhile) {
  TraceScript script;
  script.Add(RunStarted{});
  Timeline timeline(script.trace());
  EXPECT_EQ(timeline.StateAt(9).position, 1u);
  script.Add(RunEnded{});
  EXPECT_TRUE(timeline.StateAt(2).run_ended);
}

}  // namespace
}  // namespace lsm::trace
