// The scheduler as an oracle: the world asks, a policy answers. One file per policy.
#ifndef LSMSCOPE_SIM_SCHEDULE_SCHEDULE_POLICY_H_
#define LSMSCOPE_SIM_SCHEDULE_SCHEDULE_POLICY_H_

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace lsm::sim {

// What a world asks.
enum class Choice : uint8_t {
  kTie,       // several fibers could run at this very moment
  kHandOver,  // a mutex is released and several wait for it
  kSignal,    // a condition is signalled and several wait for it
  kFreeCore,  // a core is free and several wait for one
};

// Answers must depend on the questions so far and the seed alone.
class SchedulePolicy {
 public:
  virtual ~SchedulePolicy() = default;

  // Fibers by number, at least two of them: for kTie ascending, otherwise in order of arrival.
  // Answers an index.
  virtual size_t Choose(Choice choice, std::span<const uint32_t> fibers) = 0;
};

enum class ScheduleKind : uint8_t { kFifo };
constexpr auto Names(ScheduleKind) { return std::to_array<std::string_view>({"fifo"}); }

std::unique_ptr<SchedulePolicy> NewSchedulePolicy(ScheduleKind kind, uint64_t seed);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_SCHEDULE_POLICY_H_
