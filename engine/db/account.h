// The engine's account of itself: an event made from its own structures, which a fold of the other
// events must arrive at too.
#ifndef LSMSCOPE_ENGINE_DB_ACCOUNT_H_
#define LSMSCOPE_ENGINE_DB_ACCOUNT_H_

#include "engine/db/core.h"

namespace lsm {

// Emits an Account. REQUIRES: no write is in flight.
void EmitAccount(Core& core) REQUIRES(core.mu);

// Emits one if something worth checking has happened since the last (a flush, a compaction, or a
// number of groups) and no write is in flight; otherwise whoever completes the write will. Called
// when a group is complete.
void EmitAccountIfDue(Core& core) REQUIRES(core.mu);

// As EmitAccountIfDue, after a flush or a compaction.
void RequestAccount(Core& core) REQUIRES(core.mu);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_ACCOUNT_H_
