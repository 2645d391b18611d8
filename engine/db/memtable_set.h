// The memtables of an open database: the active one, and the immutable ones that wait for their
// flush.
#ifndef LSMSCOPE_ENGINE_DB_MEMTABLE_SET_H_
#define LSMSCOPE_ENGINE_DB_MEMTABLE_SET_H_

#include <cstdint>
#include <deque>

#include "engine/memtable/memtable.h"

namespace lsm {

// A memtable and the log that holds its entries. Holds no reference by itself.
struct LoggedMemTable {
  MemTable* table = nullptr;
  uint64_t log = 0;
};

// Guarded by the database's mutex. Holds a reference to each of its memtables.
class MemTableSet {
 public:
  MemTableSet() = default;
  MemTableSet(const MemTableSet&) = delete;
  MemTableSet& operator=(const MemTableSet&) = delete;
  ~MemTableSet() {
    if (active_.table != nullptr) active_.table->Unref();
    for (const LoggedMemTable& immutable : immutables_) immutable.table->Unref();
  }

  // Null before the first SetActive.
  const LoggedMemTable& active() const { return active_; }
  const std::deque<LoggedMemTable>& immutables() const { return immutables_; }  // oldest first

  // Bytes of all of them.
  uint64_t ApproximateMemoryUsage() const {
    uint64_t bytes = active_.table == nullptr ? 0 : active_.table->ApproximateMemoryUsage();
    for (const LoggedMemTable& immutable : immutables_) {
      bytes += immutable.table->ApproximateMemoryUsage();
    }
    return bytes;
  }

  // Makes `table` the active one; one that was active becomes immutable.
  void SetActive(MemTable* table, uint64_t log) {
    table->Ref();
    if (active_.table != nullptr) immutables_.push_back(active_);
    active_ = {table, log};
  }

  // Forgets the oldest immutable one: its entries are in a table file. REQUIRES: there is one.
  void ReleaseOldest() {
    immutables_.front().table->Unref();
    immutables_.pop_front();
  }

  // The oldest log that is needed once the `count` oldest immutable memtables are in a table file.
  // REQUIRES: there are as many.
  uint64_t LogNeededAfterFlush(size_t count) const {
    return immutables_.size() > count ? immutables_[count].log : active_.log;
  }

 private:
  LoggedMemTable active_;
  std::deque<LoggedMemTable> immutables_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_MEMTABLE_SET_H_
