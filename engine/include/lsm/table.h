// Table: an immutable sorted map from keys to values, stored in one file.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_TABLE_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_TABLE_H_

#include <cstdint>
#include <memory>

#include "lsm/export.h"
#include "lsm/iterator.h"

namespace lsm {

class RandomAccessFile;
struct Options;
struct ReadOptions;

// Thread-safe without an outer lock.
class LSM_EXPORT Table {
 public:
  // Opens the table in bytes [0, file_size) of `file` and reads its index and filter. On success
  // *table is the caller's to delete; on failure it is null. The table uses `file`, without owning
  // it, and what `options` points to, until it is deleted.
  static Status Open(const Options& options, RandomAccessFile* file, uint64_t file_size,
                     Table** table);

  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table();

  // An iterator over the entries, which the caller deletes before the table.
  Iterator* NewIterator(const ReadOptions& options) const;

  // The offset in the file, in bytes, where the entry of `key` begins or would begin; for a key
  // behind the last one it is near the file's size.
  uint64_t ApproximateOffsetOf(const Slice& key) const;

 private:
  friend class TableInternal;  // engine/table/table_internal.h: what only the engine may ask
  struct Rep;

  explicit Table(std::unique_ptr<Rep> rep);

  const std::unique_ptr<Rep> rep_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_TABLE_H_
