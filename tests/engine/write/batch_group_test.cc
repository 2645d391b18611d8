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

}  // namespace
}  // namespace lsm
