// Choose: somebody outside picks among the runnable.
#ifndef LSMSCOPE_SIM_SCHEDULE_CHOOSE_POLICY_H_
#define LSMSCOPE_SIM_SCHEDULE_CHOOSE_POLICY_H_

#include "sim/schedule/fifo_policy.h"

namespace lsm::sim {

// Who picks. Is called on the world's own stack of the host thread; it may block that thread (the
// world stands still meanwhile) and calls nothing of the world.
class Chooser {
 public:
  virtual ~Chooser() = default;

  // An index in question.fibers. `usual` is what first-in-first-out would answer.
  virtual size_t Choose(const Question& question, size_t usual) = 0;
};

class ChoosePolicy final : public SchedulePolicy {
 public:
  // `chooser` is not owned.
  ChoosePolicy(uint64_t seed, Chooser* chooser) : fifo_(seed), chooser_(chooser) {}

  size_t Choose(const Question& question) override {
    return chooser_->Choose(question, fifo_.Choose(question));
  }
  bool preempts() const override { return true; }

 private:
  FifoPolicy fifo_;
  Chooser* const chooser_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_CHOOSE_POLICY_H_
