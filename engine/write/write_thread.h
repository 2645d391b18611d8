// WriteThread: RocksDB's protocol by which concurrent writers become groups. It knows nothing of
// logs and memtables: it makes leaders, forms groups, and tells writers what to do.
//
// Writers push themselves onto a lock-free list; `newest_writer_` is its end. The oldest one leads:
//
//   JoinBatchGroup -> leader:   EnterAsBatchGroupLeader -> (WAL, memtable) ->
//   ExitAsBatchGroupLeader
//                  -> told to insert its own batch: ... -> CompleteParallelMemTableWriter
//                  -> told that it is completed
//
// Pipelined, ExitAsBatchGroupLeader moves the group to a second list, `newest_memtable_writer_`,
// and lets the next leader write its log: EnterAsMemTableWriter -> ... -> ExitAsMemTableWriter.
//
// Who may touch what: a writer's links belong to its thread until its compare-and-swap, and to the
// list's leader afterwards; its state is set by whoever tells it something; the rest of it belongs
// to its leader from joining until its state is kCompleted, and it is on its thread's stack: after
// that store nobody may look at it.
#ifndef LSMSCOPE_ENGINE_WRITE_WRITE_THREAD_H_
#define LSMSCOPE_ENGINE_WRITE_WRITE_THREAD_H_

#include <array>
#include <atomic>
#include <cstdint>

#include "engine/base/atomic.h"
#include "engine/base/mutex.h"
#include "engine/events/events.h"
#include "engine/events/write.h"
#include "engine/events/write_group.h"
#include "engine/version/internal_key.h"
#include "engine/write/adaptive_wait.h"
#include "engine/write/batch_group.h"
#include "engine/write/writer_ref.h"
#include "lsm/options.h"
#include "lsm/status.h"
#include "lsm/write_batch.h"

namespace lsm {

class Env;
class MemTable;

class WriteThread {
 public:
  // One bit each, so that a wait can name several.
  enum State : uint8_t {
    kInit = 1,
    kGroupLeader = 2,
    kMemTableWriterLeader = 4,
    kParallelMemTableWriter = 8,
    kCompleted = 16,
    kLockedWaiting = 32,  // its thread sleeps, or is about to
  };

  struct Group;

  // One call of Write, on the stack of its thread.
  struct Writer {
    Writer(WriteBatch* write_batch, const WriteTraits& write_traits)
        : batch(write_batch), traits(write_traits) {}
    Writer() : Writer(nullptr, {}) {}

    WriteBatch* const batch;  // null: asks for a memtable switch
    const WriteTraits traits;
    uint64_t id = 0;  // in events; 0: not a call of Write

    Status status;
    SequenceNumber sequence = 0;   // of its first entry, once assigned
    uint64_t log_group = 0;        // the group in which it was logged
    MemTable* memtable = nullptr;  // into which its batch goes
    Group* group = nullptr;        // in which it is now
    bool was_handed_on = false;    // it leads because another one told it
    bool leads_log_group = false;  // pipelined: it led its group into the log

    Atomic<uint8_t> state{kInit};
    Writer* link_older = nullptr;  // towards the leader
    Writer* link_newer = nullptr;  // filled in by leaders, as far as they walked
    Mutex mu;                      // for a thread that blocks
    CondVar cv{&mu};

    EventId enqueued = kNoEvent;
    EventId told_by = kNoEvent;  // the event that says what it was told
    EventId seen = kNoEvent;     // the same, as far as its own thread has seen it
    uint64_t enqueued_ns = 0;    // 0 unless events are wanted
    uint64_t taken_up_ns = 0;    // when a leader (perhaps itself) took it up
  };

  // Writers that are written together, oldest first. On the stack of the leader.
  struct Group {
    uint64_t id = 0;
    Writer* leader = nullptr;
    Writer* last_writer = nullptr;
    uint32_t size = 0;
    uint32_t entries = 0;
    uint32_t log_groups = 0;  // pipelined: groups of the log that the memtable's group holds
    bool completes = true;    // its end is also that of its members' calls
    uint64_t bytes = 0;
    SequenceNumber last_sequence = 0;
    MemTable* memtable = nullptr;
    Status status;  // first error of a member; guarded by the leader's mu while members insert
    EventId cause = kNoEvent;     // the latest event of its life
    Atomic<uint32_t> running{0};  // members that still insert

    // Calls visit(writer) from the leader on. The next one is looked up before.
    template <class Visit>
    void ForEach(Visit&& visit) {
      for (Writer* writer = leader;;) {
        Writer* const next = writer->link_newer;
        const bool is_last = writer == last_writer;
        visit(writer);
        if (is_last) return;
        writer = next;
      }
    }
  };

