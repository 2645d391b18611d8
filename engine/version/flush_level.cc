#include "engine/version/flush_level.h"

namespace lsm {

namespace {

bool Overlap(const Comparator& ucmp, const KeyRange& range, const Slice& smallest,
             const Slice& largest) {
  return ucmp.Compare(range.smallest.user_key(), largest) <= 0 &&
         ucmp.Compare(range.largest.user_key(), smallest) >= 0;
}

}  // namespace

FlushLevel PickLevelForMemTableOutput(const Options& options, const InternalKeyComparator& icmp,
                                      const LevelFiles& files, const Slice& smallest,
                                      const Slice& largest, const RunningOutput* running) {
  const UserKeyRange range{smallest, largest};
  const auto overlaps = [&](int level) {
    if (SomeFileOverlapsRange(icmp, level > 0, files[static_cast<size_t>(level)], range)) {
      return true;
    }
    return running != nullptr && running->level == level &&
           Overlap(*icmp.user_comparator(), running->range, smallest, largest);
  };
  if (overlaps(0)) return {0, FlushLevelReason::kOverlapsL0};

  int level = 0;
  while (level < options.max_mem_compact_level && level + 1 < options.num_levels) {
    if (overlaps(level + 1)) return {level, FlushLevelReason::kOverlapsNextLevel};
    if (level + 2 < options.num_levels) {
      const FileList below = OverlappingInputs(icmp, files, level + 2, range);
      if (TotalFileSize(below) > MaxGrandparentOverlapBytes(options)) {
        return {level, FlushLevelReason::kGrandparentLimit};
      }
    }
    level++;
  }
  return {level, FlushLevelReason::kMaxLevel};
}

}  // namespace lsm
