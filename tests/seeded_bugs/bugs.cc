#include "tests/seeded_bugs/bugs.h"

#include <array>

#include "sim/explore/explore.h"
#include "sim/powercut/campaign.h"
#include "sim/run/run_scenario.h"
#include "tests/sim/powercut/troubled_run.h"

namespace lsm {

Bug seeded_bug = Bug::kNone;

namespace sim {

std::span<const SeededBugRow> SeededBugs() {
  static constexpr auto kBugs = std::to_array<SeededBugRow>({
      {Bug::kWalNotSynced, "WalNotSynced", "write/leveldb_queue.cc", Finder::kPowerCuts},
      {Bug::kWalSyncedBeforeAppend, "WalSyncedBeforeAppend", "write/leveldb_queue.cc",
       Finder::kPowerCuts},
      {Bug::kWalNameNotSynced, "WalNameNotSynced", "wal/wal.cc", Finder::kPowerCuts},
      {Bug::kOlderLogsNotSynced, "OlderLogsNotSynced", "wal/wal.cc", Finder::kPowerCuts},
      {Bug::kLogWithoutMark, "LogWithoutMark", "wal/wal.cc", Finder::kPowerCuts},
      {Bug::kMarkOffByOne, "MarkOffByOne", "wal/wal.cc", Finder::kPowerCuts},
      {Bug::kLogBlockOffByOne, "LogBlockOffByOne", "wal/log_writer.cc", Finder::kLargeLogs},
      {Bug::kShortWriteTakenForWhole, "ShortWriteTakenForWhole", "env/posix_files.cc",
       Finder::kShortWrite},
      {Bug::kWalErrorNotKept, "WalErrorNotKept", "write/leveldb_queue.cc", Finder::kFailedSync},
      {Bug::kFileErrorNotKept, "FileErrorNotKept", "env/posix_files.cc", Finder::kSyncAgain},
      {Bug::kRecoverySkipsDamage, "RecoverySkipsDamage", "db/log_replay.cc", Finder::kLargeLogs},
      {Bug::kMarkNotCompared, "MarkNotCompared", "db/log_replay.cc", Finder::kPowerCuts},
      {Bug::kOwnNumberNotCompared, "OwnNumberNotCompared", "db/log_replay.cc", Finder::kContinued},
      {Bug::kShortReadTakenForEnd, "ShortReadTakenForEnd", "wal/log_reader.cc",
       Finder::kShortReads},
      {Bug::kLogNotReplayed, "LogNotReplayed", "db/recovery.cc", Finder::kPowerCuts},
      {Bug::kSyncedWriterJoinsAny, "SyncedWriterJoinsAny", "write/batch_group.cc",
       Finder::kPowerCuts},
      {Bug::kPublishedEarly, "PublishedEarly", "write/leveldb_queue.cc", Finder::kSchedules},
      {Bug::kPublishedTooMuch, "PublishedTooMuch", "write/leveldb_queue.cc", Finder::kPowerCuts},
      {Bug::kFollowerNotWoken, "FollowerNotWoken", "write/leveldb_queue.cc", Finder::kSchedules},
      {Bug::kNextLeaderNotWoken, "NextLeaderNotWoken", "write/leveldb_queue.cc",
       Finder::kSchedules},
      {Bug::kBackgroundDoneNotTold, "BackgroundDoneNotTold", "db/background.cc", Finder::kStalls},
      {Bug::kTableNotSynced, "TableNotSynced", "table/build_table.cc", Finder::kPowerCuts},
      {Bug::kOutputNotSynced, "OutputNotSynced", "compaction/merge.cc", Finder::kPowerCuts},
      {Bug::kTableNameNotSynced, "TableNameNotSynced", "table/build_table.cc and two more",
       Finder::kPowerCuts},
      {Bug::kManifestNotSynced, "ManifestNotSynced", "version/version_set.cc", Finder::kPowerCuts},
      {Bug::kCurrentNotSynced, "CurrentNotSynced", "version/current_file.cc", Finder::kPowerCuts},
      {Bug::kCurrentNameNotSynced, "CurrentNameNotSynced", "version/current_file.cc",
       Finder::kPowerCuts},
      {Bug::kCurrentBeforeManifest, "CurrentBeforeManifest", "version/version_set.cc",
       Finder::kPowerCuts},
      {Bug::kNewDatabaseNotSynced, "NewDatabaseNotSynced", "db/recovery.cc", Finder::kPowerCuts},
      {Bug::kRemovedBeforeRecorded, "RemovedBeforeRecorded", "db/recovery.cc", Finder::kPowerCuts},
      {Bug::kNeededLogRemoved, "NeededLogRemoved", "db/obsolete_files.cc", Finder::kPowerCuts},
      {Bug::kTombstoneDroppedEarly, "TombstoneDroppedEarly", "compaction/merge.cc",
       Finder::kPowerCuts},
      {Bug::kLastSequenceOffByOne, "LastSequenceOffByOne", "version/version_set.cc",
       Finder::kPowerCuts},
  });
  return kBugs;
}

namespace {

Scenario Load(const std::string& name, const std::vector<std::string>& sets) {
  Scenario scenario;
  const Status status = LoadScenario(name, sets, &scenario);
  if (!status.ok()) std::abort();
  return scenario;
}

std::string FindByPowerCuts(uint64_t seeds, const std::vector<std::string>& sets,
                            std::vector<Survival> survivals, uint64_t choices) {
  CampaignPlan plan;
  plan.scenario = Load("powercut", sets);
  plan.last_seed = seeds;
  plan.matrix.survivals = std::move(survivals);
  plan.matrix.choices = choices;
  const CampaignReport report = RunCampaign(plan, {});
  if (!report.error.empty()) return report.error;
  if (report.violations.empty()) return "";
  const Violation& violation = report.violations.front().violation;
  return "promise " + std::to_string(violation.promise) + ": " + violation.what;
}

std::vector<Survival> All() { return {Survivals().begin(), Survivals().end()}; }

std::string FindInLargeLogs() {
  Survival subset = *FindSurvival("subset");
  subset.sector_bytes = 4096;  // with smaller ones hardly a large record is whole
  return FindByPowerCuts(1,
                         {"options.write_buffer_size=131072", "clients.0.operations=24",
                          "clients.0.value_bytes.min=3000", "clients.0.value_bytes.max=9000",
                          "clients.0.sync_percent=10"},
                         {*FindSurvival("nothing"), *FindSurvival("everything"), subset}, 4);
}

std::string FindBySchedules() {
  ExplorePlan plan;
  plan.scenario = Load("races", {});
  plan.last_seed = 2000;
  const ExploreReport report = Explore(plan);
  return report.found.has_value() ? report.found->what : "";
}

std::string FindByTrouble(Trouble trouble) {
  for (int at = 1; at <= 30; at++) {
    const TroubledRun run = RunWithTrouble(trouble, at);
    if (!run.happened) break;
    if (!run.violation.empty()) return run.violation;
  }
  return "";
}

}  // namespace

std::string Find(Finder finder) {
  switch (finder) {
    case Finder::kPowerCuts:
      return FindByPowerCuts(6, {}, All(), 2);
    case Finder::kContinued:
      return FindByPowerCuts(6, {"options.reuse_logs=true"}, {*FindSurvival("left_over")}, 20);
    case Finder::kLargeLogs:
      return FindInLargeLogs();
    case Finder::kSchedules:
      return FindBySchedules();
    case Finder::kStalls: {
      const Status status =
          RunScenario(Load("powercut", {"clients.2.operations=60", "clients.2.pause_ns=0"}), {})
              .status;
      return status.ok() ? "" : status.ToString();
    }
    case Finder::kShortWrite:
      return FindByTrouble(Trouble::kShortWrite);
    case Finder::kFailedSync:
      return FindByTrouble(Trouble::kSyncFails);
    case Finder::kSyncAgain:
      return SyncAfterAFailedOne();
    case Finder::kShortReads:
      return OpenWithShortReads();
  }
  return "";
}

}  // namespace sim
}  // namespace lsm
