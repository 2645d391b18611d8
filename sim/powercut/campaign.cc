#include "sim/powercut/campaign.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>

#include "sim/base/prng.h"
#include "sim/powercut/engine_recoverer.h"
#include "sim/powercut/exhaustive.h"
#include "sim/run/simulated_run.h"
#include "traces/record/tables.h"

namespace lsm::sim {
namespace {

using Clock = std::chrono::steady_clock;

// Runs the workload of one seed in one of its lives, session after session on one disk.
Status RunSeed(const CampaignPlan& plan, uint64_t seed, uint32_t life, StackPool* stacks,
               Disk* disk, CommitLog* log, CutRecorder* recorder) {
  if (plan.exhaustive) return RunWorkload(seed, plan.scenario, stacks, disk, log, recorder);
  Scenario scenario = plan.scenario;
  for (uint32_t session = 0; session < plan.sessions; session++) {
    if (session > 0) recorder->BeginSession();
    scenario.seed = seed + (uint64_t{session} << 48) + (uint64_t{life - 1} << 56);
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
      Matrix matrix(plan_.matrix, &recoverer, &seen_, [this] { return Over(); });
      auto disk = std::make_unique<Disk>();
      Contents base;
      for (uint32_t life = 1; life <= plan_.lives && disk != nullptr; life++) {
        disk = Live(seed, life, &stacks, &recoverer, &matrix, std::move(disk), &base);
      }
      Report(matrix.counts());
    }
  }

  // One life on the disk, with the contents that were found on it. Answers the disk for the next
  // life, with what is found on it, or null if there is none.
  std::unique_ptr<Disk> Live(uint64_t seed, uint32_t life, StackPool* stacks,
                             EngineRecoverer* recoverer, Matrix* matrix, std::unique_ptr<Disk> disk,
                             Contents* base) {
    CommitLog log(*base);
    CutRecorder recorder(disk.get(), &log);
    const Status status = RunSeed(plan_, seed, life, stacks, disk.get(), &log, &recorder);
    disk->SetObserver(nullptr);
    Prng prng = Prng::ForPart(seed, life);
    const CutImage& end = recorder.images()[prng.Below(recorder.images().size())];
    std::unique_ptr<Disk> left = matrix->OneOfThose(end, prng.Next());
    const size_t known = matrix->violations().size();
    if (plan_.only_life == 0 || plan_.only_life == life) matrix->Check(log, &recorder);
    Report(seed, life, status, *matrix, known);
    if (!status.ok() || !matrix->violations().empty() || Over()) return nullptr;
    base->clear();
    const Found found = recoverer->Recover(left->Image().get(), base);
    return found.error.empty() ? std::move(left) : nullptr;
  }

  bool Over() {
    if (hooks_.cancel != nullptr && *hooks_.cancel) stop_ = true;
    if (plan_.budget_ms != 0 &&
        Clock::now() - began_ > std::chrono::milliseconds(plan_.budget_ms)) {
      stop_ = true;
    }
    return stop_;
  }

  // Of a seed that is done, or was given up.
  void Report(const MatrixCounts& counts) {
    const std::lock_guard lock(mutex_);
    report_.runs++;
    report_.counts.Add(counts);
    if (hooks_.progress) hooks_.progress(report_);
  }

  // Of a life: what is new in the matrix, behind the first `known` violations.
  void Report(uint64_t seed, uint32_t life, const Status& status, const Matrix& matrix,
              size_t known) {
    const std::lock_guard lock(mutex_);
    for (size_t i = known; i < matrix.violations().size(); i++) {
      if (report_.violations.size() < kKept) {
        report_.violations.push_back({seed, life, matrix.violations()[i]});
      }
    }
    if (!status.ok() && report_.error.empty()) {
      report_.error = status.ToString();
      report_.error_seed = seed;
      stop_ = true;
    }
    violations_ += matrix.violations().size() - known;
    if (plan_.max_violations != 0 && violations_ >= plan_.max_violations) stop_ = true;
  }

  static constexpr size_t kKept = 20;

  const CampaignPlan& plan_;
  const CampaignHooks& hooks_;
  const Clock::time_point began_ = Clock::now();
  std::atomic<uint64_t> next_seed_;
  std::atomic<bool> stop_ = false;
  SeenImages seen_;
  std::mutex mutex_;  // the rest
  CampaignReport report_;
  uint64_t violations_ = 0;
};

}  // namespace

CampaignReport RunCampaign(const CampaignPlan& plan, const CampaignHooks& hooks) {
  return Campaign(plan, hooks).Run();
}

}  // namespace lsm::sim
