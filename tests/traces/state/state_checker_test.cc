#include "traces/state/state_checker.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/traces/trace_script.h"

namespace lsm::trace {
namespace {

StateChecker CheckState(const Trace& trace, uint64_t drop) {
  StateChecker checker(drop);
  for (uint64_t position = 1; position <= trace.events.size(); position++) {
    checker.OnEvent(position, trace.events.At(position));
  }
  checker.OnEnd();
  return checker;
}

TEST(StateChecker, ATrueTraceMatches) {
  for (uint64_t seed = 1; seed <= 20; seed++) {
    const auto run = MakeRun({.seed = seed, .rounds = 100});
    const StateChecker checker = CheckState(*run, 0);
    EXPECT_TRUE(checker.state_matches_engine()) << "seed " << seed << ": " << checker.reason();
    EXPECT_GT(checker.state().account.compared, 5u);
  }
}

TEST(StateChecker, AnyDroppedEventMakesItFalse) {
  const auto run = MakeRun({.seed = 2, .rounds = 100});
  uint64_t found_by_account = 0;
  for (uint64_t drop = 1; drop <= run->events.size(); drop++) {
    const StateChecker checker = CheckState(*run, drop);
    ASSERT_FALSE(checker.state_matches_engine())
        << "event " << drop << " of kind " << run->events.At(drop).kind;
    found_by_account += checker.state().account.differed != 0;
  }
  // Not all by the gap in the positions alone.
  EXPECT_GT(found_by_account, run->events.size() / 20);
}

// Kinds that leave a lasting difference in what accounts speak of are found by their content.
TEST(StateChecker, AnAccountFindsWhatItSpeaksOf) {
  const auto run = MakeRun({.seed = 2, .rounds = 100});
  const std::set<uint16_t> kinds = {WriterCompleted::kInfo.code, MemTableReleased::kInfo.code,
                                    FileAdded::kInfo.code, FileRemoved::kInfo.code};
  uint64_t tried = 0;
  for (uint64_t drop = 1; drop <= run->events.size(); drop++) {
    const Event& event = run->events.At(drop);
    if (!kinds.contains(event.kind)) continue;
    // A file of L0 may be compacted away before anybody asks.
    if (event.Is<FileAdded>() && event.As<FileAdded>().level == 0) continue;
    const StateChecker checker = CheckState(*run, drop);
    EXPECT_NE(checker.reason().find("differs"), std::string::npos)
        << drop << ": " << checker.reason();
    tried++;
  }
  EXPECT_GT(tried, 50u);
}

TEST(StateChecker, WithoutAnAccountThereIsNoYes) {
  TraceScript script;
  script.Add(RunStarted{});
  script.Add(ThreadStarted{.number = 1});
  EXPECT_EQ(CheckState(*script.trace(), 0).reason(), "no account was compared");
}

TEST(StateChecker, AWrongAccountIsToldInWords) {
  TraceScript script;
  script.Add(RunStarted{});
  script.Add(ThreadStarted{.number = 1});
  script.Add(SequencePublished{.last_sequence = 6});
  script.Add(Account{.last_sequence = 7});
  EXPECT_EQ(CheckState(*script.trace(), 0).reason(),
            "the account at event 4 differs: last sequence: the engine has 7, the fold 6");
}

TEST(StateChecker, AThreadThatNeverStartedIsAGap) {
  TraceScript script;
  script.Add(RunStarted{});
  script.Add(ThreadStarted{.number = 1});
  script.Add(WalCreated{}, 2);
  EXPECT_EQ(CheckState(*script.trace(), 0).reason(), "event 3 is of thread 2, which never started");
}

}  // namespace
}  // namespace lsm::trace
