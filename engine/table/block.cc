#include "engine/table/block.h"

#include <limits>
#include <string>

#include "engine/base/check.h"
#include "engine/base/coding.h"
#include "lsm/comparator.h"

namespace lsm {

namespace {

// An entry taken apart.
struct Entry {
  uint32_t shared = 0;
  Slice key_rest;
  Slice value;
};

// Decodes the entry at [begin, limit). Returns the byte behind it, or null if it does not fit.
const char* DecodeEntry(const char* begin, const char* limit, Entry* entry) {
  uint32_t rest_bytes;
  uint32_t value_bytes;
  const char* at = GetVarint32Ptr(begin, limit, &entry->shared);
  if (at != nullptr) at = GetVarint32Ptr(at, limit, &rest_bytes);
  if (at != nullptr) at = GetVarint32Ptr(at, limit, &value_bytes);
  if (at == nullptr) return nullptr;
  const size_t available = static_cast<size_t>(limit - at);
  // By subtraction: the sum of two lengths from a file can overflow.
  if (rest_bytes > available || value_bytes > available - rest_bytes) return nullptr;
  entry->key_rest = Slice(at, rest_bytes);
  entry->value = Slice(at + rest_bytes, value_bytes);
  return at + rest_bytes + value_bytes;
}

}  // namespace

Block::Block(BlockContents contents) : contents_(std::move(contents)) {
  const Slice& data = contents_.data;
  if (data.size() < sizeof(uint32_t) || data.size() > std::numeric_limits<uint32_t>::max()) {
    damaged_ = true;
    return;
  }
  const uint32_t size = static_cast<uint32_t>(data.size());
  const uint32_t before_count = size - static_cast<uint32_t>(sizeof(uint32_t));
  num_restarts_ = DecodeFixed32(data.data() + before_count);
  if (num_restarts_ > before_count / sizeof(uint32_t)) {
    damaged_ = true;
    return;
  }
  restarts_offset_ = before_count - num_restarts_ * static_cast<uint32_t>(sizeof(uint32_t));
}

// Where offsets are compared, remember that restart points come from the file: they are checked
// before they are followed, and nothing relies on their order to come to an end.
class Block::Iter final : public Iterator {
 public:
  // REQUIRES: num_restarts > 0.
  Iter(const Comparator* comparator, const char* data, uint32_t entries_end, uint32_t num_restarts)
      : comparator_(comparator),
        data_(data),
        entries_end_(entries_end),
        num_restarts_(num_restarts),
        current_(entries_end),
        next_(entries_end) {}

  bool Valid() const override { return current_ < entries_end_; }
  Status status() const override { return status_; }
  Slice key() const override {
    LSM_CHECK(Valid());
    return key_;
  }
  Slice value() const override {
    LSM_CHECK(Valid());
    return value_;
  }

  void Next() override {
    LSM_CHECK(Valid());
    ParseNext();
  }

  // To a restart point before the current entry, and on from there.
  void Prev() override {
    LSM_CHECK(Valid());
    const uint32_t original = current_;
    while (RestartPoint(restart_index_) >= original) {
      if (restart_index_ == 0) {
        Invalidate();
        return;
      }
      restart_index_--;
    }
    if (!GoToRestartPoint(restart_index_)) return;
    while (ParseNext() && next_ < original) {
    }
  }

  void Seek(const Slice& target) override {
    // The last restart point whose key is before the target: the entry sought stands behind it, and
    // not behind the next one.
    uint32_t left = 0;
    uint32_t right = num_restarts_ - 1;
    while (left < right) {
      const uint32_t middle = left + (right - left + 1) / 2;
      Slice key;
      if (!KeyAtRestartPoint(middle, &key)) return;
      if (comparator_->Compare(key, target) < 0) {
        left = middle;
      } else {
        right = middle - 1;
      }
    }
    if (!GoToRestartPoint(left)) return;
    while (ParseNext() && comparator_->Compare(key_, target) < 0) {
    }
  }

  void SeekToFirst() override {
    if (GoToRestartPoint(0)) ParseNext();
  }

  void SeekToLast() override {
    if (!GoToRestartPoint(num_restarts_ - 1)) return;
    while (ParseNext() && next_ < entries_end_) {
    }
  }

 private:
  // REQUIRES: index < num_restarts_. Not checked against the entries' end.
  uint32_t RestartPoint(uint32_t index) const {
    return DecodeFixed32(data_ + entries_end_ + index * sizeof(uint32_t));
  }

  // Lets ParseNext read the entry there. The iterator is not valid until then.
  bool GoToRestartPoint(uint32_t index) {
    const uint32_t offset = RestartPoint(index);
    if (offset > entries_end_) {
      SetDamaged();
      return false;
    }
    key_.clear();
    restart_index_ = index;
    next_ = offset;
    return true;
  }

  bool KeyAtRestartPoint(uint32_t index, Slice* key) {
    const uint32_t offset = RestartPoint(index);
    Entry entry;
    if (offset > entries_end_ ||
        DecodeEntry(data_ + offset, data_ + entries_end_, &entry) == nullptr || entry.shared != 0) {
      SetDamaged();
      return false;
    }
    *key = entry.key_rest;
    return true;
  }

  // Moves to the entry at next_. False at the end of the entries or at damage.
  bool ParseNext() {
    current_ = next_;
    if (current_ >= entries_end_) {
      Invalidate();
      return false;
    }
    Entry entry;
    const char* const end = DecodeEntry(data_ + current_, data_ + entries_end_, &entry);
    if (end == nullptr || entry.shared > key_.size()) {
      SetDamaged();
      return false;
    }
    key_.resize(entry.shared);
    key_.append(entry.key_rest.data(), entry.key_rest.size());
    value_ = entry.value;
    next_ = static_cast<uint32_t>(end - data_);
    while (restart_index_ + 1 < num_restarts_ && RestartPoint(restart_index_ + 1) < current_) {
      restart_index_++;
    }
    return true;
  }

  void Invalidate() {
    current_ = entries_end_;
    next_ = entries_end_;
    restart_index_ = num_restarts_ - 1;
    key_.clear();
    value_.clear();
  }

  void SetDamaged() {
    Invalidate();
    status_ = Status::Corruption("bad entry in block");
  }

  const Comparator* const comparator_;
  const char* const data_;
  const uint32_t entries_end_;
  const uint32_t num_restarts_;

  uint32_t current_;            // offset of the entry; entries_end_ if there is none
  uint32_t next_;               // offset behind it
  uint32_t restart_index_ = 0;  // of the last restart point before or at the entry
  std::string key_;
  Slice value_;
  Status status_;
};

Iterator* Block::NewIterator(const Comparator* comparator) const {
  if (damaged_) return NewErrorIterator(Status::Corruption("bad block contents"));
  if (num_restarts_ == 0) return NewEmptyIterator();
  return new Iter(comparator, contents_.data.data(), restarts_offset_, num_restarts_);
}

}  // namespace lsm
