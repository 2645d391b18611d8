// EntryLookups: whether readers find the entries of a table by their keys, as Get looks for them.
#ifndef LSMSCOPE_ENGINE_VERSION_ENTRY_LOOKUPS_H_
#define LSMSCOPE_ENGINE_VERSION_ENTRY_LOOKUPS_H_

#include <string>

#include "engine/version/internal_key.h"

namespace lsm {

class Table;

class EntryLookups {
 public:
  // A table of internal keys. Nothing is owned.
  EntryLookups(const Table* table, const Comparator* user_comparator)
      : table_(table), user_comparator_(user_comparator) {}

  // Whether all who may see this entry of the table, and nothing newer of its key, find it. If not,
  // the index or the filter is wrong, whatever its checksum says. Entries come in the table's
  // order.
  bool Finds(const ParsedInternalKey& entry);

 private:
  const Table* const table_;
  const Comparator* const user_comparator_;
  bool first_ = true;
  std::string last_user_key_;
  SequenceNumber last_sequence_ = 0;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_ENTRY_LOOKUPS_H_
