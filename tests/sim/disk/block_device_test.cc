#include "sim/disk/block_device.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "sim/base/prng.h"

namespace lsm::sim {
namespace {

using Request = BlockDevice::Request;

TEST(BlockDeviceTest, OnePlaceServesOneRequestAfterTheOther) {
  BlockDevice device{DeviceModel{}};
  Prng prng(3);
  uint64_t now = 0;
  uint64_t free_at = 0;
  for (int i = 0; i < 1000; i++) {
    now += prng.Below(400'000);
    const Request request{.fixed_ns = prng.Below(300'000),
                          .byte_ps = prng.Below(5'000),
                          .bytes = prng.Below(100'000),
                          .address = i * 70'000};
    free_at = std::max(free_at, now) + request.fixed_ns + request.bytes * request.byte_ps / 1000;
    EXPECT_EQ(device.Submit(now, request), free_at);
  }
}

TEST(BlockDeviceTest, AsManyAsThereArePlacesAreServedSideBySide) {
  BlockDevice device{{.queue_depth = 4}};
  std::vector<uint64_t> ends;
  for (int i = 0; i < 9; i++) ends.push_back(device.Submit(10, {.fixed_ns = 1'000}));
  EXPECT_EQ(ends,
            (std::vector<uint64_t>{1'010, 1'010, 1'010, 1'010, 2'010, 2'010, 2'010, 2'010, 3'010}));
}

TEST(BlockDeviceTest, TheBandwidthIsThatOfAllPlacesTogether) {
  for (const uint64_t depth : {1, 2, 32}) {
    BlockDevice device{{.queue_depth = depth}};
    uint64_t end = 0;
    for (int i = 0; i < 100; i++) {
      end = device.Submit(0, {.fixed_ns = 50, .byte_ps = 2'000, .bytes = 1'000'000});
    }
    // A hundred megabytes at 500 MB/s; the fixed parts pass meanwhile if there are places.
    EXPECT_EQ(end, 100 * 2'000'000u + (depth == 1 ? 100 * 50u : 50u));
  }
}

TEST(BlockDeviceTest, ALongRequestKeepsNobodyFromTheChannel) {
  BlockDevice device{{.queue_depth = 2}};
  EXPECT_EQ(device.Submit(0, {.fixed_ns = 1'000'000, .byte_ps = 1'000, .bytes = 500}), 1'000'500u);
  EXPECT_EQ(device.Submit(0, {.fixed_ns = 100, .byte_ps = 1'000, .bytes = 500}), 1'100u);
}

TEST(BlockDeviceTest, NoMoreRequestsBeginThanItsIopsAllow) {
  BlockDevice device{{.queue_depth = 64, .iops = 1'000}};
  uint64_t end = 0;
  for (int i = 0; i <= 10; i++) end = device.Submit(0, {.fixed_ns = 7});
  EXPECT_EQ(end, 10'000'007u);  // the eleventh begins after ten milliseconds
  EXPECT_EQ(device.Submit(50'000'000, {.fixed_ns = 7}), 50'000'007u);
}

TEST(BlockDeviceTest, AHeadMovesToWhatDoesNotFollowOn) {
  BlockDevice device{{.seek_ns = 100, .seek_far_ns = 1'000, .seek_span_bytes = 4'000'000}};
  auto cost = [&, now = uint64_t{0}](uint64_t address, uint64_t bytes) mutable {
    now += 1'000'000;
    return device.Submit(now, {.fixed_ns = 5, .bytes = bytes, .address = address}) - now;
  };
  EXPECT_EQ(cost(0, 1'000), 5u);  // it stood there
  EXPECT_EQ(cost(1'000, 0), 5u);  // sequential
  // By the root of the way: a quarter of it takes half of the time.
  EXPECT_EQ(cost(1'001'000, 0), 5u + 100 + 500);
  EXPECT_EQ(cost(1'000, 0), 5u + 100 + 500);                                 // back
  EXPECT_EQ(cost(4'001'000, 0), 5u + 100 + 1'000);                           // all of it
  EXPECT_EQ(cost(4'001'000 + 9'000'000, 0), 1'105u);                         // no way is longer
  EXPECT_EQ(device.Submit(1'000'000'000, {.fixed_ns = 5}), 1'000'000'005u);  // stays where it is
}

TEST(BlockDeviceTest, SomeRequestsComeAfterOthers) {
  BlockDevice device{{.queue_depth = 8}};
  EXPECT_EQ(device.Submit(0, {.fixed_ns = 10, .byte_ps = 1'000, .bytes = 100, .after_ns = 5'000}),
            5'010u);
  EXPECT_EQ(device.Submit(0, {.fixed_ns = 10, .byte_ps = 1'000, .bytes = 100}), 210u);
}

TEST(BlockDeviceTest, ASlowDeviceTakesManyTimesAsLongForAWhile) {
  BlockDevice device{DeviceModel{}};
  device.SetSlowness(100, 1'000);
  EXPECT_EQ(device.Submit(999, {.fixed_ns = 10, .byte_ps = 1'000, .bytes = 10}), 999u + 2'000);
  EXPECT_EQ(device.Submit(10'000, {.fixed_ns = 10, .byte_ps = 1'000, .bytes = 10}), 10'020u);
}

TEST(BlockDeviceTest, ACopyGoesOnByItself) {
  BlockDevice device{DeviceModel{}};
  device.Submit(0, {.fixed_ns = 1'000});
  BlockDevice copy = device;
  EXPECT_EQ(copy.Submit(0, {.fixed_ns = 1'000}), 2'000u);
  EXPECT_EQ(device.Submit(0, {.fixed_ns = 1'000}), 2'000u);
}

}  // namespace
}  // namespace lsm::sim
