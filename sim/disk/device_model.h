// What the simulated disk costs: fixed costs and one queue. (Seek distances, queue depths and
// caches are for later models.)
#ifndef LSMSCOPE_SIM_DISK_DEVICE_MODEL_H_
#define LSMSCOPE_SIM_DISK_DEVICE_MODEL_H_

#include <cstdint>

namespace lsm::sim {

// Virtual nanoseconds (bytes: picoseconds, for a byte costs less than one). The defaults are of
// the size of a SATA SSD behind a file system.
struct DeviceModel {
  // Calls that only reach the operating system's cache: they cost the caller processor time.
  uint64_t call_ns = 2'000;
  uint64_t cached_byte_ps = 100;
  // Calls that reach the device: the caller gives its core back and waits its turn.
  uint64_t read_ns = 20'000;
  uint64_t read_byte_ps = 2'000;
  uint64_t sync_ns = 200'000;
  uint64_t sync_byte_ps = 2'000;  // per byte that was not durable
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_DEVICE_MODEL_H_
