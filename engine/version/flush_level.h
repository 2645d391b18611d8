// Where a flushed memtable's file goes. Level 0 is always right; deeper is cheaper if nothing lies
// in between, because the file then needs no compaction out of level 0.
#ifndef LSMSCOPE_ENGINE_VERSION_FLUSH_LEVEL_H_
#define LSMSCOPE_ENGINE_VERSION_FLUSH_LEVEL_H_

#include "engine/events/flush.h"
#include "engine/version/level_files.h"
#include "engine/version/level_limits.h"
#include "lsm/options.h"

namespace lsm {

struct FlushLevel {
  int level = 0;
  FlushLevelReason reason = FlushLevelReason::kOverlapsL0;  // why not deeper
};

// Where a running compaction will put its files: they may span all of the range, gaps between its
// inputs included. A memtable that is flushed meanwhile must not put a file there.
struct RunningOutput {
  int level = 0;
  KeyRange range;
};

// `smallest` and `largest` are the file's user keys; `running` is null if no compaction runs. A
// pure function.
FlushLevel PickLevelForMemTableOutput(const Options& options, const InternalKeyComparator& icmp,
                                      const LevelFiles& files, const Slice& smallest,
                                      const Slice& largest, const RunningOutput* running = nullptr);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_FLUSH_LEVEL_H_
