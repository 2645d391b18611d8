#include "sim/disk/device_presets.h"

#include <gtest/gtest.h>

#include "sim/disk/block_device.h"

namespace lsm::sim {
namespace {

TEST(DevicePresetsTest, EachSaysWhichItIs) {
  const auto names = Names(DevicePreset{});
  for (size_t i = 0; i < names.size(); i++) {
    const auto preset = static_cast<DevicePreset>(i);
    EXPECT_EQ(FindDevicePreset(names[i]), preset);
    EXPECT_EQ(DeviceOf(preset).preset, preset);
  }
}

TEST(DevicePresetsTest, SomeHaveShortNames) {
  EXPECT_EQ(FindDevicePreset("sata"), DevicePreset::kSataSsd);
  EXPECT_EQ(FindDevicePreset("ssd"), DevicePreset::kSataSsd);
  EXPECT_EQ(FindDevicePreset("cloud"), DevicePreset::kCloudVolume);
  EXPECT_EQ(FindDevicePreset("floppy"), std::nullopt);
  EXPECT_EQ(FindDevicePreset(""), std::nullopt);
}

// Nanoseconds until `count` pages, far apart, are read that were asked for at once.
uint64_t TimeOfReads(DevicePreset preset, uint64_t count) {
  const DeviceModel model = DeviceOf(preset);
  BlockDevice device(model);
  uint64_t end = 0;
  for (uint64_t i = 0; i < count; i++) {
    end = device.Submit(0, {.fixed_ns = model.read_ns,
                            .byte_ps = model.read_byte_ps,
                            .bytes = 4096,
                            .address = (i % 2 * 300 + 1) << 30});
  }
  return end;
}

// The order of size that such devices have.
TEST(DevicePresetsTest, ReadsTakeWhatSuchDevicesTake) {
  const auto per_second = [](DevicePreset preset) {
    return uint64_t{1'000'000'000'000} / TimeOfReads(preset, 1'000);
  };
  EXPECT_GT(TimeOfReads(DevicePreset::kHdd, 1), 5'000'000u);
  EXPECT_LT(TimeOfReads(DevicePreset::kHdd, 1), 10'000'000u);
  EXPECT_LT(TimeOfReads(DevicePreset::kNvme, 1), 80'000u);
  EXPECT_GT(per_second(DevicePreset::kHdd), 100u);
  EXPECT_LT(per_second(DevicePreset::kHdd), 200u);
  EXPECT_GT(per_second(DevicePreset::kSataSsd), 70'000u);
  EXPECT_LT(per_second(DevicePreset::kSataSsd), 100'000u);
  EXPECT_GT(per_second(DevicePreset::kNvme), 400'000u);
  EXPECT_GT(per_second(DevicePreset::kCloudVolume), 2'900u);
  EXPECT_LT(per_second(DevicePreset::kCloudVolume), 3'100u);
}

}  // namespace
}  // namespace lsm::sim
