// Where a Get looks, and what each place answers.
#ifndef LSMSCOPE_ENGINE_EVENTS_READ_H_
#define LSMSCOPE_ENGINE_EVENTS_READ_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

// What a place answered.
enum class ProbeAnswer : uint8_t { kAbsent, kFound, kDeleted, kError };
constexpr auto Names(ProbeAnswer) {
  return std::to_array<std::string_view>({"absent", "found", "deleted", "error"});
}

// Where a block came from.
enum class BlockSource : uint8_t { kDisk, kCache };
constexpr auto Names(BlockSource) { return std::to_array<std::string_view>({"disk", "cache"}); }

struct GetBegin {
  static constexpr EventInfo kInfo{160, "GetBegin", Family::kRead,
                                   "A Get looks for a key as of a sequence number."};
  KeyRef key;
  uint64_t read = 0;
  uint64_t snapshot = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"key", &GetBegin::key, Unit::kNone, "user key"});
    visit(Field{"read", &GetBegin::read, Unit::kRead, "this call of Get"});
    visit(
        Field{"snapshot", &GetBegin::snapshot, Unit::kSequence, "entries after this are not seen"});
  }
};

struct MemTableProbed {
  static constexpr EventInfo kInfo{161, "MemTableProbed", Family::kRead, "A memtable answered."};
  uint64_t read = 0;
  uint64_t memtable = 0;
  ProbeAnswer answer = ProbeAnswer::kAbsent;
  uint8_t immutable = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"read", &MemTableProbed::read, Unit::kRead, "the Get"});
    visit(Field{"memtable", &MemTableProbed::memtable, Unit::kMemTable, "the memtable"});
    visit(Field{"answer", &MemTableProbed::answer, Unit::kNone, "what it said"});
    visit(Field{"immutable", &MemTableProbed::immutable, Unit::kFlag, "it is an immutable one"});
  }
};

struct FileProbeBegin {
  static constexpr EventInfo kInfo{162, "FileProbeBegin", Family::kRead,
                                   "A table file whose range holds the key is asked."};
  uint64_t read = 0;
  uint64_t file = 0;
  uint8_t level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"read", &FileProbeBegin::read, Unit::kRead, "the Get"});
    visit(Field{"file", &FileProbeBegin::file, Unit::kFile, "the file"});
    visit(Field{"level", &FileProbeBegin::level, Unit::kLevel, "its level"});
  }
};

struct IndexSearched {
  static constexpr EventInfo kInfo{163, "IndexSearched", Family::kRead,
                                   "The index named the block where the key must be."};
  uint64_t file = 0;
  uint64_t block_offset = 0;
  uint8_t past_end = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &IndexSearched::file, Unit::kFile, "the file"});
    visit(Field{"block_offset", &IndexSearched::block_offset, Unit::kOffset,
                "the block; meaningless if past the end"});
    visit(Field{"past_end", &IndexSearched::past_end, Unit::kFlag,
                "all keys of the file are smaller"});
  }
};

struct FilterAnswered {
  static constexpr EventInfo kInfo{164, "FilterAnswered", Family::kRead,
                                   "The filter said whether a block may hold the key."};
  uint64_t file = 0;
  uint64_t block_offset = 0;
  uint8_t maybe = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &FilterAnswered::file, Unit::kFile, "the file"});
    visit(Field{"block_offset", &FilterAnswered::block_offset, Unit::kOffset, "the block"});
    visit(Field{"maybe", &FilterAnswered::maybe, Unit::kFlag, "0: the key is certainly not there"});
  }
};

struct BlockRead {
  static constexpr EventInfo kInfo{165, "BlockRead", Family::kRead, "A block is at hand."};
  uint64_t file = 0;
  uint64_t offset = 0;
  uint64_t bytes = 0;
  BlockSource source = BlockSource::kDisk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &BlockRead::file, Unit::kFile, "the file; 0: unknown"});
    visit(Field{"offset", &BlockRead::offset, Unit::kOffset, "where it begins in the file"});
    visit(Field{"bytes", &BlockRead::bytes, Unit::kBytes, "its size in the file"});
    visit(Field{"source", &BlockRead::source, Unit::kNone, "where it came from"});
  }
};

struct FileProbed {
  static constexpr EventInfo kInfo{166, "FileProbed", Family::kRead, "A table file answered."};
  uint64_t read = 0;
  uint64_t file = 0;
  uint8_t level = 0;
  ProbeAnswer answer = ProbeAnswer::kAbsent;
  uint8_t filter_was_wrong = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"read", &FileProbed::read, Unit::kRead, "the Get"});
    visit(Field{"file", &FileProbed::file, Unit::kFile, "the file"});
    visit(Field{"level", &FileProbed::level, Unit::kLevel, "its level"});
    visit(Field{"answer", &FileProbed::answer, Unit::kNone, "what it said"});
    visit(Field{"filter_was_wrong", &FileProbed::filter_was_wrong, Unit::kFlag,
                "the filter said maybe and the key was not there"});
  }
};

struct GetEnd {
  static constexpr EventInfo kInfo{167, "GetEnd", Family::kRead, "A Get is over."};
  uint64_t read = 0;
  uint64_t value_bytes = 0;
  uint64_t duration_ns = 0;
  uint32_t probes = 0;
  ProbeAnswer answer = ProbeAnswer::kAbsent;
  int8_t level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"read", &GetEnd::read, Unit::kRead, "the Get"});
    visit(Field{"value_bytes", &GetEnd::value_bytes, Unit::kBytes, "size of the value"});
    visit(Field{"duration_ns", &GetEnd::duration_ns, Unit::kNanoseconds, "time from GetBegin"});
    visit(Field{"probes", &GetEnd::probes, Unit::kCount, "places asked"});
    visit(Field{"answer", &GetEnd::answer, Unit::kNone, "what it ended with"});
    visit(Field{"level", &GetEnd::level, Unit::kLevel,
                "where it was found; -1 memtable, -2 immutable, -3 nowhere"});
  }
};

struct SeekCharged {
  static constexpr EventInfo kInfo{168, "SeekCharged", Family::kRead,
                                   "A file was charged for a Get that had to look further."};
  uint64_t file = 0;
  int64_t seeks_left = 0;
  uint8_t level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &SeekCharged::file, Unit::kFile, "the file"});
    visit(Field{"seeks_left", &SeekCharged::seeks_left, Unit::kCount,
                "until it should be compacted"});
    visit(Field{"level", &SeekCharged::level, Unit::kLevel, "its level"});
  }
};

struct SeekCompactionDue {
  static constexpr EventInfo kInfo{169, "SeekCompactionDue", Family::kRead,
                                   "A file used up its seeks and is to be compacted."};
  uint64_t file = 0;
  uint8_t level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &SeekCompactionDue::file, Unit::kFile, "the file"});
    visit(Field{"level", &SeekCompactionDue::level, Unit::kLevel, "its level"});
  }
};

struct TableOpened {
  static constexpr EventInfo kInfo{170, "TableOpened", Family::kCache,
                                   "A table file was opened and its index read."};
  uint64_t file = 0;
  uint64_t bytes = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &TableOpened::file, Unit::kFile, "the file"});
    visit(Field{"bytes", &TableOpened::bytes, Unit::kBytes, "its size"});
    visit(Field{"outcome", &TableOpened::outcome, Unit::kNone, "how it ended"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_READ_H_
