// Internal keys: a user key, and which of its versions this is.
//
//   user key bytes, fixed64 tag;  tag = sequence number << 8 | type
//
// They are ordered by user key, and among equal user keys from the newest to the oldest, so that
// seeking to (key, snapshot) lands on the newest entry that the snapshot may see.
#ifndef LSMSCOPE_ENGINE_VERSION_INTERNAL_KEY_H_
#define LSMSCOPE_ENGINE_VERSION_INTERNAL_KEY_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/base/coding.h"
#include "lsm/comparator.h"
#include "lsm/filter_policy.h"
#include "lsm/slice.h"

namespace lsm {

// The engine's order of writes. 56 bits, because eight of the tag hold the type.
using SequenceNumber = uint64_t;
inline constexpr SequenceNumber kMaxSequenceNumber = (uint64_t{1} << 56) - 1;

// Numbers stand in files.
enum ValueType : uint8_t { kTypeDeletion = 0x0, kTypeValue = 0x1 };

// The highest type: tags sort downwards, so that a key made with it to seek comes before every
// entry of the same sequence number.
inline constexpr ValueType kValueTypeForSeek = kTypeValue;

inline constexpr size_t kTagBytes = 8;

// REQUIRES: sequence <= kMaxSequenceNumber.
uint64_t PackTag(SequenceNumber sequence, ValueType type);

struct ParsedInternalKey {
  ParsedInternalKey() = default;
  ParsedInternalKey(const Slice& key, SequenceNumber number, ValueType value_type)
      : user_key(key), sequence(number), type(value_type) {}

  // 'key' @ 7 : 1
  std::string DebugString() const;

  Slice user_key;
  SequenceNumber sequence = 0;
  ValueType type = kTypeDeletion;
};

inline size_t InternalKeyEncodingLength(const ParsedInternalKey& key) {
  return key.user_key.size() + kTagBytes;
}

void AppendInternalKey(std::string* dst, const ParsedInternalKey& key);

// False, and *result is unspecified, if `internal_key` is too short or of an unknown type. *result
// points into the bytes of `internal_key`.
[[nodiscard]] bool ParseInternalKey(const Slice& internal_key, ParsedInternalKey* result);

// The parts of an internal key. Bytes from a damaged file may be too short to be one: they count as
// an empty user key with tag 0, so that comparing them is safe; whoever uses an entry parses it.
inline Slice ExtractUserKey(const Slice& internal_key) {
  const size_t size = internal_key.size();
  return Slice(internal_key.data(), size < kTagBytes ? 0 : size - kTagBytes);
}
inline uint64_t ExtractTag(const Slice& internal_key) {
  const size_t size = internal_key.size();
  return size < kTagBytes ? 0 : DecodeFixed64(internal_key.data() + size - kTagBytes);
}

// An internal key that owns its bytes. A class of its own, so that nobody compares it as a string.
class InternalKey {
 public:
  // Empty: not a key until it is decoded into or assigned.
  InternalKey() = default;
  InternalKey(const Slice& user_key, SequenceNumber sequence, ValueType type) {
    AppendInternalKey(&rep_, ParsedInternalKey(user_key, sequence, type));
  }

  // False, leaving the key empty, if the bytes are no internal key.
  [[nodiscard]] bool DecodeFrom(const Slice& bytes);
  // REQUIRES: not empty.
  Slice Encode() const;
  Slice user_key() const { return ExtractUserKey(rep_); }
  bool empty() const { return rep_.empty(); }

  void SetFrom(const ParsedInternalKey& key);
  void Clear() { rep_.clear(); }

  // As of the parsed key, or "(bad)" and the bytes.
  std::string DebugString() const;

 private:
  std::string rep_;
};

// Orders internal keys, given the order of the user keys.
class InternalKeyComparator final : public Comparator {
 public:
  // `user_comparator` is not owned.
  explicit InternalKeyComparator(const Comparator* user_comparator)
      : user_comparator_(user_comparator) {}

  const char* Name() const override { return "leveldb.InternalKeyComparator"; }
  int Compare(const Slice& a, const Slice& b) const override;
  int Compare(const InternalKey& a, const InternalKey& b) const {
    return Compare(a.Encode(), b.Encode());
  }
  void FindShortestSeparator(std::string* start, const Slice& limit) const override;
  void FindShortSuccessor(std::string* key) const override;

  const Comparator* user_comparator() const { return user_comparator_; }

 private:
  const Comparator* user_comparator_;
};

// Lets a filter of user keys serve tables of internal keys.
class InternalFilterPolicy final : public FilterPolicy {
 public:
  // `user_policy` is not owned.
  explicit InternalFilterPolicy(const FilterPolicy* user_policy) : user_policy_(user_policy) {}

  const char* Name() const override { return user_policy_->Name(); }
  void CreateFilter(const Slice* keys, int n, std::string* dst) const override;
  bool KeyMayMatch(const Slice& key, const Slice& filter) const override;

 private:
  const FilterPolicy* const user_policy_;
};

// What a Get looks for, in the three shapes that memtables, tables and users want, made once:
//
//   varint32 length of the internal key | user key | tag
//   ^ memtable_key                      ^ internal_key, user_key
class LookupKey {
 public:
  // Finds the newest entry of `user_key` that a reader at `sequence` may see.
  LookupKey(const Slice& user_key, SequenceNumber sequence);
  LookupKey(const LookupKey&) = delete;
  LookupKey& operator=(const LookupKey&) = delete;
  ~LookupKey();

  Slice memtable_key() const { return Slice(begin_, static_cast<size_t>(end_ - begin_)); }
  Slice internal_key() const { return Slice(key_, static_cast<size_t>(end_ - key_)); }
  Slice user_key() const { return Slice(key_, static_cast<size_t>(end_ - key_) - kTagBytes); }

 private:
  char* begin_;
  char* key_;
  char* end_;
  char space_[200];  // enough for nearly all keys: no allocation
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_INTERNAL_KEY_H_
