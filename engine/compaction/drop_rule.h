// Which entries of a merge nobody can see any more. A merge meets the entries of a user key from
// the newest to the oldest.
//
//   entries of key k      snapshots at 5 and 9, so that the smallest is 5
//     k@12 = v            kept: what a new reader sees
//     k@8  = w            kept: what the reader at 9 sees
//     k@4  = x            kept: what the reader at 5 sees
//     k@3  = y            dropped, hidden: k@4 is old enough for every reader
//
// A tombstone that every reader is beyond says no more than the absence of the key does, unless an
// older entry may stand in a deeper level.
#ifndef LSMSCOPE_ENGINE_COMPACTION_DROP_RULE_H_
#define LSMSCOPE_ENGINE_COMPACTION_DROP_RULE_H_

#include <optional>

#include "engine/events/compaction.h"
#include "engine/version/internal_key.h"

namespace lsm {

// Why `entry` is dropped; nothing: it is kept. `newer_sequence` is that of the entry of the same
// user key that came just before, or kMaxSequenceNumber if this is the first. Every reader reads at
// `smallest_snapshot` or later. nothing_below() tells that no deeper level than the output's may
// hold the user key; it is asked only if the answer matters.
template <class NothingBelow>
std::optional<DropReason> DropReasonOf(const ParsedInternalKey& entry,
                                       SequenceNumber newer_sequence,
                                       SequenceNumber smallest_snapshot,
                                       NothingBelow&& nothing_below) {
  if (newer_sequence <= smallest_snapshot) return DropReason::kHidden;
  // Older entries in this very merge do not come back: they meet the rule above.
  if (entry.type == kTypeDeletion && entry.sequence <= smallest_snapshot && nothing_below()) {
    return DropReason::kTombstoneAtBase;
  }
  return std::nullopt;
}

// Why an entry that is not dropped is kept, where that is a question; nothing: it is the newest
// value of its key. Parameters as above.
inline std::optional<KeepReason> KeepReasonOf(const ParsedInternalKey& entry,
                                              SequenceNumber newer_sequence,
                                              SequenceNumber smallest_snapshot) {
  if (entry.type == kTypeDeletion && entry.sequence <= smallest_snapshot) {
    return KeepReason::kHidesBelow;
  }
  if (entry.type == kTypeDeletion || newer_sequence != kMaxSequenceNumber) {
    return KeepReason::kSnapshot;
  }
  return std::nullopt;
}

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_COMPACTION_DROP_RULE_H_
