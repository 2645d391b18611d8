// A moment of a simulated run: how its machine stands right after one of its events.
#ifndef LSMSCOPE_SIM_RUN_MOMENT_H_
#define LSMSCOPE_SIM_RUN_MOMENT_H_

#include <cstdint>
#include <string_view>

#include "engine/events/event.h"
#include "sim/disk/disk.h"

namespace lsm::sim {

// Where a simulated run has its database.
inline constexpr std::string_view kSimulatedDirectory = "/db";

// Valid during the call only. What is to be kept of the disk is kept as its image.
struct Moment {
  uint64_t position = 0;  // of the event
  const Event& event;
  const Disk& disk;
};

// Is told of every event of a simulated run, of whatever family, after everybody else. It is called
// on a fiber, in the middle of whatever the engine does: it may look at the disk and calls nothing
// of the world.
class MomentObserver {
 public:
  virtual ~MomentObserver() = default;

  // False: nothing that comes after this moment is wanted. The run is then brought to an end soon,
  // on a machine without a disk, and nobody is told how. (Not for a run that somebody controls.)
  virtual bool OnMoment(const Moment& moment) = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_MOMENT_H_
