// A whole run, wherever it takes place: on threads and files, or in a world.
#ifndef LSMSCOPE_SIM_RUN_RUN_ON_SITE_H_
#define LSMSCOPE_SIM_RUN_RUN_ON_SITE_H_

#include <atomic>
#include <string>

#include "engine/events/events.h"
#include "lsm/env.h"
#include "lsm/status.h"
#include "sim/scenario/scenario.h"
#include "sim/workload/driver.h"
#include "sim/workload/operation_observer.h"

namespace lsm::sim {

struct Site {
  std::string directory;  // of the database
  Env* env = nullptr;
  EventSink* sink = nullptr;
  bool real = false;
  // Once it is true, every client ends with the operation at hand. Null: never.
  const std::atomic<bool>* stopping = nullptr;
  const std::atomic<bool>* hurry = nullptr;  // clients keep to no pace; may be null
  OperationObserver* observer = nullptr;     // of a simulated run; may be null
  // Of a simulated run that can lose its power; may be null.
  WorkloadProgress* progress = nullptr;
  bool restarted = false;  // the power failed before: the run has begun already
};

// Opens the database, lets the clients work, closes it. Called by the main thread of the machine,
// simulated or real. True in *opened as soon as the database is open.
Status RunOnSite(const Scenario& scenario, const Site& site, bool* opened);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_RUN_ON_SITE_H_
