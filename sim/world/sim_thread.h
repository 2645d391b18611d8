// What a world keeps of one fiber.
#ifndef LSMSCOPE_SIM_WORLD_SIM_THREAD_H_
#define LSMSCOPE_SIM_WORLD_SIM_THREAD_H_

#include <cstdint>
#include <functional>
#include <memory>

#include "engine/base/runtime.h"
#include "engine/events/sched.h"
#include "lsm/env.h"
#include "sim/fiber/fiber.h"

namespace lsm::sim {

class World;

struct SimThread {
  enum class Phase : uint8_t {
    kOnCore,          // has a core; goes on at `due_ns`
    kWantsCore,       // could go on, waits for a core
    kAsleep,          // sleeps or waits for the device until `due_ns`
    kWaitsMutex,      // for `waits_for`
    kWaitsCondition,  // for `waits_for`; takes `mutex` afterwards
    kEnded,
  };

  World* world = nullptr;
  uint32_t number = 0;  // from 1
  ThreadInfo info;
  std::function<void()> body;
  std::unique_ptr<Fiber> fiber;

  Phase phase = Phase::kWantsCore;
  uint64_t due_ns = 0;
  uint64_t slice_ns = 0;  // used of its quantum since it got its core
  RuntimeSlot* waits_for = nullptr;
  RuntimeSlot* mutex = nullptr;
  bool woken = false;                // asleep for thread_wake_ns, after which it asks for `mutex`
  uint64_t late_ns = 0;              // of its next core: the time until it really runs
  SimThread* next_waiter = nullptr;  // in the list of a RuntimeSlot
  uint64_t passed_over = 0;          // choices in a row in which somebody else went first

  // For the events about it.
  EventId blocked_event = kNoEvent;  // its last ThreadBlocked
  EventId wanted_event = kNoEvent;   // its last MutexWanted
  EventId handed_event = kNoEvent;   // the MutexReleased that gave it a mutex
  uint64_t blocked_ns = 0;
  uint64_t wanted_ns = 0;
  BlockReason blocked_on = BlockReason::kCondition;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORLD_SIM_THREAD_H_
