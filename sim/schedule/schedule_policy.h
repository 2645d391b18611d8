// The scheduler as an oracle: the world asks, a policy answers. One file per policy.
#ifndef LSMSCOPE_SIM_SCHEDULE_SCHEDULE_POLICY_H_
#define LSMSCOPE_SIM_SCHEDULE_SCHEDULE_POLICY_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/events/sched.h"
#include "lsm/status.h"

namespace lsm::sim {

// What a world asks. Valid during the call only.
struct Question {
  // Counts all choices of the world from 1: every moment at which at least two fibers could be
  // chosen, whether the policy is asked or not. The same scenario counts the same, whatever policy
  // decides, up to the first answer that differs.
  uint64_t number = 0;
  ChoiceKind what = ChoiceKind::kNext;
  // Numbers of at least two fibers, in the order in which nothing but time and arrival would serve
  // them.
  std::span<const uint32_t> fibers;
  // So many at the beginning have the same right to go first (for kNext: they are due at this very
  // moment); to choose another one is a preemption. At least 1.
  size_t equals = 0;
};

// Answers must depend on the questions so far and the seed alone (or on somebody outside, who is
// then part of the run).
class SchedulePolicy {
 public:
  virtual ~SchedulePolicy() = default;

  // An index in question.fibers.
  virtual size_t Choose(const Question& question) = 0;

  // Whether it may answer with a preemption. If not, it is asked only if `equals` is 2 or more,
  // and nothing else may depend on the questions that it does not see.
  virtual bool preempts() const { return false; }
  // Fiber `fiber` says that it can do nothing now but let others run.
  virtual void OnYield(uint32_t fiber) { (void)fiber; }
  // After the run: whether the policy could do what it was made for.
  virtual Status Verdict() const { return Status::OK(); }
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_SCHEDULE_POLICY_H_
