// Where the numbers are from: what data sheets and benchmarks of the 2020s say of an ordinary
// device of each kind, rounded; no particular product is meant. Processor time of calls is that of
// the default model, for it is not the device's.
#include "sim/disk/device_presets.h"

#include <array>
#include <utility>

namespace lsm::sim {
namespace {

constexpr uint64_t kMiB = uint64_t{1} << 20;

// A system with a gigabyte to spare, and Linux's bounds for what is not written yet: a tenth of
// that, a fifth of that.
DeviceModel WithMemory(DeviceModel device) {
  device.page_cache_bytes = 1024 * kMiB;
  device.dirty_background_bytes = 102 * kMiB;
  device.dirty_bytes = 204 * kMiB;
  return device;
}

}  // namespace

DeviceModel DeviceOf(DevicePreset preset) {
  switch (preset) {
    case DevicePreset::kCustom:
      break;
    case DevicePreset::kHdd:
      // 7,200 turns a minute: half a turn is 4.2 ms, the next track 1 ms away, a third of all
      // tracks 8 ms with the turn. 200 MB/s. What follows on a flush has just gone past: a
      // turn, 8.3 ms. One head: nothing is served side by side.
      return WithMemory({.preset = preset,
                         .read_ns = 100'000,
                         .read_byte_ps = 5'000,
                         .sync_ns = 8'300'000,
                         .sync_byte_ps = 5'000,
                         .write_ns = 100'000,
                         .seek_ns = 5'200'000,
                         .seek_far_ns = 5'000'000,
                         .seek_span_bytes = 1024 * 1024 * kMiB});
    case DevicePreset::kSataSsd:
      // 80 us for 4 KB, 500 MB/s, 32 commands (NCQ), 90,000 requests a second. Its cache is not
      // protected, so that a flush has to program flash: 1 to 3 ms.
      return WithMemory({.preset = preset,
                         .read_ns = 80'000,
                         .read_byte_ps = 2'000,
                         .sync_ns = 1'500'000,
                         .sync_byte_ps = 2'000,
                         .write_ns = 40'000,
                         .queue_depth = 32,
                         .iops = 90'000});
    case DevicePreset::kNvme:
      // 60 us for 4 KB, 3 GB/s, 500,000 requests a second; a flush is 0.1 to 1 ms.
      return WithMemory({.preset = preset,
                         .read_ns = 60'000,
                         .read_byte_ps = 333,
                         .sync_ns = 300'000,
                         .sync_byte_ps = 333,
                         .write_ns = 15'000,
                         .queue_depth = 64,
                         .iops = 500'000});
    case DevicePreset::kCloudVolume:
      // A network and a replica away: 0.7 ms a request, whatever it is; 3,000 requests a second and
      // 250 MB/s are what such a volume is sold with.
      return WithMemory({.preset = preset,
                         .read_ns = 700'000,
                         .read_byte_ps = 4'000,
                         .sync_ns = 1'000'000,
                         .sync_byte_ps = 4'000,
                         .write_ns = 700'000,
                         .queue_depth = 64,
                         .iops = 3'000});
  }
  return {};
}

std::optional<DevicePreset> FindDevicePreset(std::string_view name) {
  using P = DevicePreset;
  static constexpr auto kShort = std::to_array<std::pair<std::string_view, P>>(
      {{"sata", P::kSataSsd}, {"ssd", P::kSataSsd}, {"cloud", P::kCloudVolume}});
  for (const auto& [each, preset] : kShort) {
    if (each == name) return preset;
  }
  const auto names = Names(P{});
  for (size_t i = 0; i < names.size(); i++) {
    if (names[i] == name) return static_cast<P>(i);
  }
  return std::nullopt;
}

}  // namespace lsm::sim
