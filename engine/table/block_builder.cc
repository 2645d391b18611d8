#include "engine/table/block_builder.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/coding.h"

namespace lsm {

BlockBuilder::BlockBuilder(int restart_interval) : restart_interval_(restart_interval) {
  LSM_CHECK(restart_interval >= 1);
  Reset();
}

void BlockBuilder::Reset() {
  buffer_.clear();
  restarts_.assign(1, 0);
  entries_since_restart_ = 0;
  last_key_.clear();
}

void BlockBuilder::Add(const Slice& key, const Slice& value) {
  size_t shared = 0;
  if (entries_since_restart_ == restart_interval_) {
    restarts_.push_back(static_cast<uint32_t>(buffer_.size()));
    entries_since_restart_ = 0;
  } else {
    const size_t shorter = std::min(last_key_.size(), key.size());
    while (shared < shorter && last_key_[shared] == key[shared]) shared++;
  }
  const Slice rest(key.data() + shared, key.size() - shared);
  PutVarint32(&buffer_, static_cast<uint32_t>(shared));
  PutVarint32(&buffer_, static_cast<uint32_t>(rest.size()));
  PutVarint32(&buffer_, static_cast<uint32_t>(value.size()));
  buffer_.append(rest.data(), rest.size());
  buffer_.append(value.data(), value.size());

  last_key_.resize(shared);
  last_key_.append(rest.data(), rest.size());
  entries_since_restart_++;
}

Slice BlockBuilder::Finish() {
  for (const uint32_t restart : restarts_) PutFixed32(&buffer_, restart);
  PutFixed32(&buffer_, static_cast<uint32_t>(restarts_.size()));
  return buffer_;
}

size_t BlockBuilder::CurrentSizeEstimate() const {
  return buffer_.size() + (restarts_.size() + 1) * sizeof(uint32_t);
}

}  // namespace lsm
