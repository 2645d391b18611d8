#include "engine/write/leveldb_queue.h"

#include "engine/base/runtime.h"
#include "engine/base/seeded_bug.h"
#include "engine/db/account.h"
#include "engine/db/background.h"
#include "engine/events/memtable.h"
#include "engine/events/status_outcome.h"
#include "engine/events/write.h"
#include "engine/write/batch_group.h"
#include "engine/write/write_batch_internal.h"

namespace lsm {

Status LevelDbQueue::Write(const WriteOptions& options, WriteBatch* batch) {
  if (options.disableWAL || options.no_slowdown) {
    return Status::NotSupported("disableWAL and no_slowdown need write groups");
  }
  Work(WorkKind::kWriteOverhead, 1);
  Writer writer(&core_.mu, batch, options.sync);
  MutexLock lock(&core_.mu);
  Enqueue(&writer);
  WaitForTurn(&writer);
  if (writer.done) return writer.status;  // a leader wrote for this writer
  return Lead(&writer);
}

void LevelDbQueue::Enqueue(Writer* writer) {
  writer->id = ++core_.last_writer_id;
  writer->enqueued_ns = core_.NowFor(Family::kWrite);
  writers_.push_back(writer);
  core_.queue_length = writers_.size();
  if (!core_.events.Wants(Family::kWrite)) return;

  WriterEnqueued event{.writer = writer->id,
                       .queue_length = static_cast<uint32_t>(writers_.size()),
                       .sync = writer->sync,
                       .has_batch = writer->batch != nullptr};
  if (writer->batch != nullptr) {
    event.bytes = WriteBatchInternal::ByteSize(writer->batch);
    const WriteBatchInternal::Content content = WriteBatchInternal::ContentOf(writer->batch);
    event.user_bytes = content.user_bytes;
    event.deletes = content.deletes;
    event.puts = WriteBatchInternal::Count(writer->batch) - event.deletes;
  }
  writer->enqueued = core_.events.EmitUnder(core_.mu, event);
  writer->woken_by = writer->enqueued;
}

void LevelDbQueue::WaitForTurn(Writer* writer) {
  if (writer == writers_.front()) return;
  core_.events.EmitUnder(
      core_.mu,
      WriterWaitBegin{.writer = writer->id, .ahead = static_cast<uint32_t>(writers_.size() - 1)},
      writer->enqueued);
  while (!writer->done && writer != writers_.front()) writer->turn.Wait();
  core_.events.EmitUnder(
      core_.mu,
      WriterWoken{.writer = writer->id,
                  .waited_ns = writer->enqueued_ns == 0
                                   ? 0
                                   : core_.NowFor(Family::kWrite) - writer->enqueued_ns,
                  .done = writer->done},
      writer->woken_by);
}

Status LevelDbQueue::Lead(Writer* leader) {
  LeaderScope leads(&core_.leader);
  leader->taken_up_ns = core_.NowFor(Family::kWrite);
  const EventId elected = core_.events.EmitUnder(
      core_.mu,
      LeaderElected{.writer = leader->id,
                    .queue_length = static_cast<uint32_t>(writers_.size()),
                    .how = leader->woken_by == leader->enqueued ? LeaderHow::kQueueWasEmpty
                                                                : LeaderHow::kHandedOn},
      leader->woken_by);

  EventId cause = elected;
  Writer* last_writer = leader;
  Status status = room_.MakeRoomForWrite(leader->id, elected, {.force = leader->batch == nullptr});
  if (status.ok() && leader->batch != nullptr) {
    Work(WorkKind::kGroupOverhead, 1);
    const Group group = BuildBatchGroup(leader, elected);
    last_writer = group.last_writer;
    status = WriteGroup(group, &cause);
  }
  CompleteGroup(leader, last_writer, status, cause);
  return status;
}

LevelDbQueue::Group LevelDbQueue::BuildBatchGroup(Writer* leader, EventId cause) {
  const Events& events = core_.events;
  uint64_t bytes = WriteBatchInternal::ByteSize(leader->batch);
  const uint64_t max_bytes = MaxGroupBytes(bytes, core_.options);
  Group group{.id = ++core_.last_group_id,
              .batch = leader->batch,
              .last_writer = leader,
              .sync = leader->sync};
  const EventId opened = events.EmitUnder(
      core_.mu,
      GroupOpened{
          .group = group.id, .leader = leader->id, .max_bytes = max_bytes, .leader_bytes = bytes},
      cause);

  uint32_t members = 0;
  uint64_t next_writer = 0;
  GroupCloseReason reason = GroupCloseReason::kQueueEmpty;
  const uint64_t now_ns = core_.NowFor(Family::kWrite);
  for (Writer* writer : writers_) {
    if (writer != leader) {
      const GroupCandidate candidate{
          .sync = writer->sync,
          .has_batch = writer->batch != nullptr,
          .bytes = writer->batch == nullptr ? 0 : WriteBatchInternal::ByteSize(writer->batch)};
      if (auto why_not = WhyNotJoin(candidate, leader->sync, bytes, max_bytes)) {
        reason = *why_not;
        next_writer = writer->id;
        break;
      }
      if (writer->batch != nullptr) {
        group.batch = MergeInto(leader->batch, group.batch, writer->batch);
        bytes += candidate.bytes;
      }
      writer->taken_up_ns = now_ns;
      group.last_writer = writer;
    }
    members++;
    events.EmitUnder(
        core_.mu,
        WriterJoined{
            .group = group.id, .writer = writer->id, .group_bytes = bytes, .members = members},
        opened);
  }
  group.entries = WriteBatchInternal::Count(group.batch);
  group.memtable = core_.memtables.active().table;
  group.oldest_needed_log = core_.versions->LogNumber();
  group.closed = events.EmitUnder(core_.mu,
                                  GroupClosed{.group = group.id,
                                              .bytes = WriteBatchInternal::ByteSize(group.batch),
                                              .next_writer = next_writer,
                                              .members = members,
                                              .entries = group.entries,
                                              .reason = reason,
                                              .sync = group.sync},
                                  opened);
  return group;
}

WriteBatch* LevelDbQueue::MergeInto(WriteBatch* leader_batch, WriteBatch* merged_so_far,
                                    WriteBatch* batch) {
  if (merged_so_far == leader_batch) {
    merged_.Clear();
    WriteBatchInternal::Append(&merged_, leader_batch);
    Work(WorkKind::kBatchMerge, WriteBatchInternal::ByteSize(leader_batch));
  }
  WriteBatchInternal::Append(&merged_, batch);
  Work(WorkKind::kBatchMerge, WriteBatchInternal::ByteSize(batch));
  return &merged_;
}

Status LevelDbQueue::WriteGroup(const Group& group, EventId* written) {
  const SequenceNumber first = core_.versions->LastSequence() + 1;
  const SequenceNumber last = first + group.entries - 1;
  WriteBatchInternal::SetSequence(group.batch, first);
  const EventId assigned = core_.events.EmitUnder(
      core_.mu, SequencesAssigned{.group = group.id, .first = first, .last = last}, group.closed);

  if (SeededBug(Bug::kPublishedEarly)) core_.versions->SetLastSequence(last);
  core_.groups_in_flight++;
  core_.mu.Unlock();
  Status status = WriteUnlocked(group, assigned, written);
  core_.mu.Lock();
  core_.groups_in_flight--;

  if (!status.ok() && SeededBug(Bug::kWalErrorNotKept)) return status;
  if (!status.ok()) {
    // What of the group is in the log is unknown; a later write behind it could be lost with it, or
    // bring it back. So nothing more is written until the database is opened again.
    core_.RecordBackgroundError(status);
    return status;
  }
  core_.versions->SetLastSequence(last + (SeededBug(Bug::kPublishedTooMuch) ? 1 : 0));
  *written = core_.events.EmitUnder(
      core_.mu, SequencePublished{.group = group.id, .last_sequence = last}, *written);
  return status;
}

Status LevelDbQueue::WriteUnlocked(const Group& group, EventId cause, EventId* written) {
  const CauseScope on_behalf_of(cause);
  const bool timed = core_.events.Wants(Family::kWrite);
  const auto now = [&] { return timed ? core_.env->NowNanos() : 0; };
  const uint64_t begin_ns = now();
  const bool sync = group.sync && !SeededBug(Bug::kWalNotSynced);
  const bool early = SeededBug(Bug::kWalSyncedBeforeAppend);
  if (sync && early) (void)core_.wal.Sync(group.id, group.oldest_needed_log);
  Status status = core_.wal.Append(WriteBatchInternal::Contents(group.batch), group.id);
  const uint64_t appended_ns = now();
  if (status.ok() && sync && !early) status = core_.wal.Sync(group.id, group.oldest_needed_log);
  const uint64_t synced_ns = now();
  if (status.ok()) status = InsertIntoMemTable(group, cause);
  *written = core_.events.Emit(GroupWritten{.group = group.id,
                                            .wal_ns = appended_ns - begin_ns,
                                            .sync_ns = group.sync ? synced_ns - appended_ns : 0,
                                            .insert_ns = now() - synced_ns,
                                            .outcome = OutcomeOf(status)},
                               cause);
  return status;
}

Status LevelDbQueue::InsertIntoMemTable(const Group& group, EventId cause) {
  const EventId begin = core_.events.Emit(
      MemTableInsertBegin{
          .memtable = group.memtable->id(), .group = group.id, .entries = group.entries},
      cause);
  Status status = WriteBatchInternal::InsertInto(group.batch, group.memtable);
  core_.events.Emit(MemTableInserted{.memtable = group.memtable->id(),
                                     .group = group.id,
                                     .usage = group.memtable->ApproximateMemoryUsage(),
                                     .total_entries = group.memtable->NumEntries(),
                                     .entries = group.entries},
                    begin);
  return status;
}

void LevelDbQueue::CompleteGroup(Writer* leader, Writer* last_writer, const Status& status,
                                 EventId cause) {
  EventId completed = kNoEvent;
  while (true) {
    Writer* ready = writers_.front();
    writers_.pop_front();
    core_.queue_length = writers_.size();
    completed = EmitCompleted(*ready, *leader, status, cause);
    if (ready != leader) {
      ready->status = status;
      ready->done = true;
      ready->woken_by = completed;
      if (!SeededBug(Bug::kFollowerNotWoken)) ready->turn.Signal();
    }
    if (ready == last_writer) break;
  }
  EmitAccountIfDue(core_);
  if (!writers_.empty()) {
    Writer* next = writers_.front();
    next->woken_by = core_.events.EmitUnder(
        core_.mu, LeadershipHandedOn{.from = leader->id, .to = next->id}, completed);
    if (!SeededBug(Bug::kNextLeaderNotWoken)) next->turn.Signal();
  }
}

EventId LevelDbQueue::EmitCompleted(const Writer& writer, const Writer& leader,
                                    const Status& status, EventId cause) {
  WriterCompleted event{.writer = writer.id, .by = leader.id, .outcome = OutcomeOf(status)};
  // A writer that was enqueued before these events were wanted has no times.
  if (writer.enqueued_ns != 0 && writer.taken_up_ns != 0) {
    event.queued_ns = writer.taken_up_ns - writer.enqueued_ns;
    event.total_ns = core_.NowFor(Family::kWrite) - writer.enqueued_ns;
  }
  return core_.events.EmitUnder(core_.mu, event, cause);
}

}  // namespace lsm
