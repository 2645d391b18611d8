// Who waits for what, as far as locks and the schedule tell.
#include "traces/state/apply.h"

namespace lsm::trace {

void Apply(State& state, const EventContext& at, const MutexWanted& e) {
  if (ThreadState* thread = FindThread(state, at.thread)) {
    thread->blocked = {.on = ThreadBlock::On::kMutex,
                       .mutex = e.mutex,
                       .holder = e.holder,
                       .since = at.position,
                       .since_ns = at.time_ns};
  }
}

void Apply(State&, const EventContext&, const MutexTaken&) {}

void Apply(State& state, const EventContext&, const MutexReleased& e) {
  for (ThreadState& thread : state.threads) {
    if (!thread.blocked || thread.blocked->on != ThreadBlock::On::kMutex) continue;
    if (thread.number == e.next) {
      thread.blocked.reset();
    } else if (thread.blocked->mutex == e.mutex) {
      thread.blocked->holder = e.next;
    }
  }
}

void Apply(State& state, const EventContext& at, const ThreadBlocked& e) {
  ThreadState* thread = FindThread(state, at.thread);
  if (thread == nullptr) return;
  thread->blocked = {.on = e.reason == BlockReason::kCondition ? ThreadBlock::On::kCondition
                           : e.reason == BlockReason::kSleep   ? ThreadBlock::On::kSleep
                                                               : ThreadBlock::On::kDevice,
                     .since = at.position,
                     .since_ns = at.time_ns,
                     .until_ns = e.until_ns};
}

void Apply(State& state, const EventContext&, const ThreadRunnable& e) {
  if (ThreadState* thread = FindThread(state, e.runnable)) thread->blocked.reset();
}

// A decision between threads that could all have run: nothing of them changes.
void Apply(State&, const EventContext&, const ThreadChosen&) {}

}  // namespace lsm::trace
