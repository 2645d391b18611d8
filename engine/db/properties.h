// What DB::GetProperty answers.
#ifndef LSMSCOPE_ENGINE_DB_PROPERTIES_H_
#define LSMSCOPE_ENGINE_DB_PROPERTIES_H_

#include <string>

#include "engine/db/core.h"

namespace lsm {

// leveldb.num-files-at-level<N>, leveldb.stats, leveldb.sstables,
// leveldb.approximate-memory-usage, and ours: lsmscope.max-next-level-overlapping-bytes. False if
// there is no such property; *value is then empty.
bool ReadProperty(Core& core, const Slice& property, std::string* value) REQUIRES(core.mu);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_PROPERTIES_H_
