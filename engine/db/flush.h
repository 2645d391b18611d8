// Flush: a memtable becomes a table file.
#ifndef LSMSCOPE_ENGINE_DB_FLUSH_H_
#define LSMSCOPE_ENGINE_DB_FLUSH_H_

#include <vector>

#include "engine/db/core.h"

namespace lsm {

// A flush on its way.
struct FlushJob {
  uint32_t id = 0;
  uint64_t memtable = 0;  // the oldest
  uint64_t file = 0;      // protected in pending_outputs until EndFlush
  uint64_t bytes = 0;     // 0: there was nothing to write
  int level = 0;
  uint64_t begin_ns = 0;
  EventId begun = kNoEvent;
};

// Writes the memtables, oldest first and at least one, to one new table file, with the mutex
// released, and adds the file to `edit`. The file goes as deep as `base` allows (see
// PickLevelForMemTableOutput), or to level 0 without one.
[[nodiscard]] Status WriteLevel0Table(Core& core, const std::vector<MemTable*>& memtables,
                                      Version* base, VersionEdit* edit, FlushJob* job,
                                      EventId cause) REQUIRES(core.mu);

// Emits FlushEnd, which is also returned, and ends the protection of the file.
EventId EndFlush(Core& core, const FlushJob& job, const Status& status) REQUIRES(core.mu);

// Writes out the oldest immutable memtable, or all of them (see MemTablesToFlush in the source),
// and installs the file. An error sticks. Only the background thread may call it. REQUIRES: there
// is an immutable memtable.
void CompactMemTable(Core& core, EventId cause) REQUIRES(core.mu);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_FLUSH_H_
