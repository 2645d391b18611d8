// A random database that goes from LevelDB to us and back, or the other way round.
#ifndef LSMSCOPE_TESTS_PEERS_ROUND_TRIP_H_
#define LSMSCOPE_TESTS_PEERS_ROUND_TRIP_H_

#include <cstdint>
#include <string>

namespace peers {

enum class Writer : uint8_t { kUs, kLevelDb };

// `first` makes a database in the empty directory `path`: batches, compactions under an open
// snapshot, reopenings, sometimes deletions of everything. The other one reads it, goes on with it
// and leaves it, perhaps with a log to replay; `first` reads and goes on again. Everybody must
// always see what an ordered map holds. The seed decides all.
//
// LevelDB 1.23 has a weakness of its own: a compaction takes a deletion out of a table of the next
// level, and leaves the older entry in the table beside it, if a key's entries go from one to the
// other (its AddBoundaryInputs looks at the upper level only). The entry is then back. It counts as
// that if nothing but keys that LevelDB itself deleted in this hand are too many, and we take the
// same steps from the same files without it.
struct RoundTripResult {
  std::string wrong;               // empty: nothing
  bool leveldb_undeleted = false;  // the weakness above, which ends the trip
};
RoundTripResult RoundTrip(uint64_t seed, Writer first, const std::string& path);

}  // namespace peers

#endif  // LSMSCOPE_TESTS_PEERS_ROUND_TRIP_H_
