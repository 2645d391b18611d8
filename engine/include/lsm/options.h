// How a database behaves. LevelDB's options under LevelDB's names and with its defaults, and every
// constant that LevelDB compiles in as an option of its own.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_OPTIONS_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_OPTIONS_H_

#include <cstddef>
#include <cstdint>

#include "lsm/export.h"

namespace lsm {

class Cache;
class Comparator;
class Env;
class EventSink;
class FilterPolicy;
class Logger;
class Snapshot;

// Numbers stand in table files.
enum CompressionType {
  kNoCompression = 0x0,
  kSnappyCompression = 0x1,
  kZstdCompression = 0x2,  // not readable by LevelDB 1.23
};

// What recovery does with a damaged record in the middle of a log.
enum class WalRecovery : uint8_t {
  kPrefix,   // the state after some prefix of the writes: stop at the first damage
  kSalvage,  // LevelDB's way: skip what is damaged and go on
};

// How concurrent writes become one order.
enum class WritePathKind : uint8_t {
  kQueue,   // LevelDB's: a queue under the database's mutex, whose front writer writes for others
  kGroups,  // RocksDB's: a lock-free list of writers, who can share the work of their group
};

struct LSM_EXPORT Options {
  Options();

  // Presets. LevelDB(): what LevelDB 1.23 does, its clipping of sizes included.
  static Options LevelDB();
  // For the blackboard: a memtable of about four entries, files of a few hundred bytes, everything
  // on one screen.
  static Options Tiny();

  // ---- LevelDB's ----
  const Comparator* comparator;  // not owned; default: BytewiseComparator()
  bool create_if_missing = false;
  bool error_if_exists = false;
  bool paranoid_checks = false;
  Env* env;                    // not owned; default: Env::Default()
  Logger* info_log = nullptr;  // not owned; null: a file LOG in the database's directory

  // Bytes of memory at which a memtable is full. Larger: fewer, larger flushes, longer recovery.
  size_t write_buffer_size = 4 * 1024 * 1024;
  int max_open_files = 1000;
  Cache* block_cache = nullptr;  // not owned; null: 8 MiB of its own
  size_t block_size = 4 * 1024;  // bytes of a table's block before compression
  int block_restart_interval = 16;
  size_t max_file_size = 2 * 1024 * 1024;  // bytes at which a compaction's output is cut
  CompressionType compression = kSnappyCompression;
  int zstd_compression_level = 1;
  bool reuse_logs = false;
  const FilterPolicy* filter_policy = nullptr;  // not owned

  // ---- Constants of LevelDB ----
  int num_levels = 7;                // 2..7 (the format knows no more)
  int l0_compaction_trigger = 4;     // files; fewer: more compactions, fewer files to read
  int l0_slowdown_trigger = 8;       // files from which every leader is delayed once
  int l0_stop_trigger = 12;          // files at which a leader waits for a compaction
  int l0_slowdown_delay_us = 1000;   // microseconds
  int max_mem_compact_level = 2;     // deepest level at which a flush may place its file
  size_t max_group_bytes = 1 << 20;  // bytes of a write group's merged batch
  // A leader at most this large grows its group by at most this much (bytes), so that a small write
  // is not slowed down much.
  size_t small_group_bytes = 128 << 10;
  uint64_t max_bytes_for_level_base = 10 << 20;  // bytes of L1 at score 1
  int max_bytes_for_level_multiplier = 10;       // from L2 on
  int grandparent_overlap_factor = 10;  // times max_file_size: an output is cut above this overlap
  int expanded_compaction_factor = 25;  // times max_file_size: inputs are not grown above this
  int seek_cost_bytes = 16 * 1024;      // a file may be sought once per this many of its bytes ...
  int min_allowed_seeks = 100;          // ... but at least this often
  int read_bytes_period = 1 << 20;      // an iterator samples once per this many bytes
  // Full memtables that may wait for their flush. LevelDB: 1.
  int max_immutable_memtables = 1;
  // Sizes are clipped to LevelDB's ranges (64 KiB and up). Off: 1 KiB and below hold.
  bool clip_sizes = false;

  // ---- RocksDB's write path ----
  WritePathKind write_path = WritePathKind::kQueue;
  // The rest is for kGroups, where a group's bytes are limited by max_group_bytes, and those of a
  // leader of at most an eighth of that to its own and that eighth.

  // The members of a group insert their own batches, all at once; otherwise the leader inserts all.
  bool allow_concurrent_memtable_write = true;
  // Two queues: the next group writes to the log while one inserts into the memtable.
  bool enable_pipelined_write = false;
  // Sequence numbers are published before the memtable has the entries: a snapshot may change
  // after it was taken. Needs allow_concurrent_memtable_write, and no pipelined writes.
  bool unordered_write = false;
  // A writer that waits may give its core away and look again, before it blocks.
  bool enable_write_thread_adaptive_yield = true;
  uint64_t write_thread_max_yield_usec = 100;  // microseconds of that at most
  uint64_t write_thread_slow_yield_usec = 3;   // a yield of so many shows that others want the core
  int write_thread_spins = 200;                // looks before the first yield
  // So many full memtables stop all writes until one is flushed.
  int max_write_buffer_number = 2;

  // ---- For every write path ----
  // Full memtables that make a flush due; they are merged into one file.
  int min_write_buffer_number_to_merge = 1;
  // Bytes of all logs that are needed at which the memtable is switched; 0: no limit.
  uint64_t max_total_wal_size = 0;
  // Bytes of all memtables at which the active one is switched (it alone from 7/8 on); 0: no limit.
  size_t db_write_buffer_size = 0;

  // ---- Ours ----
  WalRecovery wal_recovery = WalRecovery::kPrefix;
  // Who is told what the engine does; not owned; null: nobody. It must outlive the database.
  EventSink* event_sink = nullptr;
};

struct LSM_EXPORT ReadOptions {
  // Accepted for LevelDB's sake: checksums of blocks that are read from a file are always verified.
  bool verify_checksums = false;
  bool fill_cache = true;
  const Snapshot* snapshot = nullptr;  // null: as of now
};

struct LSM_EXPORT WriteOptions {
  WriteOptions() = default;
  bool sync = false;  // durable before Write returns
  // RocksDB's, for WritePathKind::kGroups. Not written to the log: a crash loses it, unless its
  // memtable was flushed.
  bool disableWAL = false;
  bool no_slowdown = false;  // Incomplete instead of a stall
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_OPTIONS_H_
