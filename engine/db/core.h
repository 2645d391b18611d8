// Core: what the parts of an open database share. The parts are the write path (engine/write), the
// reader (db/get.h), background work (db/background.h), flush (db/flush.h), recovery
// (db/recovery.h); DBImpl puts them together and owns the Core.
#ifndef LSMSCOPE_ENGINE_DB_CORE_H_
#define LSMSCOPE_ENGINE_DB_CORE_H_

#include <cstdint>
#include <memory>
#include <set>
#include <string>

#include "engine/base/atomic.h"
#include "engine/base/mutex.h"
#include "engine/compaction/compaction_job.h"
#include "engine/db/memtable_set.h"
#include "engine/db/snapshot_list.h"
#include "engine/events/events.h"
#include "engine/table/table_cache.h"
#include "engine/version/internal_key.h"
#include "engine/version/version_set.h"
#include "engine/wal/wal.h"
#include "engine/write/leader_role.h"
#include "lsm/options.h"

namespace lsm {

struct Core {
  // `raw_options` as the user gave them. Makes the directory and the info log.
  Core(const Options& raw_options, const std::string& dbname);
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;
  ~Core();

  // ---- Constant after construction ----
  Env* const env;
  const std::string dbname;
  const InternalKeyComparator internal_comparator;
  const InternalFilterPolicy internal_filter_policy;
  // Clipped, and with the internal comparator and filter policy in place of the user's.
  const Options options;
  const bool owns_info_log;
  const bool owns_block_cache;
  const Events events;
  const std::unique_ptr<TableCache> table_cache;

  // ---- The lock ----
  // Guards everything below that has no other rule. It is the only lock under which another is
  // taken (those of caches and of the Env).
  Mutex mu;
  // Signalled whenever the background thread has done something, and when an error begins to stick.
  CondVar background_done{&mu};

  MemTableSet memtables GUARDED_BY(mu);
  // LogAndApply releases the mutex while it writes; the rest is called under it.
  const std::unique_ptr<VersionSet> versions PT_GUARDED_BY(mu);
  SnapshotList snapshots GUARDED_BY(mu);
  // Numbers of table files that are being written: not in a version yet, and not to be deleted.
  std::set<uint64_t> pending_outputs GUARDED_BY(mu);
  // The first error that sticks; every later write returns it.
  Status background_error GUARDED_BY(mu);
  // What the background thread did last: the cause of whatever it releases.
  EventId last_background_event GUARDED_BY(mu) = kNoEvent;
  // Of flushes and compactions, by the level that they wrote to.
  std::array<CompactionStats, kNumLevels> stats GUARDED_BY(mu);
  // Groups that are between the mutex's release and their publishing: no account can be given.
  uint32_t groups_in_flight GUARDED_BY(mu) = 0;
  // Somebody waits for the flush of what is immutable, however few memtables that are.
  bool flush_requested GUARDED_BY(mu) = false;
  bool account_due GUARDED_BY(mu) = false;
  uint64_t groups_since_account GUARDED_BY(mu) = 0;
  size_t queue_length GUARDED_BY(mu) = 0;  // of LevelDB's queue
  uint64_t last_writer_id GUARDED_BY(mu) = 0;
  uint64_t last_group_id GUARDED_BY(mu) = 0;
  uint64_t last_read_id GUARDED_BY(mu) = 0;
  uint64_t last_iterator_id GUARDED_BY(mu) = 0;
  uint64_t last_memtable_id GUARDED_BY(mu) = 0;
  uint64_t last_stall_id GUARDED_BY(mu) = 0;
  uint32_t last_job_id GUARDED_BY(mu) = 0;

  // ---- Only the leader ----
  LeaderRole leader;
  Wal wal GUARDED_BY(leader);

  // ---- Any thread ----
  Atomic<bool> shutting_down{false};
  // Mirrors "a flush is due", for the compaction loop.
  Atomic<bool> has_immutable{false};
  // Unordered writes: published batches that are not in the memtable yet. Counted up by leaders
  // while their group is in flight.
  Atomic<uint32_t> pending_memtable_writes{0};

  // Nanoseconds now if somebody wants this family's events, otherwise 0: clocks cost.
  uint64_t NowFor(Family family) const { return events.Wants(family) ? env->NowNanos() : 0; }

  // An empty memtable whose number is new. Holds no reference.
  MemTable* NewMemTable() REQUIRES(mu);

  void AddStats(int level, const CompactionStats& added) REQUIRES(mu) {
    CompactionStats& sum = stats[static_cast<size_t>(level)];
    sum.micros += added.micros;
    sum.bytes_read += added.bytes_read;
    sum.bytes_written += added.bytes_written;
  }

  // Enough memtables are immutable, or somebody waits for the flush of those that are.
  bool FlushDue() const REQUIRES(mu) {
    const size_t count = memtables.immutables().size();
    return count > 0 && (flush_requested ||
                         count >= static_cast<size_t>(options.min_write_buffer_number_to_merge));
  }

  // Makes an error stick (the first one wins) and wakes everybody who waits for the background.
  void RecordBackgroundError(const Status& status) REQUIRES(mu);

  // The oldest sequence number that some reader may still ask for.
  SequenceNumber OldestSnapshot() const REQUIRES(mu) {
    return snapshots.empty() ? versions->LastSequence() : snapshots.oldest();
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_CORE_H_
