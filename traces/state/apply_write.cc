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

void Forget(State& state, uint64_t writer) {
  const auto found = state.writers.find(writer);
  if (found == state.writers.end()) return;
  if (ThreadState* thread = FindThread(state, found->second.thread);
      thread != nullptr && thread->current_writer == writer) {
    thread->current_writer = 0;
  }
  state.writers.erase(found);
}

bool IsCompleted(const State& state, uint64_t writer) {
  const auto found = state.writers.find(writer);
  return found == state.writers.end() || found->second.phase == WriterPhase::kCompleted;
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

void Apply(State& state, const EventContext& at, const WriterEnqueued& e) {
  if (ThreadState* thread = FindThread(state, at.thread)) {
    if (thread->current_writer != 0) Forget(state, thread->current_writer);
    thread->current_writer = e.writer;
  }
  state.queue.push_back(e.writer);
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
  SetPhase(state, e.writer, WriterPhase::kWaiting);
}

void Apply(State& state, const EventContext&, const WriterWoken& e) {
  WriterState* writer = FindWriter(state, e.writer);
  if (writer == nullptr) return;
  if (e.done != 0 && writer->phase == WriterPhase::kCompleted) return Forget(state, e.writer);
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
  if (!state.queue.empty() && state.queue.front() == e.writer) {
    state.queue.erase(state.queue.begin());
  } else {
    std::erase(state.queue, e.writer);
  }
  WriterState* writer = FindWriter(state, e.writer);
  if (writer == nullptr) return;
  writer->phase = WriterPhase::kCompleted;
  CountAcknowledged(state, *writer, e.outcome);

  const bool in_group = state.group.has_value() && writer->group == state.group->id;
  if (!in_group) {
    if (e.by == e.writer) Forget(state, e.writer);
    return;
  }
  const GroupState& group = *state.group;
  if (std::all_of(group.members.begin(), group.members.end(),
                  [&](uint64_t member) { return IsCompleted(state, member); })) {
    const uint64_t leader = group.leader;
    state.group.reset();
    Forget(state, leader);
  }
}

void Apply(State& state, const EventContext&, const LeadershipHandedOn& e) {
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
