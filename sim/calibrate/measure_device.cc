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
constexpr size_t kTable = 256 << 10;
constexpr size_t kHuge = 32 << 20;
constexpr size_t kPage = 4096;

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

// How long syncs take. Of the time by the clock the mean counts and not the median: on a busy
// machine syncs are of two kinds, those after which the thread runs at once and those after which
// it waits for a core, and a run meets both.
struct SyncTimes {
  double mean_ns = 0;    // by the clock
  double median_ns = 0;  // by the clock
  double cpu_ns = 0;     // median of processor time
};
class SyncMeter {
 public:
  Status Sync(WritableFile* file) {
    const uint64_t begin = WallNanos();
    const uint64_t cpu_begin = ThreadNanos();
    Status status = file->Sync();
    cpu_.push_back(static_cast<double>(ThreadNanos() - cpu_begin));
    wall_.push_back(static_cast<double>(WallNanos() - begin));
    return status;
  }
  SyncTimes Get() const {
    double sum = 0;
    for (const double each : wall_) sum += each;
    return {.mean_ns = wall_.empty() ? 0 : sum / static_cast<double>(wall_.size()),
            .median_ns = Median(wall_),
            .cpu_ns = Median(cpu_)};
  }

 private:
  std::vector<double> wall_;
  std::vector<double> cpu_;
};

