// FaultTriggers: says at which events the faults of a scenario happen.
#ifndef LSMSCOPE_SIM_FAULT_FAULT_TRIGGERS_H_
#define LSMSCOPE_SIM_FAULT_FAULT_TRIGGERS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/base/prng.h"
#include "sim/fault/fault_plan.h"
#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::sim {

// Each fault happens once. Goes along with all lives of a run: a condition counts on after a power
// cut.
class FaultTriggers {
 public:
  // `tables` (those of the run) is not owned. `seed` is the scenario's.
  FaultTriggers(const std::vector<FaultPlan>& plans, uint64_t seed,
                const trace::TraceTables* tables);

  // After every event, in order. Indices of the faults that happen right after it; valid until the
  // next call.
  const std::vector<size_t>& OnEvent(uint64_t position, const Event& event);

  // What is true after the last event. Only as long as faults are still to come.
  const trace::State& state() const { return state_; }

 private:
  // For the causes that a condition may ask for.
  class Events {
   public:
    const Event& At(uint64_t position) const { return events_[position - 1]; }
    void Add(const Event& event) { events_.push_back(event); }

   private:
    std::vector<Event> events_;
  };
  struct Waiting {
    size_t index = 0;
    const FaultPlan* plan = nullptr;
    Prng prng;
    uint64_t counted = 0;
  };

  const std::vector<FaultPlan> plans_;
  const trace::TraceTables* const tables_;
  std::vector<Waiting> waiting_;
  std::vector<size_t> now_;
  trace::State state_;
  Events events_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_FAULT_FAULT_TRIGGERS_H_
