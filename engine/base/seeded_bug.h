// Seeded bugs: known mistakes that can be put into the engine, to show that the checks of crashes,
// schedules and errors find them. A check that cannot fail is no check.
//
// In the product SeededBug() is the constant false, and nothing of them is left in the program.
// Only the test program tests/seeded_bugs compiles the few files that ask for one a second time,
// with LSMSCOPE_SEEDED_BUGS, and chooses one at run time. (A field of Options would cost a branch
// in the product, and a door in it; a second build of the whole engine minutes. Some twenty small
// files cost seconds.) So: ask in .cc files only, never in a header that others include.
#ifndef LSMSCOPE_ENGINE_BASE_SEEDED_BUG_H_
#define LSMSCOPE_ENGINE_BASE_SEEDED_BUG_H_

#include <cstdint>

namespace lsm {

// What is wrong if it is chosen. Which check finds it: tests/seeded_bugs/bugs.cc.
enum class Bug : uint8_t {
  kNone,
  // The log.
  kWalNotSynced,             // a synced write is acknowledged without a sync
  kWalSyncedBeforeAppend,    // ... after a sync that came too early
  kWalNameNotSynced,         // the directory is not synced for a new log
  kOlderLogsNotSynced,       // before the first synced write of a new log
  kLogWithoutMark,           // a log does not begin with the next sequence number
  kMarkOffByOne,             // it begins with the one after that
  kLogBlockOffByOne,         // the writer takes a block for one byte shorter than it is
  kShortWriteTakenForWhole,  // what a short write left is not written
  kWalErrorNotKept,          // after a failed append or sync the next write goes on
  kFileErrorNotKept,         // after a failed write or sync the file goes on
  // Recovery.
  kRecoverySkipsDamage,   // and goes on behind it
  kMarkNotCompared,       // a log need not continue the one before it
  kOwnNumberNotCompared,  // what an older log left is taken for this one
  kShortReadTakenForEnd,  // of a log
  kLogNotReplayed,        // of several logs the last one
  // Writers.
  kSyncedWriterJoinsAny,  // also a group that is not synced
  kPublishedEarly,        // readers see a group before it is in the memtable
  kPublishedTooMuch,      // and one sequence number that nobody has written yet
  kFollowerNotWoken,
  kNextLeaderNotWoken,
  kBackgroundDoneNotTold,  // writers that wait for a flush are not woken
  // Tables and versions.
  kTableNotSynced,      // a flush's
  kOutputNotSynced,     // a compaction's
  kTableNameNotSynced,  // the directory is not synced before the MANIFEST names a table
  kManifestNotSynced,
  kCurrentNotSynced,       // the file that becomes CURRENT
  kCurrentNameNotSynced,   // the directory after the rename
  kCurrentBeforeManifest,  // CURRENT names a MANIFEST that is not written yet
  kNewDatabaseNotSynced,   // the directory that holds the database's is not synced
  kRemovedBeforeRecorded,  // at opening, old files are removed before the MANIFEST is written
  kNeededLogRemoved,       // the oldest log that is needed
  kTombstoneDroppedEarly,  // although an older value stands below
  kLastSequenceOffByOne,   // in the MANIFEST
};

#ifdef LSMSCOPE_SEEDED_BUGS
extern Bug seeded_bug;  // by the test program; changed while no engine runs
inline bool SeededBug(Bug bug) { return bug == seeded_bug; }
#else
constexpr bool SeededBug(Bug) { return false; }
#endif

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_BASE_SEEDED_BUG_H_