// Syncs of a log: a little is added to a file each time.
Status TimeLogSyncs(Env* env, const std::string& path, int count, SyncTimes* times) {
  WritableFile* opened = nullptr;
  Status status = env->NewWritableFile(path, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<WritableFile> file(opened);
  const std::string data(kSmall, 'x');
  SyncMeter meter;
  for (int i = 0; i < count && status.ok(); i++) {
    status = Write(file.get(), data);
    if (status.ok()) status = meter.Sync(file.get());
  }
  *times = meter.Get();
  return status.ok() ? file->Close() : status;
}

// The life of tables: each is made, written, synced with its directory, opened and removed. The
// medians, by processor time unless said otherwise.
struct TableTimes {
  double create_ns = 0;          // with its close
  double open_ns = 0;            // for reading from memory, and closing
  double sync_ns = 0;            // by the clock
  double sync_directory_ns = 0;  // by the clock
  double remove_ns = 0;          // by the clock
  double read_ns = 0;            // a page that this process has read before
  double first_read_ns = 0;      // and one that it has not
};

// Processor time of reading a page of what is in memory, wherever the file is mapped and pages come
// when they are touched.
Status TimePages(const RandomAccessFile& file, double* each_ns) {
  char scratch[kPage];
  unsigned touched = 0;
  const uint64_t begin = ThreadNanos();
  for (size_t offset = 0; offset < kTable; offset += kPage) {
    Slice page;
    if (Status status = file.Read(offset, kPage, &page, scratch); !status.ok()) return status;
    for (const size_t at : {size_t{0}, kPage - 1}) touched += static_cast<unsigned char>(page[at]);
  }
  *each_ns = static_cast<double>(ThreadNanos() - begin + (touched == 0 ? 1 : 0)) /
             static_cast<double>(kTable / kPage);
  return Status::OK();
}

Status TimeTables(Env* env, const std::string& directory, TableTimes* times) {
  const std::string data(kTable, 'x');
  constexpr int kTables = 24;
  const auto name = [&](int i) { return directory + "/table" + std::to_string(i); };
  std::vector<double> create, open, sync_directory, remove, read, first_read;
  SyncMeter syncs;
  SyncMeter directory_syncs;
  for (int i = 0; i < kTables; i++) {
    uint64_t begin = ThreadNanos();
    WritableFile* opened = nullptr;
    Status status = env->NewWritableFile(name(i), &opened);
    if (!status.ok()) return status;
    const std::unique_ptr<WritableFile> file(opened);
    uint64_t nanos = ThreadNanos() - begin;
    status = Write(file.get(), data);
    if (status.ok()) status = syncs.Sync(file.get());
    begin = ThreadNanos();
    if (status.ok()) status = file->Close();
    create.push_back(static_cast<double>(nanos + ThreadNanos() - begin));
    begin = WallNanos();
    if (status.ok()) status = env->SyncDir(directory);
    sync_directory.push_back(static_cast<double>(WallNanos() - begin));
    begin = ThreadNanos();
    RandomAccessFile* readable = nullptr;
    if (status.ok()) status = env->NewRandomAccessFile(name(i), &readable);
    if (!status.ok()) return status;
    std::unique_ptr<RandomAccessFile> table(readable);
    nanos = ThreadNanos() - begin;
    status = TimePages(*table, &first_read.emplace_back());
    if (status.ok()) status = TimePages(*table, &read.emplace_back());
    begin = ThreadNanos();
    table.reset();
    open.push_back(static_cast<double>(nanos + ThreadNanos() - begin));
    if (!status.ok()) return status;
  }
  for (int i = 0; i < kTables; i++) {
    const uint64_t begin = WallNanos();
    if (Status status = env->RemoveFile(name(i)); !status.ok()) return status;
    remove.push_back(static_cast<double>(WallNanos() - begin));
  }
  *times = {.create_ns = Median(create),
            .open_ns = Median(open),
            .sync_ns = syncs.Get().median_ns,
            .sync_directory_ns = Median(sync_directory),
            .remove_ns = Median(remove),
            .read_ns = Median(read),
            .first_read_ns = Median(first_read)};
  return Status::OK();
}

Status MeasureFiles(Env* env, const std::string& directory, const std::string& log,
                    DeviceModel* device) {
  SyncTimes small;
  TableTimes tables;
  Status status = TimeLogSyncs(env, log, 50, &small);
  if (status.ok()) status = TimeTables(env, directory, &tables);
  if (!status.ok()) return status;
  const auto call_ns = static_cast<double>(device->call_ns);
  device->sync_cpu_ns = Whole(small.cpu_ns);
  device->sync_ns = Whole(std::max(0.0, small.mean_ns - small.cpu_ns));
  device->sync_byte_ps =
      Whole(std::max(0.0, tables.sync_ns - small.median_ns) * 1000 / static_cast<double>(kTable));
  device->sync_directory_percent =
      Whole(std::min(1.0, std::max(0.0, tables.sync_directory_ns - small.cpu_ns) /
                              std::max(1.0, small.median_ns - small.cpu_ns)) *
            100);
  device->create_ns = Whole(std::max(0.0, tables.create_ns - 2 * call_ns));
  device->open_ns = Whole(std::max(0.0, tables.open_ns - 2 * call_ns));
  device->remove_ns = Whole(std::max(0.0, tables.remove_ns - call_ns));
  device->cached_read_ns = Whole(tables.read_ns);
  device->cached_read_byte_ps = Whole(std::max(0.0, tables.first_read_ns - tables.read_ns) * 1000 /
                                      static_cast<double>(kPage));
  return status;
}

// A file that is on the device.
Status MakeFile(Env* env, const std::string& path, size_t bytes) {
  WritableFile* opened = nullptr;
  Status status = env->NewWritableFile(path, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<WritableFile> file(opened);
  status = Write(file.get(), std::string(bytes, 'x'));
  if (status.ok()) status = file->Sync();
  return status.ok() ? file->Close() : status;
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
// is in memory has costs of its own (cached_read_ns, cached_read_byte_ps). `path` is a file of
// kHuge bytes.
Status MeasureReads(const std::string& path, DeviceModel* device) {
#if defined(POSIX_FADV_DONTNEED)
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
  const auto call_ns = static_cast<double>(device->cached_read_ns);
  const auto copy_ps = static_cast<double>(device->cached_read_byte_ps);
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
  SyncTimes times;
  const std::string path = directory + "/sync";
  const Status status = TimeLogSyncs(Env::Default(), path, 40, &times);
  (void)Env::Default()->RemoveFile(path);
  *sync_ns = Whole(times.mean_ns);
  return status;
}

Status MeasureDevice(const std::string& directory, DeviceModel* device) {
  Env* env = Env::Default();
  const std::string path = directory + "/file";
  Status status = MeasureWrites(env, path, device);
  if (status.ok()) status = MeasureFiles(env, directory, directory + "/log", device);
  if (status.ok()) status = MakeFile(env, path, kHuge);
  if (status.ok()) status = MeasureReads(path, device);
  SizeMemory(device);
  return status;
}

}  // namespace lsm::sim
