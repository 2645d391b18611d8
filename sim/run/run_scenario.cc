#include "sim/run/run_scenario.h"

#include <memory>
#include <optional>
#include <utility>

#include "engine/env/posix_env.h"
#include "engine/events/events.h"
#include "engine/events/run.h"
#include "lsm/cache.h"
#include "lsm/db.h"
#include "lsm/filter_policy.h"
#include "sim/disk/sim_os.h"
#include "sim/run/family_filter.h"
#include "sim/run/quiet_env.h"
#include "sim/run/stoppable_env.h"
#include "sim/workload/driver.h"
#include "sim/world/world.h"
#include "sim/world/world_sink.h"
#include "traces/metrics/summary.h"
#include "traces/record/recorder.h"
#include "traces/sources/engine_sources.h"
#include "traces/state/state_checker.h"

namespace lsm::sim {
namespace {

// The directory of the database on a simulated disk.
constexpr char kSimulatedDirectory[] = "/db";

// Counts, and passes nothing on.
class Counter final : public trace::EventConsumer {
 public:
  void OnEvent(uint64_t position, const Event&) override { last_ = position; }
  uint64_t last() const { return last_; }

 private:
  uint64_t last_ = 0;
};

// Everybody who listens to a run: the check and the summary hear all of it, the caller's consumers
// the families that the scenario records.
class Listeners {
 public:
  Listeners(const Scenario& scenario, const RunOptions& options)
      : tables_(options.tables != nullptr ? options.tables : &own_tables_),
        checker_(scenario.drop_event),
        summary_(tables_),
        callers_(options.consumers),
        filter_(&callers_, scenario.families),
        all_({&counter_, &checker_, &summary_, &filter_}) {}

  trace::TraceTables* tables() { return tables_; }
  trace::EventConsumer* consumer() { return &all_; }
  // What the recorder of a real run could not do as it should.
  void Tell(const trace::RecorderCounts& counts) { recorder_ = counts; }

  RunResult Result(Status status) const {
    RunResult result;
    result.status = std::move(status);
    result.state_matches_engine = checker_.state_matches_engine();
    result.mismatch = checker_.reason();
    result.events = counter_.last();
    result.summary = summary_.Get();
    result.summary.state_matches_engine = result.state_matches_engine;
    result.summary.dropped_events += recorder_.dropped;
    result.summary.lost_causes = recorder_.lost_causes;
    result.summary.forced_events = recorder_.forced;
    return result;
  }

 private:
  trace::TraceTables own_tables_;
  trace::TraceTables* const tables_;
  Counter counter_;
  trace::StateChecker checker_;
  trace::SummaryBuilder summary_;
  trace::FanOut callers_;
  FamilyFilter filter_;
  trace::FanOut all_;
  trace::RecorderCounts recorder_;
};

// The options of the scenario, with what its numbers stand for.
class DatabaseOptions {
 public:
  DatabaseOptions(const Scenario& scenario, Env* env, EventSink* sink)
      : cache_(NewLRUCache(scenario.block_cache_bytes)), options_(scenario.options) {
    if (scenario.filter_bits_per_key > 0) {
      filter_.reset(NewBloomFilterPolicy(static_cast<int>(scenario.filter_bits_per_key)));
    }
    options_.env = env;
    options_.event_sink = sink;
    options_.create_if_missing = true;
    options_.block_cache = cache_.get();
    options_.filter_policy = filter_.get();
  }

  const Options& get() const { return options_; }

