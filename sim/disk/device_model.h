// What the disk of a simulated machine costs, as programs see it through the operating system:
// processor time of calls, the device's time for reads and syncs, and what the system keeps in
// memory. How a request goes through the device: block_device.h. Ready-made ones: device_presets.h.
#ifndef LSMSCOPE_SIM_DISK_DEVICE_MODEL_H_
#define LSMSCOPE_SIM_DISK_DEVICE_MODEL_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace lsm::sim {

// Where the numbers of a model started from.
enum class DevicePreset : uint8_t { kCustom, kHdd, kSataSsd, kNvme, kCloudVolume };
constexpr auto Names(DevicePreset) {
  return std::to_array<std::string_view>({"custom", "hdd", "sata_ssd", "nvme", "cloud_volume"});
}

// Virtual nanoseconds (bytes: picoseconds, for a byte costs less than one). The defaults are of
// the size of a SATA SSD behind a file system, which serves one request at a time, under a system
// that keeps nothing in memory for reading and writes nothing before it must: the simplest to
// follow.
struct DeviceModel {
  DevicePreset preset = DevicePreset::kCustom;

  // Calls that only reach the operating system's cache: they cost the caller processor time.
  uint64_t call_ns = 2'000;
  uint64_t cached_byte_ps = 100;       // per byte that is written
  uint64_t cached_read_ns = 2'000;     // of a read, in the place of call_ns
  uint64_t cached_read_byte_ps = 100;  // per byte of it
  // Beyond call_ns.
  uint64_t open_ns = 0;      // opening a file that is there
  uint64_t create_ns = 0;    // making one
  uint64_t sync_cpu_ns = 0;  // a sync, before its wait for the device

  // Calls that reach the device: the caller gives its core back and waits its turn.
  uint64_t read_ns = 20'000;
  uint64_t read_byte_ps = 2'000;
  uint64_t sync_ns = 200'000;
  uint64_t sync_byte_ps = 2'000;  // per byte that is still to be written, by a sync or before one
  uint64_t write_ns = 20'000;     // of a write before a sync (see dirty_background_bytes)
  uint64_t sync_directory_percent = 100;  // of sync_ns, for a directory
  uint64_t remove_ns = 0;                 // of the removal of a file

  // Requests that are served at the same time, from 1. The bandwidth is theirs together.
  uint64_t queue_depth = 1;
  uint64_t iops = 0;  // requests that can begin in a second; 0: no bound

  // A moving head: what a request costs that does not begin where the last one ended, and what is
  // added for the way, up to that for a way of seek_span_bytes. 0: there is no head.
  uint64_t seek_ns = 0;
  uint64_t seek_far_ns = 0;
  uint64_t seek_span_bytes = uint64_t{1} << 40;

  // What the system keeps in memory.
  uint64_t page_cache_bytes = 0;        // for reading; 0: every read goes to the device
  uint64_t dirty_background_bytes = 0;  // more than that is written; 0: only syncs write
  uint64_t dirty_bytes =
      0;  // with more than that a writer waits; 0: never. See above: at least that
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_DEVICE_MODEL_H_
