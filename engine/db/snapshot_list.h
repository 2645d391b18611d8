// The snapshots that are alive, oldest first.
#ifndef LSMSCOPE_ENGINE_DB_SNAPSHOT_LIST_H_
#define LSMSCOPE_ENGINE_DB_SNAPSHOT_LIST_H_

#include <list>

#include "engine/base/check.h"
#include "engine/version/internal_key.h"
#include "lsm/db.h"

namespace lsm {

class SnapshotImpl final : public Snapshot {
 public:
  explicit SnapshotImpl(SequenceNumber sequence) : sequence_(sequence) {}
  ~SnapshotImpl() override = default;
  SequenceNumber sequence() const { return sequence_; }

 private:
  friend class SnapshotList;
  const SequenceNumber sequence_;
  std::list<SnapshotImpl*>::iterator place_;
};

// Guarded by the database's mutex. Owns the snapshots.
class SnapshotList {
 public:
  SnapshotList() = default;
  SnapshotList(const SnapshotList&) = delete;
  SnapshotList& operator=(const SnapshotList&) = delete;
  ~SnapshotList() {
    for (SnapshotImpl* snapshot : list_) delete snapshot;
  }

  bool empty() const { return list_.empty(); }
  // REQUIRES: not empty.
  SequenceNumber oldest() const { return list_.front()->sequence(); }

  // Sequence numbers never go down, so that a new snapshot belongs at the end.
  const SnapshotImpl* New(SequenceNumber sequence) {
    LSM_CHECK(empty() || list_.back()->sequence() <= sequence);
    auto* snapshot = new SnapshotImpl(sequence);
    snapshot->place_ = list_.insert(list_.end(), snapshot);
    return snapshot;
  }

  void Delete(const SnapshotImpl* snapshot) {
    list_.erase(snapshot->place_);
    delete snapshot;
  }

 private:
  std::list<SnapshotImpl*> list_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_SNAPSHOT_LIST_H_
