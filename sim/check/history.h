// A history: what clients asked of a database and what they were answered, in the order in which
// the calls began and returned.
#ifndef LSMSCOPE_SIM_CHECK_HISTORY_H_
#define LSMSCOPE_SIM_CHECK_HISTORY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lsm::sim {

// Keys and values are numbers here, equal for equal bytes.
inline constexpr uint32_t kNoValue = 0;  // the key is not there

struct CalledOperation {
  // A moment that is later than all: the call did not return.
  static constexpr uint64_t kNever = UINT64_MAX;

  struct Entry {
    uint32_t key = 0;
    uint32_t value = kNoValue;  // written (kNoValue: deleted), or found
  };
  enum class Outcome : uint8_t {
    kDone,
    kUnknown,  // it failed, or did not return: what it wrote may be there or not
  };

  uint32_t client = 0;
  bool write = false;
  bool sync = false;  // of a write: acknowledged only when it is durable
  Outcome outcome = Outcome::kUnknown;
  uint64_t begin = 0;  // moments: no two calls or returns have the same
  uint64_t end = kNever;
  std::vector<Entry> entries;  // of a read: one

  // What the engine itself says about it, the witness. 0: it said nothing.
  uint64_t first_sequence = 0;  // of a write
  uint64_t last_sequence = 0;
  uint64_t snapshot = 0;  // of a read: it sees what has a sequence number up to this one
  bool has_snapshot = false;
};

// The power failed.
struct HistoryCut {
  size_t operations = 0;  // so many had been called before
  bool recovered = false;
  uint64_t last_sequence = 0;  // that recovery found; if `recovered`
};

struct History {
  std::vector<CalledOperation> operations;  // by begin
  std::vector<std::string> keys;            // by number
  std::vector<std::string> values;          // by number; values[kNoValue] is not used
  std::vector<HistoryCut> cuts;             // in order
  // Unordered writes: a read may miss what had not returned when it was called, whatever its
  // snapshot.
  bool unordered = false;
};

// "client 2 get key7 -> (nothing)", for messages.
std::string Describe(const History& history, const CalledOperation& operation);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CHECK_HISTORY_H_
