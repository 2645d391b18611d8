#include "sim/run/replay.h"

#include <utility>

#include "engine/events/sched.h"
#include "sim/explore/spy_policy.h"
#include "sim/run/simulated_run.h"
#include "sim/schedule/alter_policy.h"
#include "sim/schedule/fork_policy.h"
#include "sim/schedule/replay_policy.h"
#include "traces/format/describe.h"
#include "traces/format/units.h"

namespace lsm::sim {
namespace {

ChoicePlan ChoicesOf(uint64_t last, const std::function<const Event&(uint64_t)>& event_at) {
  ChoicePlan plan;
  for (uint64_t position = 1; position <= last; position++) {
    const Event& event = event_at(position);
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
  const auto event_at = [&](uint64_t position) -> const Event& {
    return trace.events.At(position);
  };
  return ReadRecordedRun(trace.header, trace.events.size(), event_at, path, run);
}

Status ReadRecordedRun(const trace::TraceHeader& header, uint64_t last,
                       const std::function<const Event&(uint64_t)>& event_at,
                       const std::string& path, RecordedRun* run) {
  if (header.real) {
    return Status::InvalidArgument(path +
                                   ": is of a real run, expected a simulated one: only the"
                                   " operating system knows how its threads were scheduled");
  }
  if (header.scenario.find('{') == std::string::npos) {
    return Status::InvalidArgument(path +
                                   ": its header has no scenario, expected one as `run"
                                   " --trace` writes it");
  }
  if (Status status =
          ParseScenario(header.scenario, path + ": the header's scenario", {}, &run->scenario);
      !status.ok()) {
    return status;
  }
  if ((header.families & Bit(Family::kSched)) != 0) {
    run->choices = ChoicesOf(last, event_at);
  } else if (run->scenario.world.schedule.kind == ScheduleKind::kChoose) {
    return Status::InvalidArgument(path +
                                   ": somebody picked who goes next, and it was not recorded;"
                                   " expected the family sched among its families");
  }
  return Status::OK();
}

std::function<std::unique_ptr<SchedulePolicy>(const uint64_t*)> ReplayOf(const RecordedRun& run) {
  return [run](const uint64_t*) -> std::unique_ptr<SchedulePolicy> {
    const Scenario& scenario = run.scenario;
    if (!run.choices) return NewSchedulePolicy(scenario.world.schedule, scenario.seed);
    return std::make_unique<ReplayPolicy>(scenario.seed, *run.choices);
  };
}

std::function<std::unique_ptr<SchedulePolicy>(const uint64_t*)> PolicyOf(const Fork& fork,
                                                                         Chooser* chooser) {
  return [fork, chooser](const uint64_t* position) -> std::unique_ptr<SchedulePolicy> {
    return std::make_unique<ForkPolicy>(ReplayOf(fork.run)(position), fork.run.scenario.seed,
                                        fork.after, position, chooser);
  };
}

Scenario WithRecordedSchedule(const RecordedRun& run) {
  Scenario scenario = run.scenario;
  if (!run.choices) return scenario;
  Schedule& schedule = scenario.world.schedule;
  if (schedule.kind == ScheduleKind::kPct || schedule.kind == ScheduleKind::kChoose) {
    scenario.world.starvation_bound = 0;
  }
  schedule.kind = ScheduleKind::kReplay;
  schedule.seed = 0;
  schedule.choices = *run.choices;
  scenario.world.choices = PrintChoices(schedule.choices);
  return scenario;
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
      std::make_unique<AlterPolicy>(ReplayOf(run)(at.last()), scenario.seed, position, fiber,
                                    at.last()),
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
  *altered =
      WithRecordedSchedule({.scenario = std::move(scenario), .choices = std::move(log.plan)});
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
  std::string now = trace::DescribeEvent(position, event, *tables_);
  std::string was = trace::DescribeEvent(position, recorded, trace_->tables);
  // What the description leaves out.
  const auto tell = [&](const char* what, uint64_t now_value, uint64_t was_value) {
    if (now_value == was_value) return;
    now += std::string(", ") + what + " " + trace::Grouped(now_value);
    was += std::string(", ") + what + " " + trace::Grouped(was_value);
  };
  tell("time_ns", event.time_ns, recorded.time_ns);
  tell("thread", event.thread, recorded.thread);
  tell("cause", event.cause, recorded.cause);
  difference_ = "event " + now + " was " + was;
}

std::string ReplayCheck::difference() const {
  if (!difference_.empty() || last_ >= trace_->events.size()) return difference_;
  return "event " + trace::Grouped(last_) + " is the last one, and the trace has " +
         trace::Grouped(trace_->events.size());
}

}  // namespace lsm::sim
