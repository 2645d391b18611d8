// A schedule as a scenario describes it, and the one list of policies.
#ifndef LSMSCOPE_SIM_SCHEDULE_SCHEDULE_H_
#define LSMSCOPE_SIM_SCHEDULE_SCHEDULE_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "sim/schedule/choose_policy.h"
#include "sim/schedule/planned_choice.h"
#include "sim/schedule/schedule_policy.h"

namespace lsm::sim {

enum class ScheduleKind : uint8_t { kFifo, kRandom, kPct, kReplay, kChoose };
constexpr auto Names(ScheduleKind) {
  return std::to_array<std::string_view>({"fifo", "random", "pct", "replay", "choose"});
}

struct Schedule {
  ScheduleKind kind = ScheduleKind::kFifo;
  uint64_t seed = 0;  // 0: the scenario's
  uint32_t preempt_percent = 5;
  uint32_t pct_depth = 3;
  uint64_t pct_steps = 1000;
  bool untimed = false;  // see World
  ChoicePlan choices;
};

// `seed` is the scenario's. `chooser` (not owned) is needed by kChoose; without one, that is
// first-in-first-out.
std::unique_ptr<SchedulePolicy> NewSchedulePolicy(const Schedule& schedule, uint64_t seed,
                                                  Chooser* chooser = nullptr);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_SCHEDULE_H_
