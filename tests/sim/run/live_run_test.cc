#include "sim/run/live_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/events/all.h"
#include "traces/format/describe.h"
#include "traces/state/state_checker.h"
#include "traces/trace.h"

namespace lsm::sim {
namespace {

using Clock = std::chrono::steady_clock;
using Sets = std::vector<std::string>;

// Eight writers that never end, on the smallest files that bring stalls within some thousand
// events.
const Sets kEightWriters = {"clients.0.threads=8", "clients.0.operations=1000000000",
                            "clients.0.pause_ns=0", "clients.1.operations=1000000000",
                            "options.l0_slowdown_delay_us=50"};

LivePlan LivePlanOf(const Sets& sets, bool real, bool paused = true) {
  LivePlan plan;
  const Status status = LoadScenario("write-stall", sets, &plan.scenario);
  EXPECT_TRUE(status.ok()) << status.ToString();
  plan.real = real;
  plan.paused = paused;
  return plan;
}

// A run and all that was taken from it.
struct Watched {
  explicit Watched(LivePlan plan) {
    const Status status = LiveRun::Start(std::move(plan), &run);
    EXPECT_TRUE(status.ok()) << status.ToString();
  }
  uint64_t Take() {
    run->Take(&events);
    return events.size();
  }
  // Takes until it holds; false after ten seconds.
  bool TakeUntil(const std::function<bool()>& holds) {
    const auto deadline = Clock::now() + std::chrono::seconds(10);
    while (true) {
      Take();
      if (holds()) return true;
      if (Clock::now() > deadline) return false;
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  }

  std::unique_ptr<LiveRun> run;
  std::vector<PositionedEvent> events;
};

double SecondsToClose(std::unique_ptr<LiveRun> run) {
  const auto begin = Clock::now();
  run.reset();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

TEST(LiveRun, StepsBringExactlyThatManyEventsOfARealEngine) {
  Watched watched(LivePlanOf(kEightWriters, /*real=*/true));
  // A thread's first event brings the thread's own announcement along, which is no step.
  const auto steps_told = [&] {
    return static_cast<uint64_t>(std::ranges::count_if(
        watched.events,
        [](const PositionedEvent& told) { return !told.event.Is<ThreadStarted>(); }));
  };
  uint64_t asked = 0;
  for (uint64_t step = 1; step <= 400; step++) {
    const uint64_t n = 1 + step % 7;
    watched.run->gate().Step(n);
    asked += n;
    ASSERT_TRUE(watched.TakeUntil([&] { return steps_told() >= asked; })) << step;
    ASSERT_EQ(steps_told(), asked) << step;
  }
}

// LSMSCOPE_GATE_ROUNDS asks for more.
int Rounds(int usual) {
  const char* asked = std::getenv("LSMSCOPE_GATE_ROUNDS");
  return asked != nullptr ? std::max(1, std::atoi(asked)) : usual;
}

TEST(LiveRun, AGatedRealEngineIsSteppedTenThousandEventsAndClosedInAStallAgainAndAgain) {
  const int rounds = Rounds(30);
  double slowest = 0;
  int in_stall = 0;
  uint64_t stepped = 0;
  const auto begin = Clock::now();
  for (int round = 0; round < rounds; round++) {
    Watched watched(LivePlanOf(kEightWriters, /*real=*/true));
    // In bursts, so that the gate closes a thousand times at whatever holds which lock.
    while (watched.events.size() < 10'000) {
      const uint64_t before = watched.events.size();
      watched.run->gate().Step(10);
      ASSERT_TRUE(watched.TakeUntil([&] { return watched.events.size() >= before + 10; }))
          << "round " << round << ", event " << before;
    }
    stepped += watched.events.size();
    watched.run->gate().RunUntil([](const Event& event) { return event.Is<StallBegin>(); });
    ASSERT_TRUE(watched.TakeUntil([&] { return watched.run->gate().view().hits == 1; }))
        << "round " << round;
    ASSERT_TRUE(watched.TakeUntil([&] { return watched.events.back().event.Is<StallBegin>(); }));
    in_stall++;
    const std::string directory = watched.run->directory();
    ASSERT_TRUE(std::filesystem::exists(directory));
    const double seconds = SecondsToClose(std::move(watched.run));
    slowest = std::max(slowest, seconds);
    ASSERT_LT(seconds, 5) << "round " << round;
    ASSERT_FALSE(std::filesystem::exists(directory));
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::printf(
      "%d rounds, %llu events stepped, closed in a stall %d times, slowest %.0f ms, %.1f s\n",
      rounds, static_cast<unsigned long long>(stepped), in_stall, slowest * 1e3, seconds);
}

TEST(LiveRun, ClosesPromptlyInTheMiddleOfALongDelayAndOfALongPause) {
  Sets sets = kEightWriters;
  sets.push_back("options.l0_slowdown_delay_us=10000000");
  sets.push_back("options.l0_slowdown_trigger=1");
  sets.push_back("clients.1.pause_ns=60000000000");
  Watched watched(LivePlanOf(sets, /*real=*/true, /*paused=*/false));
  ASSERT_TRUE(watched.TakeUntil([&] {
    return std::ranges::any_of(watched.events,
                               [](const auto& e) { return e.event.template Is<StallBegin>(); });
  }));
  EXPECT_LT(SecondsToClose(std::move(watched.run)), 2);
}

TEST(LiveRun, StoppedOnRequestItTellsTheEndAndTheStateIsTheFoldOfWhatWasTold) {
  for (const bool real : {true, false}) {
    Sets everything = kEightWriters;
    everything.push_back("families=all");
    Watched watched(LivePlanOf(everything, real, /*paused=*/false));
    ASSERT_TRUE(watched.TakeUntil([&] { return watched.events.size() > 20'000; }));
    watched.run->RequestStop();
    ASSERT_TRUE(watched.TakeUntil([&] { return watched.run->ended(); }));
    watched.Take();
    EXPECT_TRUE(watched.events.back().event.Is<RunEnded>());
    EXPECT_TRUE(watched.run->result().status.ok()) << watched.run->result().status.ToString();
    EXPECT_TRUE(watched.run->result().state_matches_engine) << watched.run->result().mismatch;
    trace::StateChecker checker;
    for (const PositionedEvent& told : watched.events) checker.OnEvent(told.position, told.event);
    EXPECT_TRUE(checker.state_matches_engine()) << checker.reason();
  }
}

TEST(LiveRun, ASimulatedRunIsTheSameWhetherItIsSteppedOrNot) {
  const Sets sets = {"clients.0.operations=20", "clients.1.operations=5"};
  const auto text_of = [](const std::vector<PositionedEvent>& events,
                          const trace::TraceTables& tables) {
    std::string text;
    for (const auto& e : events) trace::AppendEventJson(&text, e.position, e.event, tables);
    return text;
  };
  Watched stepped(LivePlanOf(sets, /*real=*/false));
  while (!stepped.run->ended()) {
    stepped.run->gate().Step(50);
    stepped.Take();
    std::this_thread::yield();
  }
  stepped.Take();
  std::vector<PositionedEvent> free_events;
  Watched free(LivePlanOf(sets, /*real=*/false, /*paused=*/false));
  ASSERT_TRUE(free.TakeUntil([&] { return free.run->ended(); }));
  free.Take();
  ASSERT_GT(free.events.size(), 1000u);
  EXPECT_EQ(text_of(stepped.events, stepped.run->trace()->tables),
            text_of(free.events, free.run->trace()->tables));
}

TEST(LiveRun, ADirectoryOfChoiceStaysAndIsOpenedAgain) {
  const auto directory =
      std::filesystem::temp_directory_path() / ("lsmscope_live_" + std::to_string(getpid()));
  std::filesystem::remove_all(directory);
  for (int round = 0; round < 2; round++) {
    LivePlan plan = LivePlanOf(kEightWriters, /*real=*/true, /*paused=*/false);
    plan.directory = directory.string();
    Watched watched(std::move(plan));
    ASSERT_TRUE(watched.TakeUntil([&] { return watched.events.size() > 1000; }));
    const bool recovers = std::ranges::any_of(
        watched.events, [](const auto& e) { return e.event.template Is<LogReplayed>(); });
    EXPECT_EQ(recovers, round > 0);
    watched.run.reset();
    EXPECT_TRUE(std::filesystem::exists(directory / "CURRENT"));
  }
  std::filesystem::remove_all(directory);
}

TEST(LiveRun, ADatabaseThatCannotBeOpenedIsToldAsAResult) {
  LivePlan plan = LivePlanOf(kEightWriters, /*real=*/true, /*paused=*/false);
  plan.directory = "/proc/no/such/place";
  Watched watched(std::move(plan));
  ASSERT_TRUE(watched.TakeUntil([&] { return watched.run->ended(); }));
  EXPECT_FALSE(watched.run->result().status.ok());
  EXPECT_FALSE(watched.run->result().database_opened);
}

TEST(LiveRun, AtItsPaceAClientBeginsSoManyOperationsASecond) {
  const Sets sets = {"clients.0.threads=2", "clients.0.operations=40", "clients.0.pace=100",
                     "clients.1.operations=0"};
  Watched watched(LivePlanOf(sets, /*real=*/false, /*paused=*/false));
  ASSERT_TRUE(watched.TakeUntil([&] { return watched.run->ended(); }));
  watched.Take();
  // Virtual time: 40 operations of each thread, 10 ms apart.
  uint64_t first_ns = 0;
  uint64_t last_ns = 0;
  for (const PositionedEvent& told : watched.events) {
    if (!told.event.Is<WriterEnqueued>()) continue;
    if (first_ns == 0) first_ns = told.event.time_ns;
    last_ns = told.event.time_ns;
  }
  EXPECT_NEAR(static_cast<double>(last_ns - first_ns) / 1e6, 390.0, 5.0);
}

}  // namespace
}  // namespace lsm::sim
