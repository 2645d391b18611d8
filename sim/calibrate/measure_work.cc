// The engine's kinds of work, in an order in which each needs only what was measured before it.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/base/check.h"
#include "engine/events/compaction.h"
#include "engine/events/write.h"
#include "engine/memtable/memtable.h"
#include "engine/table/compression.h"
#include "engine/table/format.h"
#include "engine/table/merging_iterator.h"
#include "engine/table/table_internal.h"
#include "engine/version/version_builder.h"
#include "engine/wal/log_writer.h"
#include "engine/write/write_batch_internal.h"
#include "lsm/cache.h"
#include "lsm/db.h"
#include "lsm/env.h"
#include "lsm/filter_policy.h"
#include "lsm/iterator.h"
#include "lsm/table_builder.h"
#include "sim/base/prng.h"
#include "sim/calibrate/calibrate.h"
#include "sim/calibrate/stopwatch.h"
#include "sim/workload/random_value.h"
#include "traces/record/recorder.h"
#include "traces/record/tables.h"

namespace lsm::sim {
namespace {

constexpr uint64_t kEntries = 10'000;
constexpr size_t kValueBytes = 100;

std::string Key(uint64_t number) {
  std::string digits = std::to_string(number);
  return "key" + std::string(13 - digits.size(), '0') + digits;
}

std::string Value(Prng* prng, size_t bytes = kValueBytes) {
  std::string value;
  FillWithLetters(prng, bytes, &value);
  return value;
}

// A file in memory: the system's calls are measured elsewhere.
class MemoryFile final : public WritableFile {
 public:
  Status Append(const Slice& data) override {
    content_.append(data.data(), data.size());
    return Status::OK();
  }
  Status Close() override { return Status::OK(); }
  Status Flush() override { return Status::OK(); }
  Status Sync() override { return Status::OK(); }
  const std::string& content() const { return content_; }
  void Clear() { content_.clear(); }

 private:
  std::string content_;
};

class MemoryReader final : public RandomAccessFile {
 public:
  explicit MemoryReader(const std::string& content) : content_(content) {}
  Status Read(uint64_t offset, size_t n, Slice* result, char* scratch) const override {
    const size_t count = std::min<uint64_t>(n, content_.size() - offset);
    std::copy_n(content_.data() + offset, count, scratch);
    *result = Slice(scratch, count);
    return Status::OK();
  }

 private:
  const std::string& content_;
};

// How long writes were in the queue and in their groups.
class WriteTimes final : public trace::EventConsumer {
 public:
  void OnEvent(uint64_t, const Event& event) override {
    if (event.Is<WriterCompleted>()) {
      nanos_.push_back(static_cast<double>(event.As<WriterCompleted>().total_ns));
    }
  }
  // Once the recorder has stopped.
  double MedianNanos() const { return Median(nanos_); }

 private:
  std::vector<double> nanos_;
};

// What compactions did.
class Compactions final : public trace::EventConsumer {
 public:
  void OnEvent(uint64_t, const Event& event) override {
    if (!event.Is<CompactionEnd>()) return;
    const auto& end = event.As<CompactionEnd>();
    entries_ += end.entries_kept;
    bytes_read_ += end.bytes_read;
    bytes_written_ += end.bytes_written;
  }
  // Once the recorder has stopped.
  uint64_t entries() const { return entries_; }
  uint64_t bytes_read() const { return bytes_read_; }
  uint64_t bytes_written() const { return bytes_written_; }

 private:
  uint64_t entries_ = 0;
  uint64_t bytes_read_ = 0;
  uint64_t bytes_written_ = 0;
};

// Counts the processor time of what is done in the background.
class BackgroundMeter final : public EnvWrapper {
 public:
  BackgroundMeter() : EnvWrapper(Env::Default()) {}
  void Schedule(void (*function)(void*), void* arg) override {
    target()->Schedule(&Run, new Call{this, function, arg});
  }
  uint64_t nanos() const { return nanos_; }

