// One life of a simulated machine: from its start to the end of its run, to a power cut, or to
// where nobody wants to see more of it.
#ifndef LSMSCOPE_SIM_RUN_MACHINE_LIFE_H_
#define LSMSCOPE_SIM_RUN_MACHINE_LIFE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/events/events.h"
#include "sim/disk/sim_os.h"
#include "sim/fault/fault_injector.h"
#include "sim/fault/fault_triggers.h"
#include "sim/fault/faulty_os.h"
#include "sim/run/simulated_run.h"
#include "sim/workload/driver.h"
#include "sim/world/world.h"
#include "traces/record/consumer.h"

namespace lsm::sim {

enum class MachineEnd : uint8_t {
  kItself,    // the run was over, or could not go on
  kPowerCut,  // there is another life
  kGivenUp,   // the observer has seen enough
};

// What goes on from one life to the next. Pointers are not owned, but for `found` and
// `storage`.
struct CarriedOn {
  const Scenario* scenario = nullptr;
  FaultTriggers* triggers = nullptr;  // null: nothing goes wrong
  FaultInjector injector;
  Disk* disk = nullptr;
  std::unique_ptr<Storage> storage;  // the device, and what the system keeps in memory
  uint32_t lives = 0;                // that are over
  uint64_t time_ns = 0;
  EventId position = kNoEvent;  // of the last event
  uint64_t choices = 0;
  uint32_t fibers = 0;  // the most that a life had
  WorkloadProgress progress;

  // At a power cut, for the next life.
  struct AtCut {
    std::unique_ptr<Disk> disk;
    std::unique_ptr<Storage> storage;
    WorkloadProgress progress;
    uint64_t time_ns = 0;
    EventId position = kNoEvent;
    uint64_t choices = 0;
  };
  std::optional<AtCut> cut;
  std::unique_ptr<Disk> found;  // what `disk` is after the first cut

  // What was done after the cut has not happened. REQUIRES: cut.
  void StartAnew();
};

// Stands between the machine and everybody who is told of it. After the end of this life nobody is
// told anything more: the machine's clients are told to stop, its disk is lost, and whatever they
// still do is not seen.
class MachineLife final : public trace::EventConsumer, public OperationObserver {
 public:
  // Neither is owned.
  MachineLife(const SimulatedRun& run, CarriedOn* carried) : run_(run), carried_(carried) {}

  // What it works with; not owned. `faulty` is null if nothing goes wrong.
  void Begin(World* world, SimOs* os, FaultyOs* faulty, EventSink* sink) {
    world_ = world;
    os_ = os;
    faulty_ = faulty;
    sink_ = sink;
  }
  // A fault shows.
  void EmitFault(size_t fault, const std::string& what, const std::string& path);
  // The policy of all lives, as this one may ask it. `policy` is not owned.
  std::unique_ptr<SchedulePolicy> PolicyFor(SchedulePolicy* policy) const;

  bool over() const { return over_; }
  MachineEnd end() const { return end_; }
  const std::atomic<bool>* stopping() const { return &stopping_; }
  // Looks whether somebody has stopped the run from outside.
  void LookAtControl() {
    if (run_.control != nullptr && run_.control->stopping()) stopping_ = true;
  }

  // From the world's sink.
  void OnEvent(uint64_t position, const Event& event) override;
  // From the clients.
  void OnOperationBegin(uint32_t client, const Operation& operation) override {
    if (!over_) run_.operations->OnOperationBegin(client, operation);
  }
  void OnOperationEnd(uint32_t client, const OperationResult& result) override {
    if (!over_) run_.operations->OnOperationEnd(client, result);
  }

 private:
  void Happen(size_t fault, uint64_t position, uint64_t time_ns);
  void CutPower(size_t fault, uint64_t position, uint64_t time_ns);
  void End(MachineEnd end);

  const SimulatedRun& run_;
  CarriedOn* const carried_;
  World* world_ = nullptr;
  SimOs* os_ = nullptr;
  FaultyOs* faulty_ = nullptr;
  EventSink* sink_ = nullptr;
  bool over_ = false;
  MachineEnd end_ = MachineEnd::kItself;
  std::atomic<bool> stopping_ = false;
};

// Where the engine emits its events: not at all any more once the life is over.
class LifeSink final : public EventSink {
 public:
  // Neither is owned.
  LifeSink(MachineLife* life, EventSink* inner) : life_(life), inner_(inner) {}

  EventId Append(const Event& event, EmitSite site, LockTicket ticket) override {
    life_->LookAtControl();
    return life_->over() ? kNoEvent : inner_->Append(event, site, ticket);
  }
  Text Intern(std::string_view text) override {
    return life_->over() ? Text{} : inner_->Intern(text);
  }

 private:
  MachineLife* const life_;
  EventSink* const inner_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_MACHINE_LIFE_H_
