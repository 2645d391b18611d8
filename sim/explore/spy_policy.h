// Notes what another policy answers: where it differs from first-in-first-out, which is all that a
// replay needs, and, if wanted, what else could have been chosen.
#ifndef LSMSCOPE_SIM_EXPLORE_SPY_POLICY_H_
#define LSMSCOPE_SIM_EXPLORE_SPY_POLICY_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sim/schedule/fifo_policy.h"
#include "sim/schedule/planned_choice.h"

namespace lsm::sim {

// One way to differ from first-in-first-out.
struct Alternative {
  uint64_t number = 0;  // of the choice
  uint32_t fiber = 0;
};

struct ScheduleLog {
  ChoicePlan plan;       // what differs from first-in-first-out so far
  uint64_t choices = 0;  // so far
  uint32_t most = 0;     // fibers in one choice
  bool wants_alternatives = false;
  std::vector<Alternative> alternatives;  // by number
};

class SpyPolicy final : public SchedulePolicy {
 public:
  // `fifo_seed` is that of the replay. `log` is not owned.
  SpyPolicy(std::unique_ptr<SchedulePolicy> inner, uint64_t fifo_seed, ScheduleLog* log)
      : inner_(std::move(inner)), fifo_(fifo_seed), log_(log) {}

  size_t Choose(const Question& question) override {
    const size_t usual = fifo_.Choose(question);
    const size_t index = inner_->Choose(question);
    if (index != usual) log_->plan.push_back({question.number, question.fibers[index]});
    log_->choices = question.number;
    log_->most = std::max(log_->most, static_cast<uint32_t>(question.fibers.size()));
    if (log_->wants_alternatives) {
      for (size_t i = 0; i < question.fibers.size(); i++) {
        if (i != usual) log_->alternatives.push_back({question.number, question.fibers[i]});
      }
    }
    return index;
  }
  bool preempts() const override { return true; }
  void OnYield(uint32_t fiber) override { inner_->OnYield(fiber); }
  Status Verdict() const override { return inner_->Verdict(); }

 private:
  const std::unique_ptr<SchedulePolicy> inner_;
  FifoPolicy fifo_;
  ScheduleLog* const log_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_EXPLORE_SPY_POLICY_H_
