// The filter block of a table: a filter for every 2 KiB of the file, of the keys in the data blocks
// that begin there.
//
//   filters | fixed32 offset of each filter | fixed32 where those offsets begin | 11
//
// The last byte is the base-2 logarithm of 2 KiB. The filter of a block that begins at offset o in
// the file is number o >> 11.
#ifndef LSMSCOPE_ENGINE_TABLE_FILTER_BLOCK_H_
#define LSMSCOPE_ENGINE_TABLE_FILTER_BLOCK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "lsm/slice.h"

namespace lsm {

class FilterPolicy;

// Calls must be (StartBlock AddKey*)* Finish.
class FilterBlockBuilder {
 public:
  // `policy` is not owned.
  explicit FilterBlockBuilder(const FilterPolicy* policy);
  FilterBlockBuilder(const FilterBlockBuilder&) = delete;
  FilterBlockBuilder& operator=(const FilterBlockBuilder&) = delete;

  // The next data block begins at this offset in the file. REQUIRES: not before the one before.
  void StartBlock(uint64_t block_offset);
  // A key of that block.
  void AddKey(const Slice& key);
  // Valid as long as the builder.
  Slice Finish();

 private:
  // Makes the next filter, of the keys that have been added since the last.
  void GenerateFilter();

  const FilterPolicy* const policy_;
  std::string keys_;                // of the filter to come, one behind the other
  std::vector<size_t> key_begins_;  // where each begins in keys_
  std::vector<uint32_t> offsets_;   // of the filters in result_
  std::string result_;
};

// Thread-safe: nothing changes. The bytes may be hostile: what makes no sense answers "maybe".
class FilterBlockReader {
 public:
  // `policy` and the bytes of `contents` are not owned.
  FilterBlockReader(const FilterPolicy* policy, const Slice& contents);

  // False if `key` is certainly not in the data block that begins at `block_offset`.
  bool KeyMayMatch(uint64_t block_offset, const Slice& key) const;

 private:
  const FilterPolicy* const policy_;
  Slice filters_;  // empty if damaged
  const char* offsets_ = nullptr;
  size_t num_filters_ = 0;
  int base_lg_ = 0;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_FILTER_BLOCK_H_
