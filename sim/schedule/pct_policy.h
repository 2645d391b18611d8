// PCT, "probabilistic concurrency testing" (Burckhardt, Kothari, Musuvathi, Nagarakatte: "A
// Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010).
//
// Every fiber has a random priority, and whoever has the highest one goes first, always. At d - 1
// random ones of the run's k choices, whoever would go first falls behind all others. A bug that
// needs d choices to be right is found by one run with probability at least 1 / (n * k^(d - 1)),
// n fibers.
//
// A fiber that yields falls behind all others, too: it waits for one of them, and would otherwise
// run for ever.
#ifndef LSMSCOPE_SIM_SCHEDULE_PCT_POLICY_H_
#define LSMSCOPE_SIM_SCHEDULE_PCT_POLICY_H_

#include <cstdint>
#include <vector>

#include "sim/base/prng.h"
#include "sim/schedule/schedule_policy.h"

namespace lsm::sim {

class PctPolicy final : public SchedulePolicy {
 public:
  // `depth` is d, from 1; `steps` is k, from 1: how many choices the run is expected to make.
  PctPolicy(uint64_t seed, uint32_t depth, uint64_t steps);

  size_t Choose(const Question& question) override;
  bool preempts() const override { return true; }
  void OnYield(uint32_t fiber) override;

 private:
  size_t Highest(const Question& question);
  int64_t& PriorityOf(uint32_t fiber);

  Prng prng_;
  std::vector<uint64_t> change_points_;  // numbers of choices, ascending
  size_t next_change_ = 0;
  std::vector<int64_t> priorities_;  // by fiber; 0: not drawn yet
  int64_t lowest_ = 0;               // priorities below 0 were given to those who fell behind
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_PCT_POLICY_H_
