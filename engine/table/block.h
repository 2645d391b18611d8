// Block: sorted entries in a few kilobytes.
//
//   entries | fixed32 offset of each restart point | fixed32 number of restart points
//
// Neighbouring keys are alike, so that an entry stores only what its key does not share with the
// one before:
//
//   varint32 bytes shared | varint32 bytes not shared | varint32 bytes of value
//   the key's bytes not shared | value
//
// At a restart point nothing is shared: a search can begin there. For example (restart interval 2):
//
//   offset  entry                     restart points 0, 17; their number 2
//   0       0 5 1 "apple" "A"
//   9       3 4 1     "ndix" "B"  ->  key "appndix"
//   17      0 3 1 "bee" "C"
#ifndef LSMSCOPE_ENGINE_TABLE_BLOCK_H_
#define LSMSCOPE_ENGINE_TABLE_BLOCK_H_

#include <cstddef>
#include <cstdint>

#include "engine/table/format.h"
#include "lsm/iterator.h"

namespace lsm {

class Comparator;

// Thread-safe: nothing changes. The bytes may be hostile: iterators never read outside them, and
// answer Corruption where they make no sense.
class Block {
 public:
  explicit Block(BlockContents contents);
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  // Bytes, uncompressed.
  size_t size() const { return contents_.data.size(); }

  // The caller owns the iterator and deletes it before the block. `comparator` is not owned.
  Iterator* NewIterator(const Comparator* comparator) const;

 private:
  class Iter;

  const BlockContents contents_;
  bool damaged_ = false;  // the restart points do not fit into the block
  uint32_t num_restarts_ = 0;
  uint32_t restarts_offset_ = 0;  // where they begin, and the entries end
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_BLOCK_H_
