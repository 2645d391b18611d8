// The operating system as the engine sees it: LevelDB's Env, and a few calls more. A subclass that
// was written for LevelDB compiles and works: everything new has a default made from the old calls.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_ENV_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_ENV_H_

#include <cstdarg>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lsm/export.h"
#include "lsm/status.h"

namespace lsm {

class FileLock;
class Logger;
class RandomAccessFile;
class SequentialFile;
class Slice;
class WritableFile;

// What a thread is for, so that traces and the simulator can name it.
struct ThreadInfo {
  enum class Role : uint8_t { kClient, kBackground, kMain };
  Role role = Role::kMain;
  int ordinal = 1;   // which of its role, from 1
  std::string name;  // to show, for example "writer 4"
};

// All methods may be called from several threads at once. Paths are the operating system's.
class LSM_EXPORT Env {
 public:
  Env();
  Env(const Env&) = delete;
  Env& operator=(const Env&) = delete;
  virtual ~Env();

  // The environment of this operating system. Never deleted.
  static Env* Default();

  // Files. Out-parameters are owned by the caller and null after an error. A missing file is
  // NotFound; other troubles are IOError.
  virtual Status NewSequentialFile(const std::string& fname, SequentialFile** result) = 0;
  virtual Status NewRandomAccessFile(const std::string& fname, RandomAccessFile** result) = 0;
  // Empties or creates the file.
  virtual Status NewWritableFile(const std::string& fname, WritableFile** result) = 0;
  // Keeps what is there. NotSupported unless overridden.
  virtual Status NewAppendableFile(const std::string& fname, WritableFile** result);
  virtual bool FileExists(const std::string& fname) = 0;
  // Names without the directory, in no particular order.
  virtual Status GetChildren(const std::string& dir, std::vector<std::string>* result) = 0;
  // LevelDB renamed Delete* to Remove*; each forwards to the other, so override one of a pair.
  virtual Status RemoveFile(const std::string& fname);
  virtual Status DeleteFile(const std::string& fname);
  virtual Status CreateDir(const std::string& dirname) = 0;
  virtual Status RemoveDir(const std::string& dirname);
  virtual Status DeleteDir(const std::string& dirname);
  virtual Status GetFileSize(const std::string& fname, uint64_t* file_size) = 0;
  virtual Status RenameFile(const std::string& src, const std::string& target) = 0;
  // Fails at once if somebody holds the lock, this process included.
  virtual Status LockFile(const std::string& fname, FileLock** lock) = 0;
  virtual Status UnlockFile(FileLock* lock) = 0;

  // Runs function(arg) once in a background thread; calls are served in order by one thread.
  virtual void Schedule(void (*function)(void* arg), void* arg) = 0;
  virtual void StartThread(void (*function)(void* arg), void* arg) = 0;

  virtual Status GetTestDirectory(std::string* path) = 0;
  virtual Status NewLogger(const std::string& fname, Logger** result) = 0;
  virtual uint64_t NowMicros() = 0;
  virtual void SleepForMicroseconds(int micros) = 0;

  // ---- Not in LevelDB ----

  // Makes the names in a directory durable: files created, renamed or removed there. The default
  // does nothing (LevelDB has no such call).
  virtual Status SyncDir(const std::string& dirname);

  // Monotonic, with an arbitrary zero. Default: NowMicros() times 1,000.
  virtual uint64_t NowNanos();

  // StartThread for a thread that has a name in traces. Default: StartThread.
  virtual void StartNamedThread(const ThreadInfo& info, std::function<void()> body);
};

class LSM_EXPORT SequentialFile {
 public:
  SequentialFile() = default;
  SequentialFile(const SequentialFile&) = delete;
  SequentialFile& operator=(const SequentialFile&) = delete;
  virtual ~SequentialFile();

  // Reads up to n bytes. *result points into scratch (n bytes, the caller's) or the file's own
  // memory. Fewer bytes than asked for without an error mean the end of the file.
  virtual Status Read(size_t n, Slice* result, char* scratch) = 0;
  virtual Status Skip(uint64_t n) = 0;
};

class LSM_EXPORT RandomAccessFile {
 public:
  RandomAccessFile() = default;
  RandomAccessFile(const RandomAccessFile&) = delete;
  RandomAccessFile& operator=(const RandomAccessFile&) = delete;
  virtual ~RandomAccessFile();

