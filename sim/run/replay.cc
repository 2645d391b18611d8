#include "sim/run/replay.h"

#include <utility>

#include "engine/events/sched.h"
#include "sim/explore/spy_policy.h"
#include "sim/run/simulated_run.h"
#include "sim/schedule/alter_policy.h"
#include "sim/schedule/replay_policy.h"
#include "traces/format/describe.h"
#include "traces/format/units.h"

namespace lsm::sim {
namespace {

ChoicePlan ChoicesOf(const trace::Trace& trace) {
  ChoicePlan plan;
  for (uint64_t position = 1; position <= trace.events.size(); position++) {
    const Event& event = trace.events.At(position);
    if (!event.Is<ThreadChosen>()) continue;
    const ThreadChosen chosen = event.As<ThreadChosen>();
    // A trace may come from anywhere: numbers that do not ascend are no plan.
    if (!plan.empty() && plan.back().number >= chosen.choice) continue;
    plan.push_back({chosen.choice, chosen.chosen});
  }
  return plan;
}

// Knows how far the run is.
class Position final : public trace::EventConsumer {
 public:
  void OnEvent(uint64_t position, const Event&) override { last_ = position; }
  const uint64_t* last() const { return &last_; }

 private:
  uint64_t last_ = 0;
};

}  // namespace

Status ReadRecordedRun(const trace::Trace& trace, const std::string& path, RecordedRun* run) {
  if (trace.header.real) {
    return Status::InvalidArgument(path +
                                   ": is of a real run, expected a simulated one: only the"
                                   " operating system knows how its threads were scheduled");
  }
  if (trace.header.scenario.find('{') == std::string::npos) {
    return Status::InvalidArgument(path +
                                   ": its header has no scenario, expected one as `run"
                                   " --trace` writes it");
  }
  if (Status status = ParseScenario(trace.header.scenario, path + ": the header's scenario", {},
                                    &run->scenario);
      !status.ok()) {
    return status;
  }
  if ((trace.header.families & Bit(Family::kSched)) != 0) {
    run->choices = ChoicesOf(trace);
  } else if (run->scenario.world.schedule.kind == ScheduleKind::kChoose) {
    return Status::InvalidArgument(path +
                                   ": somebody picked who goes next, and it was not recorded;"
                                   " expected the family sched among its families");
  }
  return Status::OK();
}

std::function<std::unique_ptr<SchedulePolicy>()> ReplayOf(const RecordedRun& run) {
  return [run]() -> std::unique_ptr<SchedulePolicy> {
    const Scenario& scenario = run.scenario;
    if (!run.choices) return NewSchedulePolicy(scenario.world.schedule, scenario.seed);
    return std::make_unique<ReplayPolicy>(scenario.seed, *run.choices);
  };
}

Status AlterSchedule(const RecordedRun& run, uint64_t position, uint32_t fiber, Scenario* altered) {
  Scenario scenario = run.scenario;
  trace::TraceTables tables;
  Position at;
  ScheduleLog log;
  SimulatedRun again;
  again.tables = &tables;
  again.consumer = &at;
  again.policy = std::make_unique<SpyPolicy>(
      std::make_unique<AlterPolicy>(ReplayOf(run)(), scenario.seed, position, fiber, at.last()),
      scenario.seed, &log);
  bool opened = false;
  const Status status = RunSimulated(scenario, std::move(again), &opened);
  if (*at.last() < position) {
    return Status::InvalidArgument("there is no event " + trace::Grouped(position) +
                                   "; the last one is " + trace::Grouped(*at.last()));
  }
  // Other errors are part of the altered run; whoever runs it will meet them.
  if (status.IsIncomplete() && status.ToString().find("does not fit") != std::string::npos) {
    return status;
  }
  Schedule& schedule = scenario.world.schedule;
  if (schedule.kind == ScheduleKind::kPct || schedule.kind == ScheduleKind::kChoose) {
    scenario.world.starvation_bound = 0;
  }
  schedule.kind = ScheduleKind::kReplay;
  schedule.seed = 0;
  schedule.choices = std::move(log.plan);
  scenario.world.choices = PrintChoices(schedule.choices);
  *altered = std::move(scenario);
  return Status::OK();
}

void ReplayCheck::OnEvent(uint64_t position, const Event& event) {
  last_ = position;
  if (!difference_.empty()) return;
  if (position > trace_->events.size()) {
    difference_ = "event " + trace::Grouped(position) + " is behind the last one of the trace";
    return;
  }
  const Event& recorded = trace_->events.At(position);
  // Numbers of texts are of two different tables; the words tell whether they are the same.
  const bool same =
      recorded.kind == event.kind && recorded.time_ns == event.time_ns &&
      recorded.thread == event.thread && recorded.cause == event.cause &&
      trace::DescribeFields(recorded, trace_->tables) == trace::DescribeFields(event, *tables_);
  if (same) return;
  difference_ = "event " + trace::DescribeEvent(position, event, *tables_) + " was " +
                trace::DescribeEvent(position, recorded, trace_->tables);
}

std::string ReplayCheck::difference() const {
  if (!difference_.empty() || last_ >= trace_->events.size()) return difference_;
  return "event " + trace::Grouped(last_) + " is the last one, and the trace has " +
         trace::Grouped(trace_->events.size());
}

}  // namespace lsm::sim
