#include "gui/session/altered_run.h"

#include <utility>
#include <vector>

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

// The same run with one more fault, at event `position`. It stands there; where the fault is an
// event of its own, behind that.
Status AddFault(const Session& session, uint64_t position, sim::FaultPlan fault,
                sim::LivePlan* plan) {
  sim::RecordedRun run;
  if (Status s = ReadRun(session, position, &run); !s.ok()) return s;
  fault.when = "position == " + std::to_string(position);
  if (Status s = trace::Condition::Parse(fault.when, &fault.condition); !s.ok()) return s;
  const bool at_once = !sim::IsOfCalls(fault.kind);
  plan->scenario = sim::WithRecordedSchedule(run);
  plan->scenario.faults.push_back(std::move(fault));
  plan->title = session.name() + " ×" + trace::Grouped(position);
  plan->stand_after = position + (at_once ? 1 : 0);
  return Status::OK();
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
  sim::FaultPlan fault;
  fault.kind = sim::FaultKind::kPowerCut;
  fault.survives = survives;
  return AddFault(session, position, std::move(fault), plan);
}

std::span<const FaultPreset> FaultPresets() {
  using sim::FaultKind;
  using sim::FileClass;
  using sim::OsCall;
  static const std::vector<FaultPreset> presets = {
      {"crash", {.kind = FaultKind::kProcessCrash}},
      {"sync_fails", {.kind = FaultKind::kIoError, .call = OsCall::kSync, .file = FileClass::kWal}},
      {"write_fails",
       {.kind = FaultKind::kIoError, .call = OsCall::kWrite, .file = FileClass::kWal}},
      {"disk_full", {.kind = FaultKind::kDiskFull, .calls = 0}},
      {"bit_rot", {.kind = FaultKind::kBitRot, .file = FileClass::kTable}},
      {"slow_disk", {.kind = FaultKind::kSlowDisk}},
  };
  return presets;
}

Status PlanFault(const Session& session, uint64_t position, const std::string& name,
                 sim::LivePlan* plan) {
  for (const FaultPreset& preset : FaultPresets()) {
    if (preset.name == name) return AddFault(session, position, preset.plan, plan);
  }
  return Status::InvalidArgument(name + ": there is no such fault");
}

}  // namespace lsm::gui
