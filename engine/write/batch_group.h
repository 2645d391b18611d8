// Who may join a leader's group: LevelDB's and RocksDB's rules as pure functions.
#ifndef LSMSCOPE_ENGINE_WRITE_BATCH_GROUP_H_
#define LSMSCOPE_ENGINE_WRITE_BATCH_GROUP_H_

#include <cstdint>
#include <optional>

#include "engine/events/write.h"
#include "lsm/options.h"

namespace lsm {

// ---- LevelDB's ----

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

// ---- RocksDB's ----

// The same with one number: a leader of at most an eighth of max_group_bytes is small, and adds
// that eighth.
uint64_t MaxWriteGroupBytes(uint64_t leader_bytes, const Options& options);

// What is compared of a writer.
struct WriteTraits {
  bool sync = false;
  bool no_slowdown = false;
  bool disable_wal = false;
  bool has_batch = true;
  uint64_t bytes = 0;  // of its batch, header included
};

// Nothing if the candidate may join the leader's group of `group_bytes`; otherwise why the group
// ends before it.
std::optional<GroupCloseReason> WhyIncompatible(const WriteTraits& candidate,
                                                const WriteTraits& leader, uint64_t group_bytes,
                                                uint64_t max_group_bytes);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_BATCH_GROUP_H_
