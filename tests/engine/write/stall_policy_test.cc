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

// The same for write groups.
std::string DecideForGroups(const RoomInputs& inputs, Options options = {}) {
  options.write_path = WritePathKind::kGroups;
  options.write_buffer_size = 1000;
  const RoomDecision decision = DecideRoom(inputs, options);
  const auto cause = Names(decision.cause)[static_cast<size_t>(decision.cause)];
  switch (decision.action) {
    case RoomAction::kProceed:
      return "proceed";
    case RoomAction::kDelay:
      return "delay: " + std::string(cause);
    case RoomAction::kWait:
      return "wait: " + std::string(cause);
    case RoomAction::kSwitch:
      break;
  }
  if (!decision.limit.has_value()) return "switch";
  return "switch: " + std::string(Names(*decision.limit)[static_cast<size_t>(*decision.limit)]) +
         " " + std::to_string(decision.value) + " of " + std::to_string(decision.threshold);
}

TEST(StallPolicy, GroupsSwitchAFullMemtableFirstAndAreStoppedAfterwards) {
  EXPECT_EQ(DecideForGroups({.delay_allowed = true, .l0_files = 40, .memtable_usage = 1001}),
            "switch");
  EXPECT_EQ(DecideForGroups({.delay_allowed = true, .immutables = 1}), "proceed");
  // Though the new memtable has room.
  EXPECT_EQ(DecideForGroups({.delay_allowed = true, .immutables = 2}), "wait: immutable_pending");
  EXPECT_EQ(DecideForGroups({.delay_allowed = true, .l0_files = 12}), "wait: l0_stop");
  EXPECT_EQ(DecideForGroups({.delay_allowed = true, .l0_files = 8}), "delay: l0_slowdown");
  EXPECT_EQ(DecideForGroups({.delay_allowed = false, .l0_files = 8}), "proceed");
}

TEST(StallPolicy, GroupsWithManyMemtablesAreDelayedBeforeTheLastOne) {
  Options options;
  options.max_write_buffer_number = 4;
  EXPECT_EQ(DecideForGroups({.delay_allowed = true, .immutables = 2}, options), "proceed");
  EXPECT_EQ(DecideForGroups({.delay_allowed = true, .immutables = 3}, options),
            "delay: immutable_pending");
  options.min_write_buffer_number_to_merge = 3;  // no flush is due yet: a delay would bring nothing
  EXPECT_EQ(DecideForGroups({.delay_allowed = true, .immutables = 3}, options), "proceed");
  EXPECT_EQ(DecideForGroups({.delay_allowed = true, .immutables = 4}, options),
            "wait: immutable_pending");
}

TEST(StallPolicy, LimitsOfAllLogsAndAllMemtablesSwitchAMemtableThatHasRoom) {
  Options options;
  options.max_total_wal_size = 5000;
  EXPECT_EQ(DecideForGroups({.wal_bytes = 5000}, options), "proceed");
  EXPECT_EQ(DecideForGroups({.wal_bytes = 5001}, options), "switch: wal_limit 5001 of 5000");
  // The oldest log is on its way already.
  EXPECT_EQ(DecideForGroups({.immutables = 1, .wal_bytes = 5001}, options), "proceed");
  options = {};
  options.db_write_buffer_size = 800;
  EXPECT_EQ(DecideForGroups({.memtable_usage = 700, .all_usage = 700}, options), "proceed");
  EXPECT_EQ(DecideForGroups({.memtable_usage = 701, .all_usage = 701}, options),
            "switch: memory_limit 701 of 800");
  EXPECT_EQ(
      DecideForGroups({.memtable_usage = 900, .memtable_empty = true, .all_usage = 900}, options),
      "proceed");
  EXPECT_EQ(DecideForGroups({.memtable_usage = 399, .all_usage = 800}, options), "proceed");
  EXPECT_EQ(DecideForGroups({.memtable_usage = 400, .all_usage = 800}, options),
            "switch: memory_limit 800 of 800");
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
