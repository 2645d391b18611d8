// CommitLog: what clients wrote, in the order in which the engine committed it, and what of it is
// promised. It knows nothing of the engine but the sequence numbers in its events.
#ifndef LSMSCOPE_SIM_POWERCUT_COMMIT_LOG_H_
#define LSMSCOPE_SIM_POWERCUT_COMMIT_LOG_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/powercut/contents.h"
#include "sim/workload/operation_observer.h"
#include "traces/record/consumer.h"

namespace lsm::sim {

struct KeyChange {
  std::string key;
  std::string value;
  bool remove = false;
};

// One call of Write.
struct Commit {
  std::vector<KeyChange> changes;
  bool sync = false;
};

// For one world, where one thread runs at a time.
class CommitLog : public OperationObserver, public trace::EventConsumer {
 public:
  CommitLog() { digests_.push_back(0); }

  // A client calls Write, and is answered. It is in one call at a time.
  void OnWriteBegin(uint32_t client, Commit commit);
  void OnWriteEnd(uint32_t client, bool ok);
  // The next commit, of a caller who knows the order without events.
  void Add(Commit commit);
  // All that was committed so far is promised.
  void PromiseAll() { promised_ = commits_.size(); }

  void OnOperationBegin(uint32_t client, const Operation& operation) override;
  void OnOperationEnd(uint32_t client, const OperationResult& result) override;
  void OnEvent(uint64_t position, const Event& event) override;

  // In commit order: those that have their sequence numbers.
  const std::vector<Commit>& commits() const { return commits_; }
  // The digest of the contents after the first `count` commits.
  uint64_t DigestAfter(size_t count) const { return digests_[count]; }
  Contents ContentsAfter(size_t count) const;
  // So many commits must survive whatever happens: the last synced one that was acknowledged, and
  // everything before it.
  size_t promised() const { return promised_; }

 private:
  static constexpr size_t kNone = SIZE_MAX;

  struct Call {
    Commit commit;
    bool open = false;     // the client has not been answered
    size_t index = kNone;  // of the commit, once it has its sequence numbers
  };

  void Assign();

  std::vector<Call> calls_;        // by client
  std::vector<size_t> by_thread_;  // the client in whose name a fiber works
  std::vector<size_t> by_writer_;  // clients by the engine's number of the Write call
  std::vector<size_t> group_;      // members of the latest group, in their order
  std::vector<Commit> commits_;
  std::vector<uint64_t> digests_;  // after so many commits
  Contents contents_;              // after all of them
  size_t promised_ = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_POWERCUT_COMMIT_LOG_H_
