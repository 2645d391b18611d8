// How the engine emits: an Events handle, made from Options::event_sink, and the EventSink behind
// it.
#ifndef LSMSCOPE_ENGINE_EVENTS_EVENTS_H_
#define LSMSCOPE_ENGINE_EVENTS_EVENTS_H_

#include <atomic>
#include <cstdint>
#include <string_view>

#include "engine/base/mutex.h"
#include "engine/events/event.h"

namespace lsm {

// The place of a fact in the order of the lock under which it became true.
struct LockTicket {
  const Mutex* lock = nullptr;
  uint64_t number = 0;  // from 1
};

// The statement that emitted. `file` is a string literal, relative to the repository's root.
struct EmitSite {
  const char* file = "";
  int line = 0;
};

// Where events go. Implemented by recorders and by worlds. Safe to call from many threads at once.
// A sink never calls the engine and never waits for anything that needs it.
class EventSink {
 public:
  virtual ~EventSink() = default;

  // Stamps thread, time and the thread's own running number, and keeps the event. The answer
  // names it, for use as a cause.
  virtual EventId Append(const Event& event, EmitSite site, LockTicket ticket) = 0;

  // Keeps a text for an event that the same thread emits next.
  virtual Text Intern(std::string_view text) = 0;

  // Which families are wanted. May be changed while the engine runs.
  const std::atomic<FamilySet>& families() const { return families_; }
  void SetFamilies(FamilySet families) {
    families_.store(families | Bit(Family::kRun), std::memory_order_relaxed);
  }

 private:
  std::atomic<FamilySet> families_{kAllFamilies};
};

// A handle that is cheap to copy. Without a sink every Emit is one predictable branch.
class Events {
 public:
  Events() = default;
  explicit Events(EventSink* sink) : sink_(sink), families_(sink ? &sink->families() : &kNone) {}

  bool Wants(Family family) const {
    return (families_->load(std::memory_order_relaxed) & Bit(family)) != 0;
  }
  EventSink* sink() const { return sink_; }

  // The cause of an event that is emitted without one is that of the innermost CauseScope.
  //
  // A function with defaulted file and line, not a macro: compilers number a macro's lines
  // differently, and traces must not depend on the compiler. Keep `events.Emit(` on one line.
  template <class E>
  EventId Emit(const E& fields, EventId cause = kNoEvent, const char* file = __builtin_FILE(),
               int line = __builtin_LINE()) const {
    if (!Wants(E::kInfo.family)) [[likely]]
      return kNoEvent;
    return Append(Event::Of(fields), cause, {}, {file, line});
  }

  // Emits a fact that became true under `lock`.
  template <class E>
  EventId EmitUnder(Mutex& lock, const E& fields, EventId cause = kNoEvent,
                    const char* file = __builtin_FILE(), int line = __builtin_LINE()) const
      REQUIRES(lock) {
    if (!Wants(E::kInfo.family)) [[likely]]
      return kNoEvent;
    return Append(Event::Of(fields), cause, {&lock, lock.NextTicket()}, {file, line});
  }

  // Longer texts are cut.
  static constexpr size_t kMaxTextBytes = 1024;
  Text Intern(std::string_view text) const {
    return sink_ == nullptr ? Text{} : sink_->Intern(text.substr(0, kMaxTextBytes));
  }

 private:
  static inline const std::atomic<FamilySet> kNone{0};

  EventId Append(Event event, EventId cause, LockTicket ticket, EmitSite site) const {
    event.cause = cause != kNoEvent ? cause : t_context.cause;
    return sink_->Append(event, site, ticket);
  }

  EventSink* sink_ = nullptr;
  const std::atomic<FamilySet>* families_ = &kNone;
};

// While it lives, events that this thread emits without a cause answer `cause`: for what happens
// layers below, where nobody knows on whose behalf a block is read. kNoEvent changes nothing.
class CauseScope {
 public:
  explicit CauseScope(EventId cause) : before_(t_context.cause) {
    if (cause != kNoEvent) t_context.cause = cause;
  }
  ~CauseScope() { t_context.cause = before_; }
  CauseScope(const CauseScope&) = delete;
  CauseScope& operator=(const CauseScope&) = delete;

 private:
  const EventId before_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_EVENTS_H_
