// What to compact next: pure functions of the files, the options and where the last compaction of
// each level ended. Running a plan is compaction_job.h's part.
//
//   level L    |  a-----c   d---f  |    inputs: one file (in level 0 all that overlap it)
//   level L+1  | a---b  c------e   |    next inputs: what overlaps the inputs
//   level L+2  |    b--c    e---g  |    grandparents: what overlaps both; limits the outputs' size
#ifndef LSMSCOPE_ENGINE_COMPACTION_COMPACTION_POLICY_H_
#define LSMSCOPE_ENGINE_COMPACTION_COMPACTION_POLICY_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/mutex.h"
#include "engine/events/compaction.h"
#include "engine/events/events.h"
#include "engine/version/level_files.h"
#include "engine/version/level_limits.h"
#include "engine/version/version.h"
#include "engine/version/version_set.h"
#include "lsm/options.h"

namespace lsm {

// How the inputs were grown without taking more files of the next level (for the info log).
struct InputExpansion {
  int inputs_before = 0;
  int next_inputs_before = 0;
  uint64_t input_bytes_before = 0;
  uint64_t next_input_bytes_before = 0;
};

struct CompactionPlan {
  CompactionReason reason = CompactionReason::kSize;
  int level = 0;
  uint64_t score_permille = 0;  // of the level, whatever the reason
  FileList inputs;              // of `level`
  FileList next_inputs;         // of the next level
  FileList grandparents;        // of the level after that, overlapping both
  InternalKey compact_pointer;  // where the level's next compaction begins: behind this key
  std::optional<InputExpansion> expansion;

  int output_level() const { return level + 1; }
  uint64_t InputBytes() const { return TotalFileSize(inputs) + TotalFileSize(next_inputs); }
};

// What a plan is made from. Everything is borrowed for the call.
struct CompactionView {
  const Options& options;
  const InternalKeyComparator& icmp;
  const LevelFiles& files;
  const LevelScores& scores;
  const std::array<InternalKey, kNumLevels>& compact_pointers;  // empty: from the first file
  SeekCandidate seek_candidate;                                 // no file: none
};

// The level with the highest score if that is 1 or more, otherwise the file that used up its seeks,
// otherwise nothing.
std::optional<CompactionPlan> PlanCompaction(const CompactionView& view);

// One step of compacting a level's part of a range: nothing if no file of the level overlaps it. In
// deeper levels a step takes about one output file's worth; the next begins behind it.
std::optional<CompactionPlan> PlanRange(const CompactionView& view, int level,
                                        const UserKeyRange& range);

// True if the file can go to the next level as it is: it overlaps nothing there, and not so much
// below that its own next compaction would be expensive.
bool IsTrivialMove(const Options& options, const CompactionPlan& plan);

// Adds files of `level_files` until no file behind `files` begins with the user key that ends them.
// Otherwise an older entry of that key would stay above a newer one that moved down, and reads
// would find the older one first.
void AddBoundaryInputs(const InternalKeyComparator& icmp, const FileList& level_files,
                       FileList* files);

// From the first to the last key of all inputs. REQUIRES: there is an input.
KeyRange RangeOfInputs(const InternalKeyComparator& icmp, const CompactionPlan& plan);

// "L0: 4 5 6 + L1: 2 3, grandparents: 1, by size": for transcripts.
std::string DebugString(const CompactionPlan& plan);

// ---- With side effects, for the database. REQUIRES: its mutex is held. ----

// As PlanCompaction and PlanRange, from the current version. The level's compact pointer moves on
// at once, so that a compaction that fails is not tried again for ever; a growth of the inputs is
// told to the info log.
std::optional<CompactionPlan> PickCompaction(VersionSet* versions);
std::optional<CompactionPlan> CompactRange(VersionSet* versions, int level,
                                           const UserKeyRange& range);

// Emits CompactionPicked, whose id it returns (the cause of what follows), and a CompactionInput
// for every file of the plan.
EventId EmitPlan(Mutex* mu, Events events, const CompactionPlan& plan, uint32_t job,
                 EventId cause = kNoEvent) REQUIRES(mu);

// The edit of a trivial move. The caller emits TrivialMove after LogAndApply.
VersionEdit TrivialMoveEdit(const CompactionPlan& plan);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_COMPACTION_COMPACTION_POLICY_H_
