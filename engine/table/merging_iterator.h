#ifndef LSMSCOPE_ENGINE_TABLE_MERGING_ITERATOR_H_
#define LSMSCOPE_ENGINE_TABLE_MERGING_ITERATOR_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/table/iterator_wrapper.h"
#include "lsm/iterator.h"

namespace lsm {

class Comparator;

// An iterator over the union of its children, whose keys must differ (internal keys do: each
// sequence number is given once). Finding the smallest child is linear: there are few children (L0
// files, one per deeper level, the memtables), and their first keys are at hand.
//
// Invariant: while moving forward, every child but the current one stands at its first key after
// key(); while moving backward, at its last key before key().
class MergingIterator final : public Iterator {
 public:
  // Takes ownership of the children. `comparator` is not owned.
  MergingIterator(const Comparator* comparator, const std::vector<Iterator*>& children);

  bool Valid() const override { return current_ != nullptr; }
  Slice key() const override;
  Slice value() const override;
  Status status() const override;
  void SeekToFirst() override;
  void SeekToLast() override;
  void Seek(const Slice& target) override;
  void Next() override;
  void Prev() override;

  // The ordinal, from 0, of the child that the entry comes from. REQUIRES: Valid().
  uint32_t current_child() const { return static_cast<uint32_t>(current_ - children_.data()); }

 private:
  enum class Direction : uint8_t { kForward, kBackward };

  void TurnForward();
  void TurnBackward();
  // Among equal keys the first child's, going forward, and the last child's, going backward.
  void FindSmallest();
  void FindLargest();

  const Comparator* const comparator_;
  std::vector<IteratorWrapper> children_;
  const IteratorWrapper* current_ = nullptr;
  Direction direction_ = Direction::kForward;
};

// A MergingIterator over children[0, n-1], or something simpler that gives the same entries. Takes
// ownership of the children (not of the array).
Iterator* NewMergingIterator(const Comparator* comparator, Iterator** children, int n);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_MERGING_ITERATOR_H_
