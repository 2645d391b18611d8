// What a merge asks of the levels below its output as it goes through the keys in order. Each
// cursor only moves forward, so that a whole merge looks at every file once.
#ifndef LSMSCOPE_ENGINE_COMPACTION_LEVEL_CURSORS_H_
#define LSMSCOPE_ENGINE_COMPACTION_LEVEL_CURSORS_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/version/level_files.h"

namespace lsm {

// Tells whether a key may stand in a level deeper than the output's.
class BaseLevelCursor {
 public:
  // Nothing is owned.
  BaseLevelCursor(const Comparator* user_comparator, const LevelFiles* files, int output_level)
      : user_comparator_(user_comparator), files_(files), output_level_(output_level) {}

  // REQUIRES: `user_key` is not before the one asked about last.
  bool NothingBelow(const Slice& user_key);

 private:
  const Comparator* const user_comparator_;
  const LevelFiles* const files_;
  const int output_level_;
  std::array<size_t, kNumLevels> next_{};  // per level: files before it end before the last key
};

// Tells where to cut an output so that it does not overlap too many bytes two levels down, where a
// later compaction of it would have to read and write them all.
class GrandparentCursor {
 public:
  // Nothing is owned. `max_overlap_bytes` is MaxGrandparentOverlapBytes.
  GrandparentCursor(const InternalKeyComparator* icmp, const FileList* grandparents,
                    uint64_t max_overlap_bytes)
      : icmp_(icmp), grandparents_(grandparents), max_overlap_bytes_(max_overlap_bytes) {}

  // To be asked about every key of the merge, in order.
  bool ShouldStopBefore(const Slice& internal_key);

 private:
  const InternalKeyComparator* const icmp_;
  const FileList* const grandparents_;
  const uint64_t max_overlap_bytes_;
  size_t next_ = 0;             // files before it end before the last key
  bool seen_key_ = false;       // files before the first key overlap nothing
  uint64_t overlap_bytes_ = 0;  // of files passed since the last cut
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_COMPACTION_LEVEL_CURSORS_H_
