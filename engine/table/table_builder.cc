#include "lsm/table_builder.h"

#include <string>

#include "engine/base/check.h"
#include "engine/base/coding.h"
#include "engine/base/crc32c.h"
#include "engine/base/runtime.h"
#include "engine/table/block_builder.h"
#include "engine/table/compression.h"
#include "engine/table/filter_block.h"
#include "engine/table/format.h"
#include "lsm/comparator.h"
#include "lsm/env.h"
#include "lsm/filter_policy.h"

namespace lsm {

struct TableBuilder::Rep {
  Rep(const Options& opts, WritableFile* destination)
      : options(opts),
        file(destination),
        data_block(opts.block_restart_interval),
        index_block(1) {  // every key whole: an index is searched, hardly ever scanned
    if (opts.filter_policy != nullptr) {
      filter_block = std::make_unique<FilterBlockBuilder>(opts.filter_policy);
      filter_block->StartBlock(0);
    }
  }

  bool ok() const { return status.ok(); }
  // Ends a block, compressed if that is worth it, and says where it went.
  void WriteBlock(BlockBuilder* block, BlockHandle* handle);
  void WriteRawBlock(const Slice& stored, CompressionType type, BlockHandle* handle);
  void WriteFilter(BlockBuilder* metaindex);
  // Adds the index entry of the last data block. It waits until the next key is known, so that a
  // short key between the two blocks can be chosen: "the quick brown fox" | "the who" gives "the
  // r".
  void AddPendingIndexEntry(const Slice* next_key);

  Options options;
  WritableFile* const file;
  uint64_t offset = 0;  // bytes written
  Status status;
  BlockBuilder data_block;
  BlockBuilder index_block;
  std::unique_ptr<FilterBlockBuilder> filter_block;  // null without a filter policy
  std::string last_key;
  uint64_t num_entries = 0;
  bool closed = false;  // Finish or Abandon was called

  // Invariant: pending_index_entry only if data_block is empty.
  bool pending_index_entry = false;
  BlockHandle pending_handle;

  std::string compressed;  // kept between blocks for its memory
};

TableBuilder::TableBuilder(const Options& options, WritableFile* file)
    : rep_(std::make_unique<Rep>(options, file)) {}

TableBuilder::~TableBuilder() { LSM_CHECK(rep_->closed); }

Status TableBuilder::ChangeOptions(const Options& options) {
  if (options.comparator != rep_->options.comparator) {
    return Status::InvalidArgument("changing comparator while building table");
  }
  rep_->options = options;
  return Status::OK();
}

void TableBuilder::Add(const Slice& key, const Slice& value) {
  Rep* const r = rep_.get();
  LSM_CHECK(!r->closed);
  if (!r->ok()) return;
  // Not a check: a compaction of damaged files can come here with anything.
  if (r->num_entries > 0 && r->options.comparator->Compare(key, r->last_key) <= 0) {
    r->status = Status::Corruption("table entries out of order");
    return;
  }

  if (r->pending_index_entry) r->AddPendingIndexEntry(&key);
  if (r->filter_block != nullptr) r->filter_block->AddKey(key);
  r->last_key.assign(key.data(), key.size());
  r->num_entries++;
  r->data_block.Add(key, value);
  if (r->data_block.CurrentSizeEstimate() >= r->options.block_size) Flush();
}

void TableBuilder::Flush() {
  Rep* const r = rep_.get();
  LSM_CHECK(!r->closed);
  if (!r->ok() || r->data_block.empty()) return;
  LSM_CHECK(!r->pending_index_entry);
  Work(WorkKind::kBlockBuild, r->data_block.CurrentSizeEstimate());
  r->WriteBlock(&r->data_block, &r->pending_handle);
  if (r->ok()) {
    r->pending_index_entry = true;
    r->status = r->file->Flush();
  }
  if (r->filter_block != nullptr) r->filter_block->StartBlock(r->offset);
}

Status TableBuilder::status() const { return rep_->status; }

Status TableBuilder::Finish() {
  Rep* const r = rep_.get();
  Flush();
  r->closed = true;
  if (!r->ok()) return r->status;

  Footer footer;
  BlockBuilder metaindex(r->options.block_restart_interval);
  if (r->filter_block != nullptr) r->WriteFilter(&metaindex);
  if (r->ok()) r->WriteBlock(&metaindex, &footer.metaindex);
  if (r->ok()) {
    if (r->pending_index_entry) r->AddPendingIndexEntry(nullptr);
    r->WriteBlock(&r->index_block, &footer.index);
  }
  if (r->ok()) {
    std::string encoded;
    footer.EncodeTo(&encoded);
    r->status = r->file->Append(encoded);
    if (r->ok()) r->offset += encoded.size();
  }
  return r->status;
}

void TableBuilder::Abandon() {
  LSM_CHECK(!rep_->closed);
  rep_->closed = true;
}

uint64_t TableBuilder::NumEntries() const { return rep_->num_entries; }

uint64_t TableBuilder::FileSize() const { return rep_->offset; }

void TableBuilder::Rep::WriteBlock(BlockBuilder* block, BlockHandle* handle) {
  const Slice raw = block->Finish();
  const CompressionType type = options.compression;
  if (CompressBlock(type, options.zstd_compression_level, raw, &compressed)) {
    WriteRawBlock(compressed, type, handle);
  } else {
    WriteRawBlock(raw, kNoCompression, handle);
  }
  compressed.clear();
  block->Reset();
}

void TableBuilder::Rep::WriteRawBlock(const Slice& stored, CompressionType type,
                                      BlockHandle* handle) {
  handle->offset = offset;
  handle->size = stored.size();
  char trailer[kBlockTrailerSize];
  trailer[0] = static_cast<char>(type);
  const uint32_t crc = crc32c::Extend(crc32c::Value(stored.data(), stored.size()), trailer, 1);
  EncodeFixed32(trailer + 1, crc32c::Mask(crc));

  status = file->Append(stored);
  if (ok()) status = file->Append(Slice(trailer, kBlockTrailerSize));
  if (ok()) offset += stored.size() + kBlockTrailerSize;
}

void TableBuilder::Rep::WriteFilter(BlockBuilder* metaindex) {
  BlockHandle handle;
  WriteRawBlock(filter_block->Finish(), kNoCompression, &handle);
  if (!ok()) return;
  std::string encoded;
  handle.EncodeTo(&encoded);
  metaindex->Add(std::string("filter.") + options.filter_policy->Name(), encoded);
}

void TableBuilder::Rep::AddPendingIndexEntry(const Slice* next_key) {
  std::string separator = last_key;
  if (next_key != nullptr) {
    options.comparator->FindShortestSeparator(&separator, *next_key);
  } else {
    options.comparator->FindShortSuccessor(&separator);
  }
  std::string encoded;
  pending_handle.EncodeTo(&encoded);
  index_block.Add(separator, encoded);
  pending_index_entry = false;
}

}  // namespace lsm