  // Not owned: `env` tells the time.
  WriteThread(const Options& options, const Events& events, Env* env);
  WriteThread(const WriteThread&) = delete;
  WriteThread& operator=(const WriteThread&) = delete;

  uint64_t NewWriterId();
  uint64_t NewGroupId() { return last_group_id_.fetch_add(1, std::memory_order_relaxed) + 1; }

  // Links the writer and returns what it is to do: its state is kGroupLeader, kCompleted,
  // kParallelMemTableWriter, or (pipelined) kMemTableWriterLeader.
  void JoinBatchGroup(Writer* writer);

  // Forms the leader's group out of those who stand behind it.
  void EnterAsBatchGroupLeader(Writer* leader, Group* group, EventId cause);
  // Hands leadership on, then tells the group's followers that they are completed with its status.
  void ExitAsBatchGroupLeader(Group* group);
  // Pipelined: moves the group to the memtable's queue, hands leadership on, and waits until its
  // leader is told what to do there. A group that does not go on (`to_memtable` false) is
  // completed.
  void ExitAsWalGroupLeader(Group* group, bool to_memtable);

  // Tells all members to insert their own batches.
  void LaunchParallelMemTableWriters(Group* group);
  // After the writer's own insert. True: it is the last one, and has to finish the group; false: it
  // was finished, and the writer is completed.
  bool CompleteParallelMemTableWriter(Writer* writer);
  // The duties of the last one, if that is not pipelined: as ExitAsBatchGroupLeader, and the leader
  // is told last, because the group is on its stack.
  void ExitAsBatchGroupFollower(Writer* writer);

  // Pipelined: the leader of the memtable's queue takes all who stand in it.
  void EnterAsMemTableWriter(Writer* leader, Group* group);
  // Hands the memtable's queue on and completes the group, its leader last.
  void ExitAsMemTableWriter(Group* group);
  // Until everybody in the memtable's queue is done. By the leader of the first queue, whom nobody
  // can overtake.
  void WaitForMemTableWriters();
  bool MemTableQueueIsEmpty() const {
    return newest_memtable_writer_.load(std::memory_order_acquire).IsNobody();
  }

  // While a leader is held back nobody else gets into the list: who wants no slowdown fails, the
  // others wait outside.
  void BeginWriteStall(Writer* leader);
  void EndWriteStall(Writer* leader);

  void EmitEnqueued(Writer* writer);
  // Emits that a writer's outcome is known, which is that of its status.
  EventId EmitCompleted(const Writer& writer, uint64_t by, EventId cause);

 private:
  using Ref = WriterRef<Writer>;
  using WriterList = Atomic<Ref>;

  // True if the list was empty: nobody will tell the writer anything. A writer that may not enter
  // is completed.
  bool LinkOne(Writer* writer, WriterList* newest);
  bool LinkGroup(Group* group, WriterList* newest);
  // Fills in link_newer from `head` back to the first that has it.
  static void CreateMissingNewerLinks(Writer* head);
  // The writer of the list that `head` leads to which stands right behind `last`.
  static Writer* NextAfter(Writer* last, Writer* head);
  void CompleteFollowers(Group* group, uint64_t by, EventId cause);

  uint8_t AwaitState(Writer* writer, uint8_t goal, WaitPlace place);
  uint8_t YieldForState(Writer* writer, uint8_t goal, WaitPlace place, bool sampled);
  uint8_t BlockForState(Writer* writer, uint8_t goal);
  // Tells the writer. It may be gone when this returns.
  void SetState(Writer* writer, State state, uint64_t by, uint64_t group, EventId cause);
  void EmitPhase(const Writer& writer, WaitPhase phase, WaitPlace place);
  uint64_t NowForEvents() const;

  const Options& options_;
  const Events events_;
  Env* const env_;
  const uint64_t max_yield_ns_;
  const uint64_t slow_yield_ns_;

  WriterList newest_writer_;
  WriterList newest_memtable_writer_;
  std::array<YieldCredit, 4> credits_;  // by WaitPlace

  static Ref RefTo(Writer* writer) { return Ref(writer, writer->id); }

  // Stands at the end of the list while a leader is held back.
  Writer stall_dummy_;
  Mutex stall_mu_;
  CondVar stall_cv_{&stall_mu_};

  std::atomic<uint64_t> last_writer_id_{0};
  std::atomic<uint64_t> last_group_id_{0};
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_WRITE_THREAD_H_
