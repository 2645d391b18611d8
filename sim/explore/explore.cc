#include "sim/explore/explore.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "sim/explore/every_plan.h"
#include "sim/schedule/pct_policy.h"
#include "sim/schedule/random_policy.h"
#include "sim/schedule/replay_policy.h"

namespace lsm::sim {
namespace {

// What a worker is to run next.
struct SeedsJob {
  std::unique_ptr<SchedulePolicy> policy;
  Attempts::Wants wants;
  uint64_t seed = 0;
  EveryPlan::Ticket ticket;
};

// Shared by the workers.
class Search {
 public:
  Search(const ExplorePlan& plan, const ExploreHooks& hooks)
      : plan_(plan), hooks_(hooks), next_seed_(plan.first_seed), every_(plan.preemptions) {}

  // The first schedule, and from it what the others need to know. False: that was all.
  bool Begin(Attempts* attempts) {
    const bool exhaustive = plan_.kind == SearchKind::kExhaustive;
    AttemptResult usual = attempts->Run(std::make_unique<FifoPolicy>(plan_.scenario.seed),
                                        {.alternatives = exhaustive, .search_order = true});
    report_.steps = usual.choices;
    if (exhaustive) every_.Begin(std::move(usual.alternatives));
    Count(usual);
    if (Ends(usual)) {
      report_.found = std::move(usual);
      return false;
    }
    if (plan_.kind == SearchKind::kPct) MeasureSteps(attempts);
    return true;
  }

  void Work(Attempts* attempts) {
    while (std::optional<SeedsJob> job = Next()) {
      AttemptResult result = attempts->Run(std::move(job->policy), job->wants);
      Take(*job, std::move(result));
    }
  }

  ExploreReport Report() {
    report_.complete = plan_.kind == SearchKind::kExhaustive && !report_.found &&
                       !report_.interrupted && every_.complete() && report_.gave_up == 0;
    return std::move(report_);
  }

 private:
  static bool Ends(const AttemptResult& result) {
    return result.end == AttemptEnd::kFound || result.end == AttemptEnd::kViolation;
  }

  // Other schedules make other numbers of choices than first-in-first-out: k is the most that a few
  // of them make, and a tenth more.
  void MeasureSteps(Attempts* attempts) {
    constexpr uint64_t kRuns = 100;
    for (uint64_t i = 0; i < kRuns; i++) {
      const uint64_t seed = UINT64_MAX - i;  // none of those that will be counted
      const AttemptResult result =
          attempts->Run(std::make_unique<PctPolicy>(seed, plan_.depth, report_.steps));
      if (result.end == AttemptEnd::kNothing) {
        report_.steps = std::max(report_.steps, result.choices);
      }
    }
    report_.steps = std::max<uint64_t>(1, report_.steps + report_.steps / 10);
  }

  std::optional<SeedsJob> Next() {
    std::unique_lock lock(mutex_);
    if (report_.found || given_out_ >= plan_.budget) return std::nullopt;
    if (hooks_.cancel != nullptr && hooks_.cancel->load(std::memory_order_relaxed)) {
      report_.interrupted = true;
      return std::nullopt;
    }
    SeedsJob job;
    if (plan_.kind == SearchKind::kExhaustive) {
      // Another worker's run may bring more.
      while (true) {
        if (std::optional<EveryPlan::Ticket> ticket = every_.Next()) {
          job.ticket = std::move(*ticket);
          break;
        }
        if (every_.complete() || report_.found) return std::nullopt;
        changed_.wait(lock);
      }
      job.policy = std::make_unique<ReplayPolicy>(plan_.scenario.seed, job.ticket.plan);
      job.wants.alternatives = job.ticket.wants_alternatives;
    } else {
      if (next_seed_ > plan_.last_seed || next_seed_ == 0) return std::nullopt;
      job.seed = next_seed_++;
      if (plan_.kind == SearchKind::kPct) {
        job.policy = std::make_unique<PctPolicy>(job.seed, plan_.depth, report_.steps);
      } else {
        job.policy = std::make_unique<RandomPolicy>(
            job.seed, plan_.scenario.world.schedule.untimed
                          ? 100
                          : plan_.scenario.world.schedule.preempt_percent);
      }
    }
    given_out_++;
    job.wants.search_order = plan_.search_every != 0 && given_out_ % plan_.search_every == 0;
    return job;
  }

  void Take(const SeedsJob& job, AttemptResult result) {
    const std::lock_guard lock(mutex_);
    if (plan_.kind == SearchKind::kExhaustive) {
      every_.Done(job.ticket, std::move(result.alternatives));
      if (job.ticket.again) given_out_--;
      changed_.notify_all();
    }
    if (!job.ticket.again) Count(result);
    // With several workers a larger seed may be done before a smaller one.
    if (Ends(result) && (!report_.found || job.seed < report_.seed)) {
      report_.found = std::move(result);
      report_.seed = job.seed;
    }
    changed_.notify_all();
    if (hooks_.progress && report_.schedules % kBetweenProgress == 0) hooks_.progress(report_);
  }

  void Count(const AttemptResult& result) {
    if (result.end == AttemptEnd::kGaveUp) {
      report_.gave_up++;
      return;
    }
    report_.schedules++;
    report_.operations += result.operations;
    report_.searched += result.order_searched;
    report_.search_given_up += result.search_given_up;
    report_.fibers = std::max(report_.fibers, result.fibers);
    report_.most_choices = std::max(report_.most_choices, result.choices);
    if (plan_.kind == SearchKind::kPct && result.choices > report_.steps) {
      report_.longer_than_steps++;
    }
  }

  static constexpr uint64_t kBetweenProgress = 64;

  const ExplorePlan& plan_;
  const ExploreHooks& hooks_;
  std::mutex mutex_;
  std::condition_variable changed_;
  ExploreReport report_;
  uint64_t given_out_ = 1;  // first-in-first-out is the first
  uint64_t next_seed_;
  EveryPlan every_;
};

}  // namespace

ExploreReport Explore(const ExplorePlan& plan, const ExploreHooks& hooks) {
  Search search(plan, hooks);
  Attempts attempts(plan.scenario, plan.attempt);
  if (!search.Begin(&attempts)) return search.Report();
  std::vector<std::thread> others;
  for (uint32_t i = 1; i < plan.jobs; i++) {
    others.emplace_back([&] {
      Attempts own(plan.scenario, plan.attempt);
      search.Work(&own);
    });
  }
  search.Work(&attempts);
  for (std::thread& other : others) other.join();
  return search.Report();
}

double PctBound(uint32_t fibers, uint64_t steps, uint32_t depth) {
  double bound = 1.0 / std::max(1u, fibers);
  for (uint32_t i = 1; i < depth; i++) bound /= static_cast<double>(std::max<uint64_t>(1, steps));
  return bound;
}

}  // namespace lsm::sim
