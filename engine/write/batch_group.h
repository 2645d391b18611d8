// Who may join a leader's group: LevelDB's rules as pure functions.
#ifndef LSMSCOPE_ENGINE_WRITE_BATCH_GROUP_H_
#define LSMSCOPE_ENGINE_WRITE_BATCH_GROUP_H_

#include <cstdint>
#include <optional>

#include "engine/events/write.h"
#include "lsm/options.h"

namespace lsm {

// How large the merged batch of a leader with `leader_bytes` may become, in bytes. A small leader's
// group stays small, so that it does not wait long for the work of others.
uint64_t MaxGroupBytes(uint64_t leader_bytes, const Options& options);

// A writer that stands next in the queue.
struct GroupCandidate {
  bool sync = false;
  bool has_batch = true;
  uint64_t bytes = 0;  // of its batch, header included
};

// Nothing if the candidate may join a group of `group_bytes`; otherwise why the group ends before
// it. The queue is first in, first out: nobody behind it is asked.
std::optional<GroupCloseReason> WhyNotJoin(const GroupCandidate& candidate, bool leader_sync,
                                           uint64_t group_bytes, uint64_t max_group_bytes);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_BATCH_GROUP_H_
