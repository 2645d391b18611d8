#ifndef LSMSCOPE_ENGINE_TABLE_MERGING_ITERATOR_H_
#define LSMSCOPE_ENGINE_TABLE_MERGING_ITERATOR_H_

#include "lsm/iterator.h"

namespace lsm {

class Comparator;

// An iterator over the union of children[0, n-1], whose keys must differ (internal keys do: each
// sequence number is given once). Takes ownership of the children (not of the array). `comparator`
// is not owned.
Iterator* NewMergingIterator(const Comparator* comparator, Iterator** children, int n);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_MERGING_ITERATOR_H_
