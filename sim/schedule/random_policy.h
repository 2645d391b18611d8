// Random by seed: among equals each is as likely. With probability `preempt_percent` a choice of
// who runs next is made among all that could run, so that somebody may overtake who is due later.
#ifndef LSMSCOPE_SIM_SCHEDULE_RANDOM_POLICY_H_
#define LSMSCOPE_SIM_SCHEDULE_RANDOM_POLICY_H_

#include "sim/base/prng.h"
#include "sim/schedule/schedule_policy.h"

namespace lsm::sim {

class RandomPolicy final : public SchedulePolicy {
 public:
  RandomPolicy(uint64_t seed, uint32_t preempt_percent)
      : prng_(Prng::ForPart(seed, 0x72616e64)), preempt_percent_(preempt_percent) {}

  size_t Choose(const Question& question) override {
    // Nothing is drawn for what a policy that does not preempt may not have seen.
    if (preempt_percent_ == 0 && question.equals < 2) return 0;
    const bool among_all = prng_.Percent(preempt_percent_);
    return prng_.Below(among_all ? question.fibers.size() : question.equals);
  }
  bool preempts() const override { return preempt_percent_ > 0; }

 private:
  Prng prng_;
  const uint32_t preempt_percent_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_RANDOM_POLICY_H_
