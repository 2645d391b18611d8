#include "sim/sweep/sweep.h"

#include <cstdio>
#include <map>
#include <mutex>
#include <thread>

#include "sim/run/run_scenario.h"
#include "sim/scenario/scenario.h"
#include "sim/sweep/figures.h"
#include "sim/sweep/results_file.h"
#include "traces/sources/engine_sources.h"

namespace lsm::sim {
namespace {

constexpr uint64_t kMostRuns = 10'000'000;

// Names what a row is of: the whole scenario, and the engine that ran it.
std::string ScenarioHash(const Scenario& scenario) {
  uint64_t value = 0xcbf29ce484222325;
  for (const unsigned char c :
       PrintScenario(scenario) + std::to_string(trace::EngineSourcesHash())) {
    value = (value ^ c) * 0x100000001b3;
  }
  char digits[17];
  std::snprintf(digits, sizeof(digits), "%016llx", static_cast<unsigned long long>(value));
  return digits;
}

Status Load(const SweepPlan& plan, uint64_t index, Scenario* scenario) {
  std::vector<std::string> sets = plan.sets;
  for (std::string& set : plan.grid.SetsAt(index)) sets.push_back(std::move(set));
  return LoadScenario(plan.scenario, sets, scenario);
}

ResultRow RowOf(const SweepPlan& plan, uint64_t index, const Scenario& scenario) {
  const RunResult result = RunScenario(scenario, {});
  ResultRow row = plan.grid.At(index);
  for (std::string& figure : FiguresOf(result.summary)) row.push_back(std::move(figure));
  row.emplace_back(result.state_matches_engine ? "true" : "false");
  row.push_back(result.status.ok() ? "ok" : result.status.ToString());
  row.push_back(ScenarioHash(scenario));
  return row;
}

// The runs of a shard that have no row yet, and the table that they go to.
class Sweep {
 public:
  Sweep(const SweepPlan& plan, const SweepHooks& hooks, SweepReport* report)
      : plan_(plan), hooks_(hooks), report_(report) {}

  Status Prepare() {
    // Everything is checked before the file is touched.
    report_->wrong_plan = true;
    if (plan_.grid.size() > kMostRuns) {
      return Status::InvalidArgument("more than " + std::to_string(kMostRuns) + " runs");
    }
    if (Status status = CheckValuesDiffer(); !status.ok()) return status;
    std::vector<ResultRow> rows;
    std::map<ResultRow, std::string> hashes;
    for (uint64_t index = 0; index < plan_.grid.size(); index++) {
      if (!InShard(index, plan_.shard, plan_.shards)) continue;
      Scenario scenario;
      if (Status status = Load(plan_, index, &scenario); !status.ok()) return status;
      hashes[plan_.grid.At(index)] = ScenarioHash(scenario);
    }
    report_->wrong_plan = false;
    const std::vector<std::string> keys = plan_.grid.Keys();
    if (Status status = ResultsFile::Open(plan_.output, keys, &rows, &file_); !status.ok()) {
      return status;
    }
    std::map<ResultRow, bool> there;
    for (size_t i = 0; i < rows.size(); i++) {
      const ResultRow key(rows[i].begin(),
                          rows[i].begin() + static_cast<std::ptrdiff_t>(keys.size()));
      const auto planned = hashes.find(key);
      if (planned == hashes.end()) continue;  // of another sweep into the same table
      if (planned->second != rows[i].back()) {
        return Status::InvalidArgument(plan_.output + ":" + std::to_string(i + 2) +
                                       ": is of another scenario or of another version of the"
                                       " engine; choose another file");
      }
      if (!there.emplace(key, true).second) continue;
      report_->kept++;
      if (rows[i][rows[i].size() - 2] != "ok") Failed(rows[i]);
    }
    report_->runs = hashes.size();
    for (uint64_t index = 0; index < plan_.grid.size(); index++) {
      if (InShard(index, plan_.shard, plan_.shards) && !there.contains(plan_.grid.At(index))) {
        missing_.push_back(index);
      }
    }
    return Status::OK();
  }

  Status Run() {
    std::vector<std::thread> threads;
    for (uint32_t i = 1; i < plan_.jobs && i < missing_.size(); i++) {
      threads.emplace_back([this] { Work(); });
    }
    Work();
    for (std::thread& thread : threads) thread.join();
    if (!status_.ok() || report_->done < missing_.size()) return status_;
    return file_->Sort();
  }

 private:
  // 4M and 4194304 are one value: each of its runs would be there twice.
  Status CheckValuesDiffer() const {
    uint64_t step = plan_.grid.last_seed - plan_.grid.first_seed + 1;  // between two values
    for (size_t i = plan_.grid.variations.size(); i-- > 0;) {
      const Variation& variation = plan_.grid.variations[i];
      std::map<std::string, std::string> written;  // by the whole scenario
      for (size_t value = 0; value < variation.values.size(); value++) {
        Scenario scenario;
        if (Status status = Load(plan_, value * step, &scenario); !status.ok()) return status;
        const std::string& text = variation.values[value];
        const auto [same, is_new] = written.try_emplace(PrintScenario(scenario), text);
        if (!is_new) {
          return Status::InvalidArgument("--vary " + variation.key + ": " + same->second + " and " +
                                         text + " give the same scenario, expected different ones");
        }
      }
      step *= variation.values.size();
    }
    return Status::OK();
  }

  void Work() {
    while (hooks_.cancel == nullptr || !*hooks_.cancel) {
      const size_t i = next_++;
      if (i >= missing_.size()) return;
      Scenario scenario;
      Status status = Load(plan_, missing_[i], &scenario);
      const ResultRow row = status.ok() ? RowOf(plan_, missing_[i], scenario) : ResultRow();
      const std::lock_guard<std::mutex> lock(mutex_);
      if (status.ok() && status_.ok()) status = file_->Add(row);
      if (status_.ok()) status_ = status;
      if (!status_.ok()) return;
      report_->done++;
      if (row[row.size() - 2] != "ok") Failed(row);
      if (hooks_.progress) hooks_.progress(*report_);
    }
  }

  void Failed(const ResultRow& row) {
    report_->failed++;
    if (report_->first_failure.empty()) report_->first_failure = row[row.size() - 2];
  }

  const SweepPlan& plan_;
  const SweepHooks& hooks_;
  std::vector<uint64_t> missing_;
  std::unique_ptr<ResultsFile> file_;
  std::atomic<size_t> next_{0};

  std::mutex mutex_;  // of what follows, and of the file, once the threads run
  SweepReport* const report_;
  Status status_;
};

}  // namespace

Status RunSweep(const SweepPlan& plan, const SweepHooks& hooks, SweepReport* report) {
  Sweep sweep(plan, hooks, report);
  if (Status status = sweep.Prepare(); !status.ok()) return status;
  if (hooks.progress) hooks.progress(*report);
  return sweep.Run();
}

}  // namespace lsm::sim
