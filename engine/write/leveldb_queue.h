// LevelDB's write path. Writers form a queue under the database's mutex; the front one leads.
//
//   enqueue -> wait for the turn -> (done by a leader: return)
//           -> lead: make room -> build the group -> release the mutex: WAL, sync, memtable
//                    -> take the mutex: publish -> wake the followers, wake the next leader
//
// While the leader has released the mutex it still stands at the front of the queue, so that nobody
// else can lead: it alone touches the WAL and inserts into the memtable.
#ifndef LSMSCOPE_ENGINE_WRITE_LEVELDB_QUEUE_H_
#define LSMSCOPE_ENGINE_WRITE_LEVELDB_QUEUE_H_

#include <deque>

#include "engine/db/core.h"
#include "engine/write/room_maker.h"
#include "engine/write/write_path.h"
#include "engine/write/writer.h"
#include "lsm/write_batch.h"

namespace lsm {

class LevelDbQueue final : public WritePath {
 public:
  LevelDbQueue(Core* core, Background* background) : core_(*core), room_(core, background) {}

  Status Write(const WriteOptions& options, WriteBatch* batch) override;

 private:
  // What a leader writes for itself and its followers.
  struct Group {
    uint64_t id = 0;
    WriteBatch* batch = nullptr;    // the leader's own, or merged_
    Writer* last_writer = nullptr;  // the queue up to it is the group
    bool sync = false;              // the leader's
    uint32_t entries = 0;
    EventId closed = kNoEvent;
    MemTable* memtable = nullptr;
    uint64_t oldest_needed_log = 0;
  };

  void Enqueue(Writer* writer) REQUIRES(core_.mu);
  void WaitForTurn(Writer* writer) REQUIRES(core_.mu);
  Status Lead(Writer* leader) REQUIRES(core_.mu) EXCLUDES(core_.leader);
  Group BuildBatchGroup(Writer* leader, EventId cause) REQUIRES(core_.mu, core_.leader);
  // Appends `batch` to what was merged so far (the leader's own batch, or merged_).
  WriteBatch* MergeInto(WriteBatch* leader_batch, WriteBatch* merged_so_far, WriteBatch* batch)
      REQUIRES(core_.leader);
  // Stamps the group's sequence numbers, writes it with the mutex released, publishes it.
  // *written is the event that says how far it came.
  Status WriteGroup(const Group& group, EventId* written) REQUIRES(core_.mu, core_.leader);
  // WAL, sync, memtable. *written is the event that says so.
  Status WriteUnlocked(const Group& group, EventId cause, EventId* written) REQUIRES(core_.leader);
  Status InsertIntoMemTable(const Group& group, EventId cause) REQUIRES(core_.leader);
  // Pops the group, tells its followers, and the next leader.
  void CompleteGroup(Writer* leader, Writer* last_writer, const Status& status, EventId cause)
      REQUIRES(core_.mu);
  EventId EmitCompleted(const Writer& writer, const Writer& leader, const Status& status,
                        EventId cause) REQUIRES(core_.mu);

  Core& core_;
  RoomMaker room_;
  std::deque<Writer*> writers_ GUARDED_BY(core_.mu);
  // Scratch for groups of more than one: a caller's batch is never changed but for its sequence.
  WriteBatch merged_ GUARDED_BY(core_.leader);
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_LEVELDB_QUEUE_H_
