#include "engine/db/sanitize_options.h"

#include <algorithm>

#include "engine/base/file_names.h"
#include "engine/version/internal_key.h"
#include "lsm/cache.h"
#include "lsm/env.h"

namespace lsm {
namespace {

constexpr int kNonTableFiles = 10;  // CURRENT, LOCK, LOG, logs, MANIFEST and some to spare
constexpr size_t kDefaultBlockCacheBytes = 8 << 20;

template <class T, class V>
void Clip(T* value, V low, V high) {
  *value = static_cast<T>(std::clamp<V>(static_cast<V>(*value), low, high));
}

void ClipSizes(Options* options) {
  Clip<int, int>(&options->max_open_files, 64 + kNonTableFiles, 50000);
  Clip<size_t, size_t>(&options->write_buffer_size, 64 << 10, 1 << 30);
  Clip<size_t, size_t>(&options->max_file_size, 1 << 20, 1 << 30);
  Clip<size_t, size_t>(&options->block_size, 1 << 10, 4 << 20);
}

// What no option may be, whatever the user wants: the code would divide by it or never end.
void ClipToSense(Options* options) {
  Clip<int, int>(&options->num_levels, 2, 7);
  Clip<int, int>(&options->max_open_files, 1 + kNonTableFiles, 1 << 20);
  // An empty memtable must have room: otherwise a writer would switch memtables for ever.
  Clip<size_t, size_t>(&options->write_buffer_size, 256, size_t{1} << 40);
  Clip<size_t, size_t>(&options->max_file_size, 64, size_t{1} << 40);
  Clip<size_t, size_t>(&options->block_size, 16, 1 << 30);
  Clip<int, int>(&options->block_restart_interval, 1, 1 << 20);
  Clip<int, int>(&options->l0_compaction_trigger, 1, 1 << 20);
  Clip<int, int>(&options->l0_slowdown_trigger, 1, 1 << 20);
  // A stop below the compaction trigger would wait for a compaction that never comes.
  Clip<int, int>(&options->l0_stop_trigger, options->l0_compaction_trigger, 1 << 20);
  Clip<int, int>(&options->max_mem_compact_level, 0, options->num_levels - 1);
  Clip<int, int>(&options->max_immutable_memtables, 1, 1 << 10);
  Clip<int, int>(&options->max_write_buffer_number, 2, 1 << 10);
  // As many must be able to wait, or writers would wait for a flush that is not due.
  const bool groups = options->write_path == WritePathKind::kGroups;
  Clip<int, int>(&options->min_write_buffer_number_to_merge, 1,
                 groups ? options->max_write_buffer_number - 1 : options->max_immutable_memtables);
  // RocksDB's flushes end in L0.
  if (groups) options->max_mem_compact_level = 0;
  Clip<int, int>(&options->write_thread_spins, 0, 1 << 20);
  if (options->db_write_buffer_size > 0) {
    Clip<size_t, size_t>(&options->db_write_buffer_size, 512, size_t{1} << 40);
  }
  Clip<int, int>(&options->max_bytes_for_level_multiplier, 1, 1 << 20);
  Clip<int, int>(&options->seek_cost_bytes, 1, 1 << 30);
  Clip<int, int>(&options->read_bytes_period, 1, 1 << 30);
  if (options->max_bytes_for_level_base == 0) options->max_bytes_for_level_base = 1;
}

}  // namespace

Options SanitizeOptions(const std::string& dbname, const InternalKeyComparator* comparator,
                        const InternalFilterPolicy* filter_policy, const Options& raw) {
  Options options = raw;
  options.comparator = comparator;
  options.filter_policy = raw.filter_policy != nullptr ? filter_policy : nullptr;
  if (options.clip_sizes) ClipSizes(&options);
  ClipToSense(&options);
  if (options.info_log == nullptr) {
    // The directory may exist already, and the database need not: errors show when it is opened.
    (void)raw.env->CreateDir(dbname);
    (void)raw.env->RenameFile(InfoLogFileName(dbname), OldInfoLogFileName(dbname));
    if (!raw.env->NewLogger(InfoLogFileName(dbname), &options.info_log).ok()) {
      options.info_log = nullptr;
    }
  }
  if (options.block_cache == nullptr) options.block_cache = NewLRUCache(kDefaultBlockCacheBytes);
  return options;
}

}  // namespace lsm
