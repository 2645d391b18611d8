// What the places of a Get know of a key: found out from the files, or as a trace recorded it.
#ifndef LSMSCOPE_SIM_INSPECT_PLACE_ANSWER_H_
#define LSMSCOPE_SIM_INSPECT_PLACE_ANSWER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/events/read.h"
#include "sim/inspect/read_places.h"

namespace lsm::sim {

// Why it cannot be told what a place answers.
enum class Unknown : uint8_t {
  kFileGone,  // there is no such file (any more)
  kLogShort,  // the log does not hold all that the memtable does
  kTooLarge,  // more than we read for one key
};

// How a table file was searched.
struct TableSearch {
  enum class Filter : uint8_t { kNone, kMaybe, kNo };
  Filter filter = Filter::kNone;
  bool filter_was_wrong = false;  // it said maybe, and the key was not there
  bool index_searched = false;
  bool past_end = false;       // the index has no block for the key: all keys are smaller
  uint64_t index_entry = 0;    // which entry of the index named the block, from 1; 0: not known
  uint64_t index_entries = 0;  // of the whole index; 0: not known
  uint64_t block_offset = 0;   // of the data block, in the file
  uint64_t block_bytes = 0;    // in the file
  bool block_searched = false;
  // Where the block came from; only a recording knows.
  std::optional<BlockSource> source;
};

// How a memtable's contents were found out.
struct LogSearch {
  uint64_t log = 0;
  uint64_t entries = 0;   // of the memtable that were read there
  uint64_t versions = 0;  // of these: of the key
};

struct PlaceAnswer {
  ReadPlace place;
  // False: a place above had the answer, so that this one is not asked.
  bool asked = false;
  bool running = false;            // of a recording: the answer has not come yet
  std::optional<Unknown> unknown;  // asked, but what it answers cannot be told
  ProbeAnswer answer = ProbeAnswer::kAbsent;
  // Of kFound and kDeleted; 0: not known, as in a recording.
  uint64_t sequence = 0;
  uint64_t value_bytes = 0;
  std::string value_begin;  // the first kValueBytesKept bytes
  // Sequence number of a newer entry of the key here, which the snapshot does not see; 0: none.
  uint64_t hidden_sequence = 0;
  std::optional<TableSearch> table;  // of files
  std::optional<LogSearch> log;      // of memtables whose contents were looked for
  std::string file;                  // name of the file that was read
  std::string error;                 // of kError: what is wrong

  // A Get goes no further.
  bool ends_get() const { return asked && !unknown && !running && answer != ProbeAnswer::kAbsent; }
};

inline constexpr size_t kValueBytesKept = 48;

// A key at a snapshot, place by place.
struct KeyLookUp {
  std::string key;
  bool key_is_cut = false;  // of a recording, which has the first bytes only
  uint64_t snapshot = 0;
  std::vector<PlaceAnswer> places;
  std::vector<LevelPass> levels;  // empty in a recording
  bool done = true;               // of a recording: the Get is over

  // The place that has the answer; null: none has.
  const PlaceAnswer* deciding() const {
    for (const PlaceAnswer& place : places) {
      if (place.ends_get()) return &place;
    }
    return nullptr;
  }
  // A place above the one that decides, or any if none does, could not be asked.
  bool uncertain() const {
    for (const PlaceAnswer& place : places) {
      if (place.ends_get()) return false;
      if (place.unknown) return true;
    }
    return false;
  }
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_INSPECT_PLACE_ANSWER_H_
