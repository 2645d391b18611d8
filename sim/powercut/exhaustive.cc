#include "sim/powercut/exhaustive.h"

#include <array>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/env/posix_env.h"
#include "lsm/db.h"
#include "lsm/write_batch.h"
#include "sim/disk/sim_os.h"
#include "sim/run/database_options.h"
#include "sim/run/moment.h"
#include "sim/world/world.h"
#include "sim/world/world_sink.h"
#include "traces/record/tables.h"

namespace lsm::sim {
namespace {

enum class Step : uint8_t {
  kPut,
  kDelete,
  kBatch,
  kSyncedPut,
  kFlush,
  kCompact,
  kReopen,
  kSnapshot,
};
constexpr auto kStepNames = std::to_array<std::string_view>(
    {"put", "delete", "batch", "synced put", "flush", "compact", "reopen", "snapshot"});

std::vector<Step> StepsOf(uint64_t number) {
  uint64_t rest = number - 1;
  uint32_t length = 1;
  for (uint64_t count = kStepNames.size(); rest >= count; count *= kStepNames.size()) {
    rest -= count;
    length++;
  }
  std::vector<Step> steps(length);
  for (Step& step : steps) {
    step = static_cast<Step>(rest % kStepNames.size());
    rest /= kStepNames.size();
  }
  return steps;
}

// One client, on the main fiber.
class Client {
 public:
  Client(const Options& options, CommitLog* log, CutRecorder* recorder)
      : options_(options), log_(*log), recorder_(*recorder) {}
  ~Client() { Close(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Status Open() {
    Close();
    DB* opened = nullptr;
    Status status = DB::Open(options_, std::string(kSimulatedDirectory), &opened);
    db_.reset(opened);
    return status;
  }

  Status Write(std::vector<KeyChange> changes, bool sync) {
    WriteBatch batch;
    for (const KeyChange& change : changes) {
      change.remove ? batch.Delete(change.key) : batch.Put(change.key, change.value);
    }
    log_.OnWriteBegin(1, {.changes = std::move(changes), .sync = sync});
    WriteOptions options;
    options.sync = sync;
    Status status = db_->Write(options, &batch);
    log_.OnWriteEnd(1, status.ok());
    recorder_.OnPromise();
    return status;
  }

  Status Flush() { return db_->FlushMemTable(); }

  // `index` counts the steps of the workload from 1; values differ by it.
  Status Do(Step step, size_t index) {
    const std::string value = "step " + std::to_string(index);
    switch (step) {
      case Step::kPut:
        return Write({{"a", value}}, false);
      case Step::kDelete:
        return Write({{.key = "a", .remove = true}}, false);
      case Step::kBatch:
        return Write({{.key = "b", .remove = true}, {"a", value}, {"c", value}}, false);
      case Step::kSyncedPut:
        return Write({{"b", value}}, true);
      case Step::kFlush:
        return Flush();
      case Step::kCompact:
        db_->CompactRange(nullptr, nullptr);
        return Status::OK();
      case Step::kReopen:
        return Open();
      case Step::kSnapshot:
        snapshots_.push_back(db_->GetSnapshot());
        return Status::OK();
    }
    return Status::OK();
  }

 private:
  void Close() {
    for (const Snapshot* snapshot : snapshots_) db_->ReleaseSnapshot(snapshot);
    snapshots_.clear();
    db_.reset();
  }

  const Options& options_;
  CommitLog& log_;
  CutRecorder& recorder_;
  std::unique_ptr<DB> db_;
  std::vector<const Snapshot*> snapshots_;
};

// Something in a table, and something in the log.
Status Begin(Client* client) {
  Status status = client->Open();
  if (status.ok()) status = client->Write({{"a", "in a table"}, {"b", "in a table"}}, false);
  if (status.ok()) status = client->Flush();
  if (status.ok()) status = client->Write({{"a", "in the log"}}, false);
  return status;
}

}  // namespace

uint64_t CountWorkloads(uint32_t length) {
  uint64_t all = 0;
  uint64_t count = 1;
  for (uint32_t i = 0; i < length; i++) all += count *= kStepNames.size();
  return all;
}

std::string DescribeWorkload(uint64_t number) {
  std::string text;
  for (const Step step : StepsOf(number)) {
    text += text.empty() ? "" : ", ";
    text += kStepNames[static_cast<size_t>(step)];
  }
  return text;
}

Scenario ExhaustiveScenario() {
  Scenario scenario(Preset::kTiny);
  scenario.name = "exhaustive";
  scenario.options.l0_compaction_trigger = 2;
  scenario.block_cache_bytes = 4096;
  return scenario;
}

Status RunWorkload(uint64_t number, const Scenario& scenario, StackPool* stacks, Disk* disk,
                   CommitLog* log, CutRecorder* recorder) {
  World world({.costs = scenario.costs}, NewSchedulePolicy({}, 1), stacks);
  SimOs os(&world, disk, scenario.device);
  trace::TraceTables tables;
  WorldSink sink(&world, &tables, recorder);
  world.SetListener(&sink);
  Status status;
  const Status world_status =
      world.Run({.role = ThreadInfo::Role::kMain, .ordinal = 1, .name = "main"}, [&] {
        const std::unique_ptr<Env> env = NewPosixEnv(&os);
        const DatabaseOptions options(scenario, env.get(), &sink);
        Client client(options.get(), log, recorder);
        status = Begin(&client);
        size_t index = 0;
        for (const Step step : StepsOf(number)) {
          if (status.ok()) status = client.Do(step, ++index);
        }
      });
  return world_status.ok() ? status : world_status;
}

}  // namespace lsm::sim
