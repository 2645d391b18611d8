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

// `smallest` and `largest` are the file's user keys. A pure function.
FlushLevel PickLevelForMemTableOutput(const Options& options, const InternalKeyComparator& icmp,
                                      const LevelFiles& files, const Slice& smallest,
                                      const Slice& largest);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_FLUSH_LEVEL_H_
