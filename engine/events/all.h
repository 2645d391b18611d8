// The one list of event kinds. Adding one: a struct in <topic>.h and its name here (and an Apply in
// traces/state, without which nothing compiles). Codes are append-only.
#ifndef LSMSCOPE_ENGINE_EVENTS_ALL_H_
#define LSMSCOPE_ENGINE_EVENTS_ALL_H_

#include "engine/events/compaction.h"
#include "engine/events/fault.h"
#include "engine/events/flush.h"
#include "engine/events/iterator.h"
#include "engine/events/memtable.h"
#include "engine/events/read.h"
#include "engine/events/recovery.h"
#include "engine/events/run.h"
#include "engine/events/sched.h"
#include "engine/events/stall.h"
#include "engine/events/version.h"
#include "engine/events/wal.h"
#include "engine/events/write.h"
#include "engine/events/write_group.h"

namespace lsm {

template <class... E>
struct EventList {
  static constexpr size_t kSize = sizeof...(E);

  // Calls visit.template operator()<E>() for every kind, in the order of the list.
  template <class V>
  static constexpr void ForEachKind(V&& visit) {
    (visit.template operator()<E>(), ...);
  }
};

using AllEvents = EventList<
    RunStarted, ThreadStarted, DatabaseOpened, WritePathConfigured, LevelTarget, DatabaseClosed,
    RunEnded, WriterEnqueued, WriterWaitBegin, WriterWoken, LeaderElected, GroupOpened,
    WriterJoined, GroupClosed, SequencesAssigned, SequencePublished, GroupWritten, WriterCompleted,
    LeadershipHandedOn, MakeRoomBegin, MakeRoomEnd, WriterLinked, WriterRoleGiven, WriterWaitPhase,
    ParallelInsertLaunched, WriterInsertBegin, WriterInserted, ParallelInsertDone,
    GroupQueuedForMemTable, MemTableGroupFormed, MemTableWritesPending, QueueBarred, QueueReopened,
    WriterKeptOut, WalAppendBegin, WalAppended, WalSyncBegin, WalSyncEnd, WalPosition, WalCreated,
    WalSwitched, MemTableCreated, MemTableInsertBegin, MemTableInserted, MemTableSwitchDue,
    MemTableFull, MemTableSwitched, MemTableImmutable, MemTableReleased, StallBegin, StallCondition,
    StallEnd, BackgroundScheduled, FlushBegin, FlushInput, FlushLevelChosen, FlushEnd, LevelScore,
    CompactionPicked, CompactionInput, TrivialMove, CompactionBegin, CompactionProgress,
    OutputOpened, OutputClosed, EntryKept, EntryDropped, CompactionEnd, FileRemoved, FileAdded,
    VersionInstalled, ManifestAppended, CurrentSwitched, FileDeleted, Account, GetBegin,
    MemTableProbed, FileProbeBegin, IndexSearched, FilterAnswered, BlockRead, FileProbed, GetEnd,
    SeekCharged, SeekCompactionDue, TableOpened, IteratorCreated, IteratorSeek, IteratorChild,
    IteratorMoved, EntryHidden, IteratorAtEnd, IteratorClosed, RecoveryBegin, ManifestRead,
    LogReplayBegin, LogReplayed, RecoveryEnd, BackgroundErrorSet, FaultInjected, PowerCut,
    RecordReplayed, RepairBegin, LogConverted, TableRepaired, RepairEnd, MutexWanted, MutexTaken,
    MutexReleased, ThreadBlocked, ThreadRunnable, ThreadChosen>;

inline constexpr uint16_t kMaxEventCode = 1023;

// The description of a kind, or null if there is no such kind.
const EventInfo* FindEventInfo(uint16_t code);
const EventInfo* FindEventInfo(std::string_view name);

// Calls visit(fields) with the event's own struct. False if its kind is unknown.
template <class V>
bool VisitEvent(const Event& event, V&& visit) {
  bool found = false;
  [&]<class... E>(EventList<E...>) {
    // A chain of comparisons; compilers make a jump table of it.
    ((event.kind == E::kInfo.code ? (visit(event.As<E>()), found = true) : false) || ...);
  }(AllEvents{});
  return found;
}

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_ALL_H_
