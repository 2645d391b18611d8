// The power cuts and the oracle that our engine is checked with, tried on LevelDB 1.23: it breaks
// promises that ours keeps. (tests/sim/weaknesses has ours in the same situations.)
#include <gtest/gtest.h>

#include <map>

#include "sim/powercut/matrix.h"
#include "tests/peers/leveldb_cut_peer.h"

namespace lsm::sim {
namespace {

struct Outcome {
  MatrixCounts counts;
  std::map<int, std::string> broken;  // promise -> the first violation of it
};

Outcome CutLevelDb(const peers::CutWorkload& workload, const std::vector<std::string>& survivals) {
  Disk disk;
  CommitLog log;
  CutRecorder recorder(&disk, &log);
  EXPECT_EQ(peers::RunLevelDb(workload, &disk, &log, &recorder), "");
  disk.SetObserver(nullptr);
  MatrixPlan plan;
  plan.depth = 1;
  plan.choices = 3;
  for (const std::string& name : survivals) plan.survivals.push_back(*FindSurvival(name));
  const auto recoverer = peers::NewLevelDbRecoverer(workload.reuse_logs);
  SeenImages seen;
  Matrix matrix(plan, recoverer.get(), &seen);
  matrix.Check(log, &recorder);
  Outcome outcome{.counts = matrix.counts()};
  for (const Violation& violation : matrix.violations()) {
    outcome.broken.emplace(violation.promise, violation.what);
  }
  std::printf("%llu unique images, %llu violations\n",
              static_cast<unsigned long long>(outcome.counts.unique),
              static_cast<unsigned long long>(outcome.counts.violations));
  for (const auto& [promise, what] : outcome.broken) {
    std::printf("  promise %d: %s\n", promise, what.substr(0, 160).c_str());
  }
  return outcome;
}

TEST(LevelDbPowerCut, WhereEverythingSurvivesItPasses) {
  EXPECT_EQ(CutLevelDb({}, {"everything"}).counts.violations, 0u);
}

TEST(LevelDbPowerCut, AHoleAfterALogThatWasNotSynced) {
  EXPECT_TRUE(CutLevelDb({.sync_every = 1000}, {"subset", "prefix"}).broken.contains(2));
}

TEST(LevelDbPowerCut, ALostRenameOfCurrentBehindRemovedFiles) {
  EXPECT_TRUE(CutLevelDb({}, {"subset"}).broken.contains(3));
}

TEST(LevelDbPowerCut, AContinuedLogLosesASyncedWrite) {
  EXPECT_TRUE(CutLevelDb({.reuse_logs = true}, {"nothing", "names", "subset"}).broken.contains(1));
}

TEST(LevelDbPowerCut, AFailedAppendAndThenLostSyncedWrites) {
  const Outcome outcome = CutLevelDb({.sessions = 1, .torn_write_at = 7}, {"everything"});
  EXPECT_TRUE(outcome.broken.contains(1) || outcome.broken.contains(2));
}

}  // namespace
}  // namespace lsm::sim
