// Asks a memtable for a key. Its contents are nowhere but in memory; but all of them went through
// its log first, so that the log says what the memtable would.
#ifndef LSMSCOPE_SIM_INSPECT_ASK_LOG_H_
#define LSMSCOPE_SIM_INSPECT_ASK_LOG_H_

#include <cstdint>
#include <string_view>

#include "sim/inspect/database_files.h"
#include "sim/inspect/place_answer.h"

namespace lsm::sim {

// A memtable at a moment. Its log may have gone on since.
struct LoggedEntries {
  uint64_t log = 0;
  // Entries up to this sequence number were published, and are in the memtable: those of a group
  // that is being written are not seen by anybody, whether they are inserted or not.
  uint64_t published = 0;
  // At least so many entries of the memtable are published; fewer in the log, and it is not whole.
  uint64_t entries = 0;
};

// What the memtable at `place` says of the key at the snapshot. The log may be missing or hostile.
PlaceAnswer AskLog(const DatabaseFiles& files, const ReadPlace& place, const LoggedEntries& logged,
                   std::string_view key, uint64_t snapshot);

// Longer logs are not read.
inline constexpr uint64_t kMostLogBytes = uint64_t{256} << 20;

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_INSPECT_ASK_LOG_H_
