// SimOs: the operating system of a world. Files live on a Disk, calls cost virtual time.
#ifndef LSMSCOPE_SIM_DISK_SIM_OS_H_
#define LSMSCOPE_SIM_DISK_SIM_OS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/check.h"
#include "sim/disk/device_model.h"
#include "sim/disk/disk_os.h"
#include "sim/disk/storage.h"
#include "sim/world/world.h"

namespace lsm::sim {

// All calls come from fibers of one world. Answers as DiskOs does; what is decided after a charge
// is decided at the time when the call ends, for another fiber may have run in between.
class SimOs final : public DiskOs {
 public:
  // A process on a machine whose device and memory are `storage`. Nothing is owned.
  SimOs(World* world, Disk* disk, Storage* storage)
      : DiskOs(disk), world_(world), storage_(storage) {
    LSM_CHECK(storage != nullptr);
  }
  // On a machine of its own.
  SimOs(World* world, Disk* disk, const DeviceModel& device)
      : DiskOs(disk),
        world_(world),
        own_storage_(std::make_unique<Storage>(device)),
        storage_(own_storage_.get()) {}

  // The disk is gone: from now on every call but Close answers -EIO, takes no time and changes
  // nothing. So whoever runs here comes to an end soon, by the ways that it has for errors.
  void LoseDisk() { disk_is_lost_ = true; }

  // The device takes so many times as long, for so long.
  void SetSlowness(uint64_t factor, uint64_t for_ns) {
    storage_->device.SetSlowness(factor, world_->NowNanos() + for_ns);
  }

  int Open(const std::string& path, OpenMode mode) override;
  int Close(int fd) override;
  int64_t Read(int fd, char* buffer, size_t n) override;
  int64_t ReadAt(int fd, char* buffer, size_t n, uint64_t offset) override;
  int64_t Write(int fd, const char* data, size_t n) override;
  int SyncData(int fd) override;
  int SyncDirectory(const std::string& path) override;
  int Lock(int fd) override { return ChargeCall() ? DiskOs::Lock(fd) : -EIO; }
  int Unlock(int fd) override { return ChargeCall() ? DiskOs::Unlock(fd) : -EIO; }

  int Exists(const std::string& path) override {
    return ChargeCall() ? DiskOs::Exists(path) : -EIO;
  }
  int List(const std::string& path, std::vector<std::string>* names) override {
    return ChargeCall() ? DiskOs::List(path, names) : -EIO;
  }
  int Unlink(const std::string& path) override;
  int MakeDirectory(const std::string& path) override {
    return ChargeCall() ? DiskOs::MakeDirectory(path) : -EIO;
  }
  int RemoveDirectory(const std::string& path) override {
    return ChargeCall() ? DiskOs::RemoveDirectory(path) : -EIO;
  }
  int64_t FileSize(const std::string& path) override {
    return ChargeCall() ? DiskOs::FileSize(path) : -EIO;
  }
  int Rename(const std::string& from, const std::string& to) override;

  uint64_t NowNanos() override { return world_->NowNanos(); }
  // Virtual time since a fixed date.
  uint64_t WallClockMicros() override { return kEpochMicros + world_->NowNanos() / 1000; }
  void SleepNanos(uint64_t nanos) override { world_->Sleep(nanos); }
  void StartThread(const ThreadInfo& info, std::function<void()> body) override {
    world_->Spawn(info, std::move(body));
  }

 private:
  // 2026-01-01 00:00:00 UTC.
  static constexpr uint64_t kEpochMicros = 1'767'225'600'000'000;

  // Costs of a call that does not reach the device, and of one that does. False if the disk is
  // gone, perhaps only now.
  [[nodiscard]] bool ChargeCpu(uint64_t nanos);
  [[nodiscard]] bool ChargeCall(uint64_t bytes = 0);
  [[nodiscard]] bool ChargeRead(const DiskFile& file, uint64_t offset, uint64_t bytes);
  // `file` is null for a directory.
  [[nodiscard]] bool ChargeSync(const DiskFile* file);
  // The same file, no longer under this name or emptied, needs no memory. Null: there is none.
  void Forget(const DiskFile* file) {
    if (file != nullptr) storage_->Forget(file->number());
  }

  World* const world_;
  const std::unique_ptr<Storage> own_storage_;
  Storage* const storage_;
  bool disk_is_lost_ = false;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_SIM_OS_H_
