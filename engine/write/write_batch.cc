// A batch is kept in the very bytes that go into the log:
//
//   fixed64 sequence number of the first update
//   fixed32 number of updates
//   updates, each  0x01 | length-prefixed key | length-prefixed value    (Put)
//              or  0x00 | length-prefixed key                            (Delete)
#include "lsm/write_batch.h"

#include "engine/base/check.h"
#include "engine/base/coding.h"
#include "engine/memtable/memtable.h"
#include "engine/version/internal_key.h"
#include "engine/write/write_batch_internal.h"

namespace lsm {

namespace {

constexpr size_t kCountOffset = 8;

using Inserting = WriteBatchInternal::Inserting;

class Inserter final : public WriteBatch::Handler {
 public:
  // Adds `count` updates at most: those behind them have no sequence number.
  Inserter(SequenceNumber sequence, uint32_t count, MemTable* memtable, Inserting how)
      : sequence_(sequence), left_(count), memtable_(memtable), how_(how) {}

  void Put(const Slice& key, const Slice& value) override { Add(kTypeValue, key, value); }
  void Delete(const Slice& key) override { Add(kTypeDeletion, key, Slice()); }

  bool found_duplicate() const { return found_duplicate_; }

 private:
  void Add(ValueType type, const Slice& key, const Slice& value) {
    if (left_ == 0) return;  // Iterate tells of the wrong count
    left_--;
    const bool added = how_ == Inserting::kAlone
                           ? memtable_->Add(sequence_, type, key, value)
                           : memtable_->AddConcurrently(sequence_, type, key, value);
    if (!added) found_duplicate_ = true;
    sequence_++;
  }

  bool found_duplicate_ = false;
  SequenceNumber sequence_;
  uint32_t left_;
  MemTable* const memtable_;
  const Inserting how_;
};

class Ignorer final : public WriteBatch::Handler {
 public:
  void Put(const Slice&, const Slice&) override {}
  void Delete(const Slice&) override {}
};

class ContentCounter final : public WriteBatch::Handler {
 public:
  void Put(const Slice& key, const Slice& value) override {
    content_.user_bytes += key.size() + value.size();
  }
  void Delete(const Slice& key) override {
    content_.deletes++;
    content_.user_bytes += key.size();
  }

  const WriteBatchInternal::Content& content() const { return content_; }

 private:
  WriteBatchInternal::Content content_;
};

// The header of a batch from a file may name numbers that do not exist.
Status CheckSequences(const WriteBatch* batch) {
  const SequenceNumber first = WriteBatchInternal::Sequence(batch);
  const uint32_t count = WriteBatchInternal::Count(batch);
  if (first > kMaxSequenceNumber || count > kMaxSequenceNumber - first) {
    return Status::Corruption("WriteBatch sequence number out of range");
  }
  return Status::OK();
}

}  // namespace

WriteBatch::Handler::~Handler() = default;

WriteBatch::WriteBatch() { Clear(); }

WriteBatch::~WriteBatch() = default;

void WriteBatch::Clear() { rep_.assign(WriteBatchInternal::kHeaderBytes, '\0'); }

size_t WriteBatch::ApproximateSize() const { return rep_.size(); }

void WriteBatch::Put(const Slice& key, const Slice& value) {
  WriteBatchInternal::SetCount(this, WriteBatchInternal::Count(this) + 1);
  rep_.push_back(static_cast<char>(kTypeValue));
  PutLengthPrefixedSlice(&rep_, key);
  PutLengthPrefixedSlice(&rep_, value);
}

void WriteBatch::Delete(const Slice& key) {
  WriteBatchInternal::SetCount(this, WriteBatchInternal::Count(this) + 1);
  rep_.push_back(static_cast<char>(kTypeDeletion));
  PutLengthPrefixedSlice(&rep_, key);
}

void WriteBatch::Append(const WriteBatch& source) { WriteBatchInternal::Append(this, &source); }

Status WriteBatch::Iterate(Handler* handler) const {
  if (rep_.size() < WriteBatchInternal::kHeaderBytes) {
    return Status::Corruption("malformed WriteBatch (too small)");
  }
  Slice input(rep_);
  input.remove_prefix(WriteBatchInternal::kHeaderBytes);
  uint32_t found = 0;
  while (!input.empty()) {
    const char tag = input[0];
    input.remove_prefix(1);
    Slice key;
    Slice value;
    switch (tag) {
      case kTypeValue:
        if (!GetLengthPrefixedSlice(&input, &key) || !GetLengthPrefixedSlice(&input, &value)) {
          return Status::Corruption("bad WriteBatch Put");
        }
        handler->Put(key, value);
        break;
      case kTypeDeletion:
        if (!GetLengthPrefixedSlice(&input, &key)) {
          return Status::Corruption("bad WriteBatch Delete");
        }
        handler->Delete(key);
        break;
      default:
        return Status::Corruption("unknown WriteBatch tag");
    }
    found++;
  }
  if (found != WriteBatchInternal::Count(this)) {
    return Status::Corruption("WriteBatch has wrong count");
  }
  return Status::OK();
}

uint32_t WriteBatchInternal::Count(const WriteBatch* batch) {
  return DecodeFixed32(batch->rep_.data() + kCountOffset);
}

void WriteBatchInternal::SetCount(WriteBatch* batch, uint32_t count) {
  EncodeFixed32(batch->rep_.data() + kCountOffset, count);
}

WriteBatchInternal::Content WriteBatchInternal::ContentOf(const WriteBatch* batch) {
  ContentCounter counter;
  (void)batch->Iterate(&counter);  // a damaged batch is found when it is inserted
  return counter.content();
}

SequenceNumber WriteBatchInternal::Sequence(const WriteBatch* batch) {
  return DecodeFixed64(batch->rep_.data());
}

void WriteBatchInternal::SetSequence(WriteBatch* batch, SequenceNumber sequence) {
  EncodeFixed64(batch->rep_.data(), sequence);
}

void WriteBatchInternal::SetContents(WriteBatch* batch, const Slice& contents) {
  LSM_CHECK(contents.size() >= kHeaderBytes);
  batch->rep_.assign(contents.data(), contents.size());
}

Status WriteBatchInternal::Verify(const WriteBatch* batch) {
  Ignorer ignorer;
  const Status status = batch->Iterate(&ignorer);
  return status.ok() ? CheckSequences(batch) : status;
}

Status WriteBatchInternal::InsertInto(const WriteBatch* batch, MemTable* memtable, Inserting how) {
  Status status = CheckSequences(batch);
  if (!status.ok()) return status;
  Inserter inserter(Sequence(batch), Count(batch), memtable, how);
  status = batch->Iterate(&inserter);
  if (status.ok() && inserter.found_duplicate()) {
    status = Status::Corruption("WriteBatch repeats a sequence number of its key");
  }
  return status;
}

void WriteBatchInternal::Append(WriteBatch* dst, const WriteBatch* source) {
  LSM_CHECK(source->rep_.size() >= kHeaderBytes);
  SetCount(dst, Count(dst) + Count(source));
  dst->rep_.append(source->rep_, kHeaderBytes);
}

}  // namespace lsm
