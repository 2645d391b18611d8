#include "sim/disk/sim_os.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace lsm::sim {

bool SimOs::ChargeCpu(uint64_t nanos) {
  if (!disk_is_lost_) world_->Charge(nanos);
  return !disk_is_lost_;
}

bool SimOs::ChargeCall(uint64_t bytes) {
  const DeviceModel& model = storage_->model;
  return ChargeCpu(model.call_ns + bytes * model.cached_byte_ps / 1000);
}

// With a page cache, whole pages are read, and then copied from there.
bool SimOs::ChargeRead(const DiskFile& file, uint64_t offset, uint64_t bytes) {
  if (disk_is_lost_) return false;
  const DeviceModel& model = storage_->model;
  const uint64_t number = file.number();
  PageCache::Range range{offset, offset + bytes};
  if (storage_->pages.keeps_anything()) {
    if (!ChargeCpu(model.cached_read_ns + bytes * model.cached_read_byte_ps / 1000)) return false;
    range = storage_->pages.Missing(number, offset, offset + bytes);
    range.end = std::max(range.begin, std::min(range.end, file.size()));
  }
  if (range.begin < range.end || !storage_->pages.keeps_anything()) {
    world_->WaitForDevice(storage_->device.Submit(
        world_->NowNanos(), {.fixed_ns = model.read_ns,
                             .byte_ps = model.read_byte_ps,
                             .bytes = range.end - range.begin,
                             .address = WriteBack::AddressOf(number, range.begin)}));
    if (disk_is_lost_) return false;
  }
  storage_->pages.Use(number, offset, offset + bytes);
  return true;
}

// Where a directory lies is not modelled: the head does not move for it.
bool SimOs::ChargeSync(const DiskFile* file) {
  const DeviceModel& model = storage_->model;
  if (!ChargeCpu(model.sync_cpu_ns)) return false;
  BlockDevice::Request request{.fixed_ns = model.sync_ns};
  if (file == nullptr) {
    request.fixed_ns = model.sync_ns * model.sync_directory_percent / 100;
  } else {
    const WriteBack::Early early = storage_->write_back.EarlyOf(file->number());
    request.byte_ps = model.sync_byte_ps;
    request.bytes = file->unsynced_bytes() - std::min(file->unsynced_bytes(), early.bytes);
    request.address = WriteBack::AddressOf(file->number(), file->size() - request.bytes);
    request.after_ns = early.end_ns;
  }
  const uint64_t end_ns = storage_->device.Submit(world_->NowNanos(), request);
  if (file != nullptr) storage_->write_back.Taken(file->number(), end_ns);
  world_->WaitForDevice(end_ns);
  return !disk_is_lost_;
}

int SimOs::Open(const std::string& path, OpenMode mode) {
  const DeviceModel& model = storage_->model;
  const bool is_there = disk().FindFile(path) != nullptr;
  const bool makes = !is_there && mode != OpenMode::kRead;
  if (!ChargeCpu(model.call_ns + (is_there ? model.open_ns : makes ? model.create_ns : 0))) {
    return -EIO;
  }
  const int fd = DiskOs::Open(path, mode);
  if (fd >= 0 && mode == OpenMode::kTruncate) Forget(Get(fd)->file.get());
  return fd;
}

int SimOs::Close(int fd) {
  (void)ChargeCall();  // what is open is closed, with or without a disk
  return DiskOs::Close(fd);
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
  const int64_t count = DiskOs::ReadAt(fd, buffer, n, offset);
  if (!ChargeRead(*file, offset, static_cast<uint64_t>(count))) return -EIO;
  return count;
}

int64_t SimOs::Write(int fd, const char* data, size_t n) {
  if (!ChargeCall(n)) return -EIO;
  const int64_t count = DiskOs::Write(fd, data, n);
  if (count <= 0) return count;
  const DiskFile& file = *Get(fd)->file;
  storage_->pages.Use(file.number(), file.size() - n, file.size());
  const uint64_t until_ns = storage_->write_back.Wrote(file.number(), file.size(), n,
                                                       world_->NowNanos(), &storage_->device);
  if (until_ns > 0) world_->WaitForDevice(until_ns);
  return disk_is_lost_ ? -EIO : count;
}

int SimOs::SyncData(int fd) {
  OpenFile* open = Get(fd);
  if (open == nullptr || !open->writable) return -EBADF;
  const std::shared_ptr<DiskFile> file = open->file;
  if (!ChargeSync(file.get())) return -EIO;
  storage_->write_back.Forget(file->number());
  file->Sync();
  return 0;
}

int SimOs::SyncDirectory(const std::string& path) {
  if (disk().FindDirectory(path) == nullptr) return -ENOENT;
  if (!ChargeSync(nullptr)) return -EIO;
  return DiskOs::SyncDirectory(path);
}

int SimOs::Unlink(const std::string& path) {
  if (!ChargeCall()) return -EIO;
  if (const uint64_t remove_ns = storage_->model.remove_ns; remove_ns > 0) {
    world_->WaitForDevice(storage_->device.Submit(world_->NowNanos(), {.fixed_ns = remove_ns}));
    if (disk_is_lost_) return -EIO;
  }
  const std::shared_ptr<DiskFile> file = disk().FindFile(path);
  const int unlinked = DiskOs::Unlink(path);
  if (unlinked == 0) Forget(file.get());
  return unlinked;
}

int SimOs::Rename(const std::string& from, const std::string& to) {
  if (!ChargeCall()) return -EIO;
  const std::shared_ptr<DiskFile> old = disk().FindFile(to);
  const int renamed = DiskOs::Rename(from, to);
  if (renamed == 0 && old != disk().FindFile(to)) Forget(old.get());
  return renamed;
}

}  // namespace lsm::sim
