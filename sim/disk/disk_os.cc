#include "sim/disk/disk_os.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "engine/base/check.h"

namespace lsm::sim {

DiskOs::~DiskOs() {
  for (OpenFile& open : open_files_) {
    if (open.file != nullptr && open.file->lock_holder == this) open.file->lock_holder = nullptr;
  }
}

DiskOs::OpenFile* DiskOs::Get(int fd) {
  if (fd < 0 || static_cast<size_t>(fd) >= open_files_.size()) return nullptr;
  OpenFile* open = &open_files_[static_cast<size_t>(fd)];
  return open->file == nullptr ? nullptr : open;
}

const DiskNode* DiskOs::NodeAt(const Disk::Place& place) {
  if (place.directory == nullptr) return nullptr;
  const auto entry = place.directory->entries.find(place.leaf);
  return entry == place.directory->entries.end() ? nullptr : &entry->second;
}

// ---- Files ----

int DiskOs::Open(const std::string& path, OpenMode mode) {
  if (changing_ == nullptr && mode != OpenMode::kRead) return -EROFS;
  const Disk::Place place = disk_->Find(path);
  if (place.directory == nullptr) return -ENOENT;
  const DiskNode* node = NodeAt(place);
  if (place.leaf.empty() || (node != nullptr && node->file == nullptr)) return -EISDIR;
  if (node == nullptr && mode == OpenMode::kRead) return -ENOENT;

  OpenFile open{.file = node != nullptr ? node->file : changing_->CreateFile(place),
                .readable = mode == OpenMode::kRead || mode == OpenMode::kLock,
                .writable = mode != OpenMode::kRead};
  if (node != nullptr && mode == OpenMode::kTruncate) open.file->Truncate();

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

int DiskOs::Close(int fd) {
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  *open = OpenFile{};
  return 0;
}

int64_t DiskOs::Read(int fd, char* buffer, size_t n) {
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  const int64_t count = DiskOs::ReadAt(fd, buffer, n, open->offset);
  if (count > 0) open->offset += static_cast<uint64_t>(count);
  return count;
}

int64_t DiskOs::ReadAt(int fd, char* buffer, size_t n, uint64_t offset) {
  const OpenFile* open = Get(fd);
  if (open == nullptr || !open->readable) return -EBADF;
  const std::string& content = open->file->content();
  if (offset >= content.size()) return 0;
  const auto count = static_cast<size_t>(std::min<uint64_t>(n, content.size() - offset));
  std::memcpy(buffer, content.data() + offset, count);
  return static_cast<int64_t>(count);
}

int64_t DiskOs::Write(int fd, const char* data, size_t n) {
  if (changing_ == nullptr) return -EROFS;
  OpenFile* open = Get(fd);
  if (open == nullptr || !open->writable) return -EBADF;
  open->file->Append({data, n});
  return static_cast<int64_t>(n);
}

int64_t DiskOs::Skip(int fd, uint64_t n) {
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  if (n > INT64_MAX - open->offset) return -EINVAL;
  open->offset += n;
  return static_cast<int64_t>(open->offset);
}

int DiskOs::SyncData(int fd) {
  if (changing_ == nullptr) return -EROFS;
  OpenFile* open = Get(fd);
  if (open == nullptr || !open->writable) return -EBADF;
  open->file->Sync();
  return 0;
}

int DiskOs::Lock(int fd) {
  if (changing_ == nullptr) return -EROFS;
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  const void* holder = open->file->lock_holder;
  if (holder != nullptr && holder != this) return -EAGAIN;
  open->file->lock_holder = this;
  return 0;
}

int DiskOs::Unlock(int fd) {
  if (changing_ == nullptr) return -EROFS;
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  if (open->file->lock_holder == this) open->file->lock_holder = nullptr;
  return 0;
}

// ---- Names ----

int DiskOs::Exists(const std::string& path) {
  const Disk::Place place = disk_->Find(path);
  const bool is_root = place.directory != nullptr && place.leaf.empty();
  return is_root || NodeAt(place) != nullptr ? 0 : -ENOENT;
}

int DiskOs::List(const std::string& path, std::vector<std::string>* names) {
  names->clear();
  const DiskDirectory* directory = disk_->FindDirectory(path);
  if (directory == nullptr) return disk_->FindFile(path) == nullptr ? -ENOENT : -ENOTDIR;
  for (const auto& [name, node] : directory->entries) names->push_back(name);
  return 0;
}

int64_t DiskOs::FileSize(const std::string& path) {
  const std::shared_ptr<DiskFile> file = disk_->FindFile(path);
  return file == nullptr ? -ENOENT : static_cast<int64_t>(file->size());
}

int DiskOs::SyncDirectory(const std::string& path) {
  if (changing_ == nullptr) return -EROFS;
  DiskDirectory* directory = disk_->FindDirectory(path);
  if (directory == nullptr) return -ENOENT;
  changing_->SyncDirectory(directory);
  return 0;
}

int DiskOs::Unlink(const std::string& path) {
  if (changing_ == nullptr) return -EROFS;
  const Disk::Place place = disk_->Find(path);
  const DiskNode* node = NodeAt(place);
  if (node == nullptr) return -ENOENT;
  if (node->directory != nullptr) return -EISDIR;
  changing_->Remove(place);
  return 0;
}

int DiskOs::MakeDirectory(const std::string& path) {
  if (changing_ == nullptr) return -EROFS;
  const Disk::Place place = disk_->Find(path);
  if (place.directory == nullptr) return -ENOENT;
  if (place.leaf.empty() || NodeAt(place) != nullptr) return -EEXIST;
  changing_->MakeDirectory(place);
  return 0;
}

int DiskOs::RemoveDirectory(const std::string& path) {
  if (changing_ == nullptr) return -EROFS;
  const Disk::Place place = disk_->Find(path);
  const DiskNode* node = NodeAt(place);
  if (node == nullptr) return -ENOENT;
  if (node->directory == nullptr) return -ENOTDIR;
  if (!node->directory->entries.empty()) return -ENOTEMPTY;
  changing_->Remove(place);
  return 0;
}

int DiskOs::Rename(const std::string& from, const std::string& to) {
  if (changing_ == nullptr) return -EROFS;
  const Disk::Place source = disk_->Find(from);
  const Disk::Place target = disk_->Find(to);
  const DiskNode* node = NodeAt(source);
  if (node == nullptr || target.directory == nullptr) return -ENOENT;
  // Only files are renamed by the engine.
  if (node->directory != nullptr || target.leaf.empty()) return -EISDIR;
  const DiskNode* old = NodeAt(target);
  if (old != nullptr && old->directory != nullptr) return -EISDIR;
  changing_->Rename(source, target);
  return 0;
}

void DiskOs::StartThread(const ThreadInfo&, std::function<void()>) {
  LSM_CHECK(!"nothing runs in the background of a disk without a machine");
}

}  // namespace lsm::sim
