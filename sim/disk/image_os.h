// ImageOs: the operating system over the image of a disk, for whoever looks at it from outside its
// world. Files can be read and nothing can be changed; calls cost no virtual time.
#ifndef LSMSCOPE_SIM_DISK_IMAGE_OS_H_
#define LSMSCOPE_SIM_DISK_IMAGE_OS_H_

#include <memory>
#include <mutex>
#include <string>

#include "sim/disk/disk_os.h"

namespace lsm::sim {

// Safe from several threads at once, of which none is a fiber. What would change the disk answers
// -EROFS.
class ImageOs final : public DiskOs {
 public:
  // The image, which nobody writes to any more.
  explicit ImageOs(std::shared_ptr<const Disk> disk) : DiskOs(disk.get()), kept_(std::move(disk)) {}

  // The calls that look at descriptors; names are only read.
  int Open(const std::string& path, OpenMode mode) override {
    const std::lock_guard lock(mutex_);
    return DiskOs::Open(path, mode);
  }
  int Close(int fd) override {
    const std::lock_guard lock(mutex_);
    return DiskOs::Close(fd);
  }
  int64_t Read(int fd, char* buffer, size_t n) override {
    const std::lock_guard lock(mutex_);
    return DiskOs::Read(fd, buffer, n);
  }
  int64_t ReadAt(int fd, char* buffer, size_t n, uint64_t offset) override {
    const std::lock_guard lock(mutex_);
    return DiskOs::ReadAt(fd, buffer, n, offset);
  }
  int64_t Skip(int fd, uint64_t n) override {
    const std::lock_guard lock(mutex_);
    return DiskOs::Skip(fd, n);
  }

 private:
  const std::shared_ptr<const Disk> kept_;
  std::mutex mutex_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_IMAGE_OS_H_
