// SimOs: the operating system of a world. Files live on a Disk, calls cost virtual time.
#ifndef LSMSCOPE_SIM_DISK_SIM_OS_H_
#define LSMSCOPE_SIM_DISK_SIM_OS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/env/os.h"
#include "sim/disk/device_model.h"
#include "sim/disk/disk.h"
#include "sim/world/world.h"

namespace lsm::sim {

// All calls come from fibers of one world. One SimOs is one process: two on the same Disk (and in
// the same world) see each other's locks.
class SimOs final : public Os {
 public:
  // Nothing is owned.
  SimOs(World* world, Disk* disk, const DeviceModel& device)
      : world_(world), disk_(disk), device_(device) {}
  ~SimOs() override;

  // The disk is gone: from now on every call but Close answers -EIO, takes no time and changes
  // nothing. So whoever runs here comes to an end soon, by the ways that it has for errors.
  void LoseDisk() { disk_is_lost_ = true; }

  // The device takes so many times as long, for so long.
  void SetSlowness(uint64_t factor, uint64_t for_ns) {
    factor_ = factor;
    slow_until_ns_ = world_->NowNanos() + for_ns;
  }

  int Open(const std::string& path, OpenMode mode) override;
  int Close(int fd) override;
  int64_t Read(int fd, char* buffer, size_t n) override;
  int64_t ReadAt(int fd, char* buffer, size_t n, uint64_t offset) override;
  int64_t Write(int fd, const char* data, size_t n) override;
  int64_t Skip(int fd, uint64_t n) override;
  int SyncData(int fd) override;
  int SyncDirectory(const std::string& path) override;
  int Lock(int fd) override;
  int Unlock(int fd) override;

  int Exists(const std::string& path) override;
  // In order of names.
  int List(const std::string& path, std::vector<std::string>* names) override;
  int Unlink(const std::string& path) override;
  int MakeDirectory(const std::string& path) override;
  int RemoveDirectory(const std::string& path) override;
  int64_t FileSize(const std::string& path) override;
  int Rename(const std::string& from, const std::string& to) override;

  uint64_t NowNanos() override { return world_->NowNanos(); }
  // Virtual time since a fixed date.
  uint64_t WallClockMicros() override { return kEpochMicros + world_->NowNanos() / 1000; }
  void SleepNanos(uint64_t nanos) override { world_->Sleep(nanos); }
  void StartThread(const ThreadInfo& info, std::function<void()> body) override {
    world_->Spawn(info, std::move(body));
  }

 private:
  struct OpenFile {
    std::shared_ptr<DiskFile> file;  // null: this descriptor is free
    bool readable = false;
    bool writable = false;
    uint64_t offset = 0;
  };
  // 2026-01-01 00:00:00 UTC.
  static constexpr uint64_t kEpochMicros = 1'767'225'600'000'000;

  OpenFile* Get(int fd);
  // Costs of a call that does not reach the device, and of one that does. False if the disk is
  // gone, perhaps only now.
  [[nodiscard]] bool ChargeCall(uint64_t bytes = 0);
  [[nodiscard]] bool ChargeRead(uint64_t bytes);
  [[nodiscard]] bool ChargeSync(uint64_t bytes);

  World* const world_;
  Disk* const disk_;
  const DeviceModel device_;
  std::vector<OpenFile> open_files_;  // by descriptor; the lowest free one is used next
  uint64_t DeviceTime(uint64_t ns) const {
    return world_->NowNanos() < slow_until_ns_ ? ns * factor_ : ns;
  }

  bool disk_is_lost_ = false;
  uint64_t factor_ = 1;
  uint64_t slow_until_ns_ = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_SIM_OS_H_