 private:
  struct Call {
    BackgroundMeter* meter;
    void (*function)(void*);
    void* arg;
  };
  static void Run(void* arg) {
    const std::unique_ptr<Call> call(static_cast<Call*>(arg));
    const uint64_t begin = ThreadNanos();
    call->function(call->arg);
    call->meter->nanos_ += ThreadNanos() - begin;
  }

  std::atomic<uint64_t> nanos_ = 0;
};

class WorkMeter {
 public:
  WorkMeter(std::string directory, const DeviceModel& device, CostModel* costs)
      : directory_(std::move(directory)), device_(device), costs_(costs) {}

  Status Run() {
    MeasureLog();
    MeasureBatchMerge();
    MeasureMemTable();
    MeasureBlocks();
    MeasureCompression();
    MeasureVersions();
    Set(WorkKind::kWorkload, 1);  // it is given in nanoseconds
    Status status = MeasureMerge();
    if (status.ok()) status = MeasureDatabase();
    return status.ok() ? MeasureCompany() : status;
  }

 private:
  void Set(WorkKind kind, double nanos) {
    costs_->unit_ps[static_cast<size_t>(kind)] =
        static_cast<uint64_t>(std::max(1.0, std::round(nanos * 1000)));
  }
  double Get(WorkKind kind) const {
    return static_cast<double>(costs_->unit_ps[static_cast<size_t>(kind)]) / 1000;
  }

  void MeasureLog() {
    MemoryFile file;
    const std::string record = Value(&prng_, 4096);
    constexpr uint64_t kRecords = 1000;
    Set(WorkKind::kWalEncode, NanosEach(kRecords * record.size(), [&] {
          file.Clear();
          log::Writer writer(&file);
          for (uint64_t i = 0; i < kRecords; i++) LSM_CHECK(writer.AddRecord(record).ok());
        }));
  }

  void MeasureBatchMerge() {
    WriteBatch one;
    one.Put(Key(1), Value(&prng_));
    constexpr uint64_t kBatches = 5000;
    Set(WorkKind::kBatchMerge, NanosEach(kBatches * WriteBatchInternal::ByteSize(&one), [&] {
          WriteBatch all;
          for (uint64_t i = 0; i < kBatches; i++) WriteBatchInternal::Append(&all, &one);
        }));
  }

  void MeasureMemTable() {
    std::vector<WriteBatch> batches(kEntries);
    for (uint64_t i = 0; i < kEntries; i++) {
      batches[i].Put(Key(prng_.Below(kEntries)), Value(&prng_));
      WriteBatchInternal::SetSequence(&batches[i], i + 1);
    }
    const InternalKeyComparator icmp(BytewiseComparator());
    Set(WorkKind::kMemTableInsert, NanosEach(kEntries, [&] {
          auto* memtable = new MemTable(icmp, 1);
          memtable->Ref();
          for (const WriteBatch& batch : batches) {
            LSM_CHECK(WriteBatchInternal::InsertInto(&batch, memtable).ok());
          }
          memtable->Unref();
        }));
  }

  Options TableOptions() const {
    Options options;
    options.comparator = &icmp_;
    options.compression = kNoCompression;
    return options;
  }

  // A table of every `step`-th key from `first` on, into *file. Processor time for an entry.
  double BuildTable(size_t value_bytes, uint64_t first, uint64_t step, MemoryFile* file) {
    const std::string value = Value(&prng_, value_bytes);
    std::vector<std::string> keys;
    for (uint64_t i = 0; i < kEntries; i++) {
      const InternalKey key(Key(first + i * step), i + 1, kTypeValue);
      keys.push_back(key.Encode().ToString());
    }
    const Options options = TableOptions();
    return NanosEach(kEntries, [&] {
      file->Clear();
      TableBuilder builder(options, file);
      for (const std::string& key : keys) builder.Add(key, value);
      LSM_CHECK(builder.Finish().ok());
    });
  }

