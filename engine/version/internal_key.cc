#include "engine/version/internal_key.h"

#include <cstring>
#include <vector>

#include "engine/base/check.h"
#include "engine/base/text.h"

namespace lsm {

uint64_t PackTag(SequenceNumber sequence, ValueType type) {
  LSM_CHECK(sequence <= kMaxSequenceNumber);
  return sequence << 8 | type;
}

void AppendInternalKey(std::string* dst, const ParsedInternalKey& key) {
  dst->append(key.user_key.data(), key.user_key.size());
  PutFixed64(dst, PackTag(key.sequence, key.type));
}

bool ParseInternalKey(const Slice& internal_key, ParsedInternalKey* result) {
  if (internal_key.size() < kTagBytes) return false;
  const uint64_t tag = ExtractTag(internal_key);
  const uint8_t type = tag & 0xff;
  if (type > kTypeValue) return false;
  *result = ParsedInternalKey(ExtractUserKey(internal_key), tag >> 8, ValueType{type});
  return true;
}

std::string ParsedInternalKey::DebugString() const {
  return "'" + EscapeString(user_key) + "' @ " + std::to_string(sequence) + " : " +
         std::to_string(static_cast<int>(type));
}

bool InternalKey::DecodeFrom(const Slice& bytes) {
  ParsedInternalKey parsed;
  if (!ParseInternalKey(bytes, &parsed)) {
    rep_.clear();
    return false;
  }
  rep_.assign(bytes.data(), bytes.size());
  return true;
}

Slice InternalKey::Encode() const {
  LSM_CHECK(!rep_.empty());
  return rep_;
}

void InternalKey::SetFrom(const ParsedInternalKey& key) {
  rep_.clear();
  AppendInternalKey(&rep_, key);
}

std::string InternalKey::DebugString() const {
  ParsedInternalKey parsed;
  if (ParseInternalKey(rep_, &parsed)) return parsed.DebugString();
  return "(bad)" + EscapeString(rep_);
}

int InternalKeyComparator::Compare(const Slice& a, const Slice& b) const {
  const int order = user_comparator_->Compare(ExtractUserKey(a), ExtractUserKey(b));
  if (order != 0) return order;
  const uint64_t tag_a = ExtractTag(a);
  const uint64_t tag_b = ExtractTag(b);
  if (tag_a == tag_b) return 0;
  return tag_a > tag_b ? -1 : +1;
}

namespace {

// A shortened user key is physically shorter and logically larger: the smallest internal key of it,
// which has the largest tag, still separates.
void ReplaceByFirstEntryOf(std::string* user_key, std::string* internal_key) {
  PutFixed64(user_key, PackTag(kMaxSequenceNumber, kValueTypeForSeek));
  internal_key->swap(*user_key);
}

}  // namespace

void InternalKeyComparator::FindShortestSeparator(std::string* start, const Slice& limit) const {
  const Slice user_start = ExtractUserKey(*start);
  std::string shorter = user_start.ToString();
  user_comparator_->FindShortestSeparator(&shorter, ExtractUserKey(limit));
  if (shorter.size() < user_start.size() && user_comparator_->Compare(user_start, shorter) < 0) {
    ReplaceByFirstEntryOf(&shorter, start);
  }
}

void InternalKeyComparator::FindShortSuccessor(std::string* key) const {
  const Slice user_key = ExtractUserKey(*key);
  std::string shorter = user_key.ToString();
  user_comparator_->FindShortSuccessor(&shorter);
  if (shorter.size() < user_key.size() && user_comparator_->Compare(user_key, shorter) < 0) {
    ReplaceByFirstEntryOf(&shorter, key);
  }
}

void InternalFilterPolicy::CreateFilter(const Slice* keys, int n, std::string* dst) const {
  std::vector<Slice> user_keys;
  user_keys.reserve(static_cast<size_t>(n));
  for (int i = 0; i < n; i++) user_keys.push_back(ExtractUserKey(keys[i]));
  user_policy_->CreateFilter(user_keys.data(), n, dst);
}

bool InternalFilterPolicy::KeyMayMatch(const Slice& key, const Slice& filter) const {
  return user_policy_->KeyMayMatch(ExtractUserKey(key), filter);
}

LookupKey::LookupKey(const Slice& user_key, SequenceNumber sequence) {
  const size_t needed = kMaxVarint32Bytes + user_key.size() + kTagBytes;
  begin_ = needed <= sizeof(space_) ? space_ : new char[needed];
  key_ = EncodeVarint32(begin_, static_cast<uint32_t>(user_key.size() + kTagBytes));
  std::memcpy(key_, user_key.data(), user_key.size());
  EncodeFixed64(key_ + user_key.size(), PackTag(sequence, kValueTypeForSeek));
  end_ = key_ + user_key.size() + kTagBytes;
}

LookupKey::~LookupKey() {
  if (begin_ != space_) delete[] begin_;
}

}  // namespace lsm
