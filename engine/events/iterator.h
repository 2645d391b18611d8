// Iterators over the whole database.
#ifndef LSMSCOPE_ENGINE_EVENTS_ITERATOR_H_
#define LSMSCOPE_ENGINE_EVENTS_ITERATOR_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

// What an iterator merges.
enum class IteratorSource : uint8_t { kMemTable, kImmutable, kFile, kLevel };
constexpr auto Names(IteratorSource) {
  return std::to_array<std::string_view>({"memtable", "immutable", "file", "level"});
}

// Why an entry is not shown.
enum class HiddenReason : uint8_t { kAfterSnapshot, kDeletion, kOlder };
constexpr auto Names(HiddenReason) {
  return std::to_array<std::string_view>({"after_snapshot", "deletion", "older"});
}

struct IteratorCreated {
  static constexpr EventInfo kInfo{180, "IteratorCreated", Family::kIterator,
                                   "An iterator exists."};
  uint64_t iterator = 0;
  uint64_t snapshot = 0;
  uint32_t children = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"iterator", &IteratorCreated::iterator, Unit::kIterator, "the iterator"});
    visit(Field{"snapshot", &IteratorCreated::snapshot, Unit::kSequence,
                "entries after this are not seen"});
    visit(Field{"children", &IteratorCreated::children, Unit::kCount,
                "sorted sources that it merges"});
  }
};

struct IteratorSeek {
  static constexpr EventInfo kInfo{181, "IteratorSeek", Family::kIterator,
                                   "An iterator was positioned at a key."};
  KeyRef target;
  uint64_t iterator = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"target", &IteratorSeek::target, Unit::kNone, "user key; empty: first or last"});
    visit(Field{"iterator", &IteratorSeek::iterator, Unit::kIterator, "the iterator"});
  }
};

struct IteratorChild {
  static constexpr EventInfo kInfo{183, "IteratorChild", Family::kIterator,
                                   "One of the sorted sources that an iterator merges."};
  uint64_t iterator = 0;
  uint64_t memtable = 0;
  uint64_t file = 0;
  uint32_t child = 0;
  IteratorSource source = IteratorSource::kMemTable;
  uint8_t level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"iterator", &IteratorChild::iterator, Unit::kIterator, "the iterator"});
    visit(Field{"memtable", &IteratorChild::memtable, Unit::kMemTable, "the memtable; 0: none"});
    visit(Field{"file", &IteratorChild::file, Unit::kFile, "the file of level 0; 0: none"});
    visit(Field{"child", &IteratorChild::child, Unit::kCount, "its number, from 0"});
    visit(Field{"source", &IteratorChild::source, Unit::kNone, "what it is"});
    visit(Field{"level", &IteratorChild::level, Unit::kLevel, "of the file or files"});
  }
};

struct IteratorMoved {
  static constexpr EventInfo kInfo{184, "IteratorMoved", Family::kIterator,
                                   "An iterator stands at an entry."};
  KeyRef key;
  uint64_t sequence = 0;
  uint32_t iterator = 0;  // 32 bits, for the event to be small
  uint32_t child = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"key", &IteratorMoved::key, Unit::kNone, "user key"});
    visit(Field{"iterator", &IteratorMoved::iterator, Unit::kIterator, "the iterator"});
    visit(Field{"sequence", &IteratorMoved::sequence, Unit::kSequence, "of the entry"});
    visit(Field{"child", &IteratorMoved::child, Unit::kCount,
                "the source that the entry came from, see IteratorChild"});
  }
};

struct EntryHidden {
  static constexpr EventInfo kInfo{185, "EntryHidden", Family::kIterator,
                                   "An iterator passed an entry that is not shown."};
  KeyRef key;
  uint64_t sequence = 0;
  uint32_t iterator = 0;  // as in IteratorMoved
  HiddenReason reason = HiddenReason::kAfterSnapshot;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"key", &EntryHidden::key, Unit::kNone, "user key"});
    visit(Field{"iterator", &EntryHidden::iterator, Unit::kIterator, "the iterator"});
    visit(Field{"sequence", &EntryHidden::sequence, Unit::kSequence, "of the entry"});
    visit(Field{"reason", &EntryHidden::reason, Unit::kNone,
                "after_snapshot: written later than the iterator sees; deletion: it is one; older: "
                "a newer entry of its key counts"});
  }
};

struct IteratorAtEnd {
  static constexpr EventInfo kInfo{186, "IteratorAtEnd", Family::kIterator,
                                   "An iterator has nothing more to show in its direction."};
  uint64_t iterator = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"iterator", &IteratorAtEnd::iterator, Unit::kIterator, "the iterator"});
  }
};

struct IteratorClosed {
  static constexpr EventInfo kInfo{182, "IteratorClosed", Family::kIterator,
                                   "An iterator is gone."};
  uint64_t iterator = 0;
  uint64_t entries = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"iterator", &IteratorClosed::iterator, Unit::kIterator, "the iterator"});
    visit(Field{"entries", &IteratorClosed::entries, Unit::kCount, "entries that it returned"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_ITERATOR_H_
