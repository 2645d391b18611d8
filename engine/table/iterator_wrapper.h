#ifndef LSMSCOPE_ENGINE_TABLE_ITERATOR_WRAPPER_H_
#define LSMSCOPE_ENGINE_TABLE_ITERATOR_WRAPPER_H_

#include <memory>

#include "engine/base/check.h"
#include "lsm/iterator.h"

namespace lsm {

// Owns an iterator and remembers whether it is valid and its key: an iterator over iterators looks
// at these far more often than it moves, and virtual calls add up. The wrapped iterator must be
// moved through the wrapper only.
class IteratorWrapper {
 public:
  IteratorWrapper() = default;
  // Takes ownership.
  explicit IteratorWrapper(Iterator* iterator) { Set(iterator); }
  IteratorWrapper(IteratorWrapper&&) = default;
  IteratorWrapper& operator=(IteratorWrapper&&) = default;

  Iterator* get() const { return iterator_.get(); }
  // Takes ownership, and deletes the iterator before. Null: none.
  void Set(Iterator* iterator) {
    iterator_.reset(iterator);
    Update();
  }

  // What follows REQUIRES an iterator, except for Valid.
  bool Valid() const { return valid_; }
  Slice key() const {
    LSM_CHECK(valid_);
    return key_;
  }
  Slice value() const { return iterator_->value(); }
  Status status() const { return iterator_->status(); }
  void Next() {
    iterator_->Next();
    Update();
  }
  void Prev() {
    iterator_->Prev();
    Update();
  }
  void Seek(const Slice& target) {
    iterator_->Seek(target);
    Update();
  }
  void SeekToFirst() {
    iterator_->SeekToFirst();
    Update();
  }
  void SeekToLast() {
    iterator_->SeekToLast();
    Update();
  }

 private:
  void Update() {
    valid_ = iterator_ != nullptr && iterator_->Valid();
    if (valid_) key_ = iterator_->key();
  }

  std::unique_ptr<Iterator> iterator_;
  bool valid_ = false;
  Slice key_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_ITERATOR_WRAPPER_H_
