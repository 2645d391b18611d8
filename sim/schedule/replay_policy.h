// Replay: first-in-first-out, except for the choices of a plan. When the plan ends, the rest of the
// run is first-in-first-out.
//
// A choice that does not fit (its fiber cannot be chosen there, or the run ends before it) is
// passed over. Verdict() then says what was expected at which choice; a lenient replay, as the
// shrinking of a plan needs it, does not mind.
#ifndef LSMSCOPE_SIM_SCHEDULE_REPLAY_POLICY_H_
#define LSMSCOPE_SIM_SCHEDULE_REPLAY_POLICY_H_

#include <cstdint>
#include <string>

#include "sim/schedule/fifo_policy.h"
#include "sim/schedule/planned_choice.h"

namespace lsm::sim {

class ReplayPolicy final : public SchedulePolicy {
 public:
  ReplayPolicy(uint64_t seed, ChoicePlan plan, bool lenient = false);

  size_t Choose(const Question& question) override;
  bool preempts() const override { return true; }
  Status Verdict() const override;

 private:
  FifoPolicy fifo_;
  const ChoicePlan plan_;
  const bool lenient_;
  size_t next_ = 0;           // in plan_
  uint64_t last_number_ = 0;  // of the choices so far
  std::string misfit_;        // the first one, in words; empty: none
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_REPLAY_POLICY_H_
