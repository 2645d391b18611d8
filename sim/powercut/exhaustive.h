// Every short workload: all sequences of at most so many operations out of {put, delete, batch,
// synced put, flush, compact, reopen, snapshot}, each on a database that holds something already.
#ifndef LSMSCOPE_SIM_POWERCUT_EXHAUSTIVE_H_
#define LSMSCOPE_SIM_POWERCUT_EXHAUSTIVE_H_

#include <cstdint>
#include <string>

#include "lsm/status.h"
#include "sim/disk/disk.h"
#include "sim/fiber/stack_pool.h"
#include "sim/powercut/cut_recorder.h"
#include "sim/scenario/scenario.h"

namespace lsm::sim {

inline constexpr uint32_t kMaxExhaustiveLength = 5;

// Workloads of 1 to `length` operations; they are numbered from 1, the short ones first.
// REQUIRES: length <= kMaxExhaustiveLength.
uint64_t CountWorkloads(uint32_t length);
// "put, flush, reopen".
std::string DescribeWorkload(uint64_t number);

// The options and the machine that they run with.
Scenario ExhaustiveScenario();

// Runs one in a world, on an empty disk. `log` is the recorder's.
[[nodiscard]] Status RunWorkload(uint64_t number, const Scenario& scenario, StackPool* stacks,
                                 Disk* disk, CommitLog* log, CutRecorder* recorder);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_POWERCUT_EXHAUSTIVE_H_
