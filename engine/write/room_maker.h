// MakeRoomForWrite: what a leader does before it writes. It asks the stall policy and carries out
// the answer: go on, sleep, wait for the background thread, or switch the memtable.
#ifndef LSMSCOPE_ENGINE_WRITE_ROOM_MAKER_H_
#define LSMSCOPE_ENGINE_WRITE_ROOM_MAKER_H_

#include <cstdint>
#include <optional>

#include "engine/db/core.h"
#include "engine/write/stall_policy.h"

namespace lsm {

class Background;

// What a write path has to do around a switch and a stall. Called without the mutex, by the leader.
class RoomHooks {
 public:
  virtual ~RoomHooks() = default;
  // Returns when nobody inserts into the active memtable any more.
  virtual void WaitForPendingWrites() = 0;
  virtual void BeginWriteStall() = 0;
  virtual void EndWriteStall() = 0;
};

struct RoomRequest {
  bool force = false;          // switch the memtable even if it has room
  bool no_slowdown = false;    // Incomplete instead of a stall
  RoomHooks* hooks = nullptr;  // null: nothing is to be done
};

// Used by the leader.
class RoomMaker {
 public:
  RoomMaker(Core* core, Background* background) : core_(*core), background_(*background) {}

  // Returns with room in the active memtable, or with the error that sticks, or with that of making
  // a log. May release the mutex and wait. Mutex held, by the leader.
  [[nodiscard]] Status MakeRoomForWrite(uint64_t writer, EventId cause, const RoomRequest& request);

 private:
  struct OpenStall {
    uint64_t id = 0;
    StallCause cause = StallCause::kL0Slowdown;
    bool timed = false;  // a delay, not a wait
    EventId begun = kNoEvent;
    uint64_t begun_ns = 0;
  };

  RoomInputs Look(bool force, bool delay_allowed) const REQUIRES(core_.mu, core_.leader);
  Status MakeRoom(uint64_t writer, EventId cause, const RoomRequest& request)
      REQUIRES(core_.mu, core_.leader);
  void HoldBack(const RoomDecision& decision, RoomHooks* hooks) REQUIRES(core_.mu);
  bool MustStillWait(const RoomDecision& decision) const REQUIRES(core_.mu);
  void Delay(const RoomDecision& decision) REQUIRES(core_.mu);
  void WaitForBackground(const RoomDecision& decision) REQUIRES(core_.mu);
  [[nodiscard]] Status SwitchMemTable(EventId cause, const RoomDecision& decision, RoomHooks* hooks)
      REQUIRES(core_.mu, core_.leader);
  EventId EmitWhySwitched(EventId cause, const RoomDecision& decision) REQUIRES(core_.mu);

  void BeginStall(uint64_t writer, const RoomInputs& inputs, const RoomDecision& decision,
                  EventId cause) REQUIRES(core_.mu);
  void EndStall(uint64_t writer) REQUIRES(core_.mu);

  Core& core_;
  Background& background_;
  // Several waits for the same cause, one after the other, are one stall. Guarded by core_.mu.
  std::optional<OpenStall> stall_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_ROOM_MAKER_H_
