#include "engine/table/filter_block.h"

#include "engine/base/check.h"
#include "engine/base/coding.h"
#include "lsm/filter_policy.h"

namespace lsm {

namespace {

constexpr int kFilterBaseLg = 11;

}  // namespace

FilterBlockBuilder::FilterBlockBuilder(const FilterPolicy* policy) : policy_(policy) {}

void FilterBlockBuilder::StartBlock(uint64_t block_offset) {
  const uint64_t index = block_offset >> kFilterBaseLg;
  LSM_CHECK(index >= offsets_.size());
  // Several when a block was long: those that no block begins in are empty.
  while (index > offsets_.size()) GenerateFilter();
}

void FilterBlockBuilder::AddKey(const Slice& key) {
  key_begins_.push_back(keys_.size());
  keys_.append(key.data(), key.size());
}

Slice FilterBlockBuilder::Finish() {
  if (!key_begins_.empty()) GenerateFilter();
  const uint32_t offsets_begin = static_cast<uint32_t>(result_.size());
  for (const uint32_t offset : offsets_) PutFixed32(&result_, offset);
  PutFixed32(&result_, offsets_begin);
  result_.push_back(static_cast<char>(kFilterBaseLg));
  return result_;
}

void FilterBlockBuilder::GenerateFilter() {
  offsets_.push_back(static_cast<uint32_t>(result_.size()));
  if (key_begins_.empty()) return;

  std::vector<Slice> keys;
  keys.reserve(key_begins_.size());
  for (size_t i = 0; i < key_begins_.size(); i++) {
    const size_t end = i + 1 < key_begins_.size() ? key_begins_[i + 1] : keys_.size();
    keys.emplace_back(keys_.data() + key_begins_[i], end - key_begins_[i]);
  }
  policy_->CreateFilter(keys.data(), static_cast<int>(keys.size()), &result_);
  keys_.clear();
  key_begins_.clear();
}

FilterBlockReader::FilterBlockReader(const FilterPolicy* policy, const Slice& contents)
    : policy_(policy) {
  constexpr size_t kTailBytes = sizeof(uint32_t) + 1;
  if (contents.size() < kTailBytes) return;
  const size_t before_tail = contents.size() - kTailBytes;
  const size_t offsets_begin = DecodeFixed32(contents.data() + before_tail);
  if (offsets_begin > before_tail) return;
  const int base_lg = static_cast<uint8_t>(contents[contents.size() - 1]);
  if (base_lg >= 64) return;
  base_lg_ = base_lg;
  filters_ = Slice(contents.data(), offsets_begin);
  offsets_ = contents.data() + offsets_begin;
  num_filters_ = (before_tail - offsets_begin) / sizeof(uint32_t);
}

bool FilterBlockReader::KeyMayMatch(uint64_t block_offset, const Slice& key) const {
  const uint64_t index = block_offset >> base_lg_;
  if (index >= num_filters_) return true;
  // The end of the last filter is where the offsets begin, which stands behind them.
  const char* const entry = offsets_ + index * sizeof(uint32_t);
  const uint32_t begin = DecodeFixed32(entry);
  const uint32_t end = DecodeFixed32(entry + sizeof(uint32_t));
  if (begin > end || end > filters_.size()) return true;
  if (begin == end) return false;  // no key at all
  return policy_->KeyMayMatch(key, Slice(filters_.data() + begin, end - begin));
}

}  // namespace lsm
