// Where a Get of a key looks in a State, from top to bottom.
#ifndef LSMSCOPE_SIM_INSPECT_READ_PLACES_H_
#define LSMSCOPE_SIM_INSPECT_READ_PLACES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::sim {

struct ReadPlace {
  enum class Kind : uint8_t { kMemTable, kImmutable, kFile };
  Kind kind = Kind::kMemTable;
  uint64_t id = 0;    // memtable or file
  uint8_t level = 0;  // of a file

  friend bool operator==(const ReadPlace&, const ReadPlace&) = default;
};

struct LevelPass {
  uint8_t level = 0;
  uint64_t files = 0;     // in the level
  uint64_t covering = 0;  // whose range holds the key

  friend bool operator==(const LevelPass&, const LevelPass&) = default;
};

struct ReadPlaces {
  // In the order in which they are asked: the memtable, the immutable ones and the files of L0 from
  // the newest on, then the deeper levels. There it is one file a level, except that two neighbours
  // may hold entries of the same key: then both are named, and the Get asks one of them.
  std::vector<ReadPlace> places;
  std::vector<LevelPass> levels;  // those that have files
};

// Keys are compared bytewise, as the default comparator does.
ReadPlaces PlacesOf(const trace::State& state, const trace::TraceTables& tables,
                    std::string_view key);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_INSPECT_READ_PLACES_H_
