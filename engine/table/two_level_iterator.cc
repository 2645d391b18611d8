#include "engine/table/two_level_iterator.h"

#include <string>

#include "engine/base/check.h"
#include "engine/table/iterator_wrapper.h"

namespace lsm {

namespace {

// Invariant: when block_ has an iterator, it is that of the index entry with the value
// block_value_; the iterator as a whole is valid iff block_ is.
class TwoLevelIterator final : public Iterator {
 public:
  TwoLevelIterator(Iterator* index, BlockFunction block_function, void* arg,
                   const ReadOptions& options)
      : block_function_(block_function), arg_(arg), options_(options), index_(index) {}

  bool Valid() const override { return block_.Valid(); }
  Slice key() const override { return block_.key(); }
  Slice value() const override {
    LSM_CHECK(Valid());
    return block_.value();
  }

  Status status() const override {
    if (!index_.status().ok()) return index_.status();
    if (block_.get() != nullptr && !block_.status().ok()) return block_.status();
    return status_;
  }

  void Seek(const Slice& target) override {
    index_.Seek(target);
    OpenBlock();
    if (block_.get() != nullptr) block_.Seek(target);
    SkipForward();
  }
  void SeekToFirst() override {
    index_.SeekToFirst();
    OpenBlock();
    if (block_.get() != nullptr) block_.SeekToFirst();
    SkipForward();
  }
  void SeekToLast() override {
    index_.SeekToLast();
    OpenBlock();
    if (block_.get() != nullptr) block_.SeekToLast();
    SkipBackward();
  }
  void Next() override {
    LSM_CHECK(Valid());
    block_.Next();
    SkipForward();
  }
  void Prev() override {
    LSM_CHECK(Valid());
    block_.Prev();
    SkipBackward();
  }

 private:
  // Past blocks that have nothing more to give.
  void SkipForward() {
    while (!block_.Valid()) {
      if (!index_.Valid()) {
        CloseBlock();
        return;
      }
      index_.Next();
      OpenBlock();
      if (block_.get() != nullptr) block_.SeekToFirst();
    }
  }
  void SkipBackward() {
    while (!block_.Valid()) {
      if (!index_.Valid()) {
        CloseBlock();
        return;
      }
      index_.Prev();
      OpenBlock();
      if (block_.get() != nullptr) block_.SeekToLast();
    }
  }

  // Opens the block of the index's entry, unless it is open.
  void OpenBlock() {
    if (!index_.Valid()) {
      CloseBlock();
      return;
    }
    const Slice value = index_.value();
    if (block_.get() != nullptr && value == Slice(block_value_)) return;
    CloseBlock();
    block_value_.assign(value.data(), value.size());
    block_.Set(block_function_(arg_, options_, value));
  }

  // Keeps the first error of a block that is left behind: its entries are missing from the whole.
  void CloseBlock() {
    if (block_.get() == nullptr) return;
    if (status_.ok()) status_ = block_.status();
    block_.Set(nullptr);
  }

  const BlockFunction block_function_;
  void* const arg_;
  const ReadOptions options_;
  Status status_;
  IteratorWrapper index_;
  IteratorWrapper block_;
  std::string block_value_;
};

}  // namespace

Iterator* NewTwoLevelIterator(Iterator* index_iterator, BlockFunction block_function, void* arg,
                              const ReadOptions& options) {
  return new TwoLevelIterator(index_iterator, block_function, arg, options);
}

}  // namespace lsm
