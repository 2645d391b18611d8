#ifndef LSMSCOPE_ENGINE_TABLE_BLOCK_BUILDER_H_
#define LSMSCOPE_ENGINE_TABLE_BLOCK_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "lsm/slice.h"

namespace lsm {

// Builds a block (the format is told in block.h), again and again.
class BlockBuilder {
 public:
  // Every `restart_interval` entries a key is stored whole. REQUIRES: restart_interval >= 1.
  explicit BlockBuilder(int restart_interval);
  BlockBuilder(const BlockBuilder&) = delete;
  BlockBuilder& operator=(const BlockBuilder&) = delete;

  // Begins the next block.
  void Reset();

  // REQUIRES: `key` comes after every key added since Reset; Finish was not called since.
  void Add(const Slice& key, const Slice& value);

  // Completes the block and returns it. Valid until Reset.
  Slice Finish();

  // Bytes of the block if it were finished now.
  size_t CurrentSizeEstimate() const;
  bool empty() const { return buffer_.empty(); }

 private:
  const int restart_interval_;
  std::string buffer_;
  std::vector<uint32_t> restarts_;  // offsets of entries whose keys are whole
  int entries_since_restart_ = 0;
  std::string last_key_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_BLOCK_BUILDER_H_
