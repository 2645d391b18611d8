#include "sim/disk/sim_os.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace lsm::sim {

// What is decided after a charge is decided at the time when the call ends: another fiber may have
// run in between.

SimOs::~SimOs() {
  for (OpenFile& open : open_files_) {
    if (open.file != nullptr && open.file->lock_holder == this) open.file->lock_holder = nullptr;
  }
}

bool SimOs::ChargeCall(uint64_t bytes) {
  if (!disk_is_lost_) world_->Charge(device_.call_ns + bytes * device_.cached_byte_ps / 1000);
  return !disk_is_lost_;
}

bool SimOs::ChargeRead(uint64_t bytes) {
  if (!disk_is_lost_) {
    world_->UseDevice(DeviceTime(device_.read_ns + bytes * device_.read_byte_ps / 1000));
  }
  return !disk_is_lost_;
}

bool SimOs::ChargeSync(uint64_t bytes) {
  if (!disk_is_lost_) {
    world_->UseDevice(DeviceTime(device_.sync_ns + bytes * device_.sync_byte_ps / 1000));
  }
  return !disk_is_lost_;
}

SimOs::OpenFile* SimOs::Get(int fd) {
  if (fd < 0 || static_cast<size_t>(fd) >= open_files_.size()) return nullptr;
  OpenFile* open = &open_files_[static_cast<size_t>(fd)];
  return open->file == nullptr ? nullptr : open;
}

