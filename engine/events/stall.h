// Writers held back by policy, with every condition next to its threshold.
#ifndef LSMSCOPE_ENGINE_EVENTS_STALL_H_
#define LSMSCOPE_ENGINE_EVENTS_STALL_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

// Why a leader is held back.
enum class StallCause : uint8_t { kL0Slowdown, kImmutablePending, kL0Stop };
constexpr auto Names(StallCause) {
  return std::to_array<std::string_view>({"l0_slowdown", "immutable_pending", "l0_stop"});
}

// What the policy looks at.
enum class StallConditionKind : uint8_t { kL0Slowdown, kMemtableFull, kImmutablePending, kL0Stop };
constexpr auto Names(StallConditionKind) {
  return std::to_array<std::string_view>(
      {"l0_slowdown", "memtable_full", "immutable_pending", "l0_stop"});
}

struct StallBegin {
  static constexpr EventInfo kInfo{
      80, "StallBegin", Family::kStall,
      "The leader is held back. One StallCondition per condition follows."};
  uint64_t stall = 0;
  uint64_t writer = 0;
  uint64_t delay_ns = 0;
  uint32_t value = 0;
  uint32_t threshold = 0;
  uint32_t waiting = 0;
  StallCause cause = StallCause::kL0Slowdown;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"stall", &StallBegin::stall, Unit::kStall, "number of the stall, from 1"});
    visit(Field{"writer", &StallBegin::writer, Unit::kWriter, "the leader that is held back"});
    visit(Field{"delay_ns", &StallBegin::delay_ns, Unit::kNanoseconds,
                "planned delay; 0: until it is released"});
    visit(Field{"value", &StallBegin::value, Unit::kNone, "value of the condition that decided"});
    visit(Field{"threshold", &StallBegin::threshold, Unit::kNone, "its threshold"});
    visit(Field{"waiting", &StallBegin::waiting, Unit::kCount,
                "writers in the queue, the leader included"});
    visit(Field{"reason", &StallBegin::cause, Unit::kNone, "which condition decided"});
  }
};

struct StallCondition {
  static constexpr EventInfo kInfo{81, "StallCondition", Family::kStall,
                                   "One condition as the policy saw it."};
  uint64_t stall = 0;
  uint64_t value = 0;
  uint64_t threshold = 0;
  StallConditionKind condition = StallConditionKind::kL0Slowdown;
  uint8_t holds = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"stall", &StallCondition::stall, Unit::kStall, "the stall"});
    visit(Field{"value", &StallCondition::value, Unit::kNone, "value now"});
    visit(Field{"threshold", &StallCondition::threshold, Unit::kNone,
                "the condition holds at or above this (memtable: above)"});
    visit(Field{"condition", &StallCondition::condition, Unit::kNone, "which condition"});
    visit(Field{"holds", &StallCondition::holds, Unit::kFlag, "it holds"});
  }
};

struct StallEnd {
  static constexpr EventInfo kInfo{82, "StallEnd", Family::kStall,
                                   "The leader goes on; the cause is what released it."};
  uint64_t stall = 0;
  uint64_t writer = 0;
  uint64_t duration_ns = 0;
  uint32_t waiting = 0;
  StallCause cause = StallCause::kL0Slowdown;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"stall", &StallEnd::stall, Unit::kStall, "the stall"});
    visit(Field{"writer", &StallEnd::writer, Unit::kWriter, "the leader"});
    visit(Field{"duration_ns", &StallEnd::duration_ns, Unit::kNanoseconds, "how long it was held"});
    visit(Field{"waiting", &StallEnd::waiting, Unit::kCount, "writers in the queue now"});
    visit(Field{"reason", &StallEnd::cause, Unit::kNone, "why it had been held"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_STALL_H_
