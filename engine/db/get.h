// Get: memtable, immutable memtables, then the files of the current version.
#ifndef LSMSCOPE_ENGINE_DB_GET_H_
#define LSMSCOPE_ENGINE_DB_GET_H_

#include <string>

#include "engine/db/core.h"

namespace lsm {

class Background;

// Looks up `key` as of options.snapshot, or as of now. Called by any thread, without the mutex.
Status Get(Core& core, Background& background, const ReadOptions& options, const Slice& key,
           std::string* value) EXCLUDES(core.mu);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_GET_H_
