#include "sim/database/overlay_env.h"

#include <algorithm>

#include "engine/env/posix_env.h"
#include "lsm/helpers/memenv.h"

namespace lsm::sim {
namespace {

// Stands for the lock of a file that the base has not.
class NoLock final : public FileLock {};

}  // namespace

OverlayEnv::OverlayEnv(Env* base) : EnvWrapper(base), memory_(NewMemEnv(base)) {}

bool OverlayEnv::IsHidden(const std::string& name) {
  const std::lock_guard lock(mutex_);
  return hidden_.contains(name);
}

void OverlayEnv::Hide(const std::string& name) {
  const std::lock_guard lock(mutex_);
  hidden_.insert(name);
}

// A hidden name that is not in memory either is looked for there, and not found.
Env* OverlayEnv::Of(const std::string& name) {
  return IsHidden(name) || memory_->FileExists(name) ? memory_.get() : target();
}

Status OverlayEnv::CopyUp(const std::string& name) {
  if (Of(name) == memory_.get() || !target()->FileExists(name)) return Status::OK();
  std::string bytes;
  Status status = ReadFileToString(target(), name, &bytes);
  if (status.ok()) status = WriteStringToFile(memory_.get(), bytes, name);
  if (status.ok()) Hide(name);
  return status;
}

Status OverlayEnv::NewSequentialFile(const std::string& name, SequentialFile** result) {
  return Of(name)->NewSequentialFile(name, result);
}

Status OverlayEnv::NewRandomAccessFile(const std::string& name, RandomAccessFile** result) {
  return Of(name)->NewRandomAccessFile(name, result);
}

Status OverlayEnv::NewWritableFile(const std::string& name, WritableFile** result) {
  Hide(name);
  return memory_->NewWritableFile(name, result);
}

Status OverlayEnv::NewAppendableFile(const std::string& name, WritableFile** result) {
  *result = nullptr;
  if (Status status = CopyUp(name); !status.ok()) return status;
  Hide(name);
  return memory_->NewAppendableFile(name, result);
}

bool OverlayEnv::FileExists(const std::string& name) { return Of(name)->FileExists(name); }

Status OverlayEnv::GetChildren(const std::string& directory, std::vector<std::string>* result) {
  std::vector<std::string> below;
  const Status status = target()->GetChildren(directory, &below);
  (void)memory_->GetChildren(directory, result);
  if (!status.ok()) return result->empty() ? status : Status::OK();
  for (std::string& name : below) {
    if (IsHidden(directory + "/" + name)) continue;
    if (std::find(result->begin(), result->end(), name) == result->end()) {
      result->push_back(std::move(name));
    }
  }
  return Status::OK();
}

Status OverlayEnv::RemoveFile(const std::string& name) {
  const Status status = Of(name) == memory_.get() ? memory_->RemoveFile(name)
                        : target()->FileExists(name)
                            ? Status::OK()
                            : Status::NotFound(name, "No such file or directory");
  if (status.ok()) Hide(name);
  return status;
}

Status OverlayEnv::CreateDir(const std::string&) { return Status::OK(); }
Status OverlayEnv::RemoveDir(const std::string&) { return Status::OK(); }

Status OverlayEnv::GetFileSize(const std::string& name, uint64_t* size) {
  return Of(name)->GetFileSize(name, size);
}

Status OverlayEnv::RenameFile(const std::string& from, const std::string& to) {
  if (Status status = CopyUp(from); !status.ok()) return status;
  Status status = memory_->RenameFile(from, to);
  if (status.ok()) {
    Hide(from);
    Hide(to);
  }
  return status;
}

Status OverlayEnv::LockFile(const std::string& name, FileLock** lock) {
  if (target()->FileExists(name)) return LockForReading(target(), name, lock);
  *lock = new NoLock;
  return Status::OK();
}

Status OverlayEnv::UnlockFile(FileLock* lock) {
  if (auto* const none = dynamic_cast<NoLock*>(lock)) {
    delete none;
    return Status::OK();
  }
  return target()->UnlockFile(lock);
}

Status OverlayEnv::NewLogger(const std::string& name, Logger** result) {
  return memory_->NewLogger(name, result);
}

Status OverlayEnv::SyncDir(const std::string&) { return Status::OK(); }

}  // namespace lsm::sim
