// Who runs and how: kept whatever families are switched on, because nothing else can be read
// without it.
#ifndef LSMSCOPE_ENGINE_EVENTS_RUN_H_
#define LSMSCOPE_ENGINE_EVENTS_RUN_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

// What a thread is for.
enum class ThreadRole : uint8_t { kClient, kBackground, kMain };
constexpr auto Names(ThreadRole) {
  return std::to_array<std::string_view>({"client", "background", "main"});
}

struct RunStarted {
  static constexpr EventInfo kInfo{1, "RunStarted", Family::kRun,
                                   "A run began. Always the first event."};
  uint64_t seed = 0;
  Text scenario;
  uint8_t real = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"seed", &RunStarted::seed, Unit::kNone, "seed of the scenario"});
    visit(Field{"scenario", &RunStarted::scenario, Unit::kNone, "name of the scenario"});
    visit(Field{"real", &RunStarted::real, Unit::kFlag, "1: real threads and files; 0: simulated"});
  }
};

struct ThreadStarted {
  static constexpr EventInfo kInfo{2, "ThreadStarted", Family::kRun,
                                   "A thread took part for the first time."};
  uint16_t number = 0;
  ThreadRole role = ThreadRole::kClient;
  uint16_t ordinal = 0;
  Text name;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"number", &ThreadStarted::number, Unit::kThread, "its number in this trace"});
    visit(Field{"role", &ThreadStarted::role, Unit::kNone, "what it is for"});
    visit(Field{"ordinal", &ThreadStarted::ordinal, Unit::kCount,
                "which of its role, from 1: client 4 is W4"});
    visit(Field{"name", &ThreadStarted::name, Unit::kNone, "name to show"});
  }
};

struct DatabaseOpened {
  static constexpr EventInfo kInfo{3, "DatabaseOpened", Family::kRun,
                                   "A database is about to be opened with these limits."};
  uint64_t write_buffer_bytes = 0;
  uint64_t max_file_bytes = 0;
  uint16_t l0_compaction_trigger = 0;
  uint16_t l0_slowdown_trigger = 0;
  uint16_t l0_stop_trigger = 0;
  uint16_t max_immutable_memtables = 0;
  uint16_t num_levels = 0;
  Text name;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"write_buffer_bytes", &DatabaseOpened::write_buffer_bytes, Unit::kBytes,
                "a memtable is full above this"});
    visit(Field{"max_file_bytes", &DatabaseOpened::max_file_bytes, Unit::kBytes,
                "table files are cut at this size"});
    visit(Field{"l0_compaction_trigger", &DatabaseOpened::l0_compaction_trigger, Unit::kCount,
                "L0 files that make L0 worth compacting"});
    visit(Field{"l0_slowdown_trigger", &DatabaseOpened::l0_slowdown_trigger, Unit::kCount,
                "L0 files from which each write is delayed"});
    visit(Field{"l0_stop_trigger", &DatabaseOpened::l0_stop_trigger, Unit::kCount,
                "L0 files at which writes stop"});
    visit(Field{"max_immutable_memtables", &DatabaseOpened::max_immutable_memtables, Unit::kCount,
                "full memtables that may wait for their flush"});
    visit(Field{"num_levels", &DatabaseOpened::num_levels, Unit::kCount, "levels of the tree"});
    visit(Field{"name", &DatabaseOpened::name, Unit::kNone, "directory of the database"});
  }
};

struct WritePathConfigured {
  static constexpr EventInfo kInfo{7, "WritePathConfigured", Family::kRun,
                                   "How concurrent writes become one order, unless LevelDB's way."};
  uint64_t max_total_wal_bytes = 0;
  uint64_t db_write_buffer_bytes = 0;
  uint16_t max_write_buffer_number = 0;
  uint16_t min_write_buffer_number_to_merge = 0;
  uint8_t groups = 0;
  uint8_t concurrent_memtable = 0;
  uint8_t pipelined = 0;
  uint8_t unordered = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    using E = WritePathConfigured;
    visit(Field{"max_total_wal_bytes", &E::max_total_wal_bytes, Unit::kBytes,
                "of all logs at which a memtable is switched; 0: no limit"});
    visit(Field{"db_write_buffer_bytes", &E::db_write_buffer_bytes, Unit::kBytes,
                "of all memtables at which one is switched; 0: no limit"});
    visit(Field{"max_write_buffer_number", &E::max_write_buffer_number, Unit::kCount,
                "immutable memtables that stop all writes"});
    visit(Field{"min_write_buffer_number_to_merge", &E::min_write_buffer_number_to_merge,
                Unit::kCount, "immutable memtables that make a flush due"});
    visit(Field{"groups", &E::groups, Unit::kFlag, "RocksDB's write groups; 0: LevelDB's queue"});
    visit(Field{"concurrent_memtable", &E::concurrent_memtable, Unit::kFlag,
                "the members of a group insert at once"});
    visit(Field{"pipelined", &E::pipelined, Unit::kFlag,
                "a group's log overlaps the one before it in the memtable"});
    visit(Field{"unordered", &E::unordered, Unit::kFlag,
                "sequence numbers are published before the memtable has the entries"});
  }
};

struct LevelTarget {
  static constexpr EventInfo kInfo{
      4, "LevelTarget", Family::kRun,
      "How many bytes a level should hold (L0 is judged by its files)."};
  uint64_t max_bytes = 0;
  uint8_t level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"max_bytes", &LevelTarget::max_bytes, Unit::kBytes, "score 1 is reached here"});
    visit(Field{"level", &LevelTarget::level, Unit::kLevel, "the level"});
  }
};

struct DatabaseClosed {
  static constexpr EventInfo kInfo{5, "DatabaseClosed", Family::kRun,
                                   "The database was closed; no thread of it runs any more."};
  uint64_t last_sequence = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"last_sequence", &DatabaseClosed::last_sequence, Unit::kSequence,
                "last published sequence number"});
  }
};

struct RunEnded {
  static constexpr EventInfo kInfo{6, "RunEnded", Family::kRun,
                                   "The run is over. The last event of a whole trace."};
  uint64_t operations = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"operations", &RunEnded::operations, Unit::kCount,
                "operations that the clients did"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_RUN_H_
