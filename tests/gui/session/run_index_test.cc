#include "gui/session/run_index.h"

#include <gtest/gtest.h>

#include "gui/session/time_axis.h"
#include "tests/gui/app/sample_run.h"

namespace lsm::gui {
namespace {

TEST(RunIndexTest, FindsStallsLanesAndWhatIsWorthStoppingAt) {
  SampleFacts facts;
  const auto session = SampleSession(&facts);
  const RunIndex& index = session->index();
  EXPECT_EQ(facts.size, index.events);
  ASSERT_EQ(2u, index.stalls.size());
  EXPECT_EQ(facts.first_stall, index.stalls[0].begin);
  EXPECT_EQ(facts.stall_end, index.stalls[0].end);
  EXPECT_EQ(StallCause::kL0Stop, index.stalls[0].cause);
  EXPECT_EQ(index.stalls[0].end_ns - index.stalls[0].begin_ns + index.stalls[1].end_ns -
                index.stalls[1].begin_ns,
            index.stalled_ns);
  ASSERT_EQ(3u, index.lanes.size());
  EXPECT_EQ(1u, index.lanes[0].ordinal);
  EXPECT_EQ(2u, index.lanes[1].ordinal);
  EXPECT_EQ(LaneKind::kCompaction, index.lanes[2].work);
  EXPECT_EQ(1u, index.lanes[2].spans.size());
  EXPECT_EQ(facts.first_stall, index.interesting.front());
  EXPECT_FALSE(index.rate.empty());
}

TEST(RunIndexTest, KnowsWhatWasRecordedIfThatIsNotAll) {
  RunIndexBuilder whole, gaps;
  for (uint64_t position = 1; position <= 6; position++) {
    const Event event = Event::Of(WalCreated{.log = position});
    whole.Add(position, event);
    gaps.Add(position, position == 3 || position == 4 ? Event() : event);
  }
  EXPECT_TRUE(whole.Finish().recorded.empty());
  gaps.ForgetBefore(2, 0);
  EXPECT_EQ(gaps.Finish().recorded, (std::deque<uint64_t>{2, 5, 6}));
  RunIndexBuilder jumps;
  for (const uint64_t position : {1, 2, 5, 6}) jumps.Add(position, Event::Of(WalCreated{}));
  EXPECT_EQ(jumps.Finish().recorded, (std::deque<uint64_t>{1, 2, 5, 6}));
}

TEST(RunIndexTest, WhatNeverEndedLastsToTheEnd) {
  RunIndexBuilder builder;
  Event begin = Event::Of(StallBegin{.stall = 1, .writer = 1});
  begin.time_ns = 10;
  builder.Add(1, begin);
  Event later = Event::Of(WalCreated{.log = 9});
  later.time_ns = 50;
  builder.Add(2, later);
  const RunIndex index = builder.Finish();
  ASSERT_EQ(1u, index.stalls.size());
  EXPECT_EQ(2u, index.stalls[0].end);
  EXPECT_EQ(40u, index.stalled_ns);
}

TEST(TimeAxisTest, GoesToAPlaceAndBack) {
  const auto session = SampleSession();
  for (const TimeMode mode : {TimeMode::kStory, TimeMode::kClock}) {
    const TimeAxis axis(*session, mode);
    EXPECT_EQ(0, axis.OfPosition(1) * (mode == TimeMode::kStory));
    EXPECT_DOUBLE_EQ(1, axis.OfPosition(session->size()));
    for (uint64_t position = 1; position <= session->size(); position++) {
      // Two events may share a time, and a place is a rounded number: one event off at most.
      const uint64_t back = axis.PositionAt(axis.OfPosition(position));
      EXPECT_LE(back > position ? back - position : position - back, 1u);
    }
    EXPECT_EQ(session->size(), axis.PositionAt(2));
    EXPECT_EQ(1u, axis.PositionAt(-1));
  }
}

}  // namespace
}  // namespace lsm::gui
