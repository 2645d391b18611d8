// Files: what a call costs the processor, and how long a sync and a read take by the clock. (How
// many requests the device serves side by side, and what a write in the background takes, cannot be
// seen from here: queue_depth and write_ns stay at their defaults.)
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "lsm/env.h"
#include "sim/calibrate/calibrate.h"
#include "sim/calibrate/stopwatch.h"

namespace lsm::sim {
namespace {

constexpr size_t kSmall = 128;
constexpr size_t kLarge = 64 << 10;
constexpr size_t kHuge = 8 << 20;

// Medians of a small and of a large thing make a fixed part and a part for each byte.
struct CostLine {
  double fixed_ns = 0;
  double byte_ns = 0;
};
CostLine Through(size_t small, double small_ns, double large_ns) {
  CostLine line;
  line.byte_ns = std::max(0.0, (large_ns - small_ns) / static_cast<double>(kLarge - small));
  line.fixed_ns = std::max(0.0, small_ns - line.byte_ns * static_cast<double>(small));
  return line;
}

uint64_t Whole(double number) { return static_cast<uint64_t>(std::llround(number)); }

Status Write(WritableFile* file, const std::string& bytes) {
  if (Status status = file->Append(bytes); !status.ok()) return status;
  return file->Flush();
}

Status MeasureWrites(Env* env, const std::string& path, DeviceModel* device) {
  Status status;
  double each[2];
  for (const bool large : {false, true}) {
    WritableFile* opened = nullptr;
    status = env->NewWritableFile(path, &opened);
    if (!status.ok()) return status;
    const std::unique_ptr<WritableFile> file(opened);
    const std::string bytes(large ? kLarge : kSmall, 'x');
    const int count = large ? 50 : 2000;
    each[large] = NanosEach(static_cast<uint64_t>(count), [&] {
      for (int i = 0; i < count && status.ok(); i++) status = Write(file.get(), bytes);
    });
    if (status.ok()) status = file->Close();
    if (!status.ok()) return status;
  }
  const CostLine line = Through(kSmall, each[0], each[1]);
  device->call_ns = Whole(line.fixed_ns);
  device->cached_byte_ps = Whole(line.byte_ns * 1000);
  return status;
}

// How long a sync takes. What counts is the mean and not the median: on a busy machine syncs are of
// two kinds, those after which the thread runs at once and those after which it waits for a core,
// and a run meets both.
struct SyncTime {
  double mean_ns = 0;
  double least_ns = 1e18;  // undisturbed
};
Status TimeSyncs(Env* env, const std::string& path, size_t bytes, int count, SyncTime* time) {
  WritableFile* opened = nullptr;
  Status status = env->NewWritableFile(path, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<WritableFile> file(opened);
  const std::string data(bytes, 'x');
  uint64_t sum = 0;
  for (int i = 0; i < count && status.ok(); i++) {
    status = Write(file.get(), data);
    const uint64_t begin = WallNanos();
    if (status.ok()) status = file->Sync();
    const uint64_t nanos = WallNanos() - begin;
    sum += nanos;
    time->least_ns = std::min(time->least_ns, static_cast<double>(nanos));
  }
  time->mean_ns = static_cast<double>(sum) / count;
  return status.ok() ? file->Close() : status;
}

Status MeasureSyncs(Env* env, const std::string& path, DeviceModel* device) {
  SyncTime small;
  SyncTime large;
  Status status = TimeSyncs(env, path, kSmall, 50, &small);
  if (status.ok()) status = TimeSyncs(env, path, kHuge, 5, &large);
  // Waiting for a core has nothing to do with the bytes: the least times, of so many bytes that a
  // wait does not count beside them.
  const double byte_ns = std::max(0.0, large.least_ns - small.least_ns) / kHuge;
  device->sync_byte_ps = Whole(byte_ns * 1000);
  device->sync_ns = Whole(small.mean_ns);
  return status;
}

// Half of the machine's memory, and Linux's bounds for what is not written yet (vm.dirty_ratio).
void SizeMemory(DeviceModel* device) {
  const auto pages = static_cast<uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
  const auto page_bytes = static_cast<uint64_t>(std::max(0L, ::sysconf(_SC_PAGESIZE)));
  device->page_cache_bytes = std::max<uint64_t>(kHuge, pages * page_bytes / 2);
  device->dirty_background_bytes = device->page_cache_bytes / 10;
  device->dirty_bytes = device->page_cache_bytes / 5;
}

// Reads of a file that is on the device and not in memory: the system is asked to forget it. What
// is in memory costs what a call costs (call_ns, cached_byte_ps). `path` is the file that the syncs
// have left.
Status MeasureReads(const std::string& path, DeviceModel* device) {
#if defined(POSIX_FADV_DONTNEED)
  constexpr size_t kPage = 4096;
  constexpr off_t kApart = 256 << 10;
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Status::IOError(path + ": cannot be read");
  (void)::posix_fadvise(fd, 0, 0, POSIX_FADV_RANDOM);  // nothing is read ahead
  std::string scratch(kLarge, '\0');
  double median[2] = {0, 0};
  bool read = true;
  for (const bool large : {false, true}) {
    const size_t bytes = large ? kLarge : kPage;
    (void)::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    std::vector<double> times;
    for (int i = 0; i < 100 && read; i++) {
      const uint64_t begin = WallNanos();
      const ssize_t count = ::pread(fd, scratch.data(), bytes, i * kApart);
      times.push_back(static_cast<double>(WallNanos() - begin));
      read = count == static_cast<ssize_t>(bytes);
    }
    median[large] = Median(times);
  }
  (void)::close(fd);
  if (!read) return Status::IOError(path + ": is shorter than it was");
  const CostLine line = Through(kPage, median[0], median[1]);
  const double call_ns = static_cast<double>(device->call_ns);
  const double copy_ps = static_cast<double>(device->cached_byte_ps);
  device->read_ns = Whole(std::max(0.0, line.fixed_ns - call_ns));
  device->read_byte_ps = Whole(std::max(0.0, line.byte_ns * 1000 - copy_ps));
#else
  (void)path;  // no way to have it forgotten: the defaults stay
  (void)device;
#endif
  return Status::OK();
}

}  // namespace

Status MeasureSync(const std::string& directory, uint64_t* sync_ns) {
  SyncTime time;
  const std::string path = directory + "/sync";
  const Status status = TimeSyncs(Env::Default(), path, kSmall, 40, &time);
  (void)Env::Default()->RemoveFile(path);
  *sync_ns = Whole(time.mean_ns);
  return status;
}

Status MeasureDevice(const std::string& directory, DeviceModel* device) {
  Env* env = Env::Default();
  const std::string path = directory + "/file";
  Status status = MeasureWrites(env, path, device);
  if (status.ok()) status = MeasureSyncs(env, path, device);
  if (status.ok()) status = MeasureReads(path, device);
  SizeMemory(device);
  return status;
}

}  // namespace lsm::sim