  // As SequentialFile::Read, at `offset`. Safe from several threads at once.
  virtual Status Read(uint64_t offset, size_t n, Slice* result, char* scratch) const = 0;
};

// Appends go to a buffer of the file object, Flush hands it to the operating system, Sync makes it
// durable. Used by one thread at a time.
class LSM_EXPORT WritableFile {
 public:
  WritableFile() = default;
  WritableFile(const WritableFile&) = delete;
  WritableFile& operator=(const WritableFile&) = delete;
  virtual ~WritableFile();

  virtual Status Append(const Slice& data) = 0;
  virtual Status Close() = 0;
  virtual Status Flush() = 0;
  virtual Status Sync() = 0;
};

// Where the info log goes.
class LSM_EXPORT Logger {
 public:
  Logger() = default;
  Logger(const Logger&) = delete;
  Logger& operator=(const Logger&) = delete;
  virtual ~Logger();

  virtual void Logv(const char* format, std::va_list ap) = 0;
};

class LSM_EXPORT FileLock {
 public:
  FileLock() = default;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  virtual ~FileLock();
};

// printf into the info log; nothing if it is null.
void Log(Logger* info_log, const char* format, ...)
#if defined(__GNUC__) || defined(__clang__)
    __attribute__((__format__(__printf__, 2, 3)))
#endif
    ;

LSM_EXPORT Status WriteStringToFile(Env* env, const Slice& data, const std::string& fname);
LSM_EXPORT Status ReadFileToString(Env* env, const std::string& fname, std::string* data);

// Forwards everything to another Env (not owned); override what should differ.
class LSM_EXPORT EnvWrapper : public Env {
 public:
  explicit EnvWrapper(Env* t) : target_(t) {}
  ~EnvWrapper() override;

  Env* target() const { return target_; }

  Status NewSequentialFile(const std::string& f, SequentialFile** r) override {
    return target_->NewSequentialFile(f, r);
  }
  Status NewRandomAccessFile(const std::string& f, RandomAccessFile** r) override {
    return target_->NewRandomAccessFile(f, r);
  }
  Status NewWritableFile(const std::string& f, WritableFile** r) override {
    return target_->NewWritableFile(f, r);
  }
  Status NewAppendableFile(const std::string& f, WritableFile** r) override {
    return target_->NewAppendableFile(f, r);
  }
  bool FileExists(const std::string& f) override { return target_->FileExists(f); }
  Status GetChildren(const std::string& dir, std::vector<std::string>* r) override {
    return target_->GetChildren(dir, r);
  }
  Status RemoveFile(const std::string& f) override { return target_->RemoveFile(f); }
  Status CreateDir(const std::string& d) override { return target_->CreateDir(d); }
  Status RemoveDir(const std::string& d) override { return target_->RemoveDir(d); }
  Status GetFileSize(const std::string& f, uint64_t* s) override {
    return target_->GetFileSize(f, s);
  }
  Status RenameFile(const std::string& s, const std::string& t) override {
    return target_->RenameFile(s, t);
  }
  Status LockFile(const std::string& f, FileLock** l) override { return target_->LockFile(f, l); }
  Status UnlockFile(FileLock* l) override { return target_->UnlockFile(l); }
  void Schedule(void (*f)(void*), void* a) override { target_->Schedule(f, a); }
  void StartThread(void (*f)(void*), void* a) override { target_->StartThread(f, a); }
  Status GetTestDirectory(std::string* path) override { return target_->GetTestDirectory(path); }
  Status NewLogger(const std::string& fname, Logger** result) override {
    return target_->NewLogger(fname, result);
  }
  uint64_t NowMicros() override { return target_->NowMicros(); }
  void SleepForMicroseconds(int micros) override { target_->SleepForMicroseconds(micros); }
  Status SyncDir(const std::string& d) override { return target_->SyncDir(d); }
  uint64_t NowNanos() override { return target_->NowNanos(); }
  void StartNamedThread(const ThreadInfo& info, std::function<void()> body) override {
    target_->StartNamedThread(info, std::move(body));
  }

 private:
  Env* const target_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_ENV_H_
