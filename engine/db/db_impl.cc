#include "engine/db/db_impl.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/file_names.h"
#include "engine/db/account.h"
#include "engine/db/get.h"
#include "engine/db/properties.h"
#include "engine/db/recovery.h"
#include "engine/events/iterator.h"
#include "engine/events/run.h"
#include "engine/table/merging_iterator.h"
#include "engine/version/level_limits.h"
#include "lsm/env.h"
#include "lsm/write_batch.h"

namespace lsm {
namespace {

// Whether writes go another way than LevelDB's.
bool IsConfigured(const Options& options) {
  return options.write_path != WritePathKind::kQueue ||
         options.min_write_buffer_number_to_merge > 1 || options.max_total_wal_size > 0 ||
         options.db_write_buffer_size > 0;
}

}  // namespace

DBImpl::DBImpl(const Options& raw_options, const std::string& dbname, FileLock* lock)
    : lock_(lock),
      core_(raw_options, dbname),
      background_(&core_),
      write_path_(NewWritePath(&core_, &background_)) {}

DBImpl::~DBImpl() {
  {
    MutexLock lock(&core_.mu);
    core_.shutting_down.store(true, std::memory_order_release);
    background_.WaitUntilIdle();
    LeaderScope leads(&core_.leader);  // no writer is left
    // Unsynced data may be lost in a power cut, closed or not: nothing was promised for it.
    (void)core_.wal.Close();
    core_.events.EmitUnder(core_.mu,
                           DatabaseClosed{.last_sequence = core_.versions->LastSequence()});
  }
  (void)core_.env->UnlockFile(lock_);
}

void DBImpl::EmitOpening() {
  const Options& options = core_.options;
  const auto as16 = [](int n) { return static_cast<uint16_t>(std::min(n, 0xffff)); };
  core_.events.Emit(DatabaseOpened{
      .write_buffer_bytes = options.write_buffer_size,
      .max_file_bytes = options.max_file_size,
      .l0_compaction_trigger = as16(options.l0_compaction_trigger),
      .l0_slowdown_trigger = as16(options.l0_slowdown_trigger),
      .l0_stop_trigger = as16(options.l0_stop_trigger),
      .max_immutable_memtables =
          as16(options.write_path == WritePathKind::kGroups ? options.max_write_buffer_number
                                                            : options.max_immutable_memtables),
      .num_levels = as16(options.num_levels),
      .name = core_.events.Intern(core_.dbname)});
  if (IsConfigured(options)) {
    core_.events.Emit(WritePathConfigured{
        .max_total_wal_bytes = options.max_total_wal_size,
        .db_write_buffer_bytes = options.db_write_buffer_size,
        .max_write_buffer_number = as16(options.max_write_buffer_number),
        .min_write_buffer_number_to_merge = as16(options.min_write_buffer_number_to_merge),
        .groups = options.write_path == WritePathKind::kGroups,
        .concurrent_memtable = options.allow_concurrent_memtable_write,
        .pipelined = options.enable_pipelined_write,
        .unordered = options.unordered_write});
  }
  for (int level = 1; level < options.num_levels; level++) {
    core_.events.Emit(LevelTarget{.max_bytes = MaxBytesForLevel(options, level),
                                  .level = static_cast<uint8_t>(level)});
  }
}

Status DBImpl::Open() {
  EmitOpening();
  MutexLock lock(&core_.mu);
  LeaderScope leads(&core_.leader);
  Status status = Recover(core_);
  if (status.ok()) {
    EmitAccount(core_);
    background_.MaybeSchedule(kNoEvent);
  }
  return status;
}

Status DBImpl::Put(const WriteOptions& options, const Slice& key, const Slice& value) {
  WriteBatch batch;
  batch.Put(key, value);
  return Write(options, &batch);
}

Status DBImpl::Delete(const WriteOptions& options, const Slice& key) {
  WriteBatch batch;
  batch.Delete(key);
  return Write(options, &batch);
}

Status DBImpl::Write(const WriteOptions& options, WriteBatch* updates) {
  return write_path_->Write(options, updates);
}

Status DBImpl::Get(const ReadOptions& options, const Slice& key, std::string* value) {
  return lsm::Get(core_, background_, options, key, value);
}

DBImpl::InternalView DBImpl::TakeInternalView(const ReadOptions& options) {
  MutexLock lock(&core_.mu);
  InternalView view;
  view.snapshot = options.snapshot != nullptr
                      ? static_cast<const SnapshotImpl*>(options.snapshot)->sequence()
                      : core_.versions->LastSequence();
  view.id = ++core_.last_iterator_id;

  std::vector<MemTable*> memtables{core_.memtables.active().table};
  for (const LoggedMemTable& immutable : core_.memtables.immutables()) {
    memtables.push_back(immutable.table);
  }
  Version* version = core_.versions->current();
  version->Ref();
  std::vector<Iterator*> children;
  std::vector<IteratorChild> sources;
  for (MemTable* memtable : memtables) {
    memtable->Ref();
    children.push_back(memtable->NewIterator());
    sources.push_back({.memtable = memtable->id(),
                       .source = memtable == memtables.front() ? IteratorSource::kMemTable
                                                               : IteratorSource::kImmutable});
  }
  for (const Version::Source& source : version->NewSources(options)) {
    children.push_back(source.iterator);
    sources.push_back({.file = source.file,
                       .source = source.file != 0 ? IteratorSource::kFile : IteratorSource::kLevel,
                       .level = static_cast<uint8_t>(source.level)});
  }
  view.entries = std::make_unique<MergingIterator>(&core_.internal_comparator, children);

  // The references are given back when the iterator is deleted.
  struct Held {
    Mutex* mu;
    std::vector<MemTable*> memtables;
    Version* version;
  };
  view.entries->RegisterCleanup(
      [](void* arg, void*) {
        const std::unique_ptr<Held> held(static_cast<Held*>(arg));
        MutexLock cleanup_lock(held->mu);
        for (MemTable* memtable : held->memtables) memtable->Unref();
        held->version->Unref();
      },
      new Held{&core_.mu, std::move(memtables), version}, nullptr);
  view.created = core_.events.EmitUnder(
      core_.mu, IteratorCreated{.iterator = view.id,
                                .snapshot = view.snapshot,
                                .children = static_cast<uint32_t>(children.size())});
  for (IteratorChild& source : sources) {
    source.iterator = view.id;
    source.child = static_cast<uint32_t>(&source - sources.data());
    core_.events.EmitUnder(core_.mu, source, view.created);
  }
  return view;
}

Iterator* DBImpl::NewIterator(const ReadOptions& options) {
  InternalView view = TakeInternalView(options);
  return NewDbIterator({.user_comparator = core_.internal_comparator.user_comparator(),
                        .sampler = this,
                        .snapshot = view.snapshot,
                        .seed = view.id,
                        .read_bytes_period = static_cast<uint64_t>(core_.options.read_bytes_period),
                        .events = core_.events,
                        .id = view.id,
                        .created = view.created},
                       std::move(view.entries));
}

Iterator* DBImpl::NewInternalIterator() { return TakeInternalView({}).entries.release(); }

void DBImpl::RecordReadSample(const Slice& internal_key) {
  MutexLock lock(&core_.mu);
  if (core_.versions->current()->RecordReadSample(internal_key, core_.events, &core_.mu)) {
    background_.MaybeSchedule(kNoEvent);
  }
}

const Snapshot* DBImpl::GetSnapshot() {
  MutexLock lock(&core_.mu);
  return core_.snapshots.New(core_.versions->LastSequence());
}

void DBImpl::ReleaseSnapshot(const Snapshot* snapshot) {
  MutexLock lock(&core_.mu);
  core_.snapshots.Delete(static_cast<const SnapshotImpl*>(snapshot));
}

bool DBImpl::GetProperty(const Slice& property, std::string* value) {
  MutexLock lock(&core_.mu);
  return ReadProperty(core_, property, value);
}

void DBImpl::GetApproximateSizes(const Range* range, int n, uint64_t* sizes) {
  MutexLock lock(&core_.mu);
  Version* version = core_.versions->current();
  version->Ref();
  for (int i = 0; i < n; i++) {
    // Before every entry of the key.
    const InternalKey start(range[i].start, kMaxSequenceNumber, kValueTypeForSeek);
    const InternalKey limit(range[i].limit, kMaxSequenceNumber, kValueTypeForSeek);
    const uint64_t from = core_.versions->ApproximateOffsetOf(version, start);
    const uint64_t to = core_.versions->ApproximateOffsetOf(version, limit);
    sizes[i] = to >= from ? to - from : 0;
  }
  version->Unref();
}

void DBImpl::CompactRange(const Slice* begin, const Slice* end) {
  int deepest = 1;
  {
    MutexLock lock(&core_.mu);
    UserKeyRange range;
    if (begin != nullptr) range.begin = *begin;
    if (end != nullptr) range.end = *end;
    for (int level = 1; level < core_.options.num_levels; level++) {
      if (core_.versions->current()->OverlapInLevel(level, range)) deepest = level;
    }
  }
  (void)FlushMemTable();  // an error sticks: the compactions end at once
  for (int level = 0; level < deepest; level++) background_.CompactLevel(level, begin, end);
}

Status DBImpl::FlushMemTable() {
  const auto active = [this] {
    MutexLock lock(&core_.mu);
    return core_.memtables.active().table->id();
  };
  // A null batch goes through the queue, so that it waits for the writes before it. A leader may
  // take it into its group, which asks for nothing: then once more.
  for (const uint64_t before = active(); active() == before;) {
    if (Status status = Write(WriteOptions(), nullptr); !status.ok()) return status;
  }
  MutexLock lock(&core_.mu);
  // A flush that runs may leave some, fewer than make the next one due.
  if (!core_.memtables.immutables().empty() && core_.options.min_write_buffer_number_to_merge > 1) {
    core_.flush_requested = true;
    core_.has_immutable.store(true, std::memory_order_release);
    background_.MaybeSchedule(kNoEvent);
  }
  while (!core_.memtables.immutables().empty() && core_.background_error.ok()) {
    core_.background_done.Wait();
  }
  return core_.memtables.immutables().empty() ? Status::OK() : core_.background_error;
}

void DBImpl::CompactLevel(int level, const Slice* begin, const Slice* end) {
  if (level >= 0 && level + 1 < core_.options.num_levels) {
    background_.CompactLevel(level, begin, end);
  }
}

}  // namespace lsm
