// First in, first out; only what is truly simultaneous is decided by the seed.
#ifndef LSMSCOPE_SIM_SCHEDULE_FIFO_POLICY_H_
#define LSMSCOPE_SIM_SCHEDULE_FIFO_POLICY_H_

#include "sim/base/prng.h"
#include "sim/schedule/schedule_policy.h"

namespace lsm::sim {

class FifoPolicy final : public SchedulePolicy {
 public:
  explicit FifoPolicy(uint64_t seed) : prng_(seed) {}

  size_t Choose(Choice choice, std::span<const uint32_t> fibers) override {
    return choice == Choice::kTie ? prng_.Below(fibers.size()) : 0;
  }

 private:
  Prng prng_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_FIFO_POLICY_H_
