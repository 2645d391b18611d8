#include "engine/env/posix_env.h"

#include <atomic>
#include <cerrno>
#include <mutex>
#include <set>
#include <utility>

#include "engine/env/background_queue.h"
#include "engine/env/posix_files.h"
#include "engine/env/posix_logger.h"

namespace lsm {

namespace {

// The files that this process has locked: the system's locks may exclude other processes only.
class LockTable {
 public:
  bool Insert(const std::string& fname) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return locked_.insert(fname).second;
  }
  void Remove(const std::string& fname) {
    const std::lock_guard<std::mutex> lock(mutex_);
    locked_.erase(fname);
  }

 private:
  std::mutex mutex_;  // nothing inside can yield
  std::set<std::string> locked_;
};

struct PosixFileLock final : FileLock {
  PosixFileLock(std::string name, int descriptor) : fname(std::move(name)), fd(descriptor) {}
  const std::string fname;
  const int fd;
};

// What kept a file from being opened.
Status OpenError(const std::string& fname, int error) {
  if (error == -ELOOP) return Status::IOError(fname, "a symbolic link, which is not followed");
  if (error == -ENXIO) return Status::IOError(fname, "not a regular file");
  return OsError(fname, error);
}

class PosixEnv final : public Env {
 public:
  explicit PosixEnv(Os* os) : os_(os), background_(os) {}

  Status NewSequentialFile(const std::string& fname, SequentialFile** result) override {
    return Open(fname, OpenMode::kRead, result, NewPosixSequentialFile);
  }
  Status NewRandomAccessFile(const std::string& fname, RandomAccessFile** result) override {
    return Open(fname, OpenMode::kRead, result, NewPosixRandomAccessFile);
  }
  Status NewWritableFile(const std::string& fname, WritableFile** result) override {
    return Open(fname, OpenMode::kTruncate, result, NewPosixWritableFile);
  }
  Status NewAppendableFile(const std::string& fname, WritableFile** result) override {
    return Open(fname, OpenMode::kAppend, result, NewPosixWritableFile);
  }

  bool FileExists(const std::string& fname) override { return os_->Exists(fname) == 0; }
  Status GetChildren(const std::string& dir, std::vector<std::string>* result) override {
    return Result(dir, os_->List(dir, result));
  }
  Status RemoveFile(const std::string& fname) override { return Result(fname, os_->Unlink(fname)); }
  Status CreateDir(const std::string& dirname) override {
    return Result(dirname, os_->MakeDirectory(dirname));
  }
  Status RemoveDir(const std::string& dirname) override {
    return Result(dirname, os_->RemoveDirectory(dirname));
  }
  Status SyncDir(const std::string& dirname) override {
    return Result(dirname, os_->SyncDirectory(dirname));
  }
  Status GetFileSize(const std::string& fname, uint64_t* file_size) override {
    const int64_t size = os_->FileSize(fname);
    *file_size = size < 0 ? 0 : static_cast<uint64_t>(size);
    return Result(fname, size);
  }
  Status RenameFile(const std::string& src, const std::string& target) override {
    return Result(src, os_->Rename(src, target));
  }

  Status LockFile(const std::string& fname, FileLock** lock) override {
    return Lock(fname, lock, [&] { return os_->Open(fname, OpenMode::kLock); });
  }
  Status LockFileForReading(const std::string& fname, FileLock** lock) {
    return Lock(fname, lock, [&] {
      const int fd = os_->Open(fname, OpenMode::kLock);
      return MayNotWrite(fd) ? os_->Open(fname, OpenMode::kRead) : fd;
    });
  }

  // The lock is gone whatever the answer: closing the file ends it.
  Status UnlockFile(FileLock* lock) override {
    const std::unique_ptr<PosixFileLock> held(static_cast<PosixFileLock*>(lock));
    const int unlocked = os_->Unlock(held->fd);
    os_->Close(held->fd);
    locks_.Remove(held->fname);
    return Result("unlock " + held->fname, unlocked);
  }

  void Schedule(void (*function)(void* arg), void* arg) override {
    background_.Add([function, arg] { function(arg); });
  }
  void StartThread(void (*function)(void* arg), void* arg) override {
    // The first of this role is the main thread itself.
    const int ordinal = 2 + started_threads_.fetch_add(1, std::memory_order_relaxed);
    const ThreadInfo info{.role = ThreadInfo::Role::kMain,
                          .ordinal = ordinal,
                          .name = "thread " + std::to_string(ordinal)};
    os_->StartThread(info, [function, arg] { function(arg); });
  }
  void StartNamedThread(const ThreadInfo& info, std::function<void()> body) override {
    os_->StartThread(info, std::move(body));
  }

  Status GetTestDirectory(std::string* path) override {
    *path = os_->TestDirectory();
    os_->MakeDirectory(*path);  // it may be there
    return Status::OK();
  }

  Status NewLogger(const std::string& fname, Logger** result) override {
    const int fd = os_->Open(fname, OpenMode::kTruncate);
    *result = fd < 0 ? nullptr : NewPosixLogger(os_, fd).release();
    return fd < 0 ? OpenError(fname, fd) : Status::OK();
  }

  uint64_t NowMicros() override { return os_->WallClockMicros(); }
  uint64_t NowNanos() override { return os_->NowNanos(); }
  void SleepForMicroseconds(int micros) override {
    if (micros > 0) os_->SleepNanos(static_cast<uint64_t>(micros) * 1000);
  }

 private:
  static Status Result(const std::string& context, int64_t result) {
    return result < 0 ? OsError(context, result) : Status::OK();
  }

  static bool MayNotWrite(int error) {
    return error == -EACCES || error == -EPERM || error == -EROFS;
  }

  template <class Open>
  Status Lock(const std::string& fname, FileLock** lock, Open&& open) {
    *lock = nullptr;
    // Asked before the file is opened: closing it again would drop the lock that is held, where
    // locks belong to the process.
    if (!locks_.Insert(fname)) {
      return Status::IOError("lock " + fname, "already held by process");
    }
    const int fd = open();
    const int locked = fd < 0 ? fd : os_->Lock(fd);
    if (locked >= 0) {
      *lock = new PosixFileLock(fname, fd);
      return Status::OK();
    }
    if (fd >= 0) os_->Close(fd);
    locks_.Remove(fname);
    return fd < 0 ? OpenError(fname, fd) : OsError("lock " + fname, locked);
  }

  template <class File, class Make>
  Status Open(const std::string& fname, OpenMode mode, File** result, Make make) {
    const int fd = os_->Open(fname, mode);
    *result = fd < 0 ? nullptr : make(os_, fname, fd).release();
    return fd < 0 ? OpenError(fname, fd) : Status::OK();
  }

  Os* const os_;
  LockTable locks_;
  std::atomic<int> started_threads_{0};
  BackgroundQueue background_;
};

}  // namespace

std::unique_ptr<Env> NewPosixEnv(Os* os) { return std::make_unique<PosixEnv>(os); }

Status LockForReading(Env* env, const std::string& fname, FileLock** lock) {
  auto* const posix = dynamic_cast<PosixEnv*>(env);
  return posix != nullptr ? posix->LockFileForReading(fname, lock) : env->LockFile(fname, lock);
}

Env* Env::Default() {
  static Env* const env = NewPosixEnv(NativeOs()).release();
  return env;
}

}  // namespace lsm
