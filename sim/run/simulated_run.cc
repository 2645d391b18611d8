#include "sim/run/simulated_run.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/base/check.h"
#include "engine/env/posix_env.h"
#include "sim/disk/sim_os.h"
#include "sim/run/run_on_site.h"
#include "sim/world/world.h"
#include "sim/world/world_sink.h"

namespace lsm::sim {
namespace {

// Tells the consumer and then the observer, until the observer has seen enough.
class MomentFeed final : public trace::EventConsumer {
 public:
  MomentFeed(const SimulatedRun& run, const Disk& disk, SimOs* os)
      : run_(run), disk_(disk), os_(os) {}

  void OnEvent(uint64_t position, const Event& event) override {
    if (given_up_) return;
    run_.consumer->OnEvent(position, event);
    if (run_.observer == nullptr || run_.observer->OnMoment({position, event, disk_})) return;
    LSM_CHECK(run_.control == nullptr);  // whoever has the control stops the run
    given_up_ = true;
    os_->LoseDisk();
    stopping_ = true;
  }
  void OnEnd() override {
    if (!given_up_) run_.consumer->OnEnd();
  }

  bool given_up() const { return given_up_; }
  const std::atomic<bool>* stopping() const {
    return run_.control != nullptr ? &run_.control->stopping() : &stopping_;
  }

 private:
  const SimulatedRun& run_;
  const Disk& disk_;
  SimOs* const os_;
  bool given_up_ = false;
  std::atomic<bool> stopping_ = false;
};

}  // namespace

namespace {

World::Config ConfigOf(const Scenario& scenario) {
  const WorldOptions& options = scenario.world;
  const bool fair =
      options.schedule.kind != ScheduleKind::kPct && options.schedule.kind != ScheduleKind::kChoose;
  World::Config config;
  config.cores = options.cores;
  config.quantum_ns = options.quantum_ns;
  config.untimed = options.schedule.untimed;
  config.starvation_bound = fair ? options.starvation_bound : 0;
  config.costs = scenario.costs;
  return config;
}

}  // namespace

Status RunSimulated(const Scenario& scenario, SimulatedRun run, bool* opened,
                    ScheduleFacts* schedule) {
  World::Config config = ConfigOf(scenario);
  config.max_choices = run.max_choices;
  if (run.policy == nullptr) {
    run.policy = NewSchedulePolicy(scenario.world.schedule, scenario.seed, run.chooser);
  }
  Disk empty;
  Disk& disk = run.disk != nullptr ? *run.disk : empty;
  World world(config, std::move(run.policy), run.stacks);
  SimOs os(&world, &disk, scenario.device);
  MomentFeed feed(run, disk, &os);
  WorldSink world_sink(&world, run.tables, &feed);
  world.SetListener(&world_sink);
  std::optional<trace::GateSink> gated;
  if (run.control != nullptr) gated.emplace(&run.control->gate(), &world_sink);
  EventSink* const sink = gated ? static_cast<EventSink*>(&*gated) : &world_sink;
  Status run_status;
  const Status world_status =
      world.Run({.role = ThreadInfo::Role::kMain, .ordinal = 1, .name = "main"}, [&] {
        const std::unique_ptr<Env> env = NewPosixEnv(&os);
        run_status = RunOnSite(scenario,
                               {.directory = std::string(kSimulatedDirectory),
                                .env = env.get(),
                                .sink = sink,
                                .real = false,
                                .stopping = feed.stopping(),
                                .observer = run.operations},
                               opened);
      });
  feed.OnEnd();
  if (schedule != nullptr) *schedule = {.choices = world.choices(), .fibers = world.fibers()};
  if (feed.given_up()) return Status::OK();
  return world_status.ok() ? run_status : world_status;
}

}  // namespace lsm::sim