int SimOs::Open(const std::string& path, OpenMode mode) {
  if (!ChargeCall()) return -EIO;
  const Disk::Place place = disk_->Find(path);
  if (place.directory == nullptr) return -ENOENT;
  const auto entry = place.directory->entries.find(place.leaf);
  const bool exists = entry != place.directory->entries.end();
  if (place.leaf.empty() || (exists && entry->second.file == nullptr)) return -EISDIR;
  if (!exists && mode == OpenMode::kRead) return -ENOENT;

  OpenFile open;
  open.file = exists ? entry->second.file : disk_->CreateFile(place);
  open.readable = mode == OpenMode::kRead || mode == OpenMode::kLock;
  open.writable = mode != OpenMode::kRead;
  if (exists && mode == OpenMode::kTruncate) open.file->Truncate();

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

int SimOs::Close(int fd) {
  (void)ChargeCall();  // what is open is closed, with or without a disk
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  *open = OpenFile{};
  return 0;
}

int64_t SimOs::Read(int fd, char* buffer, size_t n) {
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  const int64_t count = ReadAt(fd, buffer, n, open->offset);
  // Looked up again: other fibers may have opened files while this one waited.
  if (count > 0) Get(fd)->offset += static_cast<uint64_t>(count);
  return count;
}

int64_t SimOs::ReadAt(int fd, char* buffer, size_t n, uint64_t offset) {
  OpenFile* open = Get(fd);
  if (open == nullptr || !open->readable) return -EBADF;
  const std::shared_ptr<DiskFile> file = open->file;
  if (offset >= file->size()) return ChargeCall() ? 0 : -EIO;
  const size_t count = std::min<uint64_t>(n, file->size() - offset);
  std::memcpy(buffer, file->content().data() + offset, count);
  if (!ChargeRead(count)) return -EIO;
  return static_cast<int64_t>(count);
}

int64_t SimOs::Write(int fd, const char* data, size_t n) {
  if (!ChargeCall(n)) return -EIO;
  OpenFile* open = Get(fd);
  if (open == nullptr || !open->writable) return -EBADF;
  open->file->Append({data, n});
  return static_cast<int64_t>(n);
}

int64_t SimOs::Skip(int fd, uint64_t n) {
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  if (n > INT64_MAX - open->offset) return -EINVAL;
  open->offset += n;
  return static_cast<int64_t>(open->offset);
}

int SimOs::SyncData(int fd) {
  OpenFile* open = Get(fd);
  if (open == nullptr || !open->writable) return -EBADF;
  const std::shared_ptr<DiskFile> file = open->file;
  if (!ChargeSync(file->unsynced_bytes())) return -EIO;
  file->Sync();
  return 0;
}

int SimOs::SyncDirectory(const std::string& path) {
  if (disk_->FindDirectory(path) == nullptr) return -ENOENT;
  if (!ChargeSync(0)) return -EIO;
  DiskDirectory* directory = disk_->FindDirectory(path);
  if (directory == nullptr) return -ENOENT;
  disk_->SyncDirectory(directory);
  return 0;
}

int SimOs::Lock(int fd) {
  if (!ChargeCall()) return -EIO;
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  const void* holder = open->file->lock_holder;
  if (holder != nullptr && holder != this) return -EAGAIN;
  open->file->lock_holder = this;
  return 0;
}

int SimOs::Unlock(int fd) {
  if (!ChargeCall()) return -EIO;
  OpenFile* open = Get(fd);
  if (open == nullptr) return -EBADF;
  if (open->file->lock_holder == this) open->file->lock_holder = nullptr;
  return 0;
}

int SimOs::Exists(const std::string& path) {
  if (!ChargeCall()) return -EIO;
  const bool exists = disk_->FindFile(path) != nullptr || disk_->FindDirectory(path) != nullptr;
  return exists ? 0 : -ENOENT;
}

int SimOs::List(const std::string& path, std::vector<std::string>* names) {
  if (!ChargeCall()) return -EIO;
  names->clear();
  const DiskDirectory* directory = disk_->FindDirectory(path);
  if (directory == nullptr) return disk_->FindFile(path) == nullptr ? -ENOENT : -ENOTDIR;
  for (const auto& [name, node] : directory->entries) names->push_back(name);
  return 0;
}

int SimOs::Unlink(const std::string& path) {
  if (!ChargeCall()) return -EIO;
  const Disk::Place place = disk_->Find(path);
  if (place.directory == nullptr) return -ENOENT;
  const auto entry = place.directory->entries.find(place.leaf);
  if (entry == place.directory->entries.end()) return -ENOENT;
  if (entry->second.directory != nullptr) return -EISDIR;
  disk_->Remove(place);
  return 0;
}

int SimOs::MakeDirectory(const std::string& path) {
  if (!ChargeCall()) return -EIO;
  const Disk::Place place = disk_->Find(path);
  if (place.directory == nullptr) return -ENOENT;
  if (place.leaf.empty() || place.directory->entries.contains(place.leaf)) return -EEXIST;
  disk_->MakeDirectory(place);
  return 0;
}

int SimOs::RemoveDirectory(const std::string& path) {
  if (!ChargeCall()) return -EIO;
  const Disk::Place place = disk_->Find(path);
  if (place.directory == nullptr) return -ENOENT;
  const auto entry = place.directory->entries.find(place.leaf);
  if (entry == place.directory->entries.end()) return -ENOENT;
  if (entry->second.directory == nullptr) return -ENOTDIR;
  if (!entry->second.directory->entries.empty()) return -ENOTEMPTY;
  disk_->Remove(place);
  return 0;
}

int64_t SimOs::FileSize(const std::string& path) {
  if (!ChargeCall()) return -EIO;
  const std::shared_ptr<DiskFile> file = disk_->FindFile(path);
  return file == nullptr ? -ENOENT : static_cast<int64_t>(file->size());
}

int SimOs::Rename(const std::string& from, const std::string& to) {
  if (!ChargeCall()) return -EIO;
  const Disk::Place source = disk_->Find(from);
  const Disk::Place target = disk_->Find(to);
  if (source.directory == nullptr || target.directory == nullptr) return -ENOENT;
  const auto entry = source.directory->entries.find(source.leaf);
  if (entry == source.directory->entries.end()) return -ENOENT;
  // Only files are renamed by the engine.
  if (entry->second.directory != nullptr || target.leaf.empty()) return -EISDIR;
  const auto old = target.directory->entries.find(target.leaf);
  if (old != target.directory->entries.end() && old->second.directory != nullptr) return -EISDIR;
  disk_->Rename(source, target);
  return 0;
}

}  // namespace lsm::sim
