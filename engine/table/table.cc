#include "lsm/table.h"

#include <memory>
#include <optional>
#include <string>

#include "engine/base/coding.h"
#include "engine/base/runtime.h"
#include "engine/events/events.h"
#include "engine/events/read.h"
#include "engine/table/block.h"
#include "engine/table/filter_block.h"
#include "engine/table/format.h"
#include "engine/table/table_internal.h"
#include "engine/table/two_level_iterator.h"
#include "lsm/cache.h"
#include "lsm/comparator.h"
#include "lsm/env.h"
#include "lsm/filter_policy.h"
#include "lsm/options.h"

namespace lsm {

// Constant after Open.
struct Table::Rep {
  Rep(const Options& opts, RandomAccessFile* opened, uint64_t size, uint64_t number)
      : options(opts),
        file(opened),
        file_size(size),
        file_number(number),
        events(opts.event_sink),
        cache_id(opts.block_cache != nullptr ? opts.block_cache->NewId() : 0) {}

  const Options options;
  RandomAccessFile* const file;  // not owned
  const uint64_t file_size;
  const uint64_t file_number;  // 0: unknown
  const Events events;
  const uint64_t cache_id;  // keeps the blocks of tables apart in a shared cache

  uint64_t metaindex_offset = 0;
  std::unique_ptr<Block> index;
  BlockContents filter_contents;
  std::optional<FilterBlockReader> filter;  // none: every block may match
};

Table::Table(std::unique_ptr<Rep> rep) : rep_(std::move(rep)) {}

Table::~Table() = default;

Status Table::Open(const Options& options, RandomAccessFile* file, uint64_t file_size,
                   Table** table) {
  return TableInternal::Open(options, file, file_size, 0, table);
}

Iterator* Table::NewIterator(const ReadOptions& options) const {
  return NewTwoLevelIterator(rep_->index->NewIterator(rep_->options.comparator),
                             &TableInternal::BlockFunction, rep_.get(), options);
}

uint64_t Table::ApproximateOffsetOf(const Slice& key) const {
  const std::unique_ptr<Iterator> index(rep_->index->NewIterator(rep_->options.comparator));
  index->Seek(key);
  if (index->Valid()) {
    Slice value = index->value();
    BlockHandle handle;
    if (handle.DecodeFrom(&value).ok()) return handle.offset;
  }
  // Behind the last key, or unknown: the metaindex stands near the end of the file.
  return rep_->metaindex_offset;
}

Status TableInternal::Open(const Options& options, RandomAccessFile* file, uint64_t file_size,
                           uint64_t file_number, Table** table) {
  *table = nullptr;
  if (file_size < Footer::kEncodedLength) {
    return Status::Corruption("file is too short to be an sstable");
  }
  char space[Footer::kEncodedLength];
  Slice bytes;
  Status status =
      file->Read(file_size - Footer::kEncodedLength, Footer::kEncodedLength, &bytes, space);
  if (!status.ok()) return status;
  Footer footer;
  status = footer.DecodeFrom(bytes);
  if (!status.ok()) return InTable(status, file_number);

  BlockContents index;
  status = ReadBlock(file, file_size, footer.index, &index);
  if (!status.ok()) return InTable(status, file_number);

  auto rep = std::make_unique<Table::Rep>(options, file, file_size, file_number);
  rep->metaindex_offset = footer.metaindex.offset;
  rep->index = std::make_unique<Block>(std::move(index));
  if (options.filter_policy != nullptr) ReadFilter(rep.get(), footer.metaindex);
  *table = new Table(std::move(rep));
  return Status::OK();
}

// Without a filter, or with a damaged one, every read still finds what is there: it is slower.
// Hence no error.
void TableInternal::ReadFilter(Table::Rep* rep, const BlockHandle& metaindex) {
  BlockContents contents;
  if (!ReadBlock(rep->file, rep->file_size, metaindex, &contents).ok()) return;
  const Block block(std::move(contents));

  const std::string name = std::string("filter.") + rep->options.filter_policy->Name();
  const std::unique_ptr<Iterator> at(block.NewIterator(BytewiseComparator()));
  at->Seek(name);
  if (!at->Valid() || at->key() != Slice(name)) return;

  Slice value = at->value();
  BlockHandle handle;
  if (!handle.DecodeFrom(&value).ok()) return;
  if (!ReadBlock(rep->file, rep->file_size, handle, &rep->filter_contents).ok()) return;
  rep->filter.emplace(rep->options.filter_policy, rep->filter_contents.data);
}

Status TableInternal::Get(const Table* table, const ReadOptions& options, const Slice& key,
                          void* arg, EntryHandler handler, EventId cause, TableProbe* probe) {
  const Table::Rep* const rep = table->rep_.get();
  Work(WorkKind::kTableLookup, 1);
  const std::unique_ptr<Iterator> index(rep->index->NewIterator(rep->options.comparator));
  index->Seek(key);
  if (!index->Valid()) {
    if (index->status().ok()) {
      rep->events.Emit(IndexSearched{.file = rep->file_number, .past_end = 1}, cause);
    }
    return index->status();
  }

  Slice value = index->value();
  BlockHandle handle;
  Status status = handle.DecodeFrom(&value);
  if (!status.ok()) return status;
  rep->events.Emit(IndexSearched{.file = rep->file_number, .block_offset = handle.offset}, cause);

  if (rep->filter.has_value()) {
    const bool maybe = rep->filter->KeyMayMatch(handle.offset, key);
    if (probe != nullptr) probe->filter_said_maybe = maybe;
    rep->events.Emit(FilterAnswered{.file = rep->file_number,
                                    .block_offset = handle.offset,
                                    .maybe = static_cast<uint8_t>(maybe)},
                     cause);
    if (!maybe) return Status::OK();
  }

  const std::unique_ptr<Iterator> block(ReadDataBlock(rep, options, index->value(), cause));
  block->Seek(key);
  if (block->Valid()) handler(arg, block->key(), block->value());
  return block->status();
}

bool TableInternal::Finds(const Table* table, const Slice& target, const Slice& key) {
  const Table::Rep* const rep = table->rep_.get();
  const std::unique_ptr<Iterator> index(rep->index->NewIterator(rep->options.comparator));
  index->Seek(target);
  if (!index->Valid()) return false;
  Slice value = index->value();
  BlockHandle handle;
  if (!handle.DecodeFrom(&value).ok()) return false;
  if (rep->filter.has_value() && !rep->filter->KeyMayMatch(handle.offset, target)) return false;
  const std::unique_ptr<Iterator> block(
      ReadDataBlock(rep, ReadOptions(), index->value(), kNoEvent));
  block->Seek(target);
  return block->Valid() && block->key() == key;
}

Iterator* TableInternal::NewIndexIterator(const Table* table) {
  return table->rep_->index->NewIterator(table->rep_->options.comparator);
}

namespace {

void DeleteBlock(void* block, void*) { delete static_cast<Block*>(block); }

void DeleteCachedBlock(const Slice&, void* block) { delete static_cast<Block*>(block); }

void ReleaseBlock(void* cache, void* handle) {
  static_cast<Cache*>(cache)->Release(static_cast<Cache::Handle*>(handle));
}

// A block's iterator that keeps its place in the cache.
Iterator* NewCachedBlockIterator(Cache* cache, Cache::Handle* handle,
                                 const Comparator* comparator) {
  const Block* const block = static_cast<const Block*>(cache->Value(handle));
  Iterator* const iterator = block->NewIterator(comparator);
  iterator->RegisterCleanup(&ReleaseBlock, cache, handle);
  return iterator;
}

}  // namespace

Iterator* TableInternal::ReadDataBlock(const Table::Rep* rep, const ReadOptions& options,
                                       const Slice& index_value, EventId cause) {
  Slice value = index_value;
  BlockHandle handle;
  Status status = handle.DecodeFrom(&value);
  if (!status.ok()) return NewErrorIterator(status);

  const auto emit = [&](BlockSource source) {
    rep->events.Emit(BlockRead{.file = rep->file_number,
                               .offset = handle.offset,
                               .bytes = handle.size + kBlockTrailerSize,
                               .source = source},
                     cause);
  };

  Cache* const cache = rep->options.block_cache;
  const Comparator* const comparator = rep->options.comparator;
  char key_space[16];
  EncodeFixed64(key_space, rep->cache_id);
  EncodeFixed64(key_space + 8, handle.offset);
  const Slice key(key_space, sizeof(key_space));
  if (cache != nullptr) {
    if (Cache::Handle* const cached = cache->Lookup(key)) {
      emit(BlockSource::kCache);
      return NewCachedBlockIterator(cache, cached, comparator);
    }
  }

  BlockContents contents;
  status = ReadBlock(rep->file, rep->file_size, handle, &contents);
  if (!status.ok()) return NewErrorIterator(InTable(status, rep->file_number));
  emit(BlockSource::kDisk);

  const bool cacheable = contents.owned != nullptr;
  auto block = std::make_unique<Block>(std::move(contents));
  if (cache != nullptr && cacheable && options.fill_cache) {
    const size_t charge = block->size();
    Cache::Handle* const inserted = cache->Insert(key, block.release(), charge, &DeleteCachedBlock);
    return NewCachedBlockIterator(cache, inserted, comparator);
  }
  Iterator* const iterator = block->NewIterator(comparator);
  iterator->RegisterCleanup(&DeleteBlock, block.release(), nullptr);
  return iterator;
}

Iterator* TableInternal::BlockFunction(void* rep, const ReadOptions& options,
                                       const Slice& index_value) {
  return ReadDataBlock(static_cast<const Table::Rep*>(rep), options, index_value, kNoEvent);
}

}  // namespace lsm
