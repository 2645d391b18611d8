// What work costs in a world.
#ifndef LSMSCOPE_SIM_WORLD_COST_MODEL_H_
#define LSMSCOPE_SIM_WORLD_COST_MODEL_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/base/runtime.h"

namespace lsm::sim {

// Name of a kind of work in scenarios, and what one unit of it is.
struct WorkKindInfo {
  std::string_view name;
  std::string_view unit;
  uint64_t default_ps;  // cost of one unit in picoseconds
};

// By WorkKind. The defaults are of the size that a desktop processor of the 2020s needs; they are
// part of the scenario, so that a run never depends on the machine that it runs on.
inline constexpr std::array<WorkKindInfo, kNumWorkKinds> kWorkKinds{{
    {"write_overhead", "call", 1'000'000},
    {"group_overhead", "group", 0},
    {"batch_merge", "byte", 50},
    {"wal_encode", "byte", 300},
    {"memtable_insert", "entry", 700'000},
    {"memtable_lookup", "lookup", 500'000},
    {"table_lookup", "lookup", 800'000},
    {"block_read", "byte", 300},
    {"block_build", "byte", 1'000},
    {"compress", "byte", 2'500},
    {"uncompress", "byte", 700},
    {"merge_entry", "entry", 300'000},
    {"iterator_step", "entry", 150'000},
    {"version_apply", "file", 200'000},
    {"workload", "nanosecond", 1'000},
    {"spin", "look", 7'000},
}};

struct CostModel {
  // Picoseconds per unit. A byte costs less than a nanosecond, so nanoseconds would be too coarse.
  std::array<uint64_t, kNumWorkKinds> unit_ps = [] {
    std::array<uint64_t, kNumWorkKinds> defaults{};
    for (int i = 0; i < kNumWorkKinds; i++) defaults[i] = kWorkKinds[i].default_ps;
    return defaults;
  }();

  // What a machine takes beyond the engine's own work; 0 in scenarios that are to be easy to
  // follow. A world without time takes none of them.
  uint64_t thread_wake_ns = 0;    // from a signal until the waiter runs and asks for its mutex
  uint64_t signal_ns = 0;         // processor time of who wakes a waiter, for each
  uint64_t lock_handover_ns = 0;  // from the release of a mutex until its next holder runs
  uint64_t timer_slack_ns = 0;    // by which a sleep is longer than was asked for
  // A mutex that is released is free until a waiter is awake, and whoever asks for it first has it,
  // as with a futex; otherwise it is handed on to a waiter at once.
  bool lock_barging = false;
  uint64_t busy_percent = 0;  // by which work takes longer while another core works

  // In nanoseconds, rounded up, so that no work is free; saturates instead of overflowing.
  uint64_t CostNs(WorkKind kind, uint64_t units) const {
    const uint64_t ps = unit_ps[static_cast<int>(kind)];
    if (ps != 0 && units > (UINT64_MAX - 999) / ps) return UINT64_MAX / 1000;
    return (units * ps + 999) / 1000;
  }
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORLD_COST_MODEL_H_
