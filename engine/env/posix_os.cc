// Os by real system calls.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <utility>

#include "engine/base/runtime.h"
#include "engine/env/os.h"

namespace lsm {

namespace {

// Repeats a system call that a signal interrupted; its value, or minus errno.
template <class Call>
auto Retried(Call&& call) -> decltype(call()) {
  while (true) {
    const auto result = call();
    if (result >= 0) return result;
    if (errno != EINTR) return -errno;
  }
}

int OpenFlags(OpenMode mode) {
  switch (mode) {
    case OpenMode::kRead:
      return O_RDONLY;
    case OpenMode::kTruncate:
      return O_WRONLY | O_CREAT | O_TRUNC;
    case OpenMode::kAppend:
      return O_WRONLY | O_CREAT | O_APPEND;
    case OpenMode::kLock:
      return O_RDWR | O_CREAT;
  }
  return O_RDONLY;
}

// 0 if the file is a regular one, and its calls may wait from now on.
int BecomeRegularFile(int fd) {
  struct stat info = {};
  if (::fstat(fd, &info) != 0) return -errno;
  if (S_ISDIR(info.st_mode)) return -EISDIR;
  if (!S_ISREG(info.st_mode)) return -ENXIO;
  const int flags = ::fcntl(fd, F_GETFL);
  return flags >= 0 && ::fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) == 0 ? 0 : -errno;
}

int FsyncHard(int fd) {
#if defined(F_FULLFSYNC)
  // macOS: fsync alone leaves the bytes in the drive's cache.
  if (::fcntl(fd, F_FULLFSYNC) == 0) return 0;
#endif
#if defined(__APPLE__)
  return Retried([&] { return ::fsync(fd); });
#else
  return Retried([&] { return ::fdatasync(fd); });
#endif
}

// Locks of the open file, where there are such: the older kind is lost when any other descriptor of
// the same file is closed. The two kinds exclude each other, so that LevelDB's lock counts.
#if defined(F_OFD_SETLK)
constexpr int kSetLock = F_OFD_SETLK;
#else
constexpr int kSetLock = F_SETLK;
#endif

int LockWholeFile(int fd, short type) {
  struct flock range = {};
  range.l_type = type;
  range.l_whence = SEEK_SET;
  return Retried([&] { return ::fcntl(fd, kSetLock, &range); });
}

class PosixOs final : public Os {
 public:
  int Open(const std::string& path, OpenMode mode) override {
    // Without O_NONBLOCK opening a FIFO waits for its other end.
    const int flags = OpenFlags(mode) | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    const int fd = Retried([&] { return ::open(path.c_str(), flags, 0644); });
    if (fd < 0) return fd;
    const int error = BecomeRegularFile(fd);
    if (error == 0) return fd;
    Close(fd);
    return error;
  }
  // Not repeated: after EINTR the descriptor is gone, and its number may be somebody else's.
  int Close(int fd) override { return ::close(fd) == 0 || errno == EINTR ? 0 : -errno; }

  int64_t Read(int fd, char* buffer, size_t n) override {
    return Retried([&]() -> int64_t { return ::read(fd, buffer, n); });
  }
  int64_t ReadAt(int fd, char* buffer, size_t n, uint64_t offset) override {
    return Retried([&]() -> int64_t { return ::pread(fd, buffer, n, static_cast<off_t>(offset)); });
  }
  int64_t Write(int fd, const char* data, size_t n) override {
    return Retried([&]() -> int64_t { return ::write(fd, data, n); });
  }
  int64_t Skip(int fd, uint64_t n) override {
    return Retried([&]() -> int64_t { return ::lseek(fd, static_cast<off_t>(n), SEEK_CUR); });
  }
  int SyncData(int fd) override { return FsyncHard(fd); }

  int SyncDirectory(const std::string& path) override {
    const int fd = Retried([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); });
#if defined(__linux__)
    // Names can be made in a directory that may not be read, and then not be synced alone. There is
    // a call that syncs everything and waits for it.
    if (fd == -EACCES) {
      ::sync();
      return 0;
    }
#endif
    if (fd < 0) return fd;
    const int synced = Retried([&] { return ::fsync(fd); });
    const int closed = Close(fd);
    return synced < 0 ? synced : closed;
  }

  int Lock(int fd) override {
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0) return -errno;
    return LockWholeFile(fd, (flags & O_ACCMODE) == O_RDONLY ? F_RDLCK : F_WRLCK);
  }
  int Unlock(int fd) override { return LockWholeFile(fd, F_UNLCK); }

  int Exists(const std::string& path) override {
    return ::access(path.c_str(), F_OK) == 0 ? 0 : -errno;
  }

  int List(const std::string& path, std::vector<std::string>* names) override {
    names->clear();
    DIR* const dir = ::opendir(path.c_str());
    if (dir == nullptr) return -errno;
    int error = 0;
    while (true) {
      errno = 0;
      const dirent* const entry = ::readdir(dir);
      if (entry == nullptr) {
        error = errno;
        break;
      }
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") names->emplace_back(name);
    }
    ::closedir(dir);
    return -error;
  }

  int Unlink(const std::string& path) override { return Result(::unlink(path.c_str())); }
  int MakeDirectory(const std::string& path) override {
    return Result(::mkdir(path.c_str(), 0755));
  }
  int RemoveDirectory(const std::string& path) override { return Result(::rmdir(path.c_str())); }
  int64_t FileSize(const std::string& path) override {
    struct stat info;
    if (::stat(path.c_str(), &info) != 0) return -errno;
    return info.st_size;
  }
  int Rename(const std::string& from, const std::string& to) override {
    return Result(std::rename(from.c_str(), to.c_str()));
  }

  uint64_t NowNanos() override { return Clock(CLOCK_MONOTONIC); }
  uint64_t WallClockMicros() override { return Clock(CLOCK_REALTIME) / 1000; }
  int64_t LocalTimeOffsetSeconds(uint64_t wall_clock_micros) override {
    const time_t seconds = static_cast<time_t>(wall_clock_micros / 1'000'000);
    struct tm local = {};
    return ::localtime_r(&seconds, &local) == nullptr ? 0 : local.tm_gmtoff;
  }
  void SleepNanos(uint64_t nanos) override {
    std::this_thread::sleep_for(std::chrono::nanoseconds(nanos));
  }

  void StartThread(const ThreadInfo& info, std::function<void()> body) override {
    std::thread([info, body = std::move(body)] {
      t_context.thread_info = &info;
      body();
      t_context.thread_info = nullptr;
    }).detach();
  }

  std::string TestDirectory() override {
    const char* const chosen = std::getenv("TEST_TMPDIR");
    if (chosen != nullptr && chosen[0] != '\0') return chosen;
    return "/tmp/leveldbtest-" + std::to_string(::geteuid());
  }

 private:
  static int Result(int value) { return value == 0 ? 0 : -errno; }
  static uint64_t Clock(clockid_t id) {
    timespec now = {};
    ::clock_gettime(id, &now);
    return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(now.tv_nsec);
  }
};

}  // namespace

Os* NativeOs() {
  static PosixOs* const os = new PosixOs;  // never deleted: detached threads may outlive main
  return os;
}

}  // namespace lsm
