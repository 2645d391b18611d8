// Fork: another policy's schedule up to an event; from there on somebody outside picks.
#ifndef LSMSCOPE_SIM_SCHEDULE_FORK_POLICY_H_
#define LSMSCOPE_SIM_SCHEDULE_FORK_POLICY_H_

#include <cstdint>
#include <memory>
#include <utility>

#include "sim/schedule/choose_policy.h"

namespace lsm::sim {

class ForkPolicy final : public SchedulePolicy {
 public:
  // `position` (of the last event so far) and `chooser` are not owned.
  ForkPolicy(std::unique_ptr<SchedulePolicy> inner, uint64_t fifo_seed, uint64_t after,
             const uint64_t* position, Chooser* chooser)
      : inner_(std::move(inner)),
        fifo_(fifo_seed),
        after_(after),
        position_(position),
        chooser_(chooser) {}

  size_t Choose(const Question& question) override {
    const size_t usual = fifo_.Choose(question);
    if (*position_ < after_) return inner_->Choose(question);
    return chooser_->Choose(question, usual);
  }
  bool preempts() const override { return true; }
  void OnYield(uint32_t fiber) override { inner_->OnYield(fiber); }

 private:
  const std::unique_ptr<SchedulePolicy> inner_;
  FifoPolicy fifo_;  // asked from the beginning, so that it goes on as a replay would
  const uint64_t after_;
  const uint64_t* const position_;
  Chooser* const chooser_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_FORK_POLICY_H_
