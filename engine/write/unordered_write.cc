// Unordered writes: a group is published when it is in the log; then everybody inserts its own
// batch, outside any group. A writer that returns finds its own write, but a snapshot that was
// taken meanwhile may gain entries.
#include "engine/write/write_groups.h"

namespace lsm {

Status WriteGroups::UnorderedWriteImpl(Writer* writer) {
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
    AssignSequences(&group, prepared.memtable);
    group.status = WriteToWAL(&group, prepared);
    if (group.status.ok()) {
      // Counted before it is published: from then on somebody may look whether all is inserted.
      core_.pending_memtable_writes.fetch_add(group.size);
      group.cause = core_.events.Emit(
          MemTableWritesPending{.group = group.id, .writer = writer->id, .members = group.size},
          group.cause);
      Publish(group.id, group.last_sequence, 1, &group.cause);
      group.completes = false;  // there is something left to do
    } else {
      GiveUp(group.status, 1);
    }
    writer->status = group.status;
    writer->seen = group.cause;
    write_thread_.ExitAsBatchGroupLeader(&group);
    if (!group.status.ok()) {
      write_thread_.EmitCompleted(*writer, writer->id, writer->seen);
      return writer->status;
    }
  } else if (!writer->status.ok()) {
    return writer->status;  // told by its leader
  }

  InsertOwn(writer, writer->log_group);
  if (!writer->status.ok()) GiveUp(writer->status, 0);
  EndPendingWrite();
  write_thread_.EmitCompleted(*writer, writer->id, writer->seen);
  return writer->status;
}

void WriteGroups::EndPendingWrite() {
  if (core_.pending_memtable_writes.fetch_sub(1) > 1) return;
  MutexLock lock(&switch_mu_);
  switch_cv_.SignalAll();
}

}  // namespace lsm
