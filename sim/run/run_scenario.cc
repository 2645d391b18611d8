#include "sim/run/run_scenario.h"

#include <memory>
#include <utility>

#include "engine/env/posix_env.h"
#include "sim/run/family_filter.h"
#include "sim/run/run_on_site.h"
#include "sim/run/simulated_run.h"
#include "sim/run/stoppable_env.h"
#include "traces/metrics/summary.h"
#include "traces/record/recorder.h"
#include "traces/sources/engine_sources.h"
#include "traces/state/state_checker.h"

namespace lsm::sim {
namespace {

// Room of each thread's buffer when nobody is told before the run is over.
constexpr size_t kLateBufferEvents = size_t{1} << 16;

// Counts, and passes nothing on.
class Counter final : public trace::EventConsumer {
 public:
  void OnEvent(uint64_t position, const Event&) override { last_ = position; }
  const uint64_t& last() const { return last_; }

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
  const uint64_t* position() const { return &counter_.last(); }
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

Status RunReal(const Scenario& scenario, const RunOptions& options, Listeners* listeners,
               bool* opened) {
  Env* env = Env::Default();
  trace::RecorderOptions recording;
  if (options.tell_late) recording = {.buffer_events = kLateBufferEvents, .late = true};
  trace::Recorder recorder(env, listeners->tables(), listeners->consumer(), recording);
  Status status = RunOnSite(
      scenario, {.directory = options.real_directory, .env = env, .sink = &recorder, .real = true},
      opened);
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
  Status status = RunOnSite(scenario,
                            {.directory = directory,
                             .env = &env,
                             .sink = &sink,
                             .real = true,
                             .stopping = &control->stopping(),
                             .hurry = &control->hurry()},
                            opened);
  recorder.Stop();
  listeners->Tell(recorder.counts());
  return status;
}

Status RunSomewhere(const Scenario& scenario, const RunOptions& options, Listeners* listeners,
                    bool* opened) {
  if (options.real_directory.empty()) {
    return RunSimulated(
        scenario,
        {.tables = listeners->tables(),
         .consumer = listeners->consumer(),
         .observer = options.observer,
         .control = options.control,
         .policy = options.new_policy ? options.new_policy(listeners->position()) : nullptr,
         .chooser = options.control ? &options.control->desk() : nullptr},
        opened);
  }
  if (options.control == nullptr) {
    return RunReal(scenario, options, listeners, opened);
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
  TellFaultsNotMet(scenario, &result.summary);
  return result;
}

void TellFaultsNotMet(const Scenario& scenario, trace::Summary* summary) {
  summary->faults_not_met.clear();
  for (uint32_t number = 1; number <= scenario.faults.size(); number++) {
    if (!summary->fault_count.contains(number)) summary->faults_not_met.push_back(number);
  }
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
