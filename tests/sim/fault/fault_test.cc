// What goes wrong in a run shows as it is described, and breaks no promise.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "engine/events/all.h"
#include "sim/check/history_recorder.h"
#include "sim/check/linearizable.h"
#include "sim/fault/faulty_os.h"
#include "sim/run/run_scenario.h"
#include "sim/run/simulated_run.h"
#include "traces/metrics/invariants.h"
#include "traces/record/recorder.h"
#include "traces/state/state_checker.h"

namespace lsm::sim {
namespace {

FaultPlan Fault(FaultKind kind, const std::string& when = "position == 1") {
  FaultPlan fault{.when = when, .kind = kind};
  EXPECT_TRUE(trace::Condition::Parse(when, &fault.condition).ok()) << when;
  return fault;
}

// Small memtables, some synced writes; clients go on after errors.
Scenario Base() {
  Scenario scenario;
  const Status status = LoadScenario(
      "recovery", {"faults=[]", "clients.0.go_on=true", "clients.0.operations=24"}, &scenario);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return scenario;
}

// One run, watched by everybody who can find something wrong with it.
struct Judged {
  Status status;
  std::string wrong;  // empty: nothing
  uint64_t events = 0;
  uint64_t lives = 1;
  uint64_t injected = 0;
  uint64_t failed_writes = 0;
  uint64_t background_errors = 0;
  uint64_t replayed = 0;
  uint64_t last_time_ns = 0;
  bool opened_again = false;
};

class Watch final : public trace::EventConsumer {
 public:
  explicit Watch(Judged* judged) : judged_(judged) {}

  void OnEvent(uint64_t position, const Event& event) override {
    recorder.OnEvent(position, event);
    protocol.OnEvent(position, event);
    state.OnEvent(position, event);
    judged_->events = position;
    judged_->last_time_ns = event.time_ns;
    if (event.Is<FaultInjected>()) judged_->injected++;
    if (event.Is<BackgroundErrorSet>()) judged_->background_errors++;
    if (event.Is<RecordReplayed>()) judged_->replayed++;
    if (event.Is<PowerCut>()) judged_->lives++;
    if (event.Is<WriterCompleted>()) {
      judged_->failed_writes += event.As<WriterCompleted>().outcome != lsm::Outcome::kOk ? 1 : 0;
    }
    if (event.Is<RecoveryEnd>() && judged_->lives > 1) {
      judged_->opened_again = event.As<RecoveryEnd>().outcome == lsm::Outcome::kOk;
    }
  }

  HistoryRecorder recorder;
  trace::ProtocolChecker protocol;
  trace::StateChecker state;

