// FailingOs: an operating system at whose n-th call something goes wrong. For worlds and for
// DiskOs alike.
#ifndef LSMSCOPE_TESTS_SIM_POWERCUT_FAILING_OS_H_
#define LSMSCOPE_TESTS_SIM_POWERCUT_FAILING_OS_H_

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/env/os.h"

namespace lsm::sim {

enum class Trouble : uint8_t {
  kNone,
  kWriteFails,  // nothing is written
  kTornWrite,   // half is written, and then the call that is to write the rest fails
  kShortWrite,  // half is written, and the call says so
  kSyncFails,
  kCloseFails,
  kShortReads,  // all reads give at most seven bytes at once
};

class FailingOs final : public Os {
 public:
  // At call number `at` (from 1) of its kind on files whose names end in `suffix`.
  FailingOs(Os* os, Trouble trouble, int at, std::string suffix)
      : os_(*os), trouble_(trouble), at_(at), suffix_(std::move(suffix)) {}

  bool happened() const { return happened_; }

  int Open(const std::string& path, OpenMode mode) override {
    const int fd = os_.Open(path, mode);
    if (fd >= 0) names_[fd] = path;
    return fd;
  }
  int Close(int fd) override {
    const bool fails = trouble_ == Trouble::kCloseFails && Due(fd);
    const int closed = os_.Close(fd);
    return fails ? -EIO : closed;
  }
  int64_t Read(int fd, char* buffer, size_t n) override { return os_.Read(fd, buffer, Bytes(n)); }
  int64_t ReadAt(int fd, char* buffer, size_t n, uint64_t offset) override {
    return os_.ReadAt(fd, buffer, Bytes(n), offset);
  }
  int64_t Write(int fd, const char* data, size_t n) override {
    if (std::exchange(rest_fails_, false)) return -EIO;
    if (trouble_ == Trouble::kWriteFails && Due(fd)) return -EIO;
    if (trouble_ == Trouble::kTornWrite && n > 1 && Due(fd)) {
      rest_fails_ = true;
      return os_.Write(fd, data, n / 2);
    }
    if (trouble_ == Trouble::kShortWrite && n > 1 && Due(fd)) return os_.Write(fd, data, n / 2);
    return os_.Write(fd, data, n);
  }
  int64_t Skip(int fd, uint64_t n) override { return os_.Skip(fd, n); }
  int SyncData(int fd) override {
    if (trouble_ == Trouble::kSyncFails && Due(fd)) return -EIO;
    return os_.SyncData(fd);
  }
  int SyncDirectory(const std::string& path) override { return os_.SyncDirectory(path); }
  int Lock(int fd) override { return os_.Lock(fd); }
  int Unlock(int fd) override { return os_.Unlock(fd); }
  int Exists(const std::string& path) override { return os_.Exists(path); }
  int List(const std::string& path, std::vector<std::string>* names) override {
    return os_.List(path, names);
  }
  int Unlink(const std::string& path) override { return os_.Unlink(path); }
  int MakeDirectory(const std::string& path) override { return os_.MakeDirectory(path); }
  int RemoveDirectory(const std::string& path) override { return os_.RemoveDirectory(path); }
  int64_t FileSize(const std::string& path) override { return os_.FileSize(path); }
  int Rename(const std::string& from, const std::string& to) override {
    return os_.Rename(from, to);
  }
  uint64_t NowNanos() override { return os_.NowNanos(); }
  uint64_t WallClockMicros() override { return os_.WallClockMicros(); }
  void SleepNanos(uint64_t nanos) override { os_.SleepNanos(nanos); }
  void StartThread(const ThreadInfo& info, std::function<void()> body) override {
    os_.StartThread(info, std::move(body));
  }

 private:
  bool Due(int fd) {
    if (!names_[fd].ends_with(suffix_) || ++calls_ != at_) return false;
    happened_ = true;
    return true;
  }
  size_t Bytes(size_t n) {
    if (trouble_ != Trouble::kShortReads) return n;
    happened_ = true;
    return std::min<size_t>(n, 7);
  }

  Os& os_;
  const Trouble trouble_;
  const int at_;
  const std::string suffix_;
  std::map<int, std::string> names_;
  int calls_ = 0;
  bool rest_fails_ = false;
  bool happened_ = false;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_TESTS_SIM_POWERCUT_FAILING_OS_H_
