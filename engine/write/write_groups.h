// RocksDB's write path: who writes what, in its four modes. The protocol by which writers become
// groups is WriteThread's; the call tree is that of DBImpl::WriteImpl.
//
//   write_impl.cc       one group after the other; its leader inserts, or all members at once
//   pipelined_write.cc  two queues: a group in the log, the one before it in the memtable
//   unordered_write.cc  published when it is in the log; everybody inserts when it can
#ifndef LSMSCOPE_ENGINE_WRITE_WRITE_GROUPS_H_
#define LSMSCOPE_ENGINE_WRITE_WRITE_GROUPS_H_

#include "engine/db/core.h"
#include "engine/write/room_maker.h"
#include "engine/write/write_batch_internal.h"
#include "engine/write/write_path.h"
#include "engine/write/write_thread.h"
#include "lsm/write_batch.h"

namespace lsm {

class WriteGroups final : public WritePath {
 public:
  WriteGroups(Core* core, Background* background)
      : core_(*core),
        room_(core, background),
        write_thread_(core->options, core->events, core->env) {}

  Status Write(const WriteOptions& options, WriteBatch* batch) override;

 private:
  using Writer = WriteThread::Writer;
  using Group = WriteThread::Group;
  class LeaderHooks;

  // What the leader found before it forms its group.
  struct Prepared {
    Status status;
    MemTable* memtable = nullptr;  // cannot be switched while the leader's group is in flight
    uint64_t oldest_needed_log = 0;
    EventId elected = kNoEvent;
  };

  Status WriteImpl(Writer* writer);
  Status PipelinedWriteImpl(Writer* writer);
  Status UnorderedWriteImpl(Writer* writer);

  // Room, or the reason why there is none. From its success until Publish or GiveUp a group is in
  // flight.
  Prepared PreprocessWrite(Writer* leader) EXCLUDES(core_.mu) REQUIRES(core_.leader);
  // Numbers for all entries of the group.
  void AssignSequences(Group* group, MemTable* memtable) REQUIRES(core_.leader);
  // One record for the group, and a sync if its leader wants one; nothing if it writes no log.
  Status WriteToWAL(Group* group, const Prepared& prepared) REQUIRES(core_.leader);
  WriteBatch* MergeBatch(Group* group) REQUIRES(core_.leader);
  // Everything by the caller.
  Status InsertGroup(Group* group, WriteBatchInternal::Inserting how);
  // The writer's own batch, while others insert theirs.
  void InsertOwn(Writer* writer, uint64_t group);
  // Readers see the group. `log_groups` are no longer in flight.
  void Publish(uint64_t group, SequenceNumber last, uint32_t log_groups, EventId* cause)
      EXCLUDES(core_.mu);
  // An error sticks: what of the group is in the log, or in the memtable, is unknown.
  void GiveUp(const Status& status, uint32_t log_groups) EXCLUDES(core_.mu);
  // For a leader that forms no group: it failed before, or only asked for a switch.
  void ExitAlone(Writer* leader, const Status& status, EventId cause);
  void FinishParallelGroup(Writer* last_one);
  void FinishMemTableGroup(Group* group);
  void WaitForPendingWrites();
  void EndPendingWrite();

  Core& core_;
  RoomMaker room_;
  WriteThread write_thread_;
  // Numbers up to it are given. Ahead of the published one while groups are in flight.
  SequenceNumber last_assigned_ GUARDED_BY(core_.leader) = 0;
  // Scratch for groups of more than one.
  WriteBatch merged_ GUARDED_BY(core_.leader);

  // Unordered: told when core_.pending_memtable_writes has come to 0.
  Mutex switch_mu_;
  CondVar switch_cv_{&switch_mu_};
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_WRITE_GROUPS_H_
