#include "sim/fault/fault_triggers.h"

namespace lsm::sim {

FaultTriggers::FaultTriggers(const std::vector<FaultPlan>& plans, uint64_t seed,
                             const trace::TraceTables* tables)
    : plans_(plans), tables_(tables) {
  state_.tables = tables;
  for (size_t i = 0; i < plans_.size(); i++) {
    const uint64_t own = plans_[i].seed != 0 ? plans_[i].seed : seed;
    waiting_.push_back({.index = i, .plan = &plans_[i], .prng = Prng(own + i)});
  }
}

const std::vector<size_t>& FaultTriggers::OnEvent(uint64_t position, const Event& event) {
  now_.clear();
  if (waiting_.empty()) return now_;
  trace::Fold(state_, position, event);
  events_.Add(event);
  const trace::Moment moment = trace::MomentAt(state_, position, events_, *tables_);
  std::erase_if(waiting_, [&](Waiting& fault) {
    if (!fault.plan->condition.Holds(moment)) return false;
    const bool counts = fault.plan->percent >= 100 || fault.prng.Below(100) < fault.plan->percent;
    if (!counts || ++fault.counted < fault.plan->count) return false;
    now_.push_back(fault.index);
    return true;
  });
  return now_;
}

}  // namespace lsm::sim
