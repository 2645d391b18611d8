#include "sim/disk/image_os.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "engine/base/check.h"

namespace lsm::sim {
namespace {

int64_t ReadFrom(const DiskFile& file, char* buffer, size_t n, uint64_t offset) {
  if (offset >= file.size()) return 0;
  const auto count = static_cast<size_t>(std::min<uint64_t>(n, file.size() - offset));
  std::memcpy(buffer, file.content().data() + offset, count);
  return static_cast<int64_t>(count);
}

}  // namespace

ImageOs::OpenFile* ImageOs::Get(int fd) {
  if (fd < 0 || static_cast<size_t>(fd) >= open_files_.size()) return nullptr;
  OpenFile* open = &open_files_[static_cast<size_t>(fd)];
  return open->file == nullptr ? nullptr : open;
}

int ImageOs::Open(const std::string& path, OpenMode mode) {
  if (mode != OpenMode::kRead) return -EROFS;
  OpenFile open{.file = disk_->FindFile(path)};
  if (open.file == nullptr) return disk_->FindDirectory(path) != nullptr ? -EISDIR : -ENOENT;
  const std::lock_guard lock(mutex_);
  const auto free =
      std::ranges::find_if(open_files_, [](const OpenFile& each) { return each.file == nullptr; });
  const auto fd = static_cast<int>(free - open_files_.begin());
  if (free == open_files_.end()) {
    open_files_.push_back(std::move(open));
  } else {
    *free = std::move(open);
  }
  return fd;
}

int ImageOs::Close(int fd) {
  const std::lock_guard lock(mutex_);
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  *open = OpenFile{};
  return 0;
}

int64_t ImageOs::Read(int fd, char* buffer, size_t n) {
  const std::lock_guard lock(mutex_);
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  const int64_t count = ReadFrom(*open->file, buffer, n, open->offset);
  open->offset += static_cast<uint64_t>(count);
  return count;
}

int64_t ImageOs::ReadAt(int fd, char* buffer, size_t n, uint64_t offset) {
  const std::lock_guard lock(mutex_);
  OpenFile* open = Get(fd);
  return open == nullptr ? -EBADF : ReadFrom(*open->file, buffer, n, offset);
}

int64_t ImageOs::Skip(int fd, uint64_t n) {
  const std::lock_guard lock(mutex_);
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  if (n > INT64_MAX - open->offset) return -EINVAL;
  open->offset += n;
  return static_cast<int64_t>(open->offset);
}

int ImageOs::Exists(const std::string& path) {
  const bool exists = disk_->FindFile(path) != nullptr || disk_->FindDirectory(path) != nullptr;
  return exists ? 0 : -ENOENT;
}

int ImageOs::List(const std::string& path, std::vector<std::string>* names) {
  names->clear();
  const DiskDirectory* directory = disk_->FindDirectory(path);
  if (directory == nullptr) return disk_->FindFile(path) == nullptr ? -ENOENT : -ENOTDIR;
  for (const auto& [name, node] : directory->entries) names->push_back(name);
  return 0;
}

int64_t ImageOs::FileSize(const std::string& path) {
  const std::shared_ptr<const DiskFile> file = disk_->FindFile(path);
  return file == nullptr ? -ENOENT : static_cast<int64_t>(file->size());
}

int64_t ImageOs::Write(int, const char*, size_t) { return -EROFS; }
int ImageOs::SyncData(int) { return -EROFS; }
int ImageOs::SyncDirectory(const std::string&) { return -EROFS; }
int ImageOs::Lock(int) { return -EROFS; }
int ImageOs::Unlock(int) { return -EROFS; }
int ImageOs::Unlink(const std::string&) { return -EROFS; }
int ImageOs::MakeDirectory(const std::string&) { return -EROFS; }
int ImageOs::RemoveDirectory(const std::string&) { return -EROFS; }
int ImageOs::Rename(const std::string&, const std::string&) { return -EROFS; }

void ImageOs::StartThread(const ThreadInfo&, std::function<void()>) {
  LSM_CHECK(!"nothing runs on the image of a disk");
}

}  // namespace lsm::sim
