// FaultyOs: an operating system whose calls go wrong when a FaultInjector says so.
#ifndef LSMSCOPE_SIM_FAULT_FAULTY_OS_H_
#define LSMSCOPE_SIM_FAULT_FAULTY_OS_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/env/os.h"
#include "sim/disk/disk.h"
#include "sim/fault/fault_injector.h"

namespace lsm::sim {

class FaultyOs final : public Os {
 public:
  // Is told of every fault that a call meets, before it shows: number of the fault, what happens
  // ("write: io_error"), on which file.
  using Tell = std::function<void(size_t fault, const std::string& what, const std::string& path)>;

  // `os`, its `disk` and `injector` are not owned.
  FaultyOs(Os* os, Disk* disk, FaultInjector* injector, Tell tell)
      : os_(os), disk_(disk), injector_(injector), tell_(std::move(tell)) {}

  // Nothing goes wrong any more, and nothing is counted.
  void TurnOff() { off_ = true; }

  int Open(const std::string& path, OpenMode mode) override;
  int Close(int fd) override;
  int64_t Read(int fd, char* buffer, size_t n) override;
  int64_t ReadAt(int fd, char* buffer, size_t n, uint64_t offset) override;
  int64_t Write(int fd, const char* data, size_t n) override;
  int64_t Skip(int fd, uint64_t n) override { return os_->Skip(fd, n); }
  int SyncData(int fd) override;
  int SyncDirectory(const std::string& path) override;
  int Lock(int fd) override { return os_->Lock(fd); }
  int Unlock(int fd) override { return os_->Unlock(fd); }
  int Exists(const std::string& path) override { return os_->Exists(path); }
  int List(const std::string& path, std::vector<std::string>* names) override;
  int Unlink(const std::string& path) override;
  int MakeDirectory(const std::string& path) override;
  int RemoveDirectory(const std::string& path) override { return os_->RemoveDirectory(path); }
  int64_t FileSize(const std::string& path) override { return os_->FileSize(path); }
  int Rename(const std::string& from, const std::string& to) override;
  uint64_t NowNanos() override { return os_->NowNanos(); }
  uint64_t WallClockMicros() override { return os_->WallClockMicros(); }
  void SleepNanos(uint64_t nanos) override { os_->SleepNanos(nanos); }
  void StartThread(const ThreadInfo& info, std::function<void()> body) override {
    os_->StartThread(info, std::move(body));
  }

 private:
  FaultInjector::Met Meet(OsCall call, const std::string& path, uint64_t bytes = 0);
  // Minus errno of a fault that keeps a call from doing anything; 0: there is none of that sort.
  static int ErrorOf(const FaultInjector::Met& met);
  int64_t ReadWith(int fd, size_t n, const std::function<int64_t(size_t)>& read);
  int64_t WriteElsewhere(int fd, const std::string& path, const char* data, size_t n);
  const std::string& PathOf(int fd) const;

  Os* const os_;
  Disk* const disk_;
  FaultInjector* const injector_;
  const Tell tell_;
  std::vector<std::string> paths_;  // by descriptor
  bool off_ = false;
};

// Turns one bit of a durable file of this class over; which, `seed` says. The file's path; empty:
// there is none with anything in it.
std::string RotABit(Disk* disk, std::string_view directory, FileClass file, uint64_t seed);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_FAULT_FAULTY_OS_H_
