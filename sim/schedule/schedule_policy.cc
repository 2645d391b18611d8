#include "sim/schedule/schedule_policy.h"

#include "sim/schedule/fifo_policy.h"

namespace lsm::sim {

std::unique_ptr<SchedulePolicy> NewSchedulePolicy(ScheduleKind kind, uint64_t seed) {
  switch (kind) {
    case ScheduleKind::kFifo:
      break;
  }
  return std::make_unique<FifoPolicy>(seed);
}

}  // namespace lsm::sim
