#include "sim/powercut/campaign.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>

#include "sim/powercut/engine_recoverer.h"
#include "sim/powercut/exhaustive.h"
#include "sim/run/simulated_run.h"
#include "traces/record/tables.h"

namespace lsm::sim {
namespace {

using Clock = std::chrono::steady_clock;

// Runs the workload of one seed, session after session on one disk.
Status RunSeed(const CampaignPlan& plan, uint64_t seed, StackPool* stacks, Disk* disk,
               CommitLog* log, CutRecorder* recorder) {
  if (plan.exhaustive) return RunWorkload(seed, plan.scenario, stacks, disk, log, recorder);
  Scenario scenario = plan.scenario;
  for (uint32_t session = 0; session < plan.sessions; session++) {
    if (session > 0) recorder->BeginSession();
    scenario.seed = seed + (uint64_t{session} << 48);
    trace::TraceTables tables;
    bool opened = false;
    Status status = RunSimulated(scenario,
                                 {.tables = &tables,
                                  .consumer = recorder,
                                  .operations = recorder,
                                  .stacks = stacks,
                                  .disk = disk},
                                 &opened);
    if (!status.ok()) return status;
  }
  return Status::OK();
}

// What the threads share.
class Campaign {
 public:
  Campaign(const CampaignPlan& plan, const CampaignHooks& hooks)
      : plan_(plan), hooks_(hooks), next_seed_(plan.first_seed) {}

  CampaignReport Run() {
    std::vector<std::thread> threads;
    for (uint32_t i = 1; i < plan_.jobs; i++) threads.emplace_back([this] { Work(); });
    Work();
    for (std::thread& thread : threads) thread.join();
    std::ranges::stable_sort(report_.violations, {}, &SeedViolation::seed);
    const uint64_t seeds = plan_.last_seed - plan_.first_seed + 1;
    report_.complete = report_.runs == seeds && !stop_;
    return report_;
  }

 private:
  void Work() {
    StackPool stacks;
    EngineRecoverer recoverer(plan_.scenario);
    while (!Over()) {
      const uint64_t seed = next_seed_.fetch_add(1);
      if (seed > plan_.last_seed) break;
      Disk disk;
      CommitLog log;
      CutRecorder recorder(&disk, &log);
      Matrix matrix(plan_.matrix, &recoverer, &seen_, [this] { return Over(); });
      const Status status = RunSeed(plan_, seed, &stacks, &disk, &log, &recorder);
      disk.SetObserver(nullptr);
      matrix.Check(log, &recorder);
      Report(seed, status, matrix);
    }
  }

  bool Over() {
    if (hooks_.cancel != nullptr && *hooks_.cancel) stop_ = true;
    if (plan_.budget_ms != 0 &&
        Clock::now() - began_ > std::chrono::milliseconds(plan_.budget_ms)) {
      stop_ = true;
    }
    return stop_;
  }

  void Report(uint64_t seed, const Status& status, const Matrix& matrix) {
    const std::lock_guard lock(mutex_);
    report_.runs++;
    report_.counts.Add(matrix.counts());
    for (const Violation& violation : matrix.violations()) {
      if (report_.violations.size() < kKept) report_.violations.push_back({seed, violation});
    }
    if (!status.ok() && report_.error.empty()) {
      report_.error = status.ToString();
      report_.error_seed = seed;
      stop_ = true;
    }
    if (plan_.max_violations != 0 && report_.counts.violations >= plan_.max_violations) {
      stop_ = true;
    }
    if (hooks_.progress) hooks_.progress(report_);
  }

  static constexpr size_t kKept = 20;

  const CampaignPlan& plan_;
  const CampaignHooks& hooks_;
  const Clock::time_point began_ = Clock::now();
  std::atomic<uint64_t> next_seed_;
  std::atomic<bool> stop_ = false;
  SeenImages seen_;
  std::mutex mutex_;  // report_
  CampaignReport report_;
};

}  // namespace

CampaignReport RunCampaign(const CampaignPlan& plan, const CampaignHooks& hooks) {
  return Campaign(plan, hooks).Run();
}

}  // namespace lsm::sim
