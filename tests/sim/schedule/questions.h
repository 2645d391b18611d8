// Questions for policies.
#ifndef LSMSCOPE_TESTS_SIM_SCHEDULE_QUESTIONS_H_
#define LSMSCOPE_TESTS_SIM_SCHEDULE_QUESTIONS_H_

#include <vector>

#include "sim/schedule/schedule_policy.h"

namespace lsm::sim {

// Answers the fiber that the policy takes.
inline uint32_t Ask(SchedulePolicy& policy, uint64_t number, std::vector<uint32_t> fibers,
                    size_t equals = 1, ChoiceKind what = ChoiceKind::kNext) {
  return fibers.at(
      policy.Choose({.number = number, .what = what, .fibers = fibers, .equals = equals}));
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_TESTS_SIM_SCHEDULE_QUESTIONS_H_
