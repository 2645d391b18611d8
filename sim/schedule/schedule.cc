#include "sim/schedule/schedule.h"

#include "sim/schedule/fifo_policy.h"
#include "sim/schedule/pct_policy.h"
#include "sim/schedule/random_policy.h"
#include "sim/schedule/replay_policy.h"

namespace lsm::sim {

std::unique_ptr<SchedulePolicy> NewSchedulePolicy(const Schedule& schedule, uint64_t seed,
                                                  Chooser* chooser) {
  const uint64_t own_seed = schedule.seed != 0 ? schedule.seed : seed;
  switch (schedule.kind) {
    case ScheduleKind::kFifo:
      break;
    case ScheduleKind::kRandom:
      return std::make_unique<RandomPolicy>(own_seed,
                                            schedule.untimed ? 100 : schedule.preempt_percent);
    case ScheduleKind::kPct:
      return std::make_unique<PctPolicy>(own_seed, schedule.pct_depth, schedule.pct_steps);
    case ScheduleKind::kReplay:
      return std::make_unique<ReplayPolicy>(own_seed, schedule.choices);
    case ScheduleKind::kChoose:
      if (chooser == nullptr) break;
      return std::make_unique<ChoosePolicy>(own_seed, chooser);
  }
  return std::make_unique<FifoPolicy>(own_seed);
}

}  // namespace lsm::sim