 private:
  Judged* const judged_;
};

Judged RunAndJudge(const Scenario& scenario) {
  Judged judged;
  Watch watch(&judged);
  trace::TraceTables tables;
  bool opened = false;
  SimulatedRun run;
  run.tables = &tables;
  run.consumer = &watch;
  run.operations = &watch.recorder;
  judged.status = RunSimulated(scenario, std::move(run), &opened);
  if (!watch.protocol.ok()) judged.wrong = watch.protocol.violations().front().what;
  if (judged.wrong.empty()) judged.wrong = CheckLives(watch.recorder.history());
  if (judged.wrong.empty() && opened) judged.wrong = watch.state.reason();
  if (judged.wrong == "no account was compared") judged.wrong.clear();
  return judged;
}

TEST(FaultTest, WithoutFaultsNothingIsInjected) {
  const Judged judged = RunAndJudge(Base());
  EXPECT_TRUE(judged.status.ok()) << judged.status.ToString();
  EXPECT_EQ(judged.wrong, "");
  EXPECT_EQ(judged.injected, 0u);
  EXPECT_EQ(judged.failed_writes, 0u);
}

TEST(FaultTest, ShortCallsAreGoneOnWith) {
  for (const FaultKind kind : {FaultKind::kShortWrite, FaultKind::kShortRead}) {
    Scenario scenario = Base();
    for (uint64_t after = 0; after < 60; after += 3) {
      FaultPlan fault = Fault(kind);
      fault.after_calls = after;
      scenario.faults.push_back(fault);
    }
    const Judged judged = RunAndJudge(scenario);
    EXPECT_EQ(judged.wrong, "");
    EXPECT_GT(judged.injected, kind == FaultKind::kShortRead ? 2u : 15u);
    EXPECT_EQ(judged.failed_writes, 0u) << static_cast<int>(kind);
    EXPECT_TRUE(judged.status.ok()) << judged.status.ToString();
  }
}

TEST(FaultTest, ASlowDiskTakesLongerAndNothingElseIsDifferent) {
  const Judged usual = RunAndJudge(Base());
  Scenario scenario = Base();
  FaultPlan fault = Fault(FaultKind::kSlowDisk, "event.kind == WalSyncBegin");
  fault.for_ns = 1'000'000'000;
  scenario.faults = {fault};
  const Judged slow = RunAndJudge(scenario);
  EXPECT_EQ(slow.wrong, "");
  EXPECT_TRUE(slow.status.ok());
  EXPECT_EQ(slow.injected, 1u);
  EXPECT_GT(slow.last_time_ns, usual.last_time_ns * 10);
}

TEST(FaultTest, AFullDiskIsAnErrorThatSticks) {
  uint64_t full = 0;
  // At every budget up to what the whole run writes.
  for (uint64_t bytes = 0; bytes <= 12'000; bytes += 97) {
    Scenario scenario = Base();
    FaultPlan fault = Fault(FaultKind::kDiskFull, "event.kind == RecoveryEnd");
    fault.bytes = bytes;
    fault.calls = 0;
    scenario.faults = {fault, Fault(FaultKind::kProcessCrash, "position == 1500")};
    const Judged judged = RunAndJudge(scenario);
    EXPECT_EQ(judged.wrong, "") << bytes << " bytes";
    full += judged.injected > 0 ? 1 : 0;
  }
  EXPECT_GT(full, 50u);
}

// A write of which a part fits is no failure; the call that follows it is the one that counts.
TEST(FaultTest, AFullDiskFailsAsManyCallsAsItSays) {
  for (const uint64_t bytes : {0, 50}) {
    Scenario scenario = Base();
    FaultPlan fault = Fault(FaultKind::kDiskFull, "event.kind == RecoveryEnd");
    fault.call = OsCall::kWrite;
    fault.file = FileClass::kWal;
    fault.bytes = bytes;
    scenario.faults = {fault};
    const Judged judged = RunAndJudge(scenario);
    EXPECT_EQ(judged.wrong, "");
    EXPECT_GT(judged.failed_writes, 0u) << bytes << " bytes";
    EXPECT_EQ(judged.injected, bytes == 0 ? 1u : 2u);
  }
}

// The system takes writes and finds no room for them when they are synced (delayed allocation).
TEST(FaultTest, AFullDiskThatShowsAtASyncLosesNothingThatWasAcknowledged) {
  uint64_t injected = 0;
  for (const FaultKind end : {FaultKind::kProcessCrash, FaultKind::kPowerCut}) {
    for (uint64_t n = 0; n < 200; n++) {
      Scenario scenario = Base();
      FaultPlan fault = Fault(FaultKind::kDiskFull);
      fault.call = OsCall::kSync;
      fault.after_calls = n;
      FaultPlan crash = Fault(end, "event.kind == WriterCompleted");
      crash.count = 50;
      scenario.faults = {fault, crash};
      const Judged judged = RunAndJudge(scenario);
      EXPECT_EQ(judged.wrong, "") << static_cast<int>(end) << " at sync " << n;
      if (judged.injected == 0) break;
      injected++;
    }
  }
  EXPECT_GT(injected, 20u);
}

TEST(FaultTest, AnErrorSticksUntilTheDatabaseIsOpenedAgain) {
  Scenario scenario = Base();
  FaultPlan fault = Fault(FaultKind::kIoError);
  fault.call = OsCall::kSync;
  fault.file = FileClass::kWal;
  fault.after_calls = 3;
  scenario.faults = {fault, Fault(FaultKind::kProcessCrash, "event.kind == WriterCompleted")};
  scenario.faults[1].count = 40;
  const Judged judged = RunAndJudge(scenario);
  EXPECT_EQ(judged.wrong, "");
  EXPECT_EQ(judged.injected, 1u);
  EXPECT_EQ(judged.background_errors, 1u);
  EXPECT_GT(judged.failed_writes, 5u);  // one sync failed, and nothing was accepted after it
  EXPECT_EQ(judged.lives, 2u);
  EXPECT_TRUE(judged.opened_again);
  EXPECT_TRUE(judged.status.ok()) << judged.status.ToString();
}

// Every write is short by a draw of its own.
TEST(FaultTest, AChancePerCallMeetsAboutSoManyOfThem) {
  const auto injected = [](uint32_t ppm, uint64_t seed, uint64_t calls = 0) {
    Scenario scenario = Base();
    FaultPlan fault = Fault(FaultKind::kShortWrite);
    fault.call_ppm = ppm;
    fault.calls = calls;
    fault.seed = seed;
    scenario.faults = {fault};
    const Judged judged = RunAndJudge(scenario);
    EXPECT_EQ(judged.wrong, "");
    EXPECT_TRUE(judged.status.ok()) << judged.status.ToString();
    return judged.injected;
  };
  EXPECT_EQ(injected(0, 1), 0u);
  // A write that was short is gone on with: more calls than without.
  const uint64_t all = injected(500'000, 1) * 2;
  EXPECT_GT(all, 100u);
  uint64_t tenth = 0;
  for (uint64_t seed = 1; seed <= 10; seed++) tenth += injected(100'000, seed);
  EXPECT_GT(tenth, all / 4);
  EXPECT_LT(tenth, all);
  EXPECT_EQ(injected(100'000, 7), injected(100'000, 7));
  EXPECT_EQ(injected(300'000, 7, 3), 3u);  // as many as `calls`, of those that were drawn
}

// The n-th call of each kind fails, for every n; then the program crashes, or the power fails, and
// the database is opened again. Whatever was acknowledged is there (CheckLives).
class EveryCallTest : public testing::TestWithParam<OsCall> {};
INSTANTIATE_TEST_SUITE_P(Calls, EveryCallTest,
                         testing::Values(OsCall::kOpen, OsCall::kRead, OsCall::kWrite,
                                         OsCall::kSync, OsCall::kSyncDirectory, OsCall::kRename,
                                         OsCall::kUnlink, OsCall::kClose, OsCall::kList,
                                         OsCall::kMakeDirectory),
                         [](const auto& info) {
                           return std::string(Names(info.param)[static_cast<size_t>(info.param)]);
                         });

TEST_P(EveryCallTest, FailsOnceAndNoPromiseIsBroken) {
  std::map<bool, uint64_t> opened;
  uint64_t injected = 0;
  for (const bool power : {false, true}) {
    for (uint64_t n = 0;; n++) {
      Scenario scenario = Base();
      FaultPlan fault = Fault(FaultKind::kIoError);
      fault.call = GetParam();
      fault.after_calls = n;
      FaultPlan end = Fault(power ? FaultKind::kPowerCut : FaultKind::kProcessCrash,
                            "event.kind == WriterCompleted");
      end.count = 50;
      end.survives = n % 2 == 0 ? "subset" : "prefix";
      end.seed = n + 1;
      scenario.faults = {fault, end};
      const Judged judged = RunAndJudge(scenario);
      EXPECT_EQ(judged.wrong, "") << (power ? "power cut" : "crash") << " after call " << n;
      if (judged.injected == 0) break;  // there are not so many calls
      injected += judged.injected;
      // An error in the second life may keep the database from being opened; one in the first may
      // not.
      if (judged.lives == 2) opened[judged.opened_again]++;
      ASSERT_LT(n, 3000u);
    }
  }
  EXPECT_GT(injected, 0u);
  if (GetParam() == OsCall::kWrite || GetParam() == OsCall::kSync) {
    EXPECT_GT(opened[true], 20u);
  }
}

// Failed syncs of all sorts, each at every sync of the log.
TEST(FaultTest, FailedSyncsLoseNothingThatWasAcknowledged) {
  uint64_t injected = 0;
  for (const FaultKind kind :
       {FaultKind::kIoError, FaultKind::kCleanPages, FaultKind::kOldContent}) {
    for (const FaultKind end : {FaultKind::kProcessCrash, FaultKind::kPowerCut}) {
      for (uint64_t n = 0; n < 200; n++) {
        Scenario scenario = Base();
        FaultPlan fault = Fault(kind);
        fault.call = OsCall::kSync;
        fault.after_calls = n;
        FaultPlan crash = Fault(end, "event.kind == WriterCompleted");
        crash.count = 50;
        scenario.faults = {fault, crash};
        const Judged judged = RunAndJudge(scenario);
        EXPECT_EQ(judged.wrong, "") << static_cast<int>(kind) << " at sync " << n;
        if (judged.injected == 0) break;
        injected++;
      }
    }
  }
  EXPECT_GT(injected, 60u);
}

TEST(FaultTest, ARottenBlockSaysOfWhichTableItIs) {
  uint64_t told = 0;
  for (uint64_t seed = 1; seed <= 100; seed++) {
    Scenario scenario = Base();
    for (ClientGroup& group : scenario.clients) group.go_on = false;
    FaultPlan fault = Fault(FaultKind::kBitRot, "event.kind == FlushEnd");
    fault.file = FileClass::kTable;
    fault.seed = seed;
    scenario.faults = {fault};
    const std::string text = RunAndJudge(scenario).status.ToString();
    if (text.find("block checksum mismatch") == std::string::npos) continue;
    told++;
    EXPECT_NE(text.find("block checksum mismatch: table file "), std::string::npos) << text;
  }
  EXPECT_GT(told, 0u);
}

TEST(FaultTest, AFileThatWasEmptiedHasNoBitToRot) {
  Disk disk;
  disk.MakeDirectory(disk.Find("/db"));
  const std::shared_ptr<DiskFile> file = disk.CreateFile(disk.Find("/db/000003.log"));
  file->Append("durable");
  file->Sync();
  EXPECT_EQ(RotABit(&disk, "/db", FileClass::kAny, 1), "/db/000003.log");
  file->Truncate();
  EXPECT_EQ(RotABit(&disk, "/db", FileClass::kAny, 1), "");
}

TEST(FaultTest, RottenBitsAreFoundOrHarmless) {
  uint64_t rotten = 0;
  for (uint64_t seed = 1; seed <= 300; seed++) {
    Scenario scenario = Base();
    FaultPlan fault = Fault(FaultKind::kBitRot, "event.kind == FlushEnd");
    fault.count = 1 + seed % 2;
    fault.file = seed % 3 == 0 ? FileClass::kAny : FileClass::kTable;
    fault.seed = seed;
    scenario.faults = {fault};
    const Judged judged = RunAndJudge(scenario);
    // Errors are right; a wrong value is not.
    EXPECT_EQ(judged.wrong, "") << "seed " << seed;
    rotten += judged.injected;
  }
  EXPECT_GT(rotten, 250u);
}

}  // namespace
}  // namespace lsm::sim
