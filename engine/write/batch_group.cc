#include "engine/write/batch_group.h"
#include "engine/base/seeded_bug.h"

namespace lsm {

uint64_t MaxGroupBytes(uint64_t leader_bytes, const Options& options) {
  if (leader_bytes <= options.small_group_bytes) return leader_bytes + options.small_group_bytes;
  return options.max_group_bytes;
}

std::optional<GroupCloseReason> WhyNotJoin(const GroupCandidate& candidate, bool leader_sync,
                                           uint64_t group_bytes, uint64_t max_group_bytes) {
  // A leader that does not sync must not answer for a writer that was promised durability. The
  // other way round is fine: the follower gets more than it asked for.
  const bool joins_any = SeededBug(Bug::kSyncedWriterJoinsAny);
  if (candidate.sync && !leader_sync && !joins_any) return GroupCloseReason::kSyncMismatch;
  if (candidate.has_batch && group_bytes + candidate.bytes > max_group_bytes) {
    return GroupCloseReason::kSizeLimit;
  }
  return std::nullopt;
}

uint64_t MaxWriteGroupBytes(uint64_t leader_bytes, const Options& options) {
  const uint64_t small = options.max_group_bytes / 8;
  return leader_bytes <= small ? leader_bytes + small : options.max_group_bytes;
}

std::optional<GroupCloseReason> WhyIncompatible(const WriteTraits& candidate,
                                                const WriteTraits& leader, uint64_t group_bytes,
                                                uint64_t max_group_bytes) {
  if (candidate.sync && !leader.sync && !SeededBug(Bug::kSyncedWriterJoinsAny)) {
    return GroupCloseReason::kSyncMismatch;
  }
  if (candidate.no_slowdown != leader.no_slowdown) return GroupCloseReason::kNoSlowdownMismatch;
  if (candidate.disable_wal != leader.disable_wal) return GroupCloseReason::kWalMismatch;
  if (!candidate.has_batch) return GroupCloseReason::kWantsAlone;
  if (group_bytes + candidate.bytes > max_group_bytes) return GroupCloseReason::kSizeLimit;
  return std::nullopt;
}

}  // namespace lsm
