// FailAtOs: an operating system whose n-th call fails, whichever it is.
#ifndef LSMSCOPE_TESTS_MODEL_FAILING_OS_H_
#define LSMSCOPE_TESTS_MODEL_FAILING_OS_H_

#include <cerrno>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/env/os.h"

namespace lsm::model {

// Only calls that can fail on a real system are counted. A call that fails does nothing, except
// that Close closes all the same.
class FailAtOs final : public Os {
 public:
  // From call `at` on (from 1), so many calls fail.
  FailAtOs(Os* os, uint64_t at, uint64_t count) : os_(*os), at_(at), count_(count) {}

  void TurnOff() { off_ = true; }
  uint64_t failed() const { return failed_; }

  int Open(const std::string& path, OpenMode mode) override {
    return Fails() ? -EIO : os_.Open(path, mode);
  }
  int Close(int fd) override {
    const bool fails = Fails();
    const int closed = os_.Close(fd);
    return fails ? -EIO : closed;
  }
  int64_t Read(int fd, char* buffer, size_t n) override {
    return Fails() ? -EIO : os_.Read(fd, buffer, n);
  }
  int64_t ReadAt(int fd, char* buffer, size_t n, uint64_t offset) override {
    return Fails() ? -EIO : os_.ReadAt(fd, buffer, n, offset);
  }
  int64_t Write(int fd, const char* data, size_t n) override {
    return Fails() ? -ENOSPC : os_.Write(fd, data, n);
  }
  int64_t Skip(int fd, uint64_t n) override { return os_.Skip(fd, n); }
  int SyncData(int fd) override { return Fails() ? -EIO : os_.SyncData(fd); }
  int SyncDirectory(const std::string& path) override {
    return Fails() ? -EIO : os_.SyncDirectory(path);
  }
  int Lock(int fd) override { return Fails() ? -EAGAIN : os_.Lock(fd); }
  int Unlock(int fd) override { return os_.Unlock(fd); }
  int Exists(const std::string& path) override { return os_.Exists(path); }
  int List(const std::string& path, std::vector<std::string>* names) override {
    return Fails() ? -EIO : os_.List(path, names);
  }
  int Unlink(const std::string& path) override { return Fails() ? -EIO : os_.Unlink(path); }
  int MakeDirectory(const std::string& path) override {
    return Fails() ? -EIO : os_.MakeDirectory(path);
  }
  int RemoveDirectory(const std::string& path) override {
    return Fails() ? -EIO : os_.RemoveDirectory(path);
  }
  int64_t FileSize(const std::string& path) override { return Fails() ? -EIO : os_.FileSize(path); }
  int Rename(const std::string& from, const std::string& to) override {
    return Fails() ? -EIO : os_.Rename(from, to);
  }
  uint64_t NowNanos() override { return os_.NowNanos(); }
  uint64_t WallClockMicros() override { return os_.WallClockMicros(); }
  void SleepNanos(uint64_t nanos) override { os_.SleepNanos(nanos); }
  void StartThread(const ThreadInfo& info, std::function<void()> body) override {
    os_.StartThread(info, std::move(body));
  }

 private:
  bool Fails() {
    if (off_ || ++calls_ < at_ || calls_ - at_ >= count_) return false;
    failed_++;
    return true;
  }

  Os& os_;
  const uint64_t at_;
  const uint64_t count_;
  uint64_t calls_ = 0;
  uint64_t failed_ = 0;
  bool off_ = false;
};

}  // namespace lsm::model

#endif  // LSMSCOPE_TESTS_MODEL_FAILING_OS_H_
