// DiskOs: the operating system over a disk without a world: calls change the disk and cost nothing.
// For whoever recovers a database from what a power cut left.
#ifndef LSMSCOPE_SIM_DISK_DISK_OS_H_
#define LSMSCOPE_SIM_DISK_DISK_OS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/env/os.h"
#include "sim/disk/disk.h"

namespace lsm::sim {

// For one thread; nothing may run in the background. Answers as SimOs does.
class DiskOs final : public Os {
 public:
  // Not owned.
  explicit DiskOs(Disk* disk) : disk_(disk) {}
  ~DiskOs() override;

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
  int List(const std::string& path, std::vector<std::string>* names) override;
  int Unlink(const std::string& path) override;
  int MakeDirectory(const std::string& path) override;
  int RemoveDirectory(const std::string& path) override;
  int64_t FileSize(const std::string& path) override;
  int Rename(const std::string& from, const std::string& to) override;

  // Time stands still.
  uint64_t NowNanos() override { return 0; }
  uint64_t WallClockMicros() override { return 0; }
  void SleepNanos(uint64_t) override {}
  // Aborts.
  void StartThread(const ThreadInfo& info, std::function<void()> body) override;

 private:
  struct OpenFile {
    std::shared_ptr<DiskFile> file;  // null: this descriptor is free
    uint64_t offset = 0;
  };

  OpenFile* Get(int fd);
  // The node at `path`; null: there is none.
  const DiskNode* NodeAt(const Disk::Place& place) const;

  Disk* const disk_;
  std::vector<OpenFile> open_files_;  // by descriptor
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_DISK_OS_H_
