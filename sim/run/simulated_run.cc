#include "sim/run/simulated_run.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/base/check.h"
#include "engine/env/posix_env.h"
#include "sim/disk/sim_os.h"
#include "sim/run/machine_life.h"
#include "sim/run/run_on_site.h"
#include "sim/world/world.h"
#include "sim/world/world_sink.h"

namespace lsm::sim {
namespace {

World::Config ConfigOf(const Scenario& scenario) {
  const WorldOptions& options = scenario.world;
  const bool fair =
      options.schedule.kind != ScheduleKind::kPct && options.schedule.kind != ScheduleKind::kChoose;
  World::Config config;
  config.cores = options.cores;
  config.quantum_ns = options.quantum_ns;
  config.end_of_time_ns = options.end_of_time_ns;
  config.untimed = options.schedule.untimed;
  config.starvation_bound = fair ? options.starvation_bound : 0;
  config.costs = scenario.costs;
  return config;
}

// One life of the machine, from its start to its end or to a power cut. What goes on to the next
// one is in *carried.
Status Live(const Scenario& scenario, const SimulatedRun& run, SchedulePolicy* policy,
            CarriedOn* carried, bool* opened, MachineEnd* end) {
  World::Config config = ConfigOf(scenario);
  config.max_choices = run.max_choices;
  config.start_ns = carried->time_ns;
  config.choices_before = carried->choices;
  MachineLife life(run, carried);
  World world(config, life.PolicyFor(policy), run.stacks);
  SimOs os(&world, carried->disk, carried->storage.get());
  WorldSink world_sink(&world, run.tables, &life, carried->position);
  world.SetListener(&world_sink);
  std::optional<trace::GateSink> gated;
  if (run.control != nullptr) gated.emplace(&run.control->gate(), &world_sink);
  LifeSink sink(&life, gated ? static_cast<EventSink*>(&*gated) : &world_sink);
  std::optional<FaultyOs> faulty;
  if (carried->triggers != nullptr) {
    faulty.emplace(&os, carried->disk, &carried->injector,
                   [&](size_t fault, const std::string& what, const std::string& path) {
                     life.EmitFault(fault, what, path);
                   });
  }
  life.Begin(&world, &os, faulty ? &*faulty : nullptr, &world_sink);
  Status run_status;
  const Status world_status =
      world.Run({.role = ThreadInfo::Role::kMain, .ordinal = 1, .name = "main"}, [&] {
        const std::unique_ptr<Env> env = NewPosixEnv(faulty ? static_cast<Os*>(&*faulty) : &os);
        run_status = RunOnSite(scenario,
                               {.directory = std::string(kSimulatedDirectory),
                                .env = env.get(),
                                .sink = &sink,
                                .real = false,
                                .stopping = life.stopping(),
                                .observer = run.operations != nullptr ? &life : nullptr,
                                .progress = &carried->progress,
                                .restarted = carried->lives > 0},
                               opened);
      });
  *end = life.end();
  carried->choices = std::max(carried->choices, world.choices());
  carried->fibers = std::max(carried->fibers, world.fibers());
  if (*end != MachineEnd::kItself) return Status::OK();
  return world_status.ok() ? run_status : world_status;
}

}  // namespace

Status RunSimulated(const Scenario& scenario, SimulatedRun run, bool* opened,
                    ScheduleFacts* schedule) {
  std::unique_ptr<SchedulePolicy> policy = std::move(run.policy);
  if (policy == nullptr) {
    policy = NewSchedulePolicy(scenario.world.schedule, scenario.seed, run.chooser);
  }
  Disk empty;
  FaultTriggers triggers(scenario.faults, scenario.seed, run.tables);
  CarriedOn carried{.scenario = &scenario,
                    .triggers = scenario.faults.empty() ? nullptr : &triggers,
                    .disk = run.disk != nullptr ? run.disk : &empty,
                    .storage = std::make_unique<Storage>(scenario.device)};
  Status status;
  MachineEnd end = MachineEnd::kPowerCut;
  for (; end == MachineEnd::kPowerCut; carried.lives++) {
    status = Live(scenario, run, policy.get(), &carried, opened, &end);
    if (end == MachineEnd::kPowerCut) carried.StartAnew();
  }
  if (end != MachineEnd::kGivenUp) run.consumer->OnEnd();
  if (schedule != nullptr) *schedule = {.choices = carried.choices, .fibers = carried.fibers};
  return status;
}

}  // namespace lsm::sim
