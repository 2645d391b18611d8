// What was found in LevelDB, one test each, and shown absent here. (tests/peers has LevelDB itself
// in some of these situations.)
#include <gtest/gtest.h>

#include "sim/powercut/campaign.h"
#include "tests/sim/powercut/troubled_run.h"

namespace lsm::sim {
namespace {

// Cuts the power at every moment of the scenario `powercut`. Empty, or what is wrong.
std::string CutPower(const std::vector<std::string>& sets,
                     const std::vector<std::string>& survivals, uint32_t depth = 1) {
  CampaignPlan plan;
  EXPECT_TRUE(LoadScenario("powercut", sets, &plan.scenario).ok());
  plan.first_seed = 201;
  plan.last_seed = 205;
  plan.sessions = 3;
  plan.matrix.depth = depth;
  plan.matrix.choices = 6;
  for (const std::string& name : survivals) plan.matrix.survivals.push_back(*FindSurvival(name));
  const CampaignReport report = RunCampaign(plan, {});
  EXPECT_GT(report.counts.unique, 500u);
  if (!report.error.empty()) return report.error;
  return report.violations.empty() ? "" : report.violations.front().violation.what;
}

// The same trouble at each call at which it can come. Every acknowledgement holds, and nothing is
// acknowledged once the database cannot keep its word.
void ExpectTroubleIsSurvived(Trouble trouble, const std::string& suffix = ".log") {
  int at = 1;
  for (; at <= 100; at++) {
    const TroubledRun run = RunWithTrouble(trouble, at, suffix);
    if (!run.happened) break;
    EXPECT_EQ(run.violation, "") << "call " << at;
  }
  EXPECT_GT(at, 1) << "there is no such call";
}

// The old log isn't synced at a memtable switch: a newer write survives, an older one is lost.
TEST(LevelDbWeakness, AHoleBetweenTwoLogs) {
  EXPECT_EQ(CutPower({"clients.0.sync_percent=0", "clients.1.sync_percent=0"},
                     {"subset", "prefix", "file_sync"}),
            "");
}

// ... and a synced write in the new log does not survive alone either.
TEST(LevelDbWeakness, ASyncedWriteBehindAnUnsyncedLog) {
  EXPECT_EQ(CutPower({}, {"nothing", "subset", "content"}), "");
}

// rename(CURRENT) isn't ordered before the removal of the old MANIFEST and log.
TEST(LevelDbWeakness, ALostRenameBehindRemovals) {
  EXPECT_EQ(CutPower({}, {"subset", "torn_rename"}, 2), "");
}

// The new MANIFEST's directory entry is not covered before CURRENT points to it.
TEST(LevelDbWeakness, CurrentThatNamesALostManifest) {
  EXPECT_EQ(CutPower({"clients.2.operations=2"}, {"subset", "names", "content"}, 2), "");
}

TEST(LevelDbWeakness, AFailedAppendAndThenLostSyncedWrites) {
  ExpectTroubleIsSurvived(Trouble::kWriteFails);
  ExpectTroubleIsSurvived(Trouble::kTornWrite);
  EXPECT_GT(RunWithTrouble(Trouble::kTornWrite, 5).refused, 5);
}

TEST(LevelDbWeakness, AShortAppend) {
  ExpectTroubleIsSurvived(Trouble::kShortWrite);
  EXPECT_EQ(RunWithTrouble(Trouble::kShortWrite, 5).refused, 0);
}

// The error of close is ignored at a log switch.
TEST(LevelDbWeakness, AFailedCloseOfALog) { ExpectTroubleIsSurvived(Trouble::kCloseFails); }

// "Can Applications Recover from fsync Failures?"
TEST(LevelDbWeakness, AFailedSync) {
  for (const char* suffix : {".log", ".ldb", "MANIFEST-000002", ".dbtmp"}) {
    ExpectTroubleIsSurvived(Trouble::kSyncFails, suffix);
  }
  EXPECT_GT(RunWithTrouble(Trouble::kSyncFails, 2).refused, 5);
}

// The log reader takes a short read for the end of the file.
TEST(LevelDbWeakness, AShortReadOfALog) { EXPECT_EQ(OpenWithShortReads(), ""); }

// reuse_logs appends behind an incomplete record.
TEST(LevelDbWeakness, AContinuedLog) {
  EXPECT_EQ(CutPower({"options.reuse_logs=true"}, {"nothing", "names", "subset"}, 2), "");
}

// CURRENT with two lines gives a path with a newline.
TEST(LevelDbWeakness, CurrentWithTwoLines) {
  Disk disk;
  DiskOs os(&disk);
  EngineRecoverer recoverer(ExhaustiveScenario());
  ASSERT_EQ(recoverer.Recover(&disk, nullptr).error, "");
  const std::string text = "MANIFEST-000002\nMANIFEST-000001\n";
  const int fd = os.Open("/db/CURRENT", OpenMode::kTruncate);
  os.Write(fd, text.data(), text.size());
  os.Close(fd);
  EXPECT_EQ(recoverer.Recover(&disk, nullptr).error,
            "opening: Corruption: CURRENT file does not name a MANIFEST: "
            "MANIFEST-000002\\x0aMANIFEST-000001");
}

}  // namespace
}  // namespace lsm::sim
