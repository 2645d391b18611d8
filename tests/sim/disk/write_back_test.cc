#include "sim/disk/write_back.h"

#include <gtest/gtest.h>

namespace lsm::sim {
namespace {

// A byte takes a nanosecond, a request a thousand.
constexpr DeviceModel kWriteBackModel{.sync_byte_ps = 1'000,
                                      .write_ns = 1'000,
                                      .dirty_background_bytes = 10'000,
                                      .dirty_bytes = 20'000};

class WriteBackTest : public testing::Test {
 protected:
  uint64_t Wrote(uint64_t file, uint64_t end, uint64_t bytes, uint64_t now_ns = 0) {
    return write_back_.Wrote(file, end, bytes, now_ns, &device_);
  }

  BlockDevice device_{kWriteBackModel};
  WriteBack write_back_{kWriteBackModel};
};

TEST_F(WriteBackTest, UpToTheBoundNothingIsWritten) {
  EXPECT_EQ(Wrote(1, 10'000, 10'000), 0u);
  EXPECT_EQ(write_back_.EarlyOf(1).bytes, 0u);
  EXPECT_EQ(write_back_.DirtyAt(0), 10'000u);
  EXPECT_EQ(device_.Submit(0, {.fixed_ns = 1}), 1u);  // it had nothing to do
}

TEST_F(WriteBackTest, AboveItTheOldestFileIsWrittenAndOccupiesTheDevice) {
  EXPECT_EQ(Wrote(7, 6'000, 6'000), 0u);
  EXPECT_EQ(Wrote(3, 5'000, 5'000), 0u);
  EXPECT_EQ(write_back_.EarlyOf(7).bytes, 6'000u);
  EXPECT_EQ(write_back_.EarlyOf(7).end_ns, 7'000u);
  EXPECT_EQ(write_back_.EarlyOf(3).bytes, 0u);
  EXPECT_EQ(write_back_.DirtyAt(6'999), 11'000u);  // it is under way
  EXPECT_EQ(write_back_.DirtyAt(7'000), 5'000u);
  EXPECT_EQ(device_.Submit(0, {.fixed_ns = 1}), 7'001u);
}

TEST_F(WriteBackTest, AWriterWaitsUntilEnoughIsOnTheDevice) {
  EXPECT_EQ(Wrote(1, 11'000, 11'000), 0u);  // all of it is on its way, until 12,000
  EXPECT_EQ(Wrote(1, 20'000, 9'000), 0u);   // just as many as may be
  EXPECT_EQ(Wrote(1, 20'001, 1), 12'000u);  // one too many
  EXPECT_EQ(Wrote(1, 20'002, 1, 12'000), 0u);
}

TEST_F(WriteBackTest, ItWaitsForAsManyRequestsAsItMust) {
  EXPECT_EQ(Wrote(1, 15'000, 15'000), 0u);       // until 16,000
  EXPECT_EQ(Wrote(2, 15'000, 15'000), 16'000u);  // until 32,000; the first one is enough
  EXPECT_EQ(Wrote(3, 15'000, 15'000), 32'000u);
}

TEST_F(WriteBackTest, OneRequestIsNotLargerThanAMegabyte) {
  constexpr uint64_t kMiB = uint64_t{1} << 20;
  Wrote(1, 3 * kMiB, 3 * kMiB);
  EXPECT_EQ(write_back_.EarlyOf(1).bytes, 3 * kMiB);
  EXPECT_EQ(write_back_.EarlyOf(1).end_ns, 3 * (kMiB + 1'000));
}

TEST_F(WriteBackTest, ASyncTakesWhatIsDirtyAlong) {
  Wrote(1, 5'000, 5'000);
  write_back_.Taken(1, 300);
  EXPECT_EQ(write_back_.DirtyAt(299), 5'000u);
  EXPECT_EQ(write_back_.DirtyAt(300), 0u);
  EXPECT_EQ(Wrote(2, 10'000, 10'000, 300), 0u);
  EXPECT_EQ(write_back_.EarlyOf(2).bytes, 0u);  // nothing was too much
}

TEST_F(WriteBackTest, AFileThatIsGoneNeedNotBeWritten) {
  Wrote(1, 9'000, 9'000);
  write_back_.Forget(1);
  EXPECT_EQ(write_back_.DirtyAt(0), 0u);
  Wrote(2, 9'000, 9'000);
  EXPECT_EQ(write_back_.EarlyOf(2).bytes, 0u);
}

TEST_F(WriteBackTest, WithoutABoundOnlySyncsWrite) {
  WriteBack never{DeviceModel{}};
  EXPECT_EQ(never.Wrote(1, 1 << 30, 1 << 30, 0, &device_), 0u);
  EXPECT_EQ(never.EarlyOf(1).bytes, 0u);
  EXPECT_EQ(never.DirtyAt(0), 0u);
}

}  // namespace
}  // namespace lsm::sim
