// Storage: what a machine has besides the content of its disk: the device, with the requests that
// are under way, and what the operating system keeps in memory. A process that crashes leaves it
// as it is; a power cut empties it.
#ifndef LSMSCOPE_SIM_DISK_STORAGE_H_
#define LSMSCOPE_SIM_DISK_STORAGE_H_

#include "sim/disk/block_device.h"
#include "sim/disk/device_model.h"
#include "sim/disk/page_cache.h"
#include "sim/disk/write_back.h"

namespace lsm::sim {

// Can be copied.
struct Storage {
  explicit Storage(const DeviceModel& costs)
      : model(costs), device(costs), pages(costs.page_cache_bytes), write_back(costs) {}

  // The file is gone or empty.
  void Forget(uint64_t file) {
    pages.Forget(file);
    write_back.Forget(file);
  }

  DeviceModel model;
  BlockDevice device;
  PageCache pages;
  WriteBack write_back;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_STORAGE_H_
