// Memtables: filled, full, switched, immutable, released.
#ifndef LSMSCOPE_ENGINE_EVENTS_MEMTABLE_H_
#define LSMSCOPE_ENGINE_EVENTS_MEMTABLE_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

struct MemTableCreated {
  static constexpr EventInfo kInfo{60, "MemTableCreated", Family::kMemTable,
                                   "A memtable exists and is the active one."};
  uint64_t memtable = 0;
  uint64_t log = 0;
  uint64_t usage = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"memtable", &MemTableCreated::memtable, Unit::kMemTable, "the memtable"});
    visit(Field{"log", &MemTableCreated::log, Unit::kLog, "the log that holds its entries"});
    visit(Field{"usage", &MemTableCreated::usage, Unit::kBytes, "memory it takes when empty"});
  }
};

struct MemTableInsertBegin {
  static constexpr EventInfo kInfo{61, "MemTableInsertBegin", Family::kMemTable,
                                   "A group's entries are being inserted."};
  uint64_t memtable = 0;
  uint64_t group = 0;
  uint32_t entries = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"memtable", &MemTableInsertBegin::memtable, Unit::kMemTable, "the memtable"});
    visit(Field{"group", &MemTableInsertBegin::group, Unit::kGroup, "whose entries"});
    visit(Field{"entries", &MemTableInsertBegin::entries, Unit::kCount, "how many"});
  }
};

struct MemTableInserted {
  static constexpr EventInfo kInfo{62, "MemTableInserted", Family::kMemTable,
                                   "A group's entries are in the memtable."};
  uint64_t memtable = 0;
  uint64_t group = 0;
  uint64_t usage = 0;
  uint64_t total_entries = 0;
  uint32_t entries = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"memtable", &MemTableInserted::memtable, Unit::kMemTable, "the memtable"});
    visit(Field{"group", &MemTableInserted::group, Unit::kGroup,
                "whose entries; 0: replayed from a log"});
    visit(
        Field{"usage", &MemTableInserted::usage, Unit::kBytes, "memory of the memtable after it"});
    visit(Field{"total_entries", &MemTableInserted::total_entries, Unit::kCount,
                "entries in the memtable after it"});
    visit(Field{"entries", &MemTableInserted::entries, Unit::kCount, "entries inserted"});
  }
};

// Why a memtable is switched that is not full itself.
enum class SwitchReason : uint8_t { kWalLimit, kMemoryLimit };
constexpr auto Names(SwitchReason) {
  return std::to_array<std::string_view>({"wal_limit", "memory_limit"});
}

struct MemTableSwitchDue {
  static constexpr EventInfo kInfo{
      67, "MemTableSwitchDue", Family::kMemTable,
      "The active memtable is switched for the sake of a limit of all."};
  uint64_t memtable = 0;
  uint64_t value = 0;
  uint64_t limit = 0;
  SwitchReason reason = SwitchReason::kWalLimit;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"memtable", &MemTableSwitchDue::memtable, Unit::kMemTable, "the memtable"});
    visit(Field{"value", &MemTableSwitchDue::value, Unit::kBytes,
                "of all logs, or of all memtables"});
    visit(Field{"limit", &MemTableSwitchDue::limit, Unit::kBytes, "the limit"});
    visit(Field{"reason", &MemTableSwitchDue::reason, Unit::kNone, "which limit"});
  }
};

struct MemTableFull {
  static constexpr EventInfo kInfo{63, "MemTableFull", Family::kMemTable,
                                   "The active memtable takes more memory than allowed."};
  uint64_t memtable = 0;
  uint64_t usage = 0;
  uint64_t limit = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"memtable", &MemTableFull::memtable, Unit::kMemTable, "the memtable"});
    visit(Field{"usage", &MemTableFull::usage, Unit::kBytes, "memory it takes"});
    visit(Field{"limit", &MemTableFull::limit, Unit::kBytes, "write_buffer_size"});
  }
};

struct MemTableSwitched {
  static constexpr EventInfo kInfo{64, "MemTableSwitched", Family::kMemTable,
                                   "A new memtable is the active one."};
  uint64_t old_memtable = 0;
  uint64_t new_memtable = 0;
  uint64_t old_log = 0;
  uint64_t new_log = 0;
  uint64_t new_usage = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"old_memtable", &MemTableSwitched::old_memtable, Unit::kMemTable,
                "active until now"});
    visit(Field{"new_memtable", &MemTableSwitched::new_memtable, Unit::kMemTable,
                "active from now on"});
    visit(Field{"old_log", &MemTableSwitched::old_log, Unit::kLog, "log of the old one"});
    visit(Field{"new_log", &MemTableSwitched::new_log, Unit::kLog, "log of the new one"});
    visit(Field{"new_usage", &MemTableSwitched::new_usage, Unit::kBytes,
                "memory the new one takes when empty"});
  }
};

struct MemTableImmutable {
  static constexpr EventInfo kInfo{65, "MemTableImmutable", Family::kMemTable,
                                   "A memtable takes no more entries and waits for its flush."};
  uint64_t memtable = 0;
  uint64_t entries = 0;
  uint64_t usage = 0;
  uint32_t immutables = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"memtable", &MemTableImmutable::memtable, Unit::kMemTable, "the memtable"});
    visit(Field{"entries", &MemTableImmutable::entries, Unit::kCount, "entries in it"});
    visit(Field{"usage", &MemTableImmutable::usage, Unit::kBytes, "memory it takes"});
    visit(Field{"immutables", &MemTableImmutable::immutables, Unit::kCount,
                "immutable memtables now, this one included"});
  }
};

struct MemTableReleased {
  static constexpr EventInfo kInfo{
      66, "MemTableReleased", Family::kMemTable,
      "The database no longer needs a memtable (a reader may still hold it)."};
  uint64_t memtable = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"memtable", &MemTableReleased::memtable, Unit::kMemTable, "the memtable"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_MEMTABLE_H_
