#include "sim/run/run_on_site.h"

#include <memory>

#include "engine/events/run.h"
#include "lsm/db.h"
#include "sim/run/database_options.h"
#include "sim/run/quiet_env.h"
#include "sim/workload/driver.h"

namespace lsm::sim {
namespace {

Status OpenWorkAndClose(const Scenario& scenario, const Site& site, bool* opened_database,
                        uint64_t* operations) {
  QuietEnv env(site.env);
  const DatabaseOptions options(scenario, &env, site.sink);
  DB* opened = nullptr;
  if (Status status = DB::Open(options.get(), site.directory, &opened); !status.ok()) return status;
  *opened_database = true;
  const std::unique_ptr<DB> db(opened);
  const DriverResult result =
      RunClients(db.get(), &env, {scenario.clients, scenario.recording}, scenario.seed,
                 {.stop = site.stopping,
                  .hurry = site.hurry,
                  .observer = site.observer,
                  .progress = site.progress});
  *operations = result.operations;
  const bool stopped = site.stopping != nullptr && *site.stopping;
  if (scenario.end == RunEnd::kQuiet && !stopped) env.WaitUntilQuiet();
  return result.status;
}

}  // namespace

Status RunOnSite(const Scenario& scenario, const Site& site, bool* opened) {
  const Events events(site.sink);
  if (!site.restarted) {
    events.Emit(RunStarted{
        .seed = scenario.seed, .scenario = events.Intern(scenario.name), .real = site.real});
  }
  uint64_t operations = 0;
  Status status = OpenWorkAndClose(scenario, site, opened, &operations);
  if (site.progress != nullptr) operations = site.progress->operations;
  events.Emit(RunEnded{.operations = operations});
  return status;
}

}  // namespace lsm::sim
