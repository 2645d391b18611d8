#include "gui/session/stepping.h"

#include <algorithm>

#include "engine/events/all.h"

namespace lsm::gui {
namespace {

enum class Operation : uint8_t {
  kWrite,
  kWait,
  kMakeRoom,
  kStall,
  kWalAppend,
  kSync,
  kInsert,
  kGroup,
  kFlush,
  kCompaction,
  kGet,
  kFileProbe,
  kLogReplay,
  kRecovery,
};

// An operation that has begun, and which one of its kind.
struct Open {
  Operation operation = Operation::kWrite;
  uint64_t id = 0;
};

std::optional<Open> BegunBy(const Event& e) {
  using O = Operation;
  if (e.Is<WriterEnqueued>()) return Open{O::kWrite, e.As<WriterEnqueued>().writer};
  if (e.Is<WriterWaitBegin>()) return Open{O::kWait, e.As<WriterWaitBegin>().writer};
  if (e.Is<MakeRoomBegin>()) return Open{O::kMakeRoom, e.As<MakeRoomBegin>().writer};
  if (e.Is<StallBegin>()) return Open{O::kStall, e.As<StallBegin>().stall};
  if (e.Is<GroupOpened>()) return Open{O::kGroup, e.As<GroupOpened>().group};
  if (e.Is<WalAppendBegin>()) return Open{O::kWalAppend, e.As<WalAppendBegin>().log};
  if (e.Is<WalSyncBegin>()) return Open{O::kSync, e.As<WalSyncBegin>().log};
  if (e.Is<MemTableInsertBegin>()) return Open{O::kInsert, e.As<MemTableInsertBegin>().memtable};
  if (e.Is<FlushBegin>()) return Open{O::kFlush, e.As<FlushBegin>().job};
  if (e.Is<CompactionPicked>()) return Open{O::kCompaction, e.As<CompactionPicked>().job};
  if (e.Is<GetBegin>()) return Open{O::kGet, e.As<GetBegin>().read};
  if (e.Is<FileProbeBegin>()) return Open{O::kFileProbe, 0};
  if (e.Is<LogReplayBegin>()) return Open{O::kLogReplay, 0};
  if (e.Is<RecoveryBegin>()) return Open{O::kRecovery, 0};
  return std::nullopt;
}

// A follower's Write is over when it wakes with its work done, a leader's when it completes itself.
bool EndsWrite(const Event& e, uint64_t writer) {
  if (e.Is<WriterWoken>()) {
    const WriterWoken woken = e.As<WriterWoken>();
    return woken.writer == writer && woken.done != 0;
  }
  if (!e.Is<WriterCompleted>()) return false;
  const WriterCompleted completed = e.As<WriterCompleted>();
  return completed.writer == writer && completed.by == writer;
}

bool Ends(const Event& e, const Open& open) {
  switch (open.operation) {
    case Operation::kWrite:
      return EndsWrite(e, open.id);
    case Operation::kWait:
      return e.Is<WriterWoken>() && e.As<WriterWoken>().writer == open.id;
    case Operation::kMakeRoom:
      return e.Is<MakeRoomEnd>() && e.As<MakeRoomEnd>().writer == open.id;
    case Operation::kStall:
      return e.Is<StallEnd>() && e.As<StallEnd>().stall == open.id;
    case Operation::kGroup:
      return e.Is<GroupWritten>() && e.As<GroupWritten>().group == open.id;
    case Operation::kWalAppend:
      return e.Is<WalAppended>() && e.As<WalAppended>().log == open.id;
    case Operation::kSync:
      return e.Is<WalSyncEnd>() && e.As<WalSyncEnd>().log == open.id;
    case Operation::kInsert:
      return e.Is<MemTableInserted>() && e.As<MemTableInserted>().memtable == open.id;
    case Operation::kFlush:
      return e.Is<FlushEnd>() && e.As<FlushEnd>().job == open.id;
    case Operation::kCompaction:
      // A trivial move has no merge; its job ends with the event that says so.
      return (e.Is<CompactionEnd>() && e.As<CompactionEnd>().job == open.id) ||
             (e.Is<TrivialMove>() && e.As<TrivialMove>().job == open.id);
    case Operation::kGet:
      return e.Is<GetEnd>() && e.As<GetEnd>().read == open.id;
    case Operation::kFileProbe:
      return e.Is<FileProbed>();
    case Operation::kLogReplay:
      return e.Is<LogReplayed>();
    case Operation::kRecovery:
      return e.Is<RecoveryEnd>();
  }
  return false;
}

// What one thread is in the middle of, the outermost operation first.
class Nesting {
 public:
  // The outermost operation that ends takes those inside it along.
  void Take(const Event& event) {
    size_t still_open = 0;
    while (still_open < open_.size() && !Ends(event, open_[still_open])) still_open++;
    open_.resize(still_open);
    if (const std::optional<Open> begun = BegunBy(event)) open_.push_back(*begun);
  }
  size_t depth() const { return open_.size(); }
  const std::vector<Open>& open() const { return open_; }

