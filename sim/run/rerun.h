// Runs a scenario again up to a moment of the run that it gave before, and keeps what the machine
// had on its disk then.
#ifndef LSMSCOPE_SIM_RUN_RERUN_H_
#define LSMSCOPE_SIM_RUN_RERUN_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "engine/events/event.h"
#include "sim/disk/disk.h"
#include "sim/run/event_fingerprint.h"
#include "sim/scenario/scenario.h"

namespace lsm::sim {

struct RerunPlan {
  Scenario scenario;
  uint64_t position = 0;  // of the event after which the disk is wanted, from 1
  // What the events were when they were recorded, from position `from` on. The program may be
  // another one than then, or somebody may have stopped the run: then it is not the same run.
  FamilySet families = kAllFamilies;  // those that were recorded
  uint64_t from = 1;
  uint64_t fingerprint = 0;
  std::string last_event;  // DescribeFields of the one at `position`; empty if it was not recorded

  // More than this on the simulated disk, and the run is given up: a trace may come from anywhere.
  uint64_t max_disk_bytes = uint64_t{1} << 30;
};

enum class RerunEnd : uint8_t {
  kReached,       // the moment, and its disk was kept
  kEndedBefore,   // the run was over before it
  kDiskTooLarge,  // more than max_disk_bytes
  kCancelled,
};

struct RerunResult {
  RerunEnd end = RerunEnd::kCancelled;
  std::shared_ptr<const Disk> disk;  // kReached; null otherwise
  uint64_t events = 0;               // how far it came
  // kReached: the events are those that were recorded. If not, the disk is that of another run.
  bool same_events = false;
};

// Blocks. Nothing of the world is left afterwards but the image of its disk. `cancel`, which may be
// null, is looked at after every event.
RerunResult Rerun(const RerunPlan& plan, const std::atomic<bool>* cancel = nullptr);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_RERUN_H_