  void MeasureBlocks() {
    MemoryFile thin_file, thick_file;
    const double thin = BuildTable(10, 0, 1, &thin_file);
    const double thick = BuildTable(1000, 0, 1, &thick_file);
    Set(WorkKind::kBlockBuild, (thick - thin) / 990);

    const MemoryReader reader(thick_file.content());
    BlockHandle handle;
    handle.offset = 0;
    handle.size = FirstBlockBytes(thick_file.content());
    constexpr uint64_t kBlocks = 2000;
    Set(WorkKind::kBlockRead, NanosEach(kBlocks * handle.size, [&] {
          for (uint64_t i = 0; i < kBlocks; i++) {
            BlockContents contents;
            LSM_CHECK(ReadBlock(&reader, thick_file.content().size(), handle, &contents).ok());
          }
        }));
  }

  // By the index of the table.
  uint64_t FirstBlockBytes(const std::string& content) const {
    const MemoryReader reader(content);
    Table* opened = nullptr;
    LSM_CHECK(
        Table::Open(TableOptions(), const_cast<MemoryReader*>(&reader), content.size(), &opened)
            .ok());
    const std::unique_ptr<Table> table(opened);
    const std::unique_ptr<Iterator> index(TableInternal::NewIndexIterator(table.get()));
    index->SeekToFirst();
    Slice value = index->value();
    BlockHandle handle;
    LSM_CHECK(handle.DecodeFrom(&value).ok());
    return handle.size;
  }

  // A whole compaction in the background: what an entry costs besides the bytes that are read and
  // built.
  Status MeasureMerge() {
    trace::TraceTables tables;
    Compactions compactions;
    trace::Recorder recorder(Env::Default(), &tables, &compactions, {.late = true});
    BackgroundMeter env;
    Options options;
    options.env = &env;
    options.create_if_missing = true;
    options.compression = kNoCompression;
    options.write_buffer_size = 64 << 20;
    options.max_file_size = 64 << 20;
    options.event_sink = &recorder;
    std::vector<double> nanos;
    Status status;
    for (int round = 0; round < 5 && status.ok(); round++) {
      DB* opened = nullptr;
      status = DB::Open(options, directory_ + "/merge" + std::to_string(round), &opened);
      if (!status.ok()) break;
      const std::unique_ptr<DB> db(opened);
      // One below the number of files at which a compaction begins by itself.
      constexpr uint64_t kTables = 3;
      const std::string value = Value(&prng_);
      for (uint64_t table = 0; table < kTables && status.ok(); table++) {
        for (uint64_t i = 0; i < kEntries && status.ok(); i++) {
          status = db->Put(WriteOptions(), Key(i * kTables + table), value);
        }
        if (status.ok()) status = db->FlushMemTable();
      }
      const uint64_t before = env.nanos();
      db->CompactRange(nullptr, nullptr);
      nanos.push_back(static_cast<double>(env.nanos() - before));
    }
    recorder.Stop();
    if (status.ok() && compactions.entries() == 0) {
      status = Status::Corruption(directory_, "nothing was compacted there");
    }
    if (!status.ok()) return status;
    const double rounds = static_cast<double>(nanos.size());
    const double bytes_read = static_cast<double>(compactions.bytes_read()) / rounds;
    const double bytes_written = static_cast<double>(compactions.bytes_written()) / rounds;
    const double read_ps =
        Get(WorkKind::kBlockRead) * 1000 + static_cast<double>(device_.cached_read_byte_ps);
    const double write_ps =
        Get(WorkKind::kBlockBuild) * 1000 + static_cast<double>(device_.cached_byte_ps);
    Set(WorkKind::kMergeEntry,
        (Median(nanos) - (bytes_read * read_ps + bytes_written * write_ps) / 1000) /
            (static_cast<double>(compactions.entries()) / rounds));
    return Status::OK();
  }

