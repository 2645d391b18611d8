#include "sim/run/simulate_to_trace.h"

#include <string>

#include "sim/run/run_scenario.h"

namespace lsm::sim {
namespace {

// Gives the run up at the first event after it was cancelled.
class Canceller final : public MomentObserver {
 public:
  explicit Canceller(const std::atomic<bool>* cancel) : cancel_(cancel) {}

  bool OnMoment(const Moment& moment) override {
    position_ = moment.position;
    return !cancel_->load(std::memory_order_relaxed);
  }
  uint64_t position() const { return position_; }

 private:
  const std::atomic<bool>* const cancel_;
  uint64_t position_ = 0;
};

}  // namespace

Status SimulateToTrace(const Scenario& scenario, const std::atomic<bool>* cancel,
                       std::shared_ptr<trace::Trace>* trace) {
  *trace = std::make_shared<trace::Trace>();
  (*trace)->header = HeaderFor(scenario, /*real=*/false);
  trace::TraceBuilder builder(*trace);
  Canceller canceller(cancel);
  RunOptions options;
  options.consumers = {&builder};
  options.tables = &(*trace)->tables;
  if (cancel != nullptr) options.observer = &canceller;
  const RunResult result = RunScenario(scenario, options);
  // Whatever a run that was given up says of itself was not asked for.
  if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) {
    return Status::Incomplete(scenario.name + ": given up at event " +
                              std::to_string(canceller.position()));
  }
  return result.status;
}

}  // namespace lsm::sim
