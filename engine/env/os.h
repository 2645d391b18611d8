// The operating system's calls, as few as the engine needs: files, clock, threads. PosixEnv is
// written on top of this seam, so that the same Env code runs on the real system and on a simulated
// machine whose disk can fail.
#ifndef LSMSCOPE_ENGINE_ENV_OS_H_
#define LSMSCOPE_ENGINE_ENV_OS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lsm/env.h"

namespace lsm {

enum class OpenMode : uint8_t {
  kRead,
  kTruncate,  // write; created or emptied
  kAppend,    // write at the end; created if missing
  kLock,      // read and write; created if missing
};

// Calls answer as system calls do: a value from 0 up, or minus errno. Short reads and short writes
// are allowed; the caller loops. Safe from several threads at once.
class Os {
 public:
  virtual ~Os() = default;

  // A link is not followed, -ELOOP: a directory of unknown origin leads to no file outside of it.
  // Links to directories on the way to the file are. What is neither a file nor a directory, like a
  // FIFO or a device, is not opened, -ENXIO: it could keep the caller waiting, or never end.
  virtual int Open(const std::string& path, OpenMode mode) = 0;
  virtual int Close(int fd) = 0;
  virtual int64_t Read(int fd, char* buffer, size_t n) = 0;
  virtual int64_t ReadAt(int fd, char* buffer, size_t n, uint64_t offset) = 0;
  virtual int64_t Write(int fd, const char* data, size_t n) = 0;
  virtual int64_t Skip(int fd, uint64_t n) = 0;
  // Content and size become durable (fdatasync).
  virtual int SyncData(int fd) = 0;
  // The names in a directory become durable (open, fsync, close). It need not be readable.
  virtual int SyncDirectory(const std::string& path) = 0;
  // Advisory lock of the whole file, among processes: exclusive, or if the file was opened for
  // reading, one that only excludes exclusive ones.
  virtual int Lock(int fd) = 0;
  virtual int Unlock(int fd) = 0;

  virtual int Exists(const std::string& path) = 0;  // 0 or -ENOENT
  virtual int List(const std::string& path, std::vector<std::string>* names) = 0;
  virtual int Unlink(const std::string& path) = 0;
  virtual int MakeDirectory(const std::string& path) = 0;
  virtual int RemoveDirectory(const std::string& path) = 0;
  virtual int64_t FileSize(const std::string& path) = 0;
  virtual int Rename(const std::string& from, const std::string& to) = 0;

  virtual uint64_t NowNanos() = 0;         // monotonic
  virtual uint64_t WallClockMicros() = 0;  // since 1970, for the info log
  // East of Greenwich is positive; only for showing times of day. Default: UTC.
  virtual int64_t LocalTimeOffsetSeconds(uint64_t /*wall_clock_micros*/) { return 0; }
  virtual void SleepNanos(uint64_t nanos) = 0;
  // Detached. The thread ends when `body` returns.
  virtual void StartThread(const ThreadInfo& info, std::function<void()> body) = 0;

  // Where tests may write; it need not exist yet.
  virtual std::string TestDirectory() { return "/tmp/lsmscope-test"; }
};

// This machine. Never deleted.
Os* NativeOs();

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_ENV_OS_H_
