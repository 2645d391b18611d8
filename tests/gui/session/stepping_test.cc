// Steps through a run made by hand, told as "from -> to".
#include "gui/session/stepping.h"

#include <gtest/gtest.h>

#include "gui/session/open_session.h"
#include "tests/gui/app/sample_run.h"
#include "traces/format/describe.h"

namespace lsm::gui {
namespace {

class SteppingTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(OpenSession("group-commit", {}, &session_).ok()); }

  template <class E>
  uint64_t First(uint64_t after = 0) const {
    for (uint64_t at = after + 1; at <= session_->size(); at++) {
      if (session_->EventAt(at).Is<E>()) return at;
    }
    ADD_FAILURE() << "there is no " << E::kInfo.name;
    return 0;
  }
  const Event& At(uint64_t position) const { return session_->EventAt(position); }

  std::unique_ptr<Session> session_;
};

TEST_F(SteppingTest, OverAWriteIsWhereItsOwnThreadIsDoneWithIt) {
  const uint64_t begin = First<WriterEnqueued>();
  const uint64_t end = StepOver(*session_, begin);
  EXPECT_EQ(At(begin).thread, At(end).thread);
  ASSERT_TRUE(At(end).Is<WriterCompleted>()) << trace::KindName(At(end).kind);
  EXPECT_EQ(At(begin).As<WriterEnqueued>().writer, At(end).As<WriterCompleted>().writer);
}

TEST_F(SteppingTest, AFollowersWriteEndsWhenItWakesUpDone) {
  uint64_t wait = First<WriterWaitBegin>();
  uint64_t woken = StepOver(*session_, wait);
  while (At(woken).As<WriterWoken>().done == 0) {
    wait = First<WriterWaitBegin>(wait);
    woken = StepOver(*session_, wait);
  }
  ASSERT_TRUE(At(woken).Is<WriterWoken>());
  EXPECT_EQ(At(wait).As<WriterWaitBegin>().writer, At(woken).As<WriterWoken>().writer);
  EXPECT_EQ(woken, StepOut(*session_, wait));
}

TEST_F(SteppingTest, OutOfTheWalIsTheEndOfTheAppend) {
  const uint64_t begin = First<WalAppendBegin>(First<GroupOpened>());
  EXPECT_TRUE(At(StepOut(*session_, begin)).Is<WalAppended>());
  const uint64_t opened = First<GroupOpened>();
  EXPECT_TRUE(At(StepOver(*session_, opened)).Is<GroupWritten>());
}

// A simulated run numbers the events of locks and of the schedule, and does not record them
// usually.
TEST_F(SteppingTest, WhatWasNotRecordedIsSteppedOver) {
  std::vector<uint64_t> recorded{0};
  for (uint64_t at = 1; at <= session_->size(); at++) {
    if (At(at).kind != 0) recorded.push_back(at);
  }
  ASSERT_LT(recorded.size(), session_->size() * 3 / 4) << "there is something to step over";
  EXPECT_EQ(session_->index().recorded.size(), recorded.size() - 1);
  for (size_t i = 0; i + 10 < recorded.size(); i += 7) {
    EXPECT_EQ(StepEvents(*session_, recorded[i], 1).position, recorded[i + 1]);
    EXPECT_EQ(StepEvents(*session_, recorded[i + 1], -1).position, recorded[i]);
    EXPECT_EQ(StepEvents(*session_, recorded[i], 10).position, recorded[i + 10]);
    EXPECT_EQ(StepEvents(*session_, recorded[i + 10], -10).position, recorded[i]);
    for (uint64_t at = recorded[i]; at < recorded[i + 1]; at++) {
      EXPECT_EQ(RecordedAt(*session_, at), recorded[i]);
    }
  }
  const Stepped beyond = StepEvents(*session_, recorded[recorded.size() - 3], 5);
  EXPECT_EQ(beyond.position, session_->size());
  EXPECT_EQ(beyond.missing, 3u);
  EXPECT_EQ(StepEvents(*session_, recorded[2], -5).position, 0u);
}

TEST_F(SteppingTest, IntoStaysInTheThread) {
  for (uint64_t at = First<WriterEnqueued>(); at < 200; at++) {
    const uint64_t next = StepInto(*session_, at);
    ASSERT_GT(next, at);
    EXPECT_EQ(At(at).thread, At(next).thread);
    for (uint64_t skipped = at + 1; skipped < next; skipped++) {
      EXPECT_NE(At(at).thread, At(skipped).thread);
    }
  }
}

TEST_F(SteppingTest, BreakpointsHoldInBothDirections) {
  const Breakpoints syncs = {WalSyncEnd::kInfo.code};
  const uint64_t first = NextBreakpoint(*session_, 0, syncs, 1);
  EXPECT_EQ(First<WalSyncEnd>(), first);
  const uint64_t second = NextBreakpoint(*session_, first, syncs, 1);
  EXPECT_EQ(first, NextBreakpoint(*session_, second, syncs, -1));
  EXPECT_EQ(0u, NextBreakpoint(*session_, first, syncs, -1));
  EXPECT_EQ(0u, NextBreakpoint(*session_, first, {}, 1));
}

TEST_F(SteppingTest, AWritersEventsAreThoseThatNameIt) {
  const uint64_t enqueued = First<WriterEnqueued>();
  const uint64_t writer = WriterOf(*session_, enqueued);
  EXPECT_EQ(At(enqueued).As<WriterEnqueued>().writer, writer);
  const uint64_t next = NextOfWriter(*session_, enqueued, writer, 1);
  EXPECT_TRUE(At(next).Is<LeaderElected>()) << trace::KindName(At(next).kind);
  EXPECT_EQ(enqueued, NextOfWriter(*session_, next, writer, -1));
  // An event that names no writer belongs to the one whose thread emitted it.
  EXPECT_EQ(writer, WriterOf(*session_, First<WalAppendBegin>(enqueued)));
}

TEST_F(SteppingTest, EffectsAnswerTheirCause) {
  for (uint64_t at = 1; at < 300; at++) {
    for (const uint64_t effect : EffectsOf(*session_, at, 5)) {
      EXPECT_EQ(at, At(effect).cause);
      EXPECT_GT(effect, at);
    }
  }
}

TEST_F(SteppingTest, FromTheEndsOfTheRunStepsLeadNowhere) {
  EXPECT_EQ(1u, StepInto(*session_, 0));
  EXPECT_EQ(0u, StepOut(*session_, 0));
  EXPECT_EQ(0u, StepInto(*session_, session_->size()));
  EXPECT_EQ(0u, WriterOf(*session_, 0));
}

}  // namespace
}  // namespace lsm::gui
