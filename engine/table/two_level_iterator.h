#ifndef LSMSCOPE_ENGINE_TABLE_TWO_LEVEL_ITERATOR_H_
#define LSMSCOPE_ENGINE_TABLE_TWO_LEVEL_ITERATOR_H_

#include "lsm/iterator.h"
#include "lsm/options.h"

namespace lsm {

// Makes an iterator over the block (or file) that an index entry's value names. The caller owns it.
using BlockFunction = Iterator* (*)(void* arg, const ReadOptions& options,
                                    const Slice& index_value);

// An iterator over the entries of all blocks of an index, one behind the other. A block is opened
// when it is reached. Takes ownership of `index_iterator`; block_function(arg, options, value) is
// called with `arg`, which is not owned.
Iterator* NewTwoLevelIterator(Iterator* index_iterator, BlockFunction block_function, void* arg,
                              const ReadOptions& options);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_TWO_LEVEL_ITERATOR_H_
