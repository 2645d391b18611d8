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
// always see what an ordered map holds. The seed decides all. The answer is what is wrong, or
// empty.
std::string RoundTrip(uint64_t seed, Writer first, const std::string& path);

}  // namespace peers

#endif  // LSMSCOPE_TESTS_PEERS_ROUND_TRIP_H_
