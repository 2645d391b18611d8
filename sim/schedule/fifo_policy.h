// First in, first out: whoever is due first runs first, whoever came first is served first. Only
// what is truly simultaneous is decided by the seed. Never preempts.
#ifndef LSMSCOPE_SIM_SCHEDULE_FIFO_POLICY_H_
#define LSMSCOPE_SIM_SCHEDULE_FIFO_POLICY_H_

#include "sim/base/prng.h"
#include "sim/schedule/schedule_policy.h"

namespace lsm::sim {

class FifoPolicy final : public SchedulePolicy {
 public:
  explicit FifoPolicy(uint64_t seed) : prng_(seed) {}

  size_t Choose(const Question& question) override {
    if (question.what != ChoiceKind::kNext || question.equals < 2) return 0;
    return prng_.Below(question.equals);
  }

 private:
  Prng prng_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_FIFO_POLICY_H_
