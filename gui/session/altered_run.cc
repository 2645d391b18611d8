#include "gui/session/altered_run.h"

#include <utility>

#include "sim/run/replay.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

Status ReadRun(const Session& session, uint64_t position, sim::RecordedRun* run) {
  const bool choices_needed = (session.header().families & Bit(Family::kSched)) != 0;
  if (choices_needed && session.first() > 1) {
    return Status::InvalidArgument(
        "the beginning of this run is forgotten, and with it the "
        "schedule that it had");
  }
  return sim::ReadRecordedRun(
      session.header(), position, [&](uint64_t at) -> const Event& { return session.EventAt(at); },
      session.name(), run);
}

}  // namespace

bool CanBeAltered(const Session& session) {
  return !session.header().real && session.header().scenario.find('{') != std::string::npos;
}

Status PlanFork(const Session& session, uint64_t position, sim::LivePlan* plan) {
  sim::RecordedRun run;
  if (Status s = ReadRun(session, position, &run); !s.ok()) return s;
  plan->scenario = run.scenario;
  plan->scenario.world.schedule.kind = sim::ScheduleKind::kChoose;
  plan->scenario.world.schedule.choices.clear();
  plan->scenario.world.choices.clear();
  // What is picked must be found in the trace: nothing else can give this run again.
  plan->scenario.families |= Bit(Family::kSched);
  plan->title = session.name() + " @" + trace::Grouped(position);
  plan->stand_after = position;
  plan->fork = sim::Fork{.run = std::move(run), .after = position};
  return Status::OK();
}

Status PlanPowerCut(const Session& session, uint64_t position, const std::string& survives,
                    sim::LivePlan* plan) {
  sim::RecordedRun run;
  if (Status s = ReadRun(session, position, &run); !s.ok()) return s;
  sim::FaultPlan fault;
  fault.when = "position == " + std::to_string(position);
  fault.kind = sim::FaultKind::kPowerCut;
  fault.survives = survives;
  if (Status s = trace::Condition::Parse(fault.when, &fault.condition); !s.ok()) return s;
  plan->scenario = sim::WithRecordedSchedule(run);
  plan->scenario.faults.push_back(std::move(fault));
  plan->title = session.name() + " ×" + trace::Grouped(position);
  plan->stand_after = position + 1;
  return Status::OK();
}

}  // namespace lsm::gui
