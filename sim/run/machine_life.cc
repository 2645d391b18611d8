#include "sim/run/machine_life.h"

#include <utility>

#include "engine/base/check.h"
#include "engine/events/fault.h"
#include "sim/disk/survival.h"

namespace lsm::sim {
namespace {

// Asks the policy of all lives, and nobody once this one is over: how it dies is not part of the
// run.
class PolicyOfLife final : public SchedulePolicy {
 public:
  PolicyOfLife(SchedulePolicy* policy, const MachineLife* life) : policy_(policy), life_(life) {}

  size_t Choose(const Question& question) override {
    return life_->over() ? 0 : policy_->Choose(question);
  }
  bool preempts() const override { return policy_->preempts(); }
  void OnYield(uint32_t fiber) override {
    if (!life_->over()) policy_->OnYield(fiber);
  }
  Status Verdict() const override { return life_->over() ? Status::OK() : policy_->Verdict(); }

 private:
  SchedulePolicy* const policy_;
  const MachineLife* const life_;
};

struct FilesOnDisk {
  uint32_t count = 0;
  uint64_t bytes = 0;
};

FilesOnDisk FilesOfDatabase(const Disk& disk) {
  FilesOnDisk files;
  const DiskDirectory* directory = disk.FindDirectory(kSimulatedDirectory);
  if (directory == nullptr) return files;
  for (const auto& [name, node] : directory->entries) {
    if (node.file == nullptr) continue;
    files.count++;
    files.bytes += node.file->size();
  }
  return files;
}

}  // namespace

void CarriedOn::StartAnew() {
  LSM_CHECK(cut.has_value());
  found = std::move(cut->disk);
  disk = found.get();
  storage = std::move(cut->storage);
  progress = std::move(cut->progress);
  time_ns = cut->time_ns;
  position = cut->position;
  choices = cut->choices;
  cut.reset();
}

std::unique_ptr<SchedulePolicy> MachineLife::PolicyFor(SchedulePolicy* policy) const {
  return std::make_unique<PolicyOfLife>(policy, this);
}

void MachineLife::OnEvent(uint64_t position, const Event& event) {
  if (over_) return;
  run_.consumer->OnEvent(position, event);
  if (run_.control != nullptr) run_.control->OnPosition(position);
  if (run_.observer != nullptr && !run_.observer->OnMoment({position, event, *carried_->disk})) {
    LSM_CHECK(run_.control == nullptr);  // whoever has the control stops the run
    return End(MachineEnd::kGivenUp);
  }
  if (carried_->triggers == nullptr) return;
  // Copied: what happens is told as events.
  const std::vector<size_t> now = carried_->triggers->OnEvent(position, event);
  for (const size_t fault : now) {
    Happen(fault, position, event.time_ns);
    if (over_) return;
  }
}

void MachineLife::Happen(size_t fault, uint64_t position, uint64_t time_ns) {
  const FaultPlan& plan = carried_->scenario->faults[fault];
  if (IsOfCalls(plan.kind)) {
    carried_->injector.Activate(&plan, fault, carried_->scenario->seed);
    return;
  }
  switch (plan.kind) {
    case FaultKind::kBitRot: {
      const uint64_t seed = plan.seed != 0 ? plan.seed : carried_->scenario->seed;
      const std::string path =
          RotABit(carried_->disk, kSimulatedDirectory, plan.file, seed + fault);
      if (!path.empty()) EmitFault(fault, "bit_rot", path);
      break;
    }
    case FaultKind::kSlowDisk:
      EmitFault(fault, "slow_disk: x " + std::to_string(plan.factor), "");
      os_->SetSlowness(plan.factor, plan.for_ns);
      break;
    default:
      CutPower(fault, position, time_ns);
  }
}

void MachineLife::EmitFault(size_t fault, const std::string& what, const std::string& path) {
  if (over_) return;
  const Events events(sink_);
  events.Emit(FaultInjected{.what = events.Intern(what),
                            .file = events.Intern(path),
                            .fault = static_cast<uint32_t>(fault + 1)});
}

void MachineLife::CutPower(size_t fault, uint64_t position, uint64_t time_ns) {
  const FaultPlan& plan = carried_->scenario->faults[fault];
  const bool crash = plan.kind == FaultKind::kProcessCrash;
  Survival survival = *FindSurvival(plan.survives);
  survival.seed = plan.seed != 0 ? plan.seed : carried_->scenario->seed;
  CarriedOn::AtCut cut{
      .disk = crash ? carried_->disk->Image() : carried_->disk->AfterPowerCut(survival),
      .storage = crash ? std::make_unique<Storage>(*carried_->storage)
                       : std::make_unique<Storage>(carried_->scenario->device),
      .progress = carried_->progress,
      .time_ns = time_ns,
      .position = position + 1,
      .choices = world_->choices()};
  const FilesOnDisk before = FilesOfDatabase(*carried_->disk);
  const FilesOnDisk after = FilesOfDatabase(*cut.disk);
  Event event = Event::Of(
      lsm::PowerCut{.survives = run_.tables->texts.Add(crash ? "process_crash" : plan.survives),
                    .bytes_before = before.bytes,
                    .bytes_after = after.bytes,
                    .files_before = before.count,
                    .files_after = after.count,
                    .fault = static_cast<uint32_t>(fault + 1)});
  event.time_ns = time_ns;
  event.cause = position;
  carried_->cut = std::move(cut);
  End(MachineEnd::kPowerCut);
  run_.consumer->OnEvent(position + 1, event);
  if (run_.control != nullptr) run_.control->OnPosition(position + 1);
  if (run_.observer != nullptr &&
      !run_.observer->OnMoment({position + 1, event, *carried_->cut->disk})) {
    end_ = MachineEnd::kGivenUp;
  }
  // Conditions go on from it; a fault at the cut itself would find no machine.
  (void)carried_->triggers->OnEvent(position + 1, event);
}

void MachineLife::End(MachineEnd end) {
  over_ = true;
  end_ = end;
  world_->SetListener(nullptr);
  os_->LoseDisk();
  if (faulty_ != nullptr) faulty_->TurnOff();
  stopping_ = true;
}

}  // namespace lsm::sim
