// Where a Get of a key would look in a State, from top to bottom. A State knows the files and their
// key ranges, not what is in them: what each place would answer is not known.
#ifndef LSMSCOPE_GUI_SESSION_READ_PATH_H_
#define LSMSCOPE_GUI_SESSION_READ_PATH_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::gui {

struct ReadStop {
  enum class Place : uint8_t { kMemTable, kImmutable, kFile };
  Place place = Place::kMemTable;
  uint64_t id = 0;    // memtable or file
  uint8_t level = 0;  // of a file

  friend bool operator==(const ReadStop&, const ReadStop&) = default;
};

struct LevelPass {
  uint8_t level = 0;
  uint64_t files = 0;     // in the level
  uint64_t covering = 0;  // whose range holds the key
};

struct ReadPath {
  std::vector<ReadStop> stops;    // in the order in which they are asked
  std::vector<LevelPass> levels;  // those that have files
};

// Keys are compared bytewise, as the default comparator does.
ReadPath PathOf(const trace::State& state, const trace::TraceTables& tables, std::string_view key);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_READ_PATH_H_
