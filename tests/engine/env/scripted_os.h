// The machine's Os, with troubles on request.
#ifndef LSMSCOPE_TESTS_ENGINE_ENV_SCRIPTED_OS_H_
#define LSMSCOPE_TESTS_ENGINE_ENV_SCRIPTED_OS_H_

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "engine/env/os.h"

namespace lsm::test {

class ScriptedOs final : public Os {
 public:
  // Bytes that one read or write moves at most.
  size_t longest_transfer = std::numeric_limits<size_t>::max();
  // Minus errno for the next calls; 0: none.
  int lock_open_error = 0;  // for OpenMode::kLock
  int write_error = 0;
  int sync_error = 0;
  int close_error = 0;
  // What was made durable, in order: "data", or the directory.
  std::vector<std::string> syncs;
  uint64_t wall_clock_micros = 0;  // 0: the machine's

  int Open(const std::string& path, OpenMode mode) override {
    return mode == OpenMode::kLock && lock_open_error != 0 ? lock_open_error
                                                           : os_->Open(path, mode);
  }
  int Close(int fd) override {
    const int closed = os_->Close(fd);
    return close_error != 0 ? close_error : closed;
  }
  int64_t Read(int fd, char* buffer, size_t n) override {
    return os_->Read(fd, buffer, std::min(n, longest_transfer));
  }
  int64_t ReadAt(int fd, char* buffer, size_t n, uint64_t offset) override {
    return os_->ReadAt(fd, buffer, std::min(n, longest_transfer), offset);
  }
  int64_t Write(int fd, const char* data, size_t n) override {
    if (write_error != 0) return write_error;
    return os_->Write(fd, data, std::min(n, longest_transfer));
  }
  int64_t Skip(int fd, uint64_t n) override { return os_->Skip(fd, n); }
  int SyncData(int fd) override {
    syncs.push_back("data");
    return sync_error != 0 ? sync_error : os_->SyncData(fd);
  }
  int SyncDirectory(const std::string& path) override {
    syncs.push_back(path);
    return os_->SyncDirectory(path);
  }
  int Lock(int fd) override { return os_->Lock(fd); }
  int Unlock(int fd) override { return os_->Unlock(fd); }
  int Exists(const std::string& path) override { return os_->Exists(path); }
  int List(const std::string& path, std::vector<std::string>* names) override {
    return os_->List(path, names);
  }
  int Unlink(const std::string& path) override { return os_->Unlink(path); }
  int MakeDirectory(const std::string& path) override { return os_->MakeDirectory(path); }
  int RemoveDirectory(const std::string& path) override { return os_->RemoveDirectory(path); }
  int64_t FileSize(const std::string& path) override { return os_->FileSize(path); }
  int Rename(const std::string& from, const std::string& to) override {
    return os_->Rename(from, to);
  }
  uint64_t NowNanos() override { return os_->NowNanos(); }
  uint64_t WallClockMicros() override {
    return wall_clock_micros != 0 ? wall_clock_micros : os_->WallClockMicros();
  }
  void SleepNanos(uint64_t nanos) override { os_->SleepNanos(nanos); }
  void StartThread(const ThreadInfo& info, std::function<void()> body) override {
    os_->StartThread(info, std::move(body));
  }

 private:
  Os* const os_ = NativeOs();
};

}  // namespace lsm::test

#endif  // LSMSCOPE_TESTS_ENGINE_ENV_SCRIPTED_OS_H_
