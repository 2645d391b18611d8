// DiskOs: what the calls of the operating system do to a disk, and what they answer. They cost
// nothing and nothing runs in the background: for whoever recovers a database from what a power cut
// left. SimOs adds a machine's time to it, ImageOs several threads that only read.
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

// One process: two on the same disk see each other's locks. For one thread.
class DiskOs : public Os {
 public:
  // Not owned.
  explicit DiskOs(Disk* disk) : disk_(disk), changing_(disk) {}
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
  // In order of names.
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

 protected:
  struct OpenFile {
    std::shared_ptr<DiskFile> file;  // null: this descriptor is free
    bool readable = false;
    bool writable = false;
    uint64_t offset = 0;
  };

  // A disk that nobody changes: whatever would answers -EROFS. Not owned.
  explicit DiskOs(const Disk* disk) : disk_(disk) {}

  // Null if there is no such descriptor. Until the next Open.
  OpenFile* Get(int fd);
  const Disk& disk() const { return *disk_; }

 private:
  // The node at a place; null: there is none.
  static const DiskNode* NodeAt(const Disk::Place& place);

  const Disk* const disk_;
  Disk* const changing_ = nullptr;    // the same; null: it must not be changed
  std::vector<OpenFile> open_files_;  // by descriptor; the lowest free one is used next
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_DISK_OS_H_
