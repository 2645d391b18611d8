#include "engine/memtable/memtable.h"

#include <cstring>

#include "engine/base/check.h"
#include "engine/base/coding.h"
#include "engine/base/runtime.h"

namespace lsm {

namespace {

// The length-prefixed bytes at `data`, which we wrote ourselves.
Slice PrefixedAt(const char* data) {
  uint32_t length = 0;
  const char* const begin = GetVarint32Ptr(data, data + kMaxVarint32Bytes, &length);
  return Slice(begin, length);
}

Slice InternalKeyOf(const char* entry) { return PrefixedAt(entry); }

Slice ValueOf(const char* entry) {
  const Slice key = PrefixedAt(entry);
  return PrefixedAt(key.data() + key.size());
}

}  // namespace

int MemTable::EntryCompare::operator()(const char* a, const char* b) const {
  return comparator.Compare(PrefixedAt(a), PrefixedAt(b));
}

MemTable::MemTable(const InternalKeyComparator& comparator, uint64_t id, size_t arena_block_size)
    : compare_{comparator}, id_(id), arena_(arena_block_size), table_(compare_, &arena_) {}

void MemTable::Unref() {
  const int before = refs_.fetch_sub(1, std::memory_order_acq_rel);
  LSM_CHECK(before > 0);
  if (before == 1) delete this;
}

size_t MemTable::EntryBytes(const Slice& key, const Slice& value) {
  const size_t key_bytes = key.size() + kTagBytes;
  return static_cast<size_t>(VarintLength(key_bytes)) + key_bytes +
         static_cast<size_t>(VarintLength(value.size())) + value.size();
}

void MemTable::Encode(SequenceNumber sequence, ValueType type, const Slice& key, const Slice& value,
                      char* entry) {
  char* at = EncodeVarint32(entry, static_cast<uint32_t>(key.size() + kTagBytes));
  std::memcpy(at, key.data(), key.size());
  at += key.size();
  EncodeFixed64(at, PackTag(sequence, type));
  at = EncodeVarint32(at + kTagBytes, static_cast<uint32_t>(value.size()));
  std::memcpy(at, value.data(), value.size());
  LSM_CHECK(at + value.size() == entry + EntryBytes(key, value));
}

bool MemTable::CountAdded(bool added) {
  if (added) num_entries_.fetch_add(1, std::memory_order_relaxed);
  return added;
}

bool MemTable::Add(SequenceNumber sequence, ValueType type, const Slice& key, const Slice& value) {
  char* const entry = arena_.Allocate(EntryBytes(key, value));
  Encode(sequence, type, key, value, entry);
  Work(WorkKind::kMemTableInsert, 1);
  return CountAdded(table_.Insert(entry));
}

bool MemTable::AddConcurrently(SequenceNumber sequence, ValueType type, const Slice& key,
                               const Slice& value) {
  char* const entry = arena_.AllocateConcurrently(EntryBytes(key, value));
  Encode(sequence, type, key, value, entry);
  Work(WorkKind::kMemTableInsert, 1);
  return CountAdded(table_.InsertConcurrently(entry));
}

bool MemTable::Get(const LookupKey& key, std::string* value, Status* status) {
  Table::Iterator at(&table_);
  at.Seek(key.memtable_key().data());
  if (!at.Valid()) return false;

  // The seek skipped entries too new to be seen: this is the newest visible one, if it is ours.
  const Slice found = InternalKeyOf(at.key());
  const Comparator* const user_comparator = compare_.comparator.user_comparator();
  if (user_comparator->Compare(ExtractUserKey(found), key.user_key()) != 0) return false;

  if ((ExtractTag(found) & 0xff) == kTypeValue) {
    const Slice bytes = ValueOf(at.key());
    value->assign(bytes.data(), bytes.size());
  } else {
    *status = Status::NotFound(Slice());
  }
  return true;
}

class MemTable::MemTableIterator final : public Iterator {
 public:
  explicit MemTableIterator(const Table* table) : at_(table) {}

  bool Valid() const override { return at_.Valid(); }
  void Seek(const Slice& target) override {
    sought_.clear();
    PutLengthPrefixedSlice(&sought_, target);
    at_.Seek(sought_.data());
  }
  void SeekToFirst() override { at_.SeekToFirst(); }
  void SeekToLast() override { at_.SeekToLast(); }
  void Next() override { at_.Next(); }
  void Prev() override { at_.Prev(); }
  Slice key() const override { return InternalKeyOf(at_.key()); }
  Slice value() const override { return ValueOf(at_.key()); }
  Status status() const override { return Status::OK(); }

 private:
  Table::Iterator at_;
  std::string sought_;  // the target, in the shape of an entry
};

Iterator* MemTable::NewIterator() { return new MemTableIterator(&table_); }

}  // namespace lsm
