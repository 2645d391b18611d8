#include "engine/table/merging_iterator.h"

#include "engine/base/check.h"
#include "lsm/comparator.h"

namespace lsm {

MergingIterator::MergingIterator(const Comparator* comparator,
                                 const std::vector<Iterator*>& children)
    : comparator_(comparator) {
  children_.reserve(children.size());
  for (Iterator* child : children) children_.emplace_back(child);
}

Slice MergingIterator::key() const {
  LSM_CHECK(Valid());
  return current_->key();
}

Slice MergingIterator::value() const {
  LSM_CHECK(Valid());
  return current_->value();
}

Status MergingIterator::status() const {
  for (const IteratorWrapper& child : children_) {
    const Status status = child.status();
    if (!status.ok()) return status;
  }
  return Status::OK();
}

void MergingIterator::SeekToFirst() {
  for (IteratorWrapper& child : children_) child.SeekToFirst();
  direction_ = Direction::kForward;
  FindSmallest();
}

void MergingIterator::SeekToLast() {
  for (IteratorWrapper& child : children_) child.SeekToLast();
  direction_ = Direction::kBackward;
  FindLargest();
}

void MergingIterator::Seek(const Slice& target) {
  for (IteratorWrapper& child : children_) child.Seek(target);
  direction_ = Direction::kForward;
  FindSmallest();
}

void MergingIterator::Next() {
  LSM_CHECK(Valid());
  if (direction_ == Direction::kBackward) TurnForward();
  children_[current_child()].Next();
  FindSmallest();
}

void MergingIterator::Prev() {
  LSM_CHECK(Valid());
  if (direction_ == Direction::kForward) TurnBackward();
  children_[current_child()].Prev();
  FindLargest();
}

void MergingIterator::TurnForward() {
  for (IteratorWrapper& child : children_) {
    if (&child == current_) continue;
    child.Seek(key());
    if (child.Valid() && comparator_->Compare(key(), child.key()) == 0) child.Next();
  }
  direction_ = Direction::kForward;
}

void MergingIterator::TurnBackward() {
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

void MergingIterator::FindSmallest() {
  current_ = nullptr;
  for (const IteratorWrapper& child : children_) {
    if (!child.Valid()) continue;
    if (current_ == nullptr || comparator_->Compare(child.key(), current_->key()) < 0) {
      current_ = &child;
    }
  }
}

void MergingIterator::FindLargest() {
  current_ = nullptr;
  for (const IteratorWrapper& child : children_) {
    if (!child.Valid()) continue;
    if (current_ == nullptr || comparator_->Compare(child.key(), current_->key()) >= 0) {
      current_ = &child;
    }
  }
}

Iterator* NewMergingIterator(const Comparator* comparator, Iterator** children, int n) {
  LSM_CHECK(n >= 0);
  if (n == 0) return NewEmptyIterator();
  if (n == 1) return children[0];
  return new MergingIterator(comparator, {children, children + n});
}

}  // namespace lsm
