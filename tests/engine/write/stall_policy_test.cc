#include "engine/write/stall_policy.h"

#include <gtest/gtest.h>

#include <sstream>

namespace lsm {
namespace {

// One line a case: what the leader sees -> what it does.
std::string Decide(const RoomInputs& inputs) {
  Options options;  // slowdown 8, stop 12, one immutable memtable
  options.write_buffer_size = 1000;
  const RoomDecision decision = DecideRoom(inputs, options);
  std::ostringstream text;
  switch (decision.action) {
    case RoomAction::kProceed:
      return "proceed";
    case RoomAction::kSwitch:
      return "switch";
    case RoomAction::kDelay:
      text << "delay " << decision.delay_ns / 1000 << " us: ";
      break;
    case RoomAction::kWait:
      text << "wait: ";
      break;
  }
  text << Names(decision.cause)[static_cast<size_t>(decision.cause)] << " " << decision.value
       << " of " << decision.threshold;
  return text.str();
}

TEST(StallPolicy, RoomInTheMemtableLetsTheWriteProceed) {
  EXPECT_EQ(Decide({.delay_allowed = true, .memtable_usage = 1000}), "proceed");
}

TEST(StallPolicy, AFullMemtableIsSwitched) {
  EXPECT_EQ(Decide({.delay_allowed = true, .memtable_usage = 1001}), "switch");
}

TEST(StallPolicy, FromTheSlowdownTriggerEveryLeaderIsDelayedOnceEvenWithRoom) {
  EXPECT_EQ(Decide({.delay_allowed = true, .l0_files = 7}), "proceed");
  EXPECT_EQ(Decide({.delay_allowed = true, .l0_files = 8}), "delay 1000 us: l0_slowdown 8 of 8");
  EXPECT_EQ(Decide({.delay_allowed = false, .l0_files = 8}), "proceed");
}

TEST(StallPolicy, AFullMemtableWaitsForTheImmutableOneBeforeTheL0StopIsLookedAt) {
  EXPECT_EQ(Decide({.l0_files = 12, .memtable_usage = 1001, .immutables = 1}),
            "wait: immutable_pending 1 of 1");
}

TEST(StallPolicy, AtTheStopTriggerAFullMemtableWaitsForACompaction) {
  EXPECT_EQ(Decide({.l0_files = 11, .memtable_usage = 1001}), "switch");
  EXPECT_EQ(Decide({.l0_files = 12, .memtable_usage = 1001}), "wait: l0_stop 12 of 12");
}

TEST(StallPolicy, TheStopDoesNotTouchAWriteThatFindsRoom) {
  EXPECT_EQ(Decide({.l0_files = 40, .memtable_usage = 1000}), "proceed");
}

TEST(StallPolicy, AForcedSwitchNeedsNoFullMemtable) {
  EXPECT_EQ(Decide({.force = true, .memtable_usage = 10}), "switch");
  EXPECT_EQ(Decide({.force = true, .memtable_usage = 10, .immutables = 1}),
            "wait: immutable_pending 1 of 1");
}

TEST(StallPolicy, EveryConditionIsReportedWithItsThreshold) {
  Options options;
  options.write_buffer_size = 1000;
  const auto conditions =
      StallConditions({.l0_files = 12, .memtable_usage = 999, .immutables = 0}, options);
  ASSERT_EQ(conditions.size(), 4u);
  EXPECT_EQ(conditions[0].condition, StallConditionKind::kL0Slowdown);
  EXPECT_EQ(conditions[0].threshold, 8u);
  EXPECT_TRUE(conditions[0].holds);
  EXPECT_EQ(conditions[1].condition, StallConditionKind::kMemtableFull);
  EXPECT_EQ(conditions[1].value, 999u);
  EXPECT_FALSE(conditions[1].holds);
  EXPECT_FALSE(conditions[2].holds);
  EXPECT_EQ(conditions[3].threshold, 12u);
  EXPECT_TRUE(conditions[3].holds);
}

}  // namespace
}  // namespace lsm
