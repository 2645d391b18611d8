// Who runs, who waits, and for what. Only a simulated world knows and emits these: real threads are
// scheduled by an operating system that tells nobody.
//
// A mutex that is free is taken without an event: nothing about it can be seen. What is told is
// every case in which somebody had to wait, and every decision between at least two.
#ifndef LSMSCOPE_ENGINE_EVENTS_SCHED_H_
#define LSMSCOPE_ENGINE_EVENTS_SCHED_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

struct MutexWanted {
  static constexpr EventInfo kInfo{240, "MutexWanted", Family::kLock,
                                   "A thread wants a mutex that another one holds, and waits."};
  uint32_t mutex = 0;
  uint16_t holder = 0;
  uint16_t waiting = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"mutex", &MutexWanted::mutex, Unit::kMutex,
                "its number, in the order in which mutexes made somebody wait"});
    visit(Field{"holder", &MutexWanted::holder, Unit::kThread, "who holds it"});
    visit(Field{"waiting", &MutexWanted::waiting, Unit::kCount, "how many wait for it now"});
  }
};

struct MutexTaken {
  static constexpr EventInfo kInfo{241, "MutexTaken", Family::kLock,
                                   "A thread that had to wait for a mutex goes on with it."};
  uint32_t mutex = 0;
  uint64_t waited_ns = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"mutex", &MutexTaken::mutex, Unit::kMutex, "its number"});
    visit(Field{"waited_ns", &MutexTaken::waited_ns, Unit::kNanoseconds,
                "from wanting it to going on"});
  }
};

struct MutexReleased {
  static constexpr EventInfo kInfo{
      242, "MutexReleased", Family::kLock,
      "A mutex was handed on to one of those who wait for it, who could go on."};
  uint32_t mutex = 0;
  uint16_t next = 0;
  uint16_t waiting = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"mutex", &MutexReleased::mutex, Unit::kMutex, "its number"});
    visit(Field{"next", &MutexReleased::next, Unit::kThread, "who can go on"});
    visit(Field{"waiting", &MutexReleased::waiting, Unit::kCount, "how many still wait for it"});
  }
};

// Why a thread does not go on, if it is no mutex (that is MutexWanted).
enum class BlockReason : uint8_t { kCondition, kSleep, kDevice };
constexpr auto Names(BlockReason) {
  return std::to_array<std::string_view>({"condition", "sleep", "device"});
}

struct ThreadBlocked {
  static constexpr EventInfo kInfo{250, "ThreadBlocked", Family::kSched,
                                   "A thread waits and gave its core back."};
  BlockReason reason = BlockReason::kCondition;
  uint64_t until_ns = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"reason", &ThreadBlocked::reason, Unit::kNone, "what it waits for"});
    visit(Field{"until_ns", &ThreadBlocked::until_ns, Unit::kNanoseconds,
                "when a sleep or the device ends; 0: until somebody signals"});
  }
};

struct ThreadRunnable {
  static constexpr EventInfo kInfo{251, "ThreadRunnable", Family::kSched,
                                   "A thread that was blocked could go on, once it has a core."};
  uint16_t runnable = 0;
  BlockReason reason = BlockReason::kCondition;
  uint64_t waited_ns = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"runnable", &ThreadRunnable::runnable, Unit::kThread, "which thread"});
    visit(Field{"reason", &ThreadRunnable::reason, Unit::kNone, "what it had waited for"});
    visit(Field{"waited_ns", &ThreadRunnable::waited_ns, Unit::kNanoseconds, "how long"});
  }
};

// What had to be decided.
enum class ChoiceKind : uint8_t {
  kNext,      // who runs now: of those who are due at this moment, or, as a preemption, a later one
  kHandOver,  // a mutex is released and several wait for it
  kSignal,    // a condition is signalled and several wait for it
  kFreeCore,  // a core is free and several want one
};
constexpr auto Names(ChoiceKind) {
  return std::to_array<std::string_view>({"next", "hand_over", "signal", "free_core"});
}

struct ThreadChosen {
  static constexpr EventInfo kInfo{252, "ThreadChosen", Family::kSched,
                                   "The schedule chose one of several threads."};
  ThreadSet candidates;
  uint64_t choice = 0;
  uint16_t chosen = 0;
  uint16_t count = 0;
  ChoiceKind what = ChoiceKind::kNext;
  uint8_t preempted = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"choice", &ThreadChosen::choice, Unit::kCount,
                "its number among all choices of the run, also those that were not told"});
    visit(Field{"what", &ThreadChosen::what, Unit::kNone, "what had to be decided"});
    visit(Field{"chosen", &ThreadChosen::chosen, Unit::kThread, "who goes first"});
    visit(Field{"count", &ThreadChosen::count, Unit::kCount, "how many could have been chosen"});
    visit(Field{"candidates", &ThreadChosen::candidates, Unit::kThread, "who they were"});
    visit(Field{"preempted", &ThreadChosen::preempted, Unit::kFlag,
                "its time had not come: those passed over move up to its clock"});
  }
};
static_assert(sizeof(ThreadChosen) <= kMaxPayloadBytes);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_SCHED_H_
