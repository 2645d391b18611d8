// StoppableEnv: an Env of real threads whose sleeps end when the run is stopped.
#ifndef LSMSCOPE_SIM_RUN_STOPPABLE_ENV_H_
#define LSMSCOPE_SIM_RUN_STOPPABLE_ENV_H_

#include <chrono>

#include "lsm/env.h"
#include "sim/run/run_control.h"

namespace lsm::sim {

// A writer may be in the middle of a delay of seconds, a client between two operations: neither
// should keep a run from closing.
class StoppableEnv final : public EnvWrapper {
 public:
  // Nothing is owned.
  StoppableEnv(Env* target, RunControl* control) : EnvWrapper(target), control_(control) {}

  void SleepForMicroseconds(int micros) override {
    control_->Sleep(std::chrono::microseconds(micros));
  }

 private:
  RunControl* const control_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_STOPPABLE_ENV_H_
