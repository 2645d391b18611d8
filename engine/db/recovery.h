// Recovery: from what a directory holds to an open database.
#ifndef LSMSCOPE_ENGINE_DB_RECOVERY_H_
#define LSMSCOPE_ENGINE_DB_RECOVERY_H_

#include "engine/db/core.h"

namespace lsm {

// Brings `core` to the state that its directory holds, or makes an empty database, as the options
// allow: reads the MANIFEST, replays the logs, writes out what they held, begins a new log (or
// continues the last one: reuse_logs). When it returns OK the database takes reads and writes.
//
// Called once, before anybody else knows the core; the lock file is held.
[[nodiscard]] Status Recover(Core& core) REQUIRES(core.mu, core.leader);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_RECOVERY_H_
