// Alter: another policy's schedule up to an event; at the first choice after it a given fiber goes
// first; from there on first-in-first-out.
#ifndef LSMSCOPE_SIM_SCHEDULE_ALTER_POLICY_H_
#define LSMSCOPE_SIM_SCHEDULE_ALTER_POLICY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "sim/schedule/fifo_policy.h"

namespace lsm::sim {

class AlterPolicy final : public SchedulePolicy {
 public:
  // `position` (not owned): of the last event so far.
  AlterPolicy(std::unique_ptr<SchedulePolicy> inner, uint64_t fifo_seed, uint64_t after,
              uint32_t fiber, const uint64_t* position)
      : inner_(std::move(inner)),
        fifo_(fifo_seed),
        after_(after),
        fiber_(fiber),
        position_(position) {}

  size_t Choose(const Question& question) override;
  bool preempts() const override { return true; }
  void OnYield(uint32_t fiber) override { inner_->OnYield(fiber); }
  Status Verdict() const override;

 private:
  const std::unique_ptr<SchedulePolicy> inner_;
  FifoPolicy fifo_;  // asked from the beginning, so that it goes on as a replay would
  const uint64_t after_;
  const uint32_t fiber_;
  const uint64_t* const position_;
  bool altered_ = false;
  std::string misfit_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_ALTER_POLICY_H_
