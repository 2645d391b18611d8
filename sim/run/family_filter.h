// Passes on the events of some families. Positions keep their numbers.
#ifndef LSMSCOPE_SIM_RUN_FAMILY_FILTER_H_
#define LSMSCOPE_SIM_RUN_FAMILY_FILTER_H_

#include "engine/events/event.h"
#include "traces/record/consumer.h"

namespace lsm::sim {

class FamilyFilter final : public trace::EventConsumer {
 public:
  // `target` is not owned. The family `run` always passes.
  FamilyFilter(trace::EventConsumer* target, FamilySet families)
      : target_(target), families_(families | Bit(Family::kRun)) {}

  void OnEvent(uint64_t position, const Event& event) override;
  void OnEnd() override { target_->OnEnd(); }

 private:
  trace::EventConsumer* const target_;
  const FamilySet families_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_FAMILY_FILTER_H_
