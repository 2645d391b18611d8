#include "engine/table/merging_iterator.h"

#include <vector>

#include "engine/base/check.h"
#include "engine/table/iterator_wrapper.h"
#include "lsm/comparator.h"

namespace lsm {

namespace {

// Finding the smallest child is linear: there are few children (L0 files, one per deeper level, two
// memtables), and their first keys are at hand.
//
// Invariant: while moving forward, every child but the current one stands at its first key after
// key(); while moving backward, at its last key before key().
class MergingIterator final : public Iterator {
 public:
  MergingIterator(const Comparator* comparator, Iterator** children, int n)
      : comparator_(comparator) {
    children_.reserve(static_cast<size_t>(n));
    for (int i = 0; i < n; i++) children_.emplace_back(children[i]);
  }

  bool Valid() const override { return current_ != nullptr; }
  Slice key() const override {
    LSM_CHECK(Valid());
    return current_->key();
  }
  Slice value() const override {
    LSM_CHECK(Valid());
    return current_->value();
  }

  Status status() const override {
    for (const IteratorWrapper& child : children_) {
      const Status status = child.status();
      if (!status.ok()) return status;
    }
    return Status::OK();
  }

  void SeekToFirst() override {
    for (IteratorWrapper& child : children_) child.SeekToFirst();
    direction_ = Direction::kForward;
    FindSmallest();
  }
  void SeekToLast() override {
    for (IteratorWrapper& child : children_) child.SeekToLast();
    direction_ = Direction::kBackward;
    FindLargest();
  }
  void Seek(const Slice& target) override {
    for (IteratorWrapper& child : children_) child.Seek(target);
    direction_ = Direction::kForward;
    FindSmallest();
  }

  void Next() override {
    LSM_CHECK(Valid());
    if (direction_ == Direction::kBackward) TurnForward();
    current_->Next();
    FindSmallest();
  }
  void Prev() override {
    LSM_CHECK(Valid());
    if (direction_ == Direction::kForward) TurnBackward();
    current_->Prev();
    FindLargest();
  }

 private:
  enum class Direction : uint8_t { kForward, kBackward };

  void TurnForward() {
    for (IteratorWrapper& child : children_) {
      if (&child == current_) continue;
      child.Seek(key());
      if (child.Valid() && comparator_->Compare(key(), child.key()) == 0) child.Next();
    }
    direction_ = Direction::kForward;
  }

  void TurnBackward() {
    for (IteratorWrapper& child : children_) {
      if (&child == current_) continue;
      child.Seek(key());
      if (child.Valid()) {
        child.Prev();
      } else {
        child.SeekToLast();  // all its keys are before key()
      }
    }
    direction_ = Direction::kBackward;
  }

  // Among equal keys the first child's, going forward, and the last child's, going backward.
  void FindSmallest() {
    current_ = nullptr;
    for (IteratorWrapper& child : children_) {
      if (!child.Valid()) continue;
      if (current_ == nullptr || comparator_->Compare(child.key(), current_->key()) < 0) {
        current_ = &child;
      }
    }
  }
  void FindLargest() {
    current_ = nullptr;
    for (IteratorWrapper& child : children_) {
      if (!child.Valid()) continue;
      if (current_ == nullptr || comparator_->Compare(child.key(), current_->key()) >= 0) {
        current_ = &child;
      }
    }
  }

  const Comparator* const comparator_;
  std::vector<IteratorWrapper> children_;
  IteratorWrapper* current_ = nullptr;
  Direction direction_ = Direction::kForward;
};

}  // namespace

Iterator* NewMergingIterator(const Comparator* comparator, Iterator** children, int n) {
  LSM_CHECK(n >= 0);
  if (n == 0) return NewEmptyIterator();
  if (n == 1) return children[0];
  return new MergingIterator(comparator, children, n);
}

}  // namespace lsm
