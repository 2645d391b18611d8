// CompactionJob: runs a plan. It merges the inputs, drops what nobody can see any more, writes the
// rest into new files of the next level, makes them durable, and installs them.
//
// The life of a job, all by one thread:
//   constructed    with the mutex held
//   Run            releases the mutex, merges, takes it again
//   Install        applies the edit if Run succeeded; ends the job either way
//   destroyed      with the mutex held, after which its files need no protection any more
#ifndef LSMSCOPE_ENGINE_COMPACTION_COMPACTION_JOB_H_
#define LSMSCOPE_ENGINE_COMPACTION_COMPACTION_JOB_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/atomic.h"
#include "engine/base/mutex.h"
#include "engine/compaction/compaction_policy.h"
#include "engine/events/events.h"
#include "engine/version/internal_key.h"
#include "lsm/env.h"
#include "lsm/options.h"
#include "lsm/status.h"

namespace lsm {

class TableCache;
class VersionSet;

// What a job works with; all of it outlives the job.
struct CompactionJobContext {
  const Options& options;
  const std::string& dbname;
  Env* env;
  TableCache* table_cache;
  VersionSet* versions;
  const InternalKeyComparator& icmp;
  Events events;
  Mutex* mutex;
  SequenceNumber smallest_snapshot;  // entries hidden from it and from all later ones are dropped
  uint32_t job;                      // number in events
  // Gives out a file number and protects the file from being deleted as obsolete. Called with the
  // mutex held.
  std::function<uint64_t()> new_file_number;
  const Atomic<bool>* shutting_down;  // the job gives up soon after it is true
  EventId cause = kNoEvent;                // what EmitPlan returned
};

// For the property leveldb.stats.
struct CompactionStats {
  uint64_t micros = 0;
  uint64_t bytes_read = 0;     // of the input files
  uint64_t bytes_written = 0;  // of the output files
};

// Methods that need the mutex assert it: the analysis cannot see that the caller's mutex is the
// context's.
class CompactionJob {
 public:
  CompactionJob(const CompactionJobContext& context, CompactionPlan plan);  // mutex held
  CompactionJob(const CompactionJob&) = delete;
  CompactionJob& operator=(const CompactionJob&) = delete;
  ~CompactionJob();

  // Called with the mutex held; released inside. `between_entries` is called without the mutex
  // before each entry: there the database writes out a memtable that became full meanwhile.
  [[nodiscard]] Status Run(const std::function<void()>& between_entries);

  // Applies the outputs with one LogAndApply, if Run succeeded; returns what came of both. Emits
  // CompactionEnd in any case.
  [[nodiscard]] Status Install();

  const CompactionPlan& plan() const { return plan_; }
  // Every number that new_file_number gave out: the caller ends their protection after Install.
  const std::vector<uint64_t>& file_numbers() const { return file_numbers_; }
  const CompactionStats& stats() const { return stats_; }
  // CompactionEnd; none before Install.
  EventId end_event() const { return end_event_; }

 private:
  void RunMerge(Mutex* mu, const std::function<void()>& between_entries) REQUIRES(mu);
  VersionEdit Edit() const;
  // "4@0 + 3@1 files": the inputs, for the info log.
  std::string Counts() const;

  const CompactionJobContext context_;
  const CompactionPlan plan_;
  Version* const base_;  // a reference, so that the inputs are not deleted

  // Only the thread of the job.
  std::vector<uint64_t> file_numbers_;
  std::vector<FileMetaData> outputs_;  // finished, durable and verified
  CompactionStats stats_;
  Status status_;
  EventId begin_event_ = kNoEvent;
  EventId end_event_ = kNoEvent;
  uint64_t begin_ns_ = 0;
  uint64_t entries_kept_ = 0;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_COMPACTION_COMPACTION_JOB_H_