  void MeasureCompression() {
    const std::string raw = Value(&prng_, 2048) + std::string(2048, 'x');
    std::string compressed;
    constexpr uint64_t kBlocks = 1000;
    bool good = true;
    const double compress = NanosEach(kBlocks * raw.size(), [&] {
      for (uint64_t i = 0; i < kBlocks && good; i++) {
        good = CompressBlock(kSnappyCompression, 1, raw, &compressed);
      }
    });
    if (!good) return;  // built without Snappy: the default stays
    Set(WorkKind::kCompress, compress);
    Set(WorkKind::kUncompress, NanosEach(kBlocks * raw.size(), [&] {
          for (uint64_t i = 0; i < kBlocks; i++) {
            BlockContents contents;
            LSM_CHECK(UncompressBlock(kSnappyCompression, compressed, &contents).ok());
          }
        }));
  }

  void MeasureVersions() {
    Options options;
    LevelFiles files;
    VersionEdit first;
    constexpr uint64_t kFiles = 200;
    for (uint64_t i = 0; i < kFiles; i++) {
      first.AddFile(1, i + 10, 1000, InternalKey(Key(2 * i), 1, kTypeValue),
                    InternalKey(Key(2 * i + 1), 1, kTypeValue));
    }
    VersionBuilder base(&options, &icmp_, files);
    LSM_CHECK(base.Apply(first).ok() && base.Build(&files).ok());
    VersionEdit edit;
    edit.AddFile(0, 5000, 1000, InternalKey(Key(0), 1, kTypeValue),
                 InternalKey(Key(9), 1, kTypeValue));
    Set(WorkKind::kVersionApply, NanosEach(100 * (kFiles + 1), [&] {
          for (int i = 0; i < 100; i++) {
            VersionBuilder builder(&options, &icmp_, files);
            LevelFiles next;
            LSM_CHECK(builder.Apply(edit).ok() && builder.Build(&next).ok());
          }
        }));
  }

  // What only a whole database shows: the way of a write and of a read through it, with events.
  Status MeasureDatabase() {
    trace::TraceTables tables;
    WriteTimes write_times;
    trace::Recorder recorder(Env::Default(), &tables, &write_times, {.late = true});
    const std::unique_ptr<const FilterPolicy> filter(NewBloomFilterPolicy(10));
    Options options;
    options.create_if_missing = true;
    options.compression = kNoCompression;
    options.write_buffer_size = 64 << 20;
    options.filter_policy = filter.get();
    options.l0_compaction_trigger = 100;  // nothing is compacted meanwhile
    options.l0_slowdown_trigger = 101;
    options.l0_stop_trigger = 102;
    options.event_sink = &recorder;
    DB* opened = nullptr;
    Status status = DB::Open(options, directory_ + "/db", &opened);
    if (status.ok()) {
      const std::unique_ptr<DB> db(opened);
      status = MeasureCalls(db.get());
    }
    recorder.Stop();
    if (status.ok()) DivideWriteOverhead(write_times.MedianNanos());
    return status;
  }

  // What of a write's overhead passes between joining the queue and being answered is done by the
  // leader, for the most part under the mutex.
  void DivideWriteOverhead(double in_queue) {
    const double overhead = Get(WorkKind::kWriteOverhead);
    const double group = std::clamp(in_queue - known_of_write_, 0.0, overhead);
    Set(WorkKind::kGroupOverhead, group);
    Set(WorkKind::kWriteOverhead, overhead - group);
  }

