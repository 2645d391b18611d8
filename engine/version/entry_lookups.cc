#include "engine/version/entry_lookups.h"

#include "engine/table/table_internal.h"
#include "lsm/comparator.h"

namespace lsm {

bool EntryLookups::Finds(const ParsedInternalKey& entry) {
  // Readers look from the place of the highest sequence number that sees nothing newer, of the
  // entry's own, or from between: where the first and the last come to the same block, all do.
  const bool newest = first_ || user_comparator_->Compare(last_user_key_, entry.user_key) != 0;
  const SequenceNumber highest = newest                ? kMaxSequenceNumber
                                 : last_sequence_ == 0 ? 0
                                                       : last_sequence_ - 1;
  first_ = false;
  last_user_key_.assign(entry.user_key.data(), entry.user_key.size());
  last_sequence_ = entry.sequence;
  InternalKey key;
  key.SetFrom(entry);
  return TableInternal::Finds(table_, key.Encode(), key.Encode()) &&
         TableInternal::Finds(table_, LookupKey(entry.user_key, highest).internal_key(),
                              key.Encode());
}

}  // namespace lsm
