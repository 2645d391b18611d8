#include "sim/fault/faulty_os.h"

#include <algorithm>
#include <cerrno>

#include "sim/base/prng.h"

namespace lsm::sim {
namespace {

std::string_view NameOf(OsCall call) { return Names(call)[static_cast<size_t>(call)]; }
std::string_view NameOf(FaultKind kind) { return Names(kind)[static_cast<size_t>(kind)]; }

}  // namespace

FaultInjector::Met FaultyOs::Meet(OsCall call, const std::string& path, uint64_t bytes) {
  if (off_) return {};
  const FaultInjector::Met met = injector_->Meet(call, path, bytes);
  if (met.plan != nullptr) {
    tell_(met.fault, std::string(NameOf(call)) + ": " + std::string(NameOf(met.plan->kind)), path);
  }
  return met;
}

int FaultyOs::ErrorOf(const FaultInjector::Met& met) {
  if (met.plan == nullptr) return 0;
  switch (met.plan->kind) {
    case FaultKind::kIoError:
      return -EIO;
    case FaultKind::kDiskFull:
      return -ENOSPC;
    default:
      return 0;
  }
}

const std::string& FaultyOs::PathOf(int fd) const {
  static const std::string kUnknown;
  return fd >= 0 && static_cast<size_t>(fd) < paths_.size() ? paths_[static_cast<size_t>(fd)]
                                                            : kUnknown;
}

int FaultyOs::Open(const std::string& path, OpenMode mode) {
  // Opening what is there needs no room. Not asked of the system: a call takes time, and until
  // something goes wrong the run is to be the one that it is without faults.
  const bool creates = mode != OpenMode::kRead && disk_->FindFile(path) == nullptr;
  if (const int error = ErrorOf(Meet(OsCall::kOpen, path, creates ? 1 : 0)); error != 0) {
    return error;
  }
  const int fd = os_->Open(path, mode);
  if (fd < 0) return fd;
  if (paths_.size() <= static_cast<size_t>(fd)) paths_.resize(static_cast<size_t>(fd) + 1);
  paths_[static_cast<size_t>(fd)] = path;
  return fd;
}

// Whatever it answers, the descriptor is free afterwards.
int FaultyOs::Close(int fd) {
  const FaultInjector::Met met = Meet(OsCall::kClose, PathOf(fd));
  const int closed = os_->Close(fd);
  const int error = ErrorOf(met);
  return error != 0 ? error : closed;
}

int64_t FaultyOs::ReadWith(int fd, size_t n, const std::function<int64_t(size_t)>& read) {
  const FaultInjector::Met met = Meet(OsCall::kRead, PathOf(fd));
  if (const int error = ErrorOf(met); error != 0) return error;
  const bool is_short = met.plan != nullptr && met.plan->kind == FaultKind::kShortRead;
  return read(is_short ? std::max<size_t>(1, n / 2) : n);
}

int64_t FaultyOs::Read(int fd, char* buffer, size_t n) {
  return ReadWith(fd, n, [&](size_t count) { return os_->Read(fd, buffer, count); });
}

int64_t FaultyOs::ReadAt(int fd, char* buffer, size_t n, uint64_t offset) {
  return ReadWith(fd, n, [&](size_t count) { return os_->ReadAt(fd, buffer, count, offset); });
}

int64_t FaultyOs::Write(int fd, const char* data, size_t n) {
  const std::string path = PathOf(fd);
  const FaultInjector::Met met = Meet(OsCall::kWrite, path, n);
  if (met.plan == nullptr) return os_->Write(fd, data, n);
  switch (met.plan->kind) {
    case FaultKind::kDiskFull:
      return met.bytes > 0 ? os_->Write(fd, data, std::min<size_t>(n, met.bytes)) : -ENOSPC;
    case FaultKind::kShortWrite:
      return os_->Write(fd, data, std::max<size_t>(1, n / 2));
    case FaultKind::kMisdirected:
      return WriteElsewhere(fd, path, data, n);
    default:
      return ErrorOf(met);
  }
}

int64_t FaultyOs::WriteElsewhere(int fd, const std::string& path, const char* data, size_t n) {
  const size_t slash = path.rfind('/');
  const DiskDirectory* directory = disk_->FindDirectory(path.substr(0, slash));
  if (directory != nullptr) {
    for (const auto& [name, node] : directory->entries) {
      if (node.file == nullptr || path.substr(slash + 1) == name || node.file->size() < 2) continue;
      const uint64_t middle = node.file->size() / 2;
      node.file->Overwrite(middle, {data, std::min<size_t>(n, node.file->size() - middle)});
      break;
    }
  }
  const std::string zeros(n, '\0');
  return os_->Write(fd, zeros.data(), n);
}

int FaultyOs::SyncData(int fd) {
  const std::string path = PathOf(fd);
  if (!off_ && injector_->TakeOwedSyncError(path)) return -EIO;
  const std::shared_ptr<DiskFile> file = off_ ? nullptr : disk_->FindFile(path);
  const FaultInjector::Met met =
      Meet(OsCall::kSync, path, file != nullptr ? file->unsynced_bytes() : 0);
  if (met.plan == nullptr) return os_->SyncData(fd);
  switch (met.plan->kind) {
    case FaultKind::kDiskFull:
      if (file != nullptr) file->ForgetDirty();
      return -ENOSPC;
    case FaultKind::kLostSync:
      injector_->OweSyncError(path);
      return 0;
    case FaultKind::kCleanPages:
      if (file != nullptr) file->ForgetDirty();
      return -EIO;
    case FaultKind::kOldContent:
      if (file != nullptr) file->GoBackToDurable();
      return -EIO;
    default:
      return ErrorOf(met);
  }
}

int FaultyOs::SyncDirectory(const std::string& path) {
  const int error = ErrorOf(Meet(OsCall::kSyncDirectory, path));
  return error != 0 ? error : os_->SyncDirectory(path);
}

int FaultyOs::List(const std::string& path, std::vector<std::string>* names) {
  const int error = ErrorOf(Meet(OsCall::kList, path));
  return error != 0 ? error : os_->List(path, names);
}

int FaultyOs::Unlink(const std::string& path) {
  const int error = ErrorOf(Meet(OsCall::kUnlink, path));
  return error != 0 ? error : os_->Unlink(path);
}

int FaultyOs::MakeDirectory(const std::string& path) {
  const int error = ErrorOf(Meet(OsCall::kMakeDirectory, path, 1));
  return error != 0 ? error : os_->MakeDirectory(path);
}

int FaultyOs::Rename(const std::string& from, const std::string& to) {
  const int error = ErrorOf(Meet(OsCall::kRename, to, 1));
  return error != 0 ? error : os_->Rename(from, to);
}

std::string RotABit(Disk* disk, std::string_view directory, FileClass file, uint64_t seed) {
  const DiskDirectory* found = disk->FindDirectory(directory);
  std::vector<std::pair<std::string, std::shared_ptr<DiskFile>>> files;
  if (found != nullptr) {
    for (const auto& [name, node] : found->entries) {
      // Empty: nothing to turn over. One that was emptied and not synced has durable bytes, and
      // none that a program could read.
      if (node.file == nullptr || node.file->durable().empty() || node.file->size() == 0) continue;
      if (file != FileClass::kAny && FileClassOf(name) != file) continue;
      files.emplace_back(std::string(directory) + "/" + name, node.file);
    }
  }
  if (files.empty()) return "";
  Prng prng = Prng::ForPart(seed, 77);
  const auto& [path, victim] = files[prng.Below(files.size())];
  const uint64_t offset = prng.Below(std::min<uint64_t>(victim->durable().size(), victim->size()));
  const char turned =
      static_cast<char>(victim->content()[offset] ^ static_cast<char>(1 << prng.Below(8)));
  victim->Overwrite(offset, {&turned, 1});
  return path;
}

}  // namespace lsm::sim
