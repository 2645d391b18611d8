// Every seeded bug, and the check that finds it.
#ifndef LSMSCOPE_TESTS_SEEDED_BUGS_BUGS_H_
#define LSMSCOPE_TESTS_SEEDED_BUGS_BUGS_H_

#include <span>
#include <string>
#include <vector>

#include "engine/base/seeded_bug.h"

namespace lsm::sim {

enum class Finder : uint8_t {
  kPowerCuts,   // promises 1 to 3 (lsmscope powercut)
  kContinued,   // the same with logs that are continued, and left-over sectors
  kLargeLogs,   // the same with logs of several blocks
  kSchedules,   // lsmscope explore: deadlocks, the queue's rules, linearizability
  kStalls,      // a run that waits for its flushes comes to its end
  kShortWrite,  // power cuts after a write of the system that was short
  kFailedSync,  // power cuts after a sync that failed
  kSyncAgain,   // of a file whose sync failed
  kShortReads,  // a log is read by short reads
};

struct SeededBugRow {
  Bug bug = Bug::kNone;
  const char* name = "";
  const char* where = "";
  Finder finder = Finder::kPowerCuts;
};

std::span<const SeededBugRow> SeededBugs();

// Looks for something wrong with whatever bug is seeded now. Empty: nothing was found.
std::string Find(Finder finder);

}  // namespace lsm::sim

#endif  // LSMSCOPE_TESTS_SEEDED_BUGS_BUGS_H_
