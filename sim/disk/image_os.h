// ImageOs: the operating system over the image of a disk, for whoever looks at it from outside its
// world. Files can be read and nothing can be changed; calls cost no virtual time.
#ifndef LSMSCOPE_SIM_DISK_IMAGE_OS_H_
#define LSMSCOPE_SIM_DISK_IMAGE_OS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/env/os.h"
#include "sim/disk/disk.h"

namespace lsm::sim {

// Safe from several threads at once, of which none is a fiber. What would change the disk answers
// -EROFS.
class ImageOs final : public Os {
 public:
  // The image, which nobody writes to any more.
  explicit ImageOs(std::shared_ptr<const Disk> disk) : disk_(std::move(disk)) {}

  int Open(const std::string& path, OpenMode mode) override;
  int Close(int fd) override;
  int64_t Read(int fd, char* buffer, size_t n) override;
  int64_t ReadAt(int fd, char* buffer, size_t n, uint64_t offset) override;
  int64_t Skip(int fd, uint64_t n) override;
  int Exists(const std::string& path) override;
  int List(const std::string& path, std::vector<std::string>* names) override;
  int64_t FileSize(const std::string& path) override;

  int64_t Write(int fd, const char* data, size_t n) override;
  int SyncData(int fd) override;
  int SyncDirectory(const std::string& path) override;
  int Lock(int fd) override;
  int Unlock(int fd) override;
  int Unlink(const std::string& path) override;
  int MakeDirectory(const std::string& path) override;
  int RemoveDirectory(const std::string& path) override;
  int Rename(const std::string& from, const std::string& to) override;

  // Time stands still.
  uint64_t NowNanos() override { return 0; }
  uint64_t WallClockMicros() override { return 0; }
  void SleepNanos(uint64_t) override {}
  // Aborts: nothing runs here.
  void StartThread(const ThreadInfo& info, std::function<void()> body) override;

 private:
  struct OpenFile {
    std::shared_ptr<const DiskFile> file;  // null: this descriptor is free
    uint64_t offset = 0;
  };

  // REQUIRES: mutex_ is held. Null if there is no such descriptor.
  OpenFile* Get(int fd);

  const std::shared_ptr<const Disk> disk_;
  std::mutex mutex_;
  std::vector<OpenFile> open_files_;  // by descriptor
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_IMAGE_OS_H_