 private:
  const std::unique_ptr<Cache> cache_;
  std::unique_ptr<const FilterPolicy> filter_;
  Options options_;
};

// Where a run takes place.
struct Site {
  std::string directory;
  Env* env = nullptr;
  EventSink* sink = nullptr;
  bool real = false;
  RunControl* control = nullptr;  // may be null
};

Status OpenWorkAndClose(const Scenario& scenario, const Site& site, bool* opened_database,
                        uint64_t* operations) {
  QuietEnv env(site.env);
  const DatabaseOptions options(scenario, &env, site.sink);
  DB* opened = nullptr;
  if (Status status = DB::Open(options.get(), site.directory, &opened); !status.ok()) return status;
  *opened_database = true;
  const std::unique_ptr<DB> db(opened);
  DriverResult result = RunClients(db.get(), &env, scenario.clients, scenario.seed,
                                   site.control != nullptr ? &site.control->stopping() : nullptr);
  *operations = result.operations;
  const bool stopped = site.control != nullptr && site.control->stopping();
  if (scenario.end == RunEnd::kQuiet && !stopped) env.WaitUntilQuiet();
  return result.status;
}

// The whole run, on the main thread of the machine, simulated or real.
Status RunOn(const Scenario& scenario, const Site& site, bool* opened) {
  const Events events(site.sink);
  events.Emit(RunStarted{
      .seed = scenario.seed, .scenario = events.Intern(scenario.name), .real = site.real});
  uint64_t operations = 0;
  Status status = OpenWorkAndClose(scenario, site, opened, &operations);
  events.Emit(RunEnded{.operations = operations});
  return status;
}

Status RunSimulated(const Scenario& scenario, RunControl* control, Listeners* listeners,
                    bool* opened) {
  World::Config config;
  config.cores = scenario.world.cores;
  config.quantum_ns = scenario.world.quantum_ns;
  config.costs = scenario.costs;
  Disk disk;
  World world(config, NewSchedulePolicy(scenario.world.schedule, scenario.seed));
  SimOs os(&world, &disk, scenario.device);
  WorldSink world_sink(&world, listeners->tables(), listeners->consumer());
  std::optional<trace::GateSink> gated;
  if (control != nullptr) gated.emplace(&control->gate(), &world_sink);
  EventSink* const sink = gated ? static_cast<EventSink*>(&*gated) : &world_sink;
  Status run_status;
  const Status world_status =
      world.Run({.role = ThreadInfo::Role::kMain, .ordinal = 1, .name = "main"}, [&] {
        const std::unique_ptr<Env> env = NewPosixEnv(&os);
        run_status = RunOn(scenario,
                           {.directory = kSimulatedDirectory,
                            .env = env.get(),
                            .sink = sink,
                            .real = false,
                            .control = control},
                           opened);
      });
  listeners->consumer()->OnEnd();
  return world_status.ok() ? run_status : world_status;
}

Status RunReal(const Scenario& scenario, const std::string& directory, Listeners* listeners,
               bool* opened) {
  Env* env = Env::Default();
  trace::Recorder recorder(env, listeners->tables(), listeners->consumer());
  Status status = RunOn(
      scenario, {.directory = directory, .env = env, .sink = &recorder, .real = true}, opened);
  recorder.Stop();
  listeners->Tell(recorder.counts());
  return status;
}

// The same with a gate. Its environment is its own: a background thread that stands at the gate
// must not keep other databases of this process from their work.
Status RunControlled(const Scenario& scenario, const std::string& directory, RunControl* control,
                     Listeners* listeners, bool* opened) {
  const std::unique_ptr<Env> native = NewPosixEnv(NativeOs());
  StoppableEnv env(native.get(), control);
  trace::Recorder recorder(&env, listeners->tables(), listeners->consumer());
  trace::GateSink sink(&control->gate(), &recorder);
  Status status =
      RunOn(scenario,
            {.directory = directory, .env = &env, .sink = &sink, .real = true, .control = control},
            opened);
  recorder.Stop();
  listeners->Tell(recorder.counts());
  return status;
}

Status RunSomewhere(const Scenario& scenario, const RunOptions& options, Listeners* listeners,
                    bool* opened) {
  if (options.real_directory.empty()) {
    return RunSimulated(scenario, options.control, listeners, opened);
  }
  if (options.control == nullptr) {
    return RunReal(scenario, options.real_directory, listeners, opened);
  }
  return RunControlled(scenario, options.real_directory, options.control, listeners, opened);
}

}  // namespace

RunResult RunScenario(const Scenario& scenario, const RunOptions& options) {
  Listeners listeners(scenario, options);
  bool opened = false;
  Status status = RunSomewhere(scenario, options, &listeners, &opened);
  RunResult result = listeners.Result(std::move(status));
  result.database_opened = opened;
  return result;
}

trace::TraceHeader HeaderFor(const Scenario& scenario, bool real) {
  trace::TraceHeader header;
  header.program = trace::ProgramVersion();
  header.sources_hash = trace::EngineSourcesHash();
  header.scenario = PrintScenario(scenario);
  header.seed = scenario.seed;
  header.real = real;
  header.families = scenario.families;
  return header;
}

}  // namespace lsm::sim
