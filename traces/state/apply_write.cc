// The queue: enqueued, waiting, leading, grouped, completed.
//
// A writer stays in `writers` until its thread goes on: a follower until it is woken, a leader
// until its whole group is completed (it completes first, being the front of the queue).
#include <algorithm>

#include "traces/state/apply.h"

namespace lsm::trace {
namespace {

void SetPhase(State& state, uint64_t writer, WriterPhase phase) {
  if (WriterState* found = FindWriter(state, writer)) found->phase = phase;
}

void SetGroupPhase(State& state, uint64_t group, GroupPhase phase) {
  if (state.group.has_value() && state.group->id == group) state.group->phase = phase;
}

// A write that was told "ok" while its bytes were not durable: what a power cut would lose.
void CountAcknowledged(State& state, const WriterState& writer, Outcome outcome) {
  if (outcome != Outcome::kOk || !writer.has_batch || !state.log.has_value()) return;
  if (state.log->durable < state.log->appended) state.log->acknowledged_not_durable++;
}

}  // namespace

WriterState* FindWriter(State& state, uint64_t writer) {
  const auto found = state.writers.find(writer);
  return found == state.writers.end() ? nullptr : &found->second;
}

GroupState* FindGroup(State& state, uint64_t group) {
  return const_cast<GroupState*>(FindGroup(static_cast<const State&>(state), group));
}

void ForgetWriter(State& state, uint64_t writer) {
  const auto found = state.writers.find(writer);
  if (found == state.writers.end()) return;
  if (ThreadState* thread = FindThread(state, found->second.thread);
      thread != nullptr && thread->current_writer == writer) {
    thread->current_writer = 0;
  }
  state.writers.erase(found);
}

void Apply(State& state, const EventContext& at, const WriterEnqueued& e) {
  if (ThreadState* thread = FindThread(state, at.thread)) {
    if (thread->current_writer != 0) ForgetWriter(state, thread->current_writer);
    thread->current_writer = e.writer;
  }
  // A list without a lock tells later behind whom it stands (WriterLinked).
  if (state.limits.write_path.groups == 0) state.queue.push_back(e.writer);
  state.writers[e.writer] = {.id = e.writer,
                             .thread = at.thread,
                             .bytes = e.bytes,
                             .puts = e.puts,
                             .deletes = e.deletes,
                             .sync = e.sync != 0,
                             .has_batch = e.has_batch != 0,
                             .enqueued = at.position,
                             .enqueued_ns = at.time_ns};
}

void Apply(State& state, const EventContext&, const WriterWaitBegin& e) {
  WriterState* writer = FindWriter(state, e.writer);
  if (writer != nullptr && writer->phase == WriterPhase::kEnqueued) {
    writer->phase = WriterPhase::kWaiting;
  }
}

void Apply(State& state, const EventContext&, const WriterWoken& e) {
  WriterState* writer = FindWriter(state, e.writer);
  if (writer == nullptr) return;
  if (e.done != 0 && writer->phase == WriterPhase::kCompleted) return ForgetWriter(state, e.writer);
  writer->waiting.reset();
  writer->woken_waited_ns = e.waited_ns;
  writer->phase = WriterPhase::kWoken;
}

void Apply(State& state, const EventContext& at, const LeaderElected& e) {
  WriterState* writer = FindWriter(state, e.writer);
  if (writer == nullptr) return;
  writer->leader = true;
  writer->phase = WriterPhase::kLeading;
  writer->elected = at.position;
  writer->elected_ns = at.time_ns;
  PutInQueue(state, e.writer);
}

void Apply(State& state, const EventContext&, const MakeRoomBegin& e) {
  SetPhase(state, e.writer, WriterPhase::kMakingRoom);
}

void Apply(State& state, const EventContext&, const MakeRoomEnd& e) {
  SetPhase(state, e.writer, WriterPhase::kLeading);
}

void Apply(State& state, const EventContext& at, const GroupOpened& e) {
  state.group = GroupState{.id = e.group,
                           .leader = e.leader,
                           .bytes = 0,
                           .max_bytes = e.max_bytes,
                           .opened = at.position};
  SetPhase(state, e.leader, WriterPhase::kGrouping);
}

void Apply(State& state, const EventContext&, const WriterJoined& e) {
  if (state.group.has_value() && state.group->id == e.group) {
    state.group->members.push_back(e.writer);
    PutInQueue(state, e.writer);
    state.group->bytes = e.group_bytes;
  }
  WriterState* writer = FindWriter(state, e.writer);
  if (writer == nullptr) return;
  writer->group = e.group;
  if (!writer->leader) writer->phase = WriterPhase::kMember;
}

void Apply(State& state, const EventContext&, const GroupClosed& e) {
  if (!state.group.has_value() || state.group->id != e.group) return;
  GroupState& group = *state.group;
  group.phase = GroupPhase::kClosed;
  group.bytes = e.bytes;
  group.entries = e.entries;
  group.sync = e.sync != 0;
  group.close_reason = e.reason;
  group.next_writer = e.next_writer;
  SetPhase(state, group.leader, WriterPhase::kMember);
}

void Apply(State& state, const EventContext&, const SequencesAssigned& e) {
  if (!state.group.has_value() || state.group->id != e.group) return;
  state.group->first_sequence = e.first;
  state.group->last_sequence = e.last;
}

void Apply(State& state, const EventContext&, const SequencePublished& e) {
  state.last_sequence = e.last_sequence;
}

void Apply(State& state, const EventContext&, const GroupWritten& e) {
  SetGroupPhase(state, e.group, GroupPhase::kWritten);
}

void Apply(State& state, const EventContext&, const WriterCompleted& e) {
  std::erase(state.queue, e.writer);
  std::erase(state.memtable_queue, e.writer);
  WriterState* writer = FindWriter(state, e.writer);
  if (writer == nullptr) return;
  writer->phase = WriterPhase::kCompleted;
  CountAcknowledged(state, *writer, e.outcome);
  const GroupState* group = FindGroup(state, writer->group);
  // Whoever completes itself returns at once; but a leader stays until its group is complete.
  if (e.by == e.writer && (group == nullptr || group->leader != e.writer)) {
    ForgetWriter(state, e.writer);
  }
  EndCompletedGroups(state);
}

void Apply(State& state, const EventContext&, const LeadershipHandedOn& e) {
  // In write groups the old group has left the list, though its members are told later.
  if (state.limits.write_path.groups != 0) {
    const auto next = std::find(state.queue.begin(), state.queue.end(), e.to);
    if (next != state.queue.end()) state.queue.erase(state.queue.begin(), next);
  }
  SetPhase(state, e.to, WriterPhase::kWoken);
}

void Apply(State& state, const EventContext&, const WalAppendBegin& e) {
  SetGroupPhase(state, e.group, GroupPhase::kWritingWal);
}

void Apply(State& state, const EventContext&, const MemTableInsertBegin& e) {
  SetGroupPhase(state, e.group, GroupPhase::kInserting);
  ChangeMemTable(state, e.memtable,
                 [&](MemTableState& memtable) { memtable.inserting_group = e.group; });
}

void Apply(State& state, const EventContext&, const WalSyncBegin& e) {
  SetGroupPhase(state, e.group, GroupPhase::kSyncing);
  if (LogState* log = FindLog(state, e.log)) log->syncing = true;
}

}  // namespace lsm::trace
