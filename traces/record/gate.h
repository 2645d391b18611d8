// Gate: pauses and steps an engine that runs for real (or a world in a thread of its own) at its
// own events.
//
// A thread that emits asks the gate BEFORE its event is recorded. So a step of n lets exactly n
// emits through, nothing is recorded after the event that a breakpoint stopped at, and what is
// drawn is what the engine did: at rest each waiting thread stands right behind one fact that is
// true already and not yet told. (Asking after recording would need to guess which thread comes to
// a next event at all: it may be waiting for a lock that another one holds.)
//
// Facts pass in the order in which their threads came. A waiting thread may hold any lock of the
// engine, the DB mutex above all. Therefore: whoever works the gate must not call the engine, and
// reads only State; and before an engine is closed its gate is opened for good. Threads that still
// emit then never wait, so that closing cannot deadlock.
#ifndef LSMSCOPE_TRACES_RECORD_GATE_H_
#define LSMSCOPE_TRACES_RECORD_GATE_H_

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>

#include "engine/events/events.h"

namespace lsm::trace {

// Thread-safe. Open at first.
class Gate {
 public:
  // Told of events as they pass, without thread and time. Runs under the gate's lock: it must not
  // work the gate.
  using Predicate = std::function<bool(const Event& event)>;

  struct View {
    bool open = true;      // everybody passes, unseen
    bool running = true;   // open, or until a predicate holds, or steps are due
    uint64_t waiting = 0;  // threads that stand at the gate
    uint64_t due = 0;      // of the steps asked for, those that nobody came for yet
    uint64_t hits = 0;     // times that a predicate held
  };

  Gate() = default;
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  // Everybody passes, those who wait first of all.
  void Open();
  // Nobody passes. Steps that are still due are forgotten. A thread that is already past the gate
  // may still record its one event.
  void Close();
  // An open gate closes when the next one comes to it. For who is told of the last event that may
  // pass, and may stand in the gate itself: it takes no lock.
  void CloseBehind() {
    close_behind_.store(true, std::memory_order_relaxed);
    open_.store(false, std::memory_order_release);
  }
  // `events` more emits pass, beside those that are still due; then the gate is closed.
  void Step(uint64_t events);
  // Everybody passes up to the first event for which `matches` holds; it is the last one to pass.
  void RunUntil(Predicate matches);
  // As Open; nothing that is asked later closes it again.
  void OpenForGood();

  View view() const;

  // For GateSink: records the event in `inner` when it may pass.
  EventId Pass(EventSink* inner, const Event& event, EmitSite site, LockTicket ticket) {
    if (open_.load(std::memory_order_acquire)) [[likely]]
      return inner->Append(event, site, ticket);
    return PassInTurn(inner, event, site, ticket);
  }

 private:
  static constexpr uint64_t kNoLimit = UINT64_MAX;

  EventId PassInTurn(EventSink* inner, const Event& event, EmitSite site, LockTicket ticket);
  // REQUIRES: mutex_ is held.
  void OpenLocked();
  void LimitLocked(uint64_t allowed);

  std::atomic<bool> open_{true};
  std::atomic<bool> close_behind_{false};

  mutable std::mutex mutex_;  // guards the rest; held while a closed gate lets an event through
  std::condition_variable turn_;
  bool for_good_ = false;
  uint64_t came_ = 0;     // threads that found the gate closed so far; each has a number from 0
  uint64_t passed_ = 0;   // of these; the next to pass has this number
  uint64_t allowed_ = 0;  // numbers below this may pass
  uint64_t hits_ = 0;
  Predicate stop_at_;
};

// The gate in front of another sink. Neither is owned.
class GateSink final : public EventSink {
 public:
  GateSink(Gate* gate, EventSink* inner) : gate_(gate), inner_(inner) {}

  EventId Append(const Event& event, EmitSite site, LockTicket ticket) override {
    return gate_->Pass(inner_, event, site, ticket);
  }
  Text Intern(std::string_view text) override { return inner_->Intern(text); }

 private:
  Gate* const gate_;
  EventSink* const inner_;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_RECORD_GATE_H_
