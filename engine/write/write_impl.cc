// What all modes of write groups share, and the plain one.
#include "engine/base/runtime.h"
#include "engine/base/seeded_bug.h"
#include "engine/db/account.h"
#include "engine/db/background.h"
#include "engine/events/memtable.h"
#include "engine/events/status_outcome.h"
#include "engine/write/write_groups.h"

namespace lsm {

// What a leader has to do around a switch and a stall.
class WriteGroups::LeaderHooks final : public RoomHooks {
 public:
  LeaderHooks(WriteGroups* groups, Writer* leader) : groups_(*groups), leader_(leader) {}

  void WaitForPendingWrites() override { groups_.WaitForPendingWrites(); }
  void BeginWriteStall() override { groups_.write_thread_.BeginWriteStall(leader_); }
  void EndWriteStall() override { groups_.write_thread_.EndWriteStall(leader_); }

 private:
  WriteGroups& groups_;
  Writer* const leader_;
};

Status WriteGroups::Write(const WriteOptions& options, WriteBatch* batch) {
  if (options.sync && options.disableWAL) {
    return Status::InvalidArgument("Sync writes has to enable WAL.");
  }
  Work(WorkKind::kWriteOverhead, 1);
  Writer writer(batch, {.sync = options.sync,
                        .no_slowdown = options.no_slowdown,
                        .disable_wal = options.disableWAL,
                        .has_batch = batch != nullptr,
                        .bytes = batch == nullptr ? 0 : WriteBatchInternal::ByteSize(batch)});
  write_thread_.EmitEnqueued(&writer);
  if (core_.options.unordered_write) return UnorderedWriteImpl(&writer);
  if (core_.options.enable_pipelined_write) return PipelinedWriteImpl(&writer);
  return WriteImpl(&writer);
}

Status WriteGroups::WriteImpl(Writer* writer) {
  write_thread_.JoinBatchGroup(writer);
  if (writer->state.load(std::memory_order_acquire) == WriteThread::kGroupLeader) {
    LeaderScope leads(&core_.leader);
    const Prepared prepared = PreprocessWrite(writer);
    if (!prepared.status.ok() || writer->batch == nullptr) {
      ExitAlone(writer, prepared.status, prepared.elected);
      return writer->status;
    }
    Group group;
    write_thread_.EnterAsBatchGroupLeader(writer, &group, prepared.elected);
    const bool parallel = core_.options.allow_concurrent_memtable_write && group.size > 1;
    AssignSequences(&group, prepared.memtable);
    group.status = WriteToWAL(&group, prepared);
    if (group.status.ok() && parallel) {
      write_thread_.LaunchParallelMemTableWriters(&group);
    } else {
      if (group.status.ok()) {
        group.status = InsertGroup(&group, WriteBatchInternal::Inserting::kAlone);
      }
      if (group.status.ok()) {
        Publish(group.id, group.last_sequence, 1, &group.cause);
      } else {
        GiveUp(group.status, 1);
      }
      writer->status = group.status;
      write_thread_.EmitCompleted(*writer, writer->id, group.cause);
      write_thread_.ExitAsBatchGroupLeader(&group);
      return writer->status;
    }
    // The group is on this thread's stack: it is waited for below.
    InsertOwn(writer, group.id);
    if (write_thread_.CompleteParallelMemTableWriter(writer)) FinishParallelGroup(writer);
    return writer->status;
  }
  if (writer->state.load(std::memory_order_acquire) == WriteThread::kParallelMemTableWriter) {
    InsertOwn(writer, writer->log_group);
    if (write_thread_.CompleteParallelMemTableWriter(writer)) FinishParallelGroup(writer);
  }
  return writer->status;
}

// The last one out publishes for all and hands leadership on.
void WriteGroups::FinishParallelGroup(Writer* last_one) {
  Group* const group = last_one->group;
  if (group->status.ok()) {
    Publish(group->id, group->last_sequence, 1, &group->cause);
  } else {
    GiveUp(group->status, 1);
  }
  write_thread_.ExitAsBatchGroupFollower(last_one);
}

WriteGroups::Prepared WriteGroups::PreprocessWrite(Writer* leader) {
  leader->taken_up_ns = core_.NowFor(Family::kWrite);
  Prepared prepared;
  // It knows by whom it was told: itself, if the list was empty.
  prepared.elected =
      core_.events.Emit(LeaderElected{.writer = leader->id,
                                      .how = leader->was_handed_on ? LeaderHow::kHandedOn
                                                                   : LeaderHow::kQueueWasEmpty},
                        leader->seen);
  LeaderHooks hooks(this, leader);
  MutexLock lock(&core_.mu);
  prepared.status = room_.MakeRoomForWrite(leader->id, prepared.elected,
                                           {.force = leader->batch == nullptr,
                                            .no_slowdown = leader->traits.no_slowdown,
                                            .hooks = &hooks});
  if (!prepared.status.ok() || leader->batch == nullptr) return prepared;
  Work(WorkKind::kGroupOverhead, 1);
  prepared.memtable = core_.memtables.active().table;
  prepared.oldest_needed_log = core_.versions->LogNumber();
  if (last_assigned_ < core_.versions->LastSequence()) {
    last_assigned_ = core_.versions->LastSequence();
  }
  core_.groups_in_flight++;
  return prepared;
}

void WriteGroups::AssignSequences(Group* group, MemTable* memtable) {
  const SequenceNumber first = last_assigned_ + 1;
  group->memtable = memtable;
  group->ForEach([&](Writer* writer) {
    core_.leader.AssertTaken();
    writer->sequence = last_assigned_ + 1;
    writer->log_group = group->id;
    writer->memtable = memtable;
    last_assigned_ += WriteBatchInternal::Count(writer->batch);
    WriteBatchInternal::SetSequence(writer->batch, writer->sequence);
  });
  group->last_sequence = last_assigned_;
  group->cause = core_.events.Emit(
      SequencesAssigned{.group = group->id, .first = first, .last = last_assigned_}, group->cause);
}

WriteBatch* WriteGroups::MergeBatch(Group* group) {
  if (group->size == 1) return group->leader->batch;
  merged_.Clear();
  group->ForEach([&](Writer* writer) {
    core_.leader.AssertTaken();
    WriteBatchInternal::Append(&merged_, writer->batch);
    Work(WorkKind::kBatchMerge, writer->traits.bytes);
  });
  WriteBatchInternal::SetSequence(&merged_, group->leader->sequence);
  return &merged_;
}

Status WriteGroups::WriteToWAL(Group* group, const Prepared& prepared) {
  const Writer& leader = *group->leader;
  if (leader.traits.disable_wal) return Status::OK();
  const CauseScope on_behalf_of(group->cause);
  const WriteBatch* const batch = MergeBatch(group);
  const uint64_t begin_ns = core_.NowFor(Family::kWrite);
  Status status = core_.wal.Append(WriteBatchInternal::Contents(batch), group->id);
  const uint64_t appended_ns = core_.NowFor(Family::kWrite);
  if (status.ok() && leader.traits.sync && !SeededBug(Bug::kWalNotSynced)) {
    status = core_.wal.Sync(group->id, prepared.oldest_needed_log);
  }
  group->cause = core_.events.Emit(
      GroupWritten{.group = group->id,
                   .wal_ns = appended_ns - begin_ns,
                   .sync_ns = leader.traits.sync ? core_.NowFor(Family::kWrite) - appended_ns : 0,
                   .outcome = OutcomeOf(status)},
      group->cause);
  return status;
}

Status WriteGroups::InsertGroup(Group* group, WriteBatchInternal::Inserting how) {
  MemTable* const memtable = group->memtable;
  const EventId begin = core_.events.Emit(
      MemTableInsertBegin{
          .memtable = memtable->id(), .group = group->id, .entries = group->entries},
      group->cause);
  Status status;
  group->ForEach([&](Writer* writer) {
    Status inserted = WriteBatchInternal::InsertInto(writer->batch, memtable, how);
    if (status.ok()) status = inserted;
  });
  group->cause = core_.events.Emit(MemTableInserted{.memtable = memtable->id(),
                                                    .group = group->id,
                                                    .usage = memtable->ApproximateMemoryUsage(),
                                                    .total_entries = memtable->NumEntries(),
                                                    .entries = group->entries},
                                   begin);
  return status;
}

void WriteGroups::InsertOwn(Writer* writer, uint64_t group) {
  const uint32_t entries = WriteBatchInternal::Count(writer->batch);
  const EventId begin = core_.events.Emit(WriterInsertBegin{.writer = writer->id,
                                                            .group = group,
                                                            .memtable = writer->memtable->id(),
                                                            .first = writer->sequence,
                                                            .entries = entries},
                                          writer->seen);
  writer->status = WriteBatchInternal::InsertInto(writer->batch, writer->memtable,
                                                  WriteBatchInternal::Inserting::kWithOthers);
  writer->seen =
      core_.events.Emit(WriterInserted{.writer = writer->id,
                                       .group = group,
                                       .memtable = writer->memtable->id(),
                                       .usage = writer->memtable->ApproximateMemoryUsage(),
                                       .entries = entries,
                                       .outcome = OutcomeOf(writer->status)},
                        begin);
}

void WriteGroups::Publish(uint64_t group, SequenceNumber last, uint32_t log_groups,
                          EventId* cause) {
  MutexLock lock(&core_.mu);
  core_.groups_in_flight -= log_groups;
  core_.versions->SetLastSequence(last);
  *cause = core_.events.EmitUnder(core_.mu,
                                  SequencePublished{.group = group, .last_sequence = last}, *cause);
  EmitAccountIfDue(core_);
}

void WriteGroups::GiveUp(const Status& status, uint32_t log_groups) {
  MutexLock lock(&core_.mu);
  core_.groups_in_flight -= log_groups;
  core_.RecordBackgroundError(status);
}

void WriteGroups::ExitAlone(Writer* leader, const Status& status, EventId cause) {
  leader->status = status;
  Group alone;
  alone.leader = leader;
  alone.last_writer = leader;
  alone.size = 1;
  alone.status = status;
  alone.cause = write_thread_.EmitCompleted(*leader, leader->id, cause);
  write_thread_.ExitAsBatchGroupLeader(&alone);
}

void WriteGroups::WaitForPendingWrites() {
  if (core_.options.enable_pipelined_write) write_thread_.WaitForMemTableWriters();
  if (!core_.options.unordered_write) return;
  MutexLock lock(&switch_mu_);
  while (core_.pending_memtable_writes.load(std::memory_order_acquire) != 0) switch_cv_.Wait();
}

}  // namespace lsm
