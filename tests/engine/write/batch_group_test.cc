#include "engine/write/batch_group.h"

#include <gtest/gtest.h>

namespace lsm {
namespace {

constexpr uint64_t kKilo = 1024;

TEST(BatchGroup, ASmallLeaderGrowsItsGroupByAtMost128K) {
  const Options options;
  EXPECT_EQ(MaxGroupBytes(100, options), 100 + 128 * kKilo);
  EXPECT_EQ(MaxGroupBytes(128 * kKilo, options), 256 * kKilo);
}

TEST(BatchGroup, ALargeLeaderMayFillAMegabyte) {
  const Options options;
  EXPECT_EQ(MaxGroupBytes(128 * kKilo + 1, options), 1024 * kKilo);
}

TEST(BatchGroup, ASyncWriterDoesNotJoinALeaderThatDoesNotSync) {
  EXPECT_EQ(WhyNotJoin({.sync = true, .bytes = 10}, false, 10, 1000),
            GroupCloseReason::kSyncMismatch);
}

TEST(BatchGroup, AWriterWithoutSyncMayJoinALeaderThatSyncs) {
  EXPECT_EQ(WhyNotJoin({.sync = false, .bytes = 10}, true, 10, 1000), std::nullopt);
}

TEST(BatchGroup, TheGroupMayReachItsLimitAndNotPassIt) {
  EXPECT_EQ(WhyNotJoin({.bytes = 90}, false, 10, 100), std::nullopt);
  EXPECT_EQ(WhyNotJoin({.bytes = 91}, false, 10, 100), GroupCloseReason::kSizeLimit);
}

TEST(BatchGroup, AWriterWithoutABatchAlwaysFits) {
  EXPECT_EQ(WhyNotJoin({.has_batch = false}, false, 100, 100), std::nullopt);
}

TEST(BatchGroup, ASmallLeaderOfAWriteGroupAddsAnEighthOfTheLimit) {
  Options options;
  options.max_group_bytes = 8000;
  EXPECT_EQ(MaxWriteGroupBytes(1000, options), 2000u);
  EXPECT_EQ(MaxWriteGroupBytes(1001, options), 8000u);
}

TEST(BatchGroup, WhatIsIncompatibleInAWriteGroup) {
  const WriteTraits plain{.bytes = 10};
  const auto why = [](const WriteTraits& candidate, const WriteTraits& leader) {
    return WhyIncompatible(candidate, leader, 100, 110);
  };
  EXPECT_EQ(why(plain, plain), std::nullopt);
  EXPECT_EQ(why({.bytes = 11}, plain), GroupCloseReason::kSizeLimit);
  EXPECT_EQ(why({.sync = true, .bytes = 1}, plain), GroupCloseReason::kSyncMismatch);
  EXPECT_EQ(why(plain, {.sync = true, .bytes = 1}), std::nullopt);
  EXPECT_EQ(why({.no_slowdown = true, .bytes = 1}, plain), GroupCloseReason::kNoSlowdownMismatch);
  EXPECT_EQ(why(plain, {.no_slowdown = true, .bytes = 1}), GroupCloseReason::kNoSlowdownMismatch);
  EXPECT_EQ(why({.disable_wal = true, .bytes = 1}, plain), GroupCloseReason::kWalMismatch);
  EXPECT_EQ(why(plain, {.disable_wal = true, .bytes = 1}), GroupCloseReason::kWalMismatch);
  EXPECT_EQ(why({.has_batch = false}, plain), GroupCloseReason::kWantsAlone);
}

}  // namespace
}  // namespace lsm
