#ifndef LSMSCOPE_ENGINE_TABLE_TABLE_CACHE_H_
#define LSMSCOPE_ENGINE_TABLE_TABLE_CACHE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "engine/events/events.h"
#include "engine/table/table_internal.h"
#include "lsm/cache.h"
#include "lsm/options.h"
#include "lsm/table.h"

namespace lsm {

// Keeps the most recently used tables of a database open: their file, their index and their filter.
// Thread-safe.
class TableCache {
 public:
  // Up to about `entries` tables stay open while nobody uses them. What `options` points to is not
  // owned; its comparator and filter policy must be those for internal keys.
  TableCache(const std::string& dbname, const Options& options, int entries);
  TableCache(const TableCache&) = delete;
  TableCache& operator=(const TableCache&) = delete;
  // REQUIRES: the iterators were deleted.
  ~TableCache();

  // An iterator over table `file_number`, of `file_size` bytes; one with an error if it cannot be
  // opened. The caller owns it. *table, if asked for, is the table, or null after an error; it
  // lives as long as the iterator.
  Iterator* NewIterator(const ReadOptions& options, uint64_t file_number, uint64_t file_size,
                        Table** table = nullptr);

  // TableInternal::Get in that table.
  [[nodiscard]] Status Get(const ReadOptions& options, uint64_t file_number, uint64_t file_size,
                           const Slice& key, void* arg, EntryHandler handler,
                           EventId cause = kNoEvent, TableProbe* probe = nullptr);

  // Closes the table, as soon as nobody uses it: its file is going to be removed.
  void Evict(uint64_t file_number);

 private:
  // On success the caller releases *handle.
  [[nodiscard]] Status FindTable(uint64_t file_number, uint64_t file_size, EventId cause,
                                 Cache::Handle** handle);
  [[nodiscard]] Status OpenTable(uint64_t file_number, uint64_t file_size,
                                 std::unique_ptr<RandomAccessFile>* file,
                                 std::unique_ptr<Table>* table) const;

  const std::string dbname_;
  const Options options_;
  const Events events_;
  const std::unique_ptr<Cache> cache_;  // file number -> OpenedTable
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_TABLE_CACHE_H_
