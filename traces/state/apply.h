// What each kind of event does to State: one overload per kind, by topic in apply_<topic>.cc. Fold
// calls them for every kind of AllEvents, so that a kind without one does not compile.
//
// A trace may be damaged or hostile: an event that speaks of something State does not know changes
// nothing there, and levels and thread numbers are checked before they are used.
#ifndef LSMSCOPE_TRACES_STATE_APPLY_H_
#define LSMSCOPE_TRACES_STATE_APPLY_H_

#include "engine/events/all.h"
#include "traces/state/state.h"

namespace lsm::trace {

// What an event's header says.
struct EventContext {
  EventId position = 0;
  uint64_t time_ns = 0;
  uint16_t thread = 0;
};

// Run.
void Apply(State& state, const EventContext& at, const RunStarted& e);
void Apply(State& state, const EventContext& at, const ThreadStarted& e);
void Apply(State& state, const EventContext& at, const DatabaseOpened& e);
void Apply(State& state, const EventContext& at, const LevelTarget& e);
void Apply(State& state, const EventContext& at, const DatabaseClosed& e);
void Apply(State& state, const EventContext& at, const RunEnded& e);

// Write.
void Apply(State& state, const EventContext& at, const WriterEnqueued& e);
void Apply(State& state, const EventContext& at, const WriterWaitBegin& e);
void Apply(State& state, const EventContext& at, const WriterWoken& e);
void Apply(State& state, const EventContext& at, const LeaderElected& e);
void Apply(State& state, const EventContext& at, const GroupOpened& e);
void Apply(State& state, const EventContext& at, const WriterJoined& e);
void Apply(State& state, const EventContext& at, const GroupClosed& e);
void Apply(State& state, const EventContext& at, const SequencesAssigned& e);
void Apply(State& state, const EventContext& at, const SequencePublished& e);
void Apply(State& state, const EventContext& at, const GroupWritten& e);
void Apply(State& state, const EventContext& at, const WriterCompleted& e);
void Apply(State& state, const EventContext& at, const LeadershipHandedOn& e);
void Apply(State& state, const EventContext& at, const MakeRoomBegin& e);
void Apply(State& state, const EventContext& at, const MakeRoomEnd& e);

// Write groups.
void Apply(State& state, const EventContext& at, const WritePathConfigured& e);
void Apply(State& state, const EventContext& at, const WriterLinked& e);
void Apply(State& state, const EventContext& at, const WriterRoleGiven& e);
void Apply(State& state, const EventContext& at, const WriterWaitPhase& e);
void Apply(State& state, const EventContext& at, const ParallelInsertLaunched& e);
void Apply(State& state, const EventContext& at, const WriterInsertBegin& e);
void Apply(State& state, const EventContext& at, const WriterInserted& e);
void Apply(State& state, const EventContext& at, const ParallelInsertDone& e);
void Apply(State& state, const EventContext& at, const GroupQueuedForMemTable& e);
void Apply(State& state, const EventContext& at, const MemTableGroupFormed& e);
void Apply(State& state, const EventContext& at, const MemTableWritesPending& e);
void Apply(State& state, const EventContext& at, const QueueBarred& e);
void Apply(State& state, const EventContext& at, const QueueReopened& e);
void Apply(State& state, const EventContext& at, const WriterKeptOut& e);

// WAL.
void Apply(State& state, const EventContext& at, const WalAppendBegin& e);
void Apply(State& state, const EventContext& at, const WalAppended& e);
void Apply(State& state, const EventContext& at, const WalSyncBegin& e);
void Apply(State& state, const EventContext& at, const WalSyncEnd& e);
void Apply(State& state, const EventContext& at, const WalPosition& e);
void Apply(State& state, const EventContext& at, const WalCreated& e);
void Apply(State& state, const EventContext& at, const WalSwitched& e);

// Memtables.
void Apply(State& state, const EventContext& at, const MemTableCreated& e);
void Apply(State& state, const EventContext& at, const MemTableInsertBegin& e);
void Apply(State& state, const EventContext& at, const MemTableInserted& e);
void Apply(State& state, const EventContext& at, const MemTableSwitchDue& e);
void Apply(State& state, const EventContext& at, const MemTableFull& e);
void Apply(State& state, const EventContext& at, const MemTableSwitched& e);
void Apply(State& state, const EventContext& at, const MemTableImmutable& e);
void Apply(State& state, const EventContext& at, const MemTableReleased& e);

// Stalls.
void Apply(State& state, const EventContext& at, const StallBegin& e);
void Apply(State& state, const EventContext& at, const StallCondition& e);
void Apply(State& state, const EventContext& at, const StallEnd& e);

// Background work.
void Apply(State& state, const EventContext& at, const BackgroundScheduled& e);
void Apply(State& state, const EventContext& at, const FlushBegin& e);
void Apply(State& state, const EventContext& at, const FlushInput& e);
void Apply(State& state, const EventContext& at, const FlushLevelChosen& e);
void Apply(State& state, const EventContext& at, const FlushEnd& e);
void Apply(State& state, const EventContext& at, const LevelScore& e);
void Apply(State& state, const EventContext& at, const CompactionPicked& e);
void Apply(State& state, const EventContext& at, const CompactionInput& e);
void Apply(State& state, const EventContext& at, const TrivialMove& e);
void Apply(State& state, const EventContext& at, const CompactionBegin& e);
void Apply(State& state, const EventContext& at, const CompactionProgress& e);
void Apply(State& state, const EventContext& at, const OutputOpened& e);
void Apply(State& state, const EventContext& at, const OutputClosed& e);
void Apply(State& state, const EventContext& at, const EntryKept& e);
void Apply(State& state, const EventContext& at, const EntryDropped& e);
void Apply(State& state, const EventContext& at, const CompactionEnd& e);

// The set of files.
void Apply(State& state, const EventContext& at, const FileRemoved& e);
void Apply(State& state, const EventContext& at, const FileAdded& e);
void Apply(State& state, const EventContext& at, const VersionInstalled& e);
void Apply(State& state, const EventContext& at, const ManifestAppended& e);
void Apply(State& state, const EventContext& at, const CurrentSwitched& e);
void Apply(State& state, const EventContext& at, const FileDeleted& e);
void Apply(State& state, const EventContext& at, const Account& e);

// Reads.
void Apply(State& state, const EventContext& at, const GetBegin& e);
void Apply(State& state, const EventContext& at, const MemTableProbed& e);
void Apply(State& state, const EventContext& at, const FileProbeBegin& e);
void Apply(State& state, const EventContext& at, const IndexSearched& e);
void Apply(State& state, const EventContext& at, const FilterAnswered& e);
void Apply(State& state, const EventContext& at, const BlockRead& e);
void Apply(State& state, const EventContext& at, const FileProbed& e);
void Apply(State& state, const EventContext& at, const GetEnd& e);
void Apply(State& state, const EventContext& at, const SeekCharged& e);
void Apply(State& state, const EventContext& at, const SeekCompactionDue& e);
void Apply(State& state, const EventContext& at, const TableOpened& e);
void Apply(State& state, const EventContext& at, const IteratorCreated& e);
void Apply(State& state, const EventContext& at, const IteratorSeek& e);
void Apply(State& state, const EventContext& at, const IteratorChild& e);
void Apply(State& state, const EventContext& at, const IteratorMoved& e);
void Apply(State& state, const EventContext& at, const EntryHidden& e);
void Apply(State& state, const EventContext& at, const IteratorAtEnd& e);
void Apply(State& state, const EventContext& at, const IteratorClosed& e);

// Recovery and faults.
void Apply(State& state, const EventContext& at, const RecoveryBegin& e);
void Apply(State& state, const EventContext& at, const ManifestRead& e);
void Apply(State& state, const EventContext& at, const LogReplayBegin& e);
void Apply(State& state, const EventContext& at, const LogReplayed& e);
void Apply(State& state, const EventContext& at, const RecoveryEnd& e);
void Apply(State& state, const EventContext& at, const BackgroundErrorSet& e);
void Apply(State& state, const EventContext& at, const FaultInjected& e);
void Apply(State& state, const EventContext& at, const PowerCut& e);
void Apply(State& state, const EventContext& at, const RecordReplayed& e);
void Apply(State& state, const EventContext& at, const RepairBegin& e);
void Apply(State& state, const EventContext& at, const LogConverted& e);
void Apply(State& state, const EventContext& at, const TableRepaired& e);
void Apply(State& state, const EventContext& at, const RepairEnd& e);

// Locks and the schedule.
void Apply(State& state, const EventContext& at, const MutexWanted& e);
void Apply(State& state, const EventContext& at, const MutexTaken& e);
void Apply(State& state, const EventContext& at, const MutexReleased& e);
void Apply(State& state, const EventContext& at, const ThreadBlocked& e);
void Apply(State& state, const EventContext& at, const ThreadRunnable& e);
void Apply(State& state, const EventContext& at, const ThreadChosen& e);

// ---- For more than one topic ----

// Null if it is not there.
ThreadState* FindThread(State& state, uint16_t thread);
WriterState* FindWriter(State& state, uint64_t writer);
GroupState* FindGroup(State& state, uint64_t group);
// The writer's call has returned, or is about to.
void ForgetWriter(State& state, uint64_t writer);
// Puts a writer into the queue, behind whom it found there, if it does not stand in it.
void PutInQueue(State& state, uint64_t writer);
// After a writer has completed: the groups all of whose members have are over.
void EndCompletedGroups(State& state);
LogState* FindLog(State& state, uint64_t log);
JobState* FindJob(State& state, uint32_t job);
// Replaces a memtable's node by a changed copy. Nothing if it is not there.
template <class Change>
void ChangeMemTable(State& state, uint64_t memtable, Change&& change) {
  const auto change_node = [&](MemTableNode& node) {
    auto copy = std::make_shared<MemTableState>(*node);
    change(*copy);
    node = std::move(copy);
  };
  if (state.memtable != nullptr && state.memtable->id == memtable) {
    change_node(state.memtable);
    return;
  }
  for (MemTableNode& node : state.immutables) {
    if (node->id == memtable) return change_node(node);
  }
}
// The first difference between the engine's account and the folded one, in words; empty: none.
std::string CompareAccounts(const Account& engine, const Account& folded);

// What belongs to a database and not to the run is gone: a new one begins with nothing.
void ForgetDatabase(State& state);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_STATE_APPLY_H_
