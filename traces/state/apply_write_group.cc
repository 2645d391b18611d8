// RocksDB's write groups: the list without a lock, roles, waits, inserts at once, and what stands
// between log and memtable.
#include <algorithm>
#include <utility>

#include "traces/state/apply.h"

namespace lsm::trace {
namespace {

bool IsOver(const State& state, uint64_t writer) {
  const auto found = state.writers.find(writer);
  return found == state.writers.end() || found->second.phase == WriterPhase::kCompleted;
}

bool AreOver(const State& state, const std::vector<uint64_t>& members) {
  return std::ranges::all_of(members, [&](uint64_t member) { return IsOver(state, member); });
}

// The group that is written leaves the queue for the next one.
void LetNextWriteLog(State& state, uint64_t id, GroupPhase phase, WriterPhase members_phase,
                     std::vector<uint64_t>* to) {
  if (!state.group.has_value() || state.group->id != id) return;
  state.group->phase = phase;
  for (const uint64_t member : state.group->members) {
    std::erase(state.queue, member);
    if (to != nullptr) to->push_back(member);
    if (WriterState* writer = FindWriter(state, member)) writer->phase = members_phase;
  }
  state.logged_groups.push_back(std::move(*state.group));
  state.group.reset();
}

}  // namespace

void PutInQueue(State& state, uint64_t writer) {
  if (std::ranges::find(state.queue, writer) != state.queue.end()) return;
  if (state.limits.write_path.groups == 0) return;
  const WriterState* found = FindWriter(std::as_const(state), writer);
  const uint64_t older = found == nullptr ? 0 : found->linked_behind;
  auto place = std::ranges::find(state.queue, older);
  if (place != state.queue.end()) {
    ++place;
  } else {
    // Who linked behind it may have been told first.
    place = std::ranges::find_if(state.queue, [&](uint64_t other) {
      const WriterState* behind = FindWriter(std::as_const(state), other);
      return behind != nullptr && behind->linked_behind == writer;
    });
  }
  state.queue.insert(place, writer);
}

void EndCompletedGroups(State& state) {
  if (state.group.has_value() && state.group->phase != GroupPhase::kOpen &&
      AreOver(state, state.group->members)) {
    const uint64_t leader = state.group->leader;
    state.group.reset();
    ForgetWriter(state, leader);
  }
  std::erase_if(state.logged_groups,
                [&](const GroupState& group) { return AreOver(state, group.members); });
  if (state.memtable_group.has_value() && AreOver(state, state.memtable_group->members)) {
    const uint64_t leader = state.memtable_group->leader;
    state.memtable_group.reset();
    ForgetWriter(state, leader);
  }
}

void Apply(State& state, const EventContext&, const WritePathConfigured& e) {
  state.limits.write_path = e;
}

void Apply(State& state, const EventContext&, const WriterLinked& e) {
  WriterState* writer = FindWriter(state, e.writer);
  if (writer == nullptr) return;
  writer->linked_behind = e.older;
  // Its leader may have taken it up already, or even be done with it.
  if (writer->phase == WriterPhase::kKeptOut) writer->phase = WriterPhase::kEnqueued;
  if (writer->phase == WriterPhase::kEnqueued) PutInQueue(state, e.writer);
}

void Apply(State& state, const EventContext&, const WriterRoleGiven& e) {
  WriterState* writer = FindWriter(state, e.writer);
  if (writer == nullptr) return;
  writer->role = e.role;
  if (writer->phase != WriterPhase::kCompleted && e.by != e.writer) {
    writer->phase = WriterPhase::kWoken;
  }
}

void Apply(State& state, const EventContext&, const WriterWaitPhase& e) {
  WriterState* writer = FindWriter(state, e.writer);
  if (writer == nullptr) return;
  writer->waiting = e.phase;
  writer->wait_place = e.place;
}

void Apply(State& state, const EventContext&, const ParallelInsertLaunched& e) {
  if (state.memtable_group.has_value() && state.memtable_group->id == e.group) {
    state.memtable_group->parallel = true;
  } else if (GroupState* group = FindGroup(state, e.group)) {
    group->parallel = true;
    group->phase = GroupPhase::kInserting;
  }
}

void Apply(State& state, const EventContext& at, const WriterInsertBegin& e) {
  if (GroupState* group = FindGroup(state, e.group)) group->phase = GroupPhase::kInserting;
  ChangeMemTable(state, e.memtable,
                 [&](MemTableState& memtable) { memtable.inserting_group = e.group; });
  WriterState* writer = FindWriter(state, e.writer);
  if (writer == nullptr) return;
  writer->phase = WriterPhase::kInserting;
  writer->insert_begun_ns = at.time_ns;
}

void Apply(State& state, const EventContext&, const WriterInserted& e) {
  if (GroupState* group = FindGroup(state, e.group)) group->inserted++;
  ChangeMemTable(state, e.memtable, [&](MemTableState& memtable) {
    // Inserts at once may tell in another order than they saw: the memtable only grows.
    memtable.entries += e.entries;
    memtable.usage = std::max(memtable.usage, e.usage);
  });
  if (state.limits.write_path.unordered != 0 && state.pending_memtable_writes > 0) {
    state.pending_memtable_writes--;
  }
  if (WriterState* writer = FindWriter(state, e.writer)) writer->phase = WriterPhase::kInserted;
}

void Apply(State& state, const EventContext&, const ParallelInsertDone& e) {
  if (GroupState* group = FindGroup(state, e.group)) group->phase = GroupPhase::kWritten;
  if (state.memtable != nullptr) {
    ChangeMemTable(state, state.memtable->id,
                   [](MemTableState& memtable) { memtable.inserting_group = 0; });
  }
}

void Apply(State& state, const EventContext&, const GroupQueuedForMemTable& e) {
  LetNextWriteLog(state, e.group, GroupPhase::kLogged, WriterPhase::kLogged, &state.memtable_queue);
}

void Apply(State& state, const EventContext& at, const MemTableGroupFormed& e) {
  MemTableGroupState group{.id = e.group,
                           .leader = e.leader,
                           .entries = e.entries,
                           .last_sequence = e.last_sequence,
                           .formed = at.position};
  for (const uint64_t writer : state.memtable_queue) {
    group.members.push_back(writer);
    if (writer == e.last) break;
  }
  state.memtable_group = std::move(group);
}

void Apply(State& state, const EventContext&, const MemTableWritesPending& e) {
  state.pending_memtable_writes += e.members;
  LetNextWriteLog(state, e.group, GroupPhase::kInserting, WriterPhase::kLogged, nullptr);
}

void Apply(State& state, const EventContext&, const QueueBarred&) { state.queue_barred = true; }

void Apply(State& state, const EventContext&, const QueueReopened&) { state.queue_barred = false; }

void Apply(State& state, const EventContext&, const WriterKeptOut& e) {
  if (WriterState* writer = FindWriter(state, e.writer)) writer->phase = WriterPhase::kKeptOut;
}

}  // namespace lsm::trace
