// Background work: when the background thread is called, and what it then does. One unit of work a
// call: a flush, or a compaction.
#ifndef LSMSCOPE_ENGINE_DB_BACKGROUND_H_
#define LSMSCOPE_ENGINE_DB_BACKGROUND_H_

#include <optional>
#include <string>

#include "engine/compaction/compaction_policy.h"
#include "engine/db/core.h"

namespace lsm {

// Methods that say "mutex held" assert it: the analysis cannot see that the caller's Core is this
// one.
class Background {
 public:
  explicit Background(Core* core) : core_(*core) {}
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  // Calls the background thread if there is something to do and it is not called already. Mutex
  // held.
  void MaybeSchedule(EventId cause);

  // Waits until no background work is running or scheduled. Set core.shutting_down first, or more
  // may come. Mutex held.
  void WaitUntilIdle();

  // Compacts what the level has in the range into the next level, step by step, and waits for it.
  // Absent ends are open.
  void CompactLevel(int level, const Slice* begin, const Slice* end) EXCLUDES(core_.mu);

 private:
  // What somebody in CompactLevel waits for.
  struct ManualCompaction {
    int level = 0;
    bool done = false;
    std::optional<InternalKey> begin;  // what is left to do, by user key
    std::optional<InternalKey> end;
  };

  static void Call(void* background);
  void Run() EXCLUDES(core_.mu);
  std::optional<BackgroundReason> WhatToDo() const REQUIRES(core_.mu);
  void DoOneUnit() REQUIRES(core_.mu);
  void DoCompaction() REQUIRES(core_.mu);
  std::optional<CompactionPlan> PlanManualStep() REQUIRES(core_.mu);
  void EndManualStep(const std::optional<CompactionPlan>& plan, const Status& status)
      REQUIRES(core_.mu);
  Status MoveFile(const CompactionPlan& plan, uint32_t job, EventId cause) REQUIRES(core_.mu);
  CompactionJobContext JobContext(uint32_t job, EventId cause) REQUIRES(core_.mu);
  void FlushBetweenEntries(EventId cause) EXCLUDES(core_.mu);
  Status RunJob(const CompactionPlan& plan, uint32_t job, EventId cause) REQUIRES(core_.mu);

  Core& core_;
  bool scheduled_ GUARDED_BY(core_.mu) = false;
  EventId scheduled_by_ GUARDED_BY(core_.mu) = kNoEvent;
  ManualCompaction* manual_ GUARDED_BY(core_.mu) = nullptr;  // null: nobody asked
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_BACKGROUND_H_
