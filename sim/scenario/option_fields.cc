// The engine's options by name. A new option is a line here.
#include <array>

#include "sim/scenario/field_tables.h"

namespace lsm::sim {
namespace {

constexpr uint64_t kGiB = uint64_t{1} << 30;
constexpr uint64_t kMany = 1'000'000;
constexpr std::array<std::string_view, 3> kCompressionNames{"none", "snappy", "zstd"};
constexpr std::array<std::string_view, 2> kRecoveryNames{"prefix", "salvage"};
constexpr std::array<std::string_view, 2> kWritePathNames{"queue", "groups"};

FieldTable<Options> LevelDbFields() {
  using O = Options;
  return {
      Flag("error_if_exists", &O::error_if_exists, "refuse a database that is there already"),
      Flag("paranoid_checks", &O::paranoid_checks, "stop at the first sign of damage"),
      Number("write_buffer_size", &O::write_buffer_size, "bytes", 256, kGiB,
             "memory at which a memtable is full; larger: fewer, larger flushes"),
      Number("max_open_files", &O::max_open_files, "files", 74, 50'000,
             "table files that are kept open"),
      Number("block_size", &O::block_size, "bytes", 64, 4 << 20,
             "of a table's block before compression; larger: smaller index, more read per lookup"),
      Number("block_restart_interval", &O::block_restart_interval, "entries", 1, 1024,
             "between two keys that are written in full"),
      Number("max_file_size", &O::max_file_size, "bytes", 256, kGiB,
             "at which a compaction's output is cut; smaller: more files, smaller compactions"),
      Name("compression", &O::compression, kCompressionNames,
           "of table blocks; traces differ between versions of a compressor"),
      Number("zstd_compression_level", &O::zstd_compression_level, "", 1, 19, "for zstd"),
      Flag("reuse_logs", &O::reuse_logs, "go on with the old log after reopening"),
  };
}

FieldTable<Options> ConstantFields() {
  using O = Options;
  return {
      Number("num_levels", &O::num_levels, "levels", 2, 7, "of the tree"),
      Number("l0_compaction_trigger", &O::l0_compaction_trigger, "files", 1, kMany,
             "in L0 that make a compaction due; fewer: more compactions, cheaper reads"),
      Number("l0_slowdown_trigger", &O::l0_slowdown_trigger, "files", 1, kMany,
             "in L0 from which every leader is delayed once"),
      Number("l0_stop_trigger", &O::l0_stop_trigger, "files", 1, kMany,
             "in L0 at which a leader waits for a compaction"),
      Number("l0_slowdown_delay_us", &O::l0_slowdown_delay_us, "us", 0, 10'000'000,
             "the delay of a leader"),
      Number("max_mem_compact_level", &O::max_mem_compact_level, "level", 0, 6,
             "deepest level at which a flush may place its file"),
      Number("max_group_bytes", &O::max_group_bytes, "bytes", 1, kGiB,
             "of a write group's merged batch"),
      Number("small_group_bytes", &O::small_group_bytes, "bytes", 0, kGiB,
             "a leader this small grows its group by no more than this"),
      Number("max_bytes_for_level_base", &O::max_bytes_for_level_base, "bytes", 1024, 1024 * kGiB,
             "of L1 at score 1"),
      Number("max_bytes_for_level_multiplier", &O::max_bytes_for_level_multiplier, "times", 1, 1000,
             "each level from L2 on is so much larger"),
      Number("grandparent_overlap_factor", &O::grandparent_overlap_factor, "times max_file_size", 1,
             10'000, "an output is cut when it overlaps more two levels down"),
      Number("expanded_compaction_factor", &O::expanded_compaction_factor, "times max_file_size", 1,
             10'000, "inputs are not grown above this"),
      Number("seek_cost_bytes", &O::seek_cost_bytes, "bytes", 1, kGiB,
             "a file may be sought in vain once per so many of its bytes"),
      Number("min_allowed_seeks", &O::min_allowed_seeks, "seeks", 1, kMany,
             "but at least this often"),
      Number("read_bytes_period", &O::read_bytes_period, "bytes", 1, kGiB,
             "an iterator samples a seek once per so many bytes"),
      Number("max_immutable_memtables", &O::max_immutable_memtables, "memtables", 1, 64,
             "full ones that may wait for their flush"),
      Flag("clip_sizes", &O::clip_sizes, "clip sizes to LevelDB's ranges (64 KiB and up)"),
      Name("wal_recovery", &O::wal_recovery, kRecoveryNames,
           "what recovery does with damage in the middle of a log"),
  };
}

FieldTable<Options> WritePathFields() {
  using O = Options;
  return {
      Name("write_path", &O::write_path, kWritePathNames,
           "LevelDB's queue, or RocksDB's write groups"),
      Flag("allow_concurrent_memtable_write", &O::allow_concurrent_memtable_write,
           "groups: the members insert at once; otherwise the leader inserts all"),
      Flag("enable_pipelined_write", &O::enable_pipelined_write,
           "groups: a group's log overlaps the one before it in the memtable"),
      Flag("unordered_write", &O::unordered_write,
           "groups: published before the memtable has the entries"),
      Flag("enable_write_thread_adaptive_yield", &O::enable_write_thread_adaptive_yield,
           "groups: a waiting writer may yield its core before it blocks"),
      Number("write_thread_max_yield_usec", &O::write_thread_max_yield_usec, "us", 0, 1'000'000,
             "of yields before it blocks"),
      Number("write_thread_slow_yield_usec", &O::write_thread_slow_yield_usec, "us", 0, 1'000'000,
             "a yield of so many shows that others want the core"),
      Number("write_thread_spins", &O::write_thread_spins, "looks", 0, kMany,
             "before the first yield"),
      Number("max_write_buffer_number", &O::max_write_buffer_number, "memtables", 2, 1024,
             "groups: so many full ones stop all writes"),
      Number("min_write_buffer_number_to_merge", &O::min_write_buffer_number_to_merge, "memtables",
             1, 1023, "full ones that make a flush due, and are merged"),
      Number("max_total_wal_size", &O::max_total_wal_size, "bytes", 0, 1024 * kGiB,
             "of all logs at which the memtable is switched; 0: no limit"),
      Number("db_write_buffer_size", &O::db_write_buffer_size, "bytes", 0, 1024 * kGiB,
             "of all memtables at which the active one is switched; 0: no limit"),
  };
}

}  // namespace

const FieldTable<Options>& OptionFields() {
  static const FieldTable<Options> table = [] {
    FieldTable<Options> fields = LevelDbFields();
    for (Field<Options>& field : ConstantFields()) fields.push_back(std::move(field));
    for (Field<Options>& field : WritePathFields()) fields.push_back(std::move(field));
    return fields;
  }();
  return table;
}

}  // namespace lsm::sim
