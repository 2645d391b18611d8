// ProtocolChecker: does the write queue keep its promises? It checks while a run goes by.
#ifndef LSMSCOPE_TRACES_METRICS_INVARIANTS_H_
#define LSMSCOPE_TRACES_METRICS_INVARIANTS_H_

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/events/all.h"
#include "traces/record/consumer.h"

namespace lsm::trace {

struct Violation {
  uint64_t position = 0;  // the event that shows it
  std::string what;
};

// What is checked:
//   1. writers complete in the order in which they were enqueued, and each completes once;
//   2. a group takes its members from the front of the queue, in order, its leader first;
//   3. no sync writer is in the group of a leader that does not sync;
//   4. a group's sequence numbers follow the last published one, without a gap, as many as it has
//      entries; publishing publishes the last of them (a group that failed may burn numbers);
//   5. a group with more than one member is not larger than its limit;
//   6. a sync group that ends well was synced before its members complete;
//   7. when the trace ends with RunEnded, nobody is left in the queue.
// In RocksDB's write groups, whose list has no lock, the order of the queue is that in which
// writers joined groups; members complete in any order, but after their group was published (and a
// batch that its writer inserts by itself, after it was inserted); groups are published in their
// order, and but for unordered writes not before all of their entries are in the memtable.
class ProtocolChecker : public EventConsumer {
 public:
  void OnEvent(uint64_t position, const Event& event) override;
  void OnEnd() override;

  bool ok() const { return violation_count_ == 0; }
  uint64_t violation_count() const { return violation_count_; }
  // The first hundred.
  const std::vector<Violation>& violations() const { return violations_; }
  // How much was checked: a check that saw nothing proves nothing.
  uint64_t writers_completed() const { return writers_completed_; }
  uint64_t groups_checked() const { return groups_checked_; }

 private:
  struct Writer {
    uint64_t bytes = 0;
    uint32_t entries = 0;
    bool sync = false;
    uint64_t group = 0;
    uint64_t last = 0;  // write groups: its last sequence number; 0: none yet
    bool inserted = false;
  };
  struct Group {
    uint64_t id = 0;  // 0: none
    uint64_t leader = 0;
    uint64_t max_bytes = 0;
    uint32_t entries = 0;
    std::vector<uint64_t> members;
    uint64_t log = 0;  // that it writes
    bool closed = false;
    bool synced = false;
    uint64_t first = 0;
    uint64_t last = 0;
  };

  template <class E>
  void On(const E&) {}  // most kinds have nothing to do with the queue
  void On(const DatabaseOpened& e);
  void On(const WritePathConfigured& e);
  void On(const WriterInserted& e);
  void On(const MemTableInserted& e);
  void On(const RecoveryEnd& e);
  void On(const WriterEnqueued& e);
  void On(const LeaderElected& e);
  void On(const GroupOpened& e);
  void On(const WriterJoined& e);
  void On(const GroupClosed& e);
  void On(const SequencesAssigned& e);
  void On(const SequencePublished& e);
  void On(const WalAppendBegin& e);
  void On(const WalSyncEnd& e);
  void On(const WriterCompleted& e);
  void On(const RunEnded& e);
  bool groups() const { return path_.groups != 0; }
  void OnPublishedOfGroups(const SequencePublished& e);
  void OnCompletedInGroups(const WriterCompleted& e);
  void Report(std::string what);
  // `value` in words, unless it is `expected`.
  void Expect(uint64_t value, uint64_t expected, const char* what);

  uint64_t position_ = 0;
  std::deque<uint64_t> queue_;
  std::map<uint64_t, Writer> writers_;
  Group group_;
  WritePathConfigured path_;
  std::set<uint64_t> synced_;  // write groups: groups that were, not all of whose members are told
  uint64_t last_assigned_ = 0;
  uint64_t inserted_up_to_ = 0;  // write groups: if entries are inserted in their order
  uint64_t last_sequence_ = 0;
  bool sequence_known_ = false;
  bool run_ended_ = false;
  uint64_t writers_completed_ = 0;
  uint64_t groups_checked_ = 0;
  uint64_t violation_count_ = 0;
  std::vector<Violation> violations_;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_METRICS_INVARIANTS_H_
