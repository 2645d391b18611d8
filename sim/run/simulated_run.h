// A run in a world of its own; in several, one after the other, if the power fails on the way.
#ifndef LSMSCOPE_SIM_RUN_SIMULATED_RUN_H_
#define LSMSCOPE_SIM_RUN_SIMULATED_RUN_H_

#include <cstdint>
#include <memory>

#include "lsm/status.h"
#include "sim/disk/disk.h"
#include "sim/fiber/stack_pool.h"
#include "sim/run/moment.h"
#include "sim/run/run_control.h"
#include "sim/scenario/scenario.h"
#include "sim/schedule/schedule.h"
#include "sim/workload/operation_observer.h"
#include "traces/record/consumer.h"
#include "traces/record/tables.h"

namespace lsm::sim {

// Who watches and who steers; nothing is owned.
struct SimulatedRun {
  trace::TraceTables* tables = nullptr;      // where texts and sites go
  trace::EventConsumer* consumer = nullptr;  // hears all families
  MomentObserver* observer = nullptr;        // may be null
  RunControl* control = nullptr;             // may be null: nobody pauses or stops it
  // Who decides the schedule in the place of the scenario's policy; may be null.
  std::unique_ptr<SchedulePolicy> policy;
  Chooser* chooser = nullptr;  // who picks if the scenario's schedule is `choose`; may be null
  OperationObserver* operations = nullptr;  // is told of every operation; may be null
  StackPool* stacks = nullptr;              // to be used again from run to run; may be null
  uint64_t max_choices = UINT64_MAX;        // a run that needs more is given up with an error
  Disk* disk = nullptr;  // where the database is, or was left by a run before; null: an empty one
};

// How a run's schedule was.
struct ScheduleFacts {
  uint64_t choices = 0;
  uint32_t fibers = 0;
};

// Blocks until the run is over and its world is freed. True in *opened if the database was open.
// OK if the observer gave it up.
//
// A power cut ends one life of the machine: what survives on its disk is where the next one begins,
// in the same trace, at the same time, with the operations that were not answered. The clients of
// the old life cannot be cut down where they stand; they are brought to an end as below, unseen.
//
// How a run is given up: a world's heap is the program's, so that what its fibers hold is freed
// only by themselves. The clients are told to stop and the disk is lost; the engine then fails its
// way out within a few calls, and virtual time costs nothing. What was kept of the moment does not
// depend on how that goes.
Status RunSimulated(const Scenario& scenario, SimulatedRun run, bool* opened,
                    ScheduleFacts* schedule = nullptr);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_SIMULATED_RUN_H_
