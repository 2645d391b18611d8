// Asks a table file for a key, as a Get does: by the engine's own code, which tells what it did.
#ifndef LSMSCOPE_SIM_INSPECT_ASK_TABLE_H_
#define LSMSCOPE_SIM_INSPECT_ASK_TABLE_H_

#include <cstdint>
#include <string_view>

#include "sim/inspect/database_files.h"
#include "sim/inspect/place_answer.h"

namespace lsm::sim {

struct TableFile {
  uint64_t number = 0;
  uint64_t bytes = 0;
};

// What the file says of the key at the snapshot. `place` is that of the file. The file may be
// missing or hostile.
PlaceAnswer AskTable(const DatabaseFiles& files, const ReadPlace& place, const TableFile& file,
                     std::string_view key, uint64_t snapshot);

// True if all entries of the file stand before the newest one that the snapshot may see: a Get then
// asks the next file of the level. False if the file cannot be read.
bool EndsBefore(const DatabaseFiles& files, const TableFile& file, std::string_view key,
                uint64_t snapshot);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_INSPECT_ASK_TABLE_H_
