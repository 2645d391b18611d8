// A scenario simulated to its end, and all its events kept.
#ifndef LSMSCOPE_SIM_RUN_SIMULATE_TO_TRACE_H_
#define LSMSCOPE_SIM_RUN_SIMULATE_TO_TRACE_H_

#include <atomic>
#include <memory>

#include "lsm/status.h"
#include "sim/scenario/scenario.h"
#include "traces/trace.h"

namespace lsm::sim {

// Blocks until the run is over, or soon after *cancel has become true (null: never); then the
// answer is Incomplete. The trace holds what was recorded up to an error as well.
[[nodiscard]] Status SimulateToTrace(const Scenario& scenario, const std::atomic<bool>* cancel,
                                     std::shared_ptr<trace::Trace>* trace);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_SIMULATE_TO_TRACE_H_
