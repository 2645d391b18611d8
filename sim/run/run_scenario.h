// Runs a scenario: opens its database, lets its clients work, closes it. In a world, or for real.
#ifndef LSMSCOPE_SIM_RUN_RUN_SCENARIO_H_
#define LSMSCOPE_SIM_RUN_RUN_SCENARIO_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/events/event.h"
#include "lsm/status.h"
#include "sim/run/moment.h"
#include "sim/run/run_control.h"
#include "sim/scenario/scenario.h"
#include "traces/metrics/summary.h"
#include "traces/record/consumer.h"
#include "traces/record/tables.h"
#include "traces/trace.h"

namespace lsm::sim {

struct RunOptions {
  // Empty: simulated. Otherwise the directory of the database of a real run; it is created if it
  // is missing.
  std::string real_directory;
  // Of a real run that nobody watches: consumers are told when it is over, as far as the recorder
  // has room, so that the telling takes no processor from the engine.
  bool tell_late = false;
  // Who is told what happens, in total order; not owned. They are told of the families in the
  // scenario's `families` only.
  std::vector<trace::EventConsumer*> consumers;
  // Where texts and sites go; not owned. Null: tables of the run's own. Consumers that keep events
  // need the same tables.
  trace::TraceTables* tables = nullptr;
  // Pauses, steps and stops the run from other threads; not owned. Null: it runs to its end.
  RunControl* control = nullptr;
  // Sees the machine of a simulated run after each of its events; not owned. Null: nobody does.
  MomentObserver* observer = nullptr;
  // Makes who decides the schedule of a simulated run in the place of the scenario's own policy. It
  // is told where the position of the last event stands during the run.
  std::function<std::unique_ptr<SchedulePolicy>(const uint64_t* position)> new_policy;
};

struct RunResult {
  Status status;                      // the first error, of whatever kind
  bool database_opened = false;       // if not, there is nothing to tell of the run
  bool state_matches_engine = false;  // every account of the engine equalled the folded State
  std::string mismatch;               // what differed first; empty: nothing
  uint64_t events = 0;                // position of the last event
  trace::Summary summary;
};

// Blocks until the run is over. Simulated runs touch neither files nor clocks, and several may go
// on in one process, each on its own thread or one after the other.
RunResult RunScenario(const Scenario& scenario, const RunOptions& options);

// Adds to a summary which faults of its scenario did not happen.
void TellFaultsNotMet(const Scenario& scenario, trace::Summary* summary);

// What a trace of this run should say of itself.
trace::TraceHeader HeaderFor(const Scenario& scenario, bool real);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_RUN_SCENARIO_H_