 private:
  std::vector<Open> open_;
};

Nesting NestingAt(const Session& session, uint64_t position) {
  Nesting nesting;
  const uint16_t thread = session.EventAt(position).thread;
  for (uint64_t at = 1; at <= position; at++) {
    if (session.EventAt(at).thread == thread) nesting.Take(session.EventAt(at));
  }
  return nesting;
}

// Where the same thread's nesting has fallen below `depth`.
uint64_t EndOfDepth(const Session& session, uint64_t from, Nesting nesting, size_t depth) {
  const uint16_t thread = session.EventAt(from).thread;
  uint64_t last = 0;
  for (uint64_t at = from + 1; at <= session.size(); at++) {
    if (session.EventAt(at).thread != thread) continue;
    nesting.Take(session.EventAt(at));
    last = at;
    if (nesting.depth() < depth) return at;
  }
  return last;
}

// The nearest position in that direction that `matches`; 0: none.
template <class Matches>
uint64_t Nearest(const Session& session, uint64_t from, int direction, Matches matches) {
  if (direction > 0) {
    for (uint64_t at = from + 1; at <= session.size(); at++) {
      if (matches(session.EventAt(at))) return at;
    }
    return 0;
  }
  for (uint64_t at = from; at-- > 1;) {
    if (matches(session.EventAt(at))) return at;
  }
  return 0;
}

bool NamesWriter(const Event& event, uint64_t writer) {
  bool names = false;
  VisitEvent(event, [&]<class E>(const E& fields) {
    E::ForEachField([&](const auto& field) {
      if constexpr (requires { uint64_t{fields.*field.member}; }) {
        names = names || (field.unit == Unit::kWriter && fields.*field.member == writer);
      }
    });
  });
  return names;
}

}  // namespace

Stepped StepEvents(const Session& session, uint64_t from, int64_t events) {
  Stepped stepped{.position = from,
                  .missing = static_cast<uint64_t>(events < 0 ? -events : events)};
  const auto recorded = [&](uint64_t position) { return session.EventAt(position).kind != 0; };
  if (events > 0) {
    for (uint64_t at = from + 1; at <= session.size() && stepped.missing > 0; at++) {
      stepped.position = at;
      stepped.missing -= recorded(at);
    }
    return stepped;
  }
  // One step back is to before this event.
  for (uint64_t at = from; at >= session.first() && stepped.missing > 0; at--) {
    stepped.missing -= recorded(at);
    stepped.position = at - 1;
  }
  stepped.position = RecordedAt(session, stepped.position);
  return stepped;
}

uint64_t RecordedAt(const Session& session, uint64_t position) {
  while (position >= session.first() && session.EventAt(position).kind == 0) position--;
  return position;
}

uint64_t NextBreakpoint(const Session& session, uint64_t from, const Breakpoints& kinds,
                        int direction) {
  if (kinds.empty()) return 0;
  return Nearest(session, from, direction,
                 [&](const Event& event) { return kinds.contains(event.kind); });
}

uint64_t StepInto(const Session& session, uint64_t from) {
  if (from == 0) return session.size() > 0 ? 1 : 0;
  const uint16_t thread = session.EventAt(from).thread;
  return Nearest(session, from, 1, [&](const Event& event) { return event.thread == thread; });
}

uint64_t StepOver(const Session& session, uint64_t from) {
  if (from == 0 || !BegunBy(session.EventAt(from))) return StepInto(session, from);
  const Nesting nesting = NestingAt(session, from);
  return EndOfDepth(session, from, nesting, nesting.depth());
}

uint64_t StepOut(const Session& session, uint64_t from) {
  if (from == 0) return 0;
  const Nesting nesting = NestingAt(session, from);
  return nesting.depth() == 0 ? 0 : EndOfDepth(session, from, nesting, nesting.depth());
}

uint64_t WriterOf(const Session& session, uint64_t position) {
  if (position == 0) return 0;
  uint64_t writer = 0;
  VisitEvent(session.EventAt(position), [&]<class E>(const E& fields) {
    E::ForEachField([&](const auto& field) {
      if constexpr (requires { uint64_t{fields.*field.member}; }) {
        if (writer == 0 && field.unit == Unit::kWriter) writer = fields.*field.member;
      }
    });
  });
  if (writer != 0) return writer;
  const Nesting nesting = NestingAt(session, position);
  for (const Open& open : nesting.open()) {
    if (open.operation == Operation::kWrite) writer = open.id;
  }
  return writer;
}

uint64_t NextOfWriter(const Session& session, uint64_t from, uint64_t writer, int direction) {
  if (writer == 0) return 0;
  return Nearest(session, from, direction,
                 [&](const Event& event) { return NamesWriter(event, writer); });
}

std::vector<uint64_t> EffectsOf(const Session& session, uint64_t position, size_t limit) {
  const NamingIndex& names = session.index().names;
  std::vector<uint64_t> effects;
  for (uint64_t at = names.FirstAnswer(position); at != 0 && effects.size() < limit;
       at = names.NextAnswer(at)) {
    effects.push_back(at);
  }
  return effects;
}

}  // namespace lsm::gui
