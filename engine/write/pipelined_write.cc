// Pipelined writes: one queue for the log, one for the memtable. Group n + 1 writes its log while
// group n inserts.
#include "engine/write/write_groups.h"

namespace lsm {

Status WriteGroups::PipelinedWriteImpl(Writer* writer) {
  write_thread_.JoinBatchGroup(writer);
  if (writer->state.load(std::memory_order_acquire) == WriteThread::kGroupLeader) {
    LeaderScope leads(&core_.leader);
    const Prepared prepared = PreprocessWrite(writer);
    if (!prepared.status.ok() || writer->batch == nullptr) {
      ExitAlone(writer, prepared.status, prepared.elected);
      return writer->status;
    }
    Group logged;
    write_thread_.EnterAsBatchGroupLeader(writer, &logged, prepared.elected);
    AssignSequences(&logged, prepared.memtable);
    logged.status = WriteToWAL(&logged, prepared);
    if (!logged.status.ok()) GiveUp(logged.status, 1);
    write_thread_.ExitAsWalGroupLeader(&logged, logged.status.ok());
  }

  Group inserted;  // of the memtable's queue, if this writer comes to lead it
  if (writer->state.load(std::memory_order_acquire) == WriteThread::kMemTableWriterLeader) {
    write_thread_.EnterAsMemTableWriter(writer, &inserted);
    if (inserted.size > 1 && core_.options.allow_concurrent_memtable_write) {
      write_thread_.LaunchParallelMemTableWriters(&inserted);
    } else {
      inserted.status = InsertGroup(&inserted, WriteBatchInternal::Inserting::kAlone);
      FinishMemTableGroup(&inserted);
      return writer->status;
    }
  }
  if (writer->state.load(std::memory_order_acquire) == WriteThread::kParallelMemTableWriter) {
    InsertOwn(writer, writer->log_group);
    if (write_thread_.CompleteParallelMemTableWriter(writer)) FinishMemTableGroup(writer->group);
  }
  return writer->status;
}

void WriteGroups::FinishMemTableGroup(Group* group) {
  if (group->status.ok()) {
    Publish(group->id, group->last_sequence, group->log_groups, &group->cause);
  } else {
    GiveUp(group->status, group->log_groups);
  }
  write_thread_.ExitAsMemTableWriter(group);
}

}  // namespace lsm