  Status MeasureCalls(DB* db) {
    const std::string value = Value(&prng_);
    Status status;
    WriteBatch one;
    one.Put(Key(0), value);
    const auto batch_bytes = static_cast<double>(WriteBatchInternal::ByteSize(&one));
    const double write = NanosEach(kEntries, [&] {
      if (status.ok()) status = db->FlushMemTable();  // by another thread
      for (uint64_t i = 0; i < kEntries && status.ok(); i++) {
        status = db->Put(WriteOptions(), Key(prng_.Below(kEntries)), value);
      }
    });
    for (uint64_t i = 0; i < kEntries && status.ok(); i++) {
      status = db->Put(WriteOptions(), Key(i), value);  // reads find every key
    }
    if (!status.ok()) return status;
    known_of_write_ = batch_bytes * Get(WorkKind::kWalEncode) + Get(WorkKind::kMemTableInsert) +
                      static_cast<double>(device_.call_ns) +
                      (batch_bytes + 7) * static_cast<double>(device_.cached_byte_ps) / 1000;
    Set(WorkKind::kWriteOverhead, write - known_of_write_);

    const double from_memtable = Gets(db);
    Set(WorkKind::kMemTableLookup, from_memtable);
    status = db->FlushMemTable();
    if (!status.ok()) return status;
    db->CompactRange(nullptr, nullptr);
    Set(WorkKind::kTableLookup, Gets(db) - from_memtable);

    const std::unique_ptr<Iterator> it(db->NewIterator(ReadOptions()));
    uint64_t entries = 0;
    for (it->SeekToFirst(); it->Valid(); it->Next()) entries++;
    Set(WorkKind::kIteratorStep, NanosEach(std::max<uint64_t>(1, entries), [&] {
          for (it->SeekToFirst(); it->Valid(); it->Next()) {
          }
        }));
    return it->status();
  }

  // By how much writes take longer while another thread makes tables: caches, the system's locks
  // and interrupts are shared.
  Status MeasureCompany() {
    Options options;
    options.create_if_missing = true;
    options.write_buffer_size = 64 << 20;
    DB* opened = nullptr;
    Status status = DB::Open(options, directory_ + "/company", &opened);
    if (!status.ok()) return status;
    const std::unique_ptr<DB> db(opened);
    const std::string value = Value(&prng_);
    const auto write = [&] {
      for (uint64_t i = 0; i < kEntries && status.ok(); i++) {
        status = db->Put(WriteOptions(), Key(prng_.Below(kEntries)), value);
      }
    };
    const double alone = NanosEach(kEntries, write);
    std::atomic<bool> enough = false;
    Status made;
    std::thread other([&] {
      while (!enough && made.ok()) made = MakeTable(directory_ + "/table");
    });
    const double together = NanosEach(kEntries, write);
    enough = true;
    other.join();
    costs_->busy_percent =
        static_cast<uint64_t>(std::clamp(std::round((together / alone - 1) * 100), 0.0, 300.0));
    return status.ok() ? made : status;
  }

  Status MakeTable(const std::string& path) const {
    WritableFile* opened = nullptr;
    Status status = Env::Default()->NewWritableFile(path, &opened);
    if (!status.ok()) return status;
    const std::unique_ptr<WritableFile> file(opened);
    const Options options = TableOptions();
    TableBuilder builder(options, file.get());
    const std::string value(kValueBytes, 'x');
    for (uint64_t i = 0; i < kEntries / 4; i++) {
      const InternalKey key(Key(i), i + 1, kTypeValue);
      builder.Add(key.Encode(), value);
    }
    status = builder.Finish();
    if (status.ok()) status = file->Sync();
    return status.ok() ? file->Close() : status;
  }

  // Processor time of a Get; everything is in memory by the second round.
  double Gets(DB* db) {
    std::string found;
    return NanosEach(kEntries, [&] {
      for (uint64_t i = 0; i < kEntries; i++) {
        (void)db->Get(ReadOptions(), Key(prng_.Below(kEntries)), &found);
      }
    });
  }

  const std::string directory_;
  const DeviceModel device_;
  CostModel* const costs_;
  const InternalKeyComparator icmp_{BytewiseComparator()};
  Prng prng_{1};
  double known_of_write_ = 0;  // nanoseconds of a write that have a cost of their own
};

}  // namespace

Status MeasureWork(const std::string& directory, const DeviceModel& device, CostModel* costs) {
  return WorkMeter(directory, device, costs).Run();
}

}  // namespace lsm::sim
