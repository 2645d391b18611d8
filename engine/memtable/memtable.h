// MemTable: the entries that are not in a table file yet, sorted, in memory.
//
// An entry is one piece of the arena:
//
//   varint32 length of the internal key | internal key | varint32 length of the value | value
//
// and the skip list holds pointers to entries.
#ifndef LSMSCOPE_ENGINE_MEMTABLE_MEMTABLE_H_
#define LSMSCOPE_ENGINE_MEMTABLE_MEMTABLE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/base/arena.h"
#include "engine/memtable/skip_list.h"
#include "engine/version/internal_key.h"
#include "lsm/iterator.h"
#include "lsm/status.h"

namespace lsm {

// Counts its references, from zero: whoever makes one calls Ref. One thread adds at a time, or many
// by AddConcurrently; reading needs no lock but a reference.
class MemTable {
 public:
  // `id` names the memtable in events. `arena_block_size` in bytes: Arena::BlockSizeFor.
  MemTable(const InternalKeyComparator& comparator, uint64_t id,
           size_t arena_block_size = Arena::kDefaultBlockSize);
  MemTable(const MemTable&) = delete;
  MemTable& operator=(const MemTable&) = delete;

  void Ref() { refs_.fetch_add(1, std::memory_order_relaxed); }
  // Deletes the memtable when nobody holds it any more.
  void Unref();

  uint64_t id() const { return id_; }

  // Bytes that the memtable takes; the arena grows by blocks, so that it goes up in steps. The same
  // on every machine.
  size_t ApproximateMemoryUsage() const { return arena_.MemoryUsage(); }

  // Entries added so far, deletions included.
  uint64_t NumEntries() const { return num_entries_.load(std::memory_order_relaxed); }

  // An iterator over the internal keys and their values. It holds no reference: the caller does.
  Iterator* NewIterator();

  // False, and nothing is added, if there is an entry of this key, sequence number and type: the
  // engine gives each number once, but a damaged log may not.
  [[nodiscard]] bool Add(SequenceNumber sequence, ValueType type, const Slice& key,
                         const Slice& value);

  // The same, by many threads at once. REQUIRES: nobody is in Add.
  [[nodiscard]] bool AddConcurrently(SequenceNumber sequence, ValueType type, const Slice& key,
                                     const Slice& value);

  // If the newest visible entry of the key is a value, stores it in *value and returns true. If it
  // is a deletion, stores NotFound in *status and returns true. Otherwise false: the key is to be
  // looked for elsewhere. (The caller announces the work of a look-up.)
  [[nodiscard]] bool Get(const LookupKey& key, std::string* value, Status* status);

 private:
  struct EntryCompare {
    int operator()(const char* a, const char* b) const;
    InternalKeyComparator comparator;
  };
  using Table = SkipList<const char*, EntryCompare>;
  class MemTableIterator;

  ~MemTable() = default;  // only Unref deletes

  static size_t EntryBytes(const Slice& key, const Slice& value);
  static void Encode(SequenceNumber sequence, ValueType type, const Slice& key, const Slice& value,
                     char* entry);
  bool CountAdded(bool added);

  const EntryCompare compare_;
  const uint64_t id_;
  std::atomic<int> refs_{0};
  std::atomic<uint64_t> num_entries_{0};
  Arena arena_;
  Table table_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_MEMTABLE_MEMTABLE_H_
