// A small run in which one call of the system fails; then the power is cut at every moment.
#ifndef LSMSCOPE_TESTS_SIM_POWERCUT_TROUBLED_RUN_H_
#define LSMSCOPE_TESTS_SIM_POWERCUT_TROUBLED_RUN_H_

#include <memory>
#include <string>

#include "engine/env/posix_env.h"
#include "lsm/db.h"
#include "lsm/slice.h"
#include "sim/disk/disk_os.h"
#include "sim/disk/sim_os.h"
#include "sim/powercut/engine_recoverer.h"
#include "sim/powercut/exhaustive.h"
#include "sim/powercut/matrix.h"
#include "sim/run/database_options.h"
#include "sim/run/moment.h"
#include "sim/world/world.h"
#include "sim/world/world_sink.h"
#include "tests/sim/powercut/failing_os.h"

namespace lsm::sim {

struct TroubledRun {
  bool happened = false;  // the call that was to fail was made
  int refused = 0;        // writes that were answered with an error
  std::string opening;    // the error of opening, if it failed
  std::string violation;  // of a promise after a cut; empty: none
  MatrixCounts counts;
};

// Twenty puts of about 60 bytes, every third with sync; memtables of 768 bytes. The writer goes on
// after an error, and even asks for a new memtable. What is acknowledged must be there, and in
// order, whatever the system did.
inline TroubledRun RunWithTrouble(Trouble trouble, int at, const std::string& suffix = ".log",
                                  Scenario scenario = ExhaustiveScenario()) {
  TroubledRun result;
  Disk disk;
  CommitLog log;
  CutRecorder recorder(&disk, &log);
  World world({.costs = scenario.costs}, NewSchedulePolicy({}, 1));
  SimOs sim_os(&world, &disk, scenario.device);
  FailingOs os(&sim_os, trouble, at, suffix);
  trace::TraceTables tables;
  WorldSink sink(&world, &tables, &recorder);
  world.SetListener(&sink);
  const Status status = world.Run({.name = "main"}, [&] {
    const std::unique_ptr<Env> env = NewPosixEnv(&os);
    const DatabaseOptions options(scenario, env.get(), &sink);
    DB* opened = nullptr;
    const Status open = DB::Open(options.get(), std::string(kSimulatedDirectory), &opened);
    const std::unique_ptr<DB> db(opened);
    if (!open.ok()) {
      result.opening = open.ToString();
      return;
    }
    for (int i = 0; i < 20; i++) {
      const std::string key = "k" + std::to_string(i % 5);
      const std::string value = "value " + std::to_string(i) + std::string(50, 'v');
      WriteOptions write;
      write.sync = i % 3 == 0;
      log.OnWriteBegin(1, {.changes = {{key, value}}, .sync = write.sync});
      const Status written = db->Put(write, key, value);
      log.OnWriteEnd(1, written.ok());
      recorder.OnPromise();
      if (written.ok()) continue;
      result.refused++;
      (void)db->FlushMemTable();  // perhaps a new log helps
    }
  });
  result.happened = os.happened();
  disk.SetObserver(nullptr);
  MatrixPlan plan;
  plan.survivals.assign(Survivals().begin(), Survivals().end());
  plan.depth = 1;
  SeenImages seen;
  EngineRecoverer recoverer(scenario);
  Matrix matrix(plan, &recoverer, &seen);
  matrix.Check(log, &recorder);
  result.counts = matrix.counts();
  if (!status.ok()) result.violation = status.ToString();
  if (!matrix.violations().empty()) result.violation = matrix.violations().front().what;
  return result;
}

// A file whose sync failed: what it held is perhaps lost, and a later sync must not say otherwise.
// Empty, or what is wrong.
inline std::string SyncAfterAFailedOne() {
  Disk disk;
  DiskOs disk_os(&disk);
  FailingOs os(&disk_os, Trouble::kSyncFails, 1, "");
  const std::unique_ptr<Env> env = NewPosixEnv(&os);
  WritableFile* opened = nullptr;
  if (!env->NewWritableFile("/file", &opened).ok()) return "cannot be created";
  const std::unique_ptr<WritableFile> file(opened);
  if (!file->Append("data").ok()) return "cannot be written";
  if (file->Sync().ok()) return "the sync did not fail";
  return file->Sync().ok() ? "a second sync says that all is well" : "";
}

// Writes three records, and opens again where reads are short. Empty, or what is wrong.
inline std::string OpenWithShortReads() {
  const Scenario scenario = ExhaustiveScenario();
  Disk disk;
  DiskOs os(&disk);
  FailingOs short_reads(&os, Trouble::kShortReads, 1, "");
  for (Os* machine : {static_cast<Os*>(&os), static_cast<Os*>(&short_reads)}) {
    const std::unique_ptr<Env> env = NewPosixEnv(machine);
    const DatabaseOptions options(scenario, env.get(), nullptr);
    DB* opened = nullptr;
    const Status open = DB::Open(options.get(), std::string(kSimulatedDirectory), &opened);
    const std::unique_ptr<DB> db(opened);
    if (!open.ok()) return open.ToString();
    for (const char* key : {"a", "b", "c"}) {
      std::string value;
      if (machine == &os) {
        if (!db->Put(WriteOptions(), key, "value").ok()) return "cannot write";
      } else if (!db->Get(ReadOptions(), key, &value).ok()) {
        return std::string(key) + " is lost";
      }
    }
  }
  return "";
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_TESTS_SIM_POWERCUT_TROUBLED_RUN_H_
