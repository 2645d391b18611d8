#include "engine/table/table_cache.h"

#include <algorithm>

#include "engine/base/coding.h"
#include "engine/base/file_names.h"
#include "engine/events/read.h"
#include "engine/events/status_outcome.h"
#include "lsm/env.h"

namespace lsm {

namespace {

struct OpenedTable {
  std::unique_ptr<RandomAccessFile> file;  // the table reads it: destroyed after the table
  std::unique_ptr<Table> table;
};

void DeleteOpenedTable(const Slice&, void* opened) { delete static_cast<OpenedTable*>(opened); }

void ReleaseTable(void* cache, void* handle) {
  static_cast<Cache*>(cache)->Release(static_cast<Cache::Handle*>(handle));
}

// The cache's key of a file.
class FileKey {
 public:
  explicit FileKey(uint64_t file_number) { EncodeFixed64(bytes_, file_number); }
  Slice slice() const { return Slice(bytes_, sizeof(bytes_)); }

 private:
  char bytes_[8];
};

}  // namespace

TableCache::TableCache(const std::string& dbname, const Options& options, int entries)
    : dbname_(dbname),
      options_(options),
      events_(options.event_sink),
      cache_(NewLRUCache(static_cast<size_t>(std::max(entries, 0)))) {}

TableCache::~TableCache() = default;

Iterator* TableCache::NewIterator(const ReadOptions& options, uint64_t file_number,
                                  uint64_t file_size, Table** table) {
  if (table != nullptr) *table = nullptr;
  Cache::Handle* handle = nullptr;
  const Status status = FindTable(file_number, file_size, kNoEvent, &handle);
  if (!status.ok()) return NewErrorIterator(status);

  Table* const opened = static_cast<OpenedTable*>(cache_->Value(handle))->table.get();
  Iterator* const iterator = opened->NewIterator(options);
  iterator->RegisterCleanup(&ReleaseTable, cache_.get(), handle);
  if (table != nullptr) *table = opened;
  return iterator;
}

Status TableCache::Get(const ReadOptions& options, uint64_t file_number, uint64_t file_size,
                       const Slice& key, void* arg, EntryHandler handler, EventId cause,
                       TableProbe* probe) {
  Cache::Handle* handle = nullptr;
  Status status = FindTable(file_number, file_size, cause, &handle);
  if (!status.ok()) return status;
  const Table* const table = static_cast<OpenedTable*>(cache_->Value(handle))->table.get();
  status = TableInternal::Get(table, options, key, arg, handler, cause, probe);
  cache_->Release(handle);
  return status;
}

void TableCache::Evict(uint64_t file_number) { cache_->Erase(FileKey(file_number).slice()); }

// Two threads may open the same table at the same time; the cache keeps the later one, and the
// other goes when its user is done. A failure is not remembered: it may pass.
Status TableCache::FindTable(uint64_t file_number, uint64_t file_size, EventId cause,
                             Cache::Handle** handle) {
  const FileKey key(file_number);
  *handle = cache_->Lookup(key.slice());
  if (*handle != nullptr) return Status::OK();

  auto opened = std::make_unique<OpenedTable>();
  const Status status = OpenTable(file_number, file_size, &opened->file, &opened->table);
  events_.Emit(TableOpened{.file = file_number, .bytes = file_size, .outcome = OutcomeOf(status)},
               cause);
  if (!status.ok()) return status;
  *handle = cache_->Insert(key.slice(), opened.release(), 1, &DeleteOpenedTable);
  return Status::OK();
}

Status TableCache::OpenTable(uint64_t file_number, uint64_t file_size,
                             std::unique_ptr<RandomAccessFile>* file,
                             std::unique_ptr<Table>* table) const {
  RandomAccessFile* opened_file = nullptr;
  Status status =
      options_.env->NewRandomAccessFile(TableFileName(dbname_, file_number), &opened_file);
  if (!status.ok()) {
    const Status older =
        options_.env->NewRandomAccessFile(SSTTableFileName(dbname_, file_number), &opened_file);
    if (!older.ok()) return status;
  }
  file->reset(opened_file);

  Table* opened_table = nullptr;
  status = TableInternal::Open(options_, file->get(), file_size, file_number, &opened_table);
  table->reset(opened_table);
  return status;
}

}  // namespace lsm
