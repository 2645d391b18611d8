// Runs a scenario in every combination of a grid and collects the figures.
#ifndef LSMSCOPE_SIM_SWEEP_SWEEP_H_
#define LSMSCOPE_SIM_SWEEP_SWEEP_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lsm/status.h"
#include "sim/sweep/grid.h"

namespace lsm::sim {

struct SweepPlan {
  std::string scenario;           // as LoadScenario takes it
  std::vector<std::string> sets;  // before those of the grid
  Grid grid;
  uint64_t shard = 1;
  uint64_t shards = 1;
  uint32_t jobs = 1;  // threads; each runs a world of its own
  std::string output;
};

struct SweepReport {
  uint64_t runs = 0;    // that this shard has
  uint64_t kept = 0;    // of them: rows that were there already
  uint64_t done = 0;    // of them: rows written now
  uint64_t failed = 0;  // of all of them: whose status is not ok
  std::string first_failure;
  bool wrong_plan = false;  // the error is one of the scenario or the grid: nothing was touched
};

struct SweepHooks {
  const std::atomic<bool>* cancel = nullptr;  // true: runs that have begun are finished
  // After each run, from one thread at a time.
  std::function<void(const SweepReport&)> progress;
};

// An error of a run is a row like any other: simulated runs fail the same way again. Errors of the
// scenario are found before anything is run.
[[nodiscard]] Status RunSweep(const SweepPlan& plan, const SweepHooks& hooks, SweepReport* report);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SWEEP_SWEEP_H_
