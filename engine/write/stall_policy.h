// Whether a leader may write now: a pure function of what it sees and the options. LevelDB's rules
// in LevelDB's order, or for write groups RocksDB's in RocksDB's (RoomMaker carries the decision
// out).
#ifndef LSMSCOPE_ENGINE_WRITE_STALL_POLICY_H_
#define LSMSCOPE_ENGINE_WRITE_STALL_POLICY_H_

#include <array>
#include <cstdint>
#include <optional>

#include "engine/events/memtable.h"
#include "engine/events/stall.h"
#include "lsm/options.h"

namespace lsm {

// What the leader sees, under the database's mutex.
struct RoomInputs {
  bool force = false;          // a memtable switch is asked for, room or not
  bool delay_allowed = false;  // this write was not delayed yet
  uint64_t l0_files = 0;
  uint64_t memtable_usage = 0;  // bytes
  bool memtable_empty = false;  // whatever it takes: a switch would bring nothing
  uint64_t immutables = 0;      // memtables that wait for their flush or are being flushed
  uint64_t all_usage = 0;       // bytes of all memtables
  uint64_t wal_bytes = 0;       // of all logs that are needed
};

enum class RoomAction : uint8_t {
  kProceed,  // there is room
  kDelay,    // sleep once, then ask again
  kWait,     // until the background thread has done something, then ask again
  kSwitch,   // the memtable is full, or a limit of all is reached, and it may be switched
};

struct RoomDecision {
  RoomAction action = RoomAction::kProceed;
  // For kDelay and kWait: which condition decided, its value and its threshold.
  StallCause cause = StallCause::kL0Slowdown;
  uint64_t value = 0;
  uint64_t threshold = 0;
  uint64_t delay_ns = 0;  // for kDelay
  // For kSwitch of a memtable that is not full itself: the limit, in `value` and `threshold`.
  std::optional<SwitchReason> limit;
};

RoomDecision DecideRoom(const RoomInputs& inputs, const Options& options);

// Every condition next to its threshold, in the order in which the rules look at them.
// StallCondition::stall is left 0.
std::array<StallCondition, 4> StallConditions(const RoomInputs& inputs, const Options& options);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_STALL_POLICY_H_
