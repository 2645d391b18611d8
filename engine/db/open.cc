// Opening and destroying: what is done to a database's directory from outside.
#include <memory>
#include <string>
#include <vector>

#include "engine/base/file_names.h"
#include "engine/db/db_impl.h"
#include "lsm/db.h"
#include "lsm/env.h"

namespace lsm {

Snapshot::~Snapshot() = default;
DB::~DB() = default;

Status DB::FlushMemTable() { return Status::NotSupported("FlushMemTable"); }
void DB::CompactLevel(int, const Slice*, const Slice*) {}
Iterator* DB::NewInternalIterator() {
  return NewErrorIterator(Status::NotSupported("NewInternalIterator"));
}

namespace {

// Texts as RocksDB's.
Status CheckWritePath(const Options& options) {
  if (options.write_path != WritePathKind::kGroups || !options.unordered_write) return Status::OK();
  if (!options.allow_concurrent_memtable_write) {
    return Status::InvalidArgument(
        "unordered_write is incompatible with !allow_concurrent_memtable_write");
  }
  if (options.enable_pipelined_write) {
    return Status::InvalidArgument("unordered_write is incompatible with enable_pipelined_write");
  }
  return Status::OK();
}

}  // namespace

Status DB::Open(const Options& options, const std::string& name, DB** dbptr) {
  *dbptr = nullptr;
  if (Status status = CheckWritePath(options); !status.ok()) return status;
  // It may exist; whether it can be used shows in what follows.
  (void)options.env->CreateDir(name);
  // The lock comes before anything else is touched, the info log included: the database may be
  // somebody else's.
  FileLock* lock = nullptr;
  Status status = options.env->LockFile(LockFileName(name), &lock);
  if (!status.ok()) return status;
  auto db = std::make_unique<DBImpl>(options, name, lock);
  status = db->Open();
  if (status.ok()) *dbptr = db.release();
  return status;
}

Status DestroyDB(const std::string& name, const Options& options) {
  Env* env = options.env;
  std::vector<std::string> files;
  // Nothing there: nothing to destroy.
  if (!env->GetChildren(name, &files).ok()) return Status::OK();

  const std::string lock_name = LockFileName(name);
  FileLock* lock = nullptr;
  Status result = env->LockFile(lock_name, &lock);
  if (!result.ok()) return result;
  for (const std::string& file : files) {
    uint64_t number = 0;
    FileType type;
    if (!ParseFileName(file, &number, &type) || type == kDBLockFile) continue;
    if (Status removed = env->RemoveFile(name + "/" + file); result.ok()) result = removed;
  }
  // Whoever races for the lock from here on finds an empty directory. It stays if it holds files
  // that are not the database's.
  (void)env->UnlockFile(lock);
  (void)env->RemoveFile(lock_name);
  (void)env->RemoveDir(name);
  return result;
}

}  // namespace lsm
