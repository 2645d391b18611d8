// What only the engine may ask of a Table. Static functions of one class, so that the public header
// can name it as a friend and show nothing else.
#ifndef LSMSCOPE_ENGINE_TABLE_TABLE_INTERNAL_H_
#define LSMSCOPE_ENGINE_TABLE_TABLE_INTERNAL_H_

#include <cstdint>
#include <string>

#include "engine/events/event.h"
#include "engine/table/format.h"
#include "lsm/options.h"
#include "lsm/status.h"
#include "lsm/table.h"

namespace lsm {

// Is given the entry that a look-up found.
using EntryHandler = void (*)(void* arg, const Slice& key, const Slice& value);

// How a look-up went, for the event that tells of it.
struct TableProbe {
  bool filter_said_maybe = false;
};

// An error that says of which table file the damage is; a table that stands alone has number 0.
inline Status InTable(const Status& status, uint64_t file_number) {
  if (!status.IsCorruption() || file_number == 0) return status;
  const std::string text = status.ToString();
  return Status::Corruption(text.substr(text.find(": ") + 2),
                            "table file " + std::to_string(file_number));
}

class TableInternal {
 public:
  // Table::Open for a file with a number, which the table's events then carry. They go to
  // options.event_sink.
  [[nodiscard]] static Status Open(const Options& options, RandomAccessFile* file,
                                   uint64_t file_size, uint64_t file_number, Table** table);

  // Calls handler(arg, key, value) with the first entry at or after `key`, at most once; not if the
  // filter says that `key` is not there. The entry's key may differ from `key`: that is the
  // handler's to see. Events answer `cause`. `probe` may be null.
  [[nodiscard]] static Status Get(const Table* table, const ReadOptions& options, const Slice& key,
                                  void* arg, EntryHandler handler, EventId cause,
                                  TableProbe* probe);

  // Whether Get with `target` comes to the entry of exactly this key. Reads through the block
  // cache.
  static bool Finds(const Table* table, const Slice& target, const Slice& key);

  // An iterator over the index: for each data block a key at or behind its last one, with the
  // block's handle as the value. The caller owns it and deletes it before the table.
  static Iterator* NewIndexIterator(const Table* table);

 private:
  friend class Table;

  static void ReadFilter(Table::Rep* rep, const BlockHandle& metaindex);
  static Iterator* ReadDataBlock(const Table::Rep* rep, const ReadOptions& options,
                                 const Slice& index_value, EventId cause);
  // A BlockFunction; `rep` is a const Table::Rep*.
  static Iterator* BlockFunction(void* rep, const ReadOptions& options, const Slice& index_value);
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_TABLE_INTERNAL_H_
