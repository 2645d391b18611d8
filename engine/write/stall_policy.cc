#include "engine/write/stall_policy.h"

namespace lsm {
namespace {

struct Conditions {
  StallCondition l0_slowdown, memtable_full, immutable_pending, l0_stop;
};

StallCondition AtOrAbove(StallConditionKind kind, uint64_t value, int threshold) {
  const uint64_t limit = static_cast<uint64_t>(threshold);
  return {.value = value,
          .threshold = limit,
          .condition = kind,
          .holds = static_cast<uint8_t>(value >= limit)};
}

Conditions Evaluate(const RoomInputs& inputs, const Options& options) {
  using enum StallConditionKind;
  return {
      .l0_slowdown = AtOrAbove(kL0Slowdown, inputs.l0_files, options.l0_slowdown_trigger),
      .memtable_full = {.value = inputs.memtable_usage,
                        .threshold = options.write_buffer_size,
                        .condition = kMemtableFull,
                        .holds = inputs.memtable_usage > options.write_buffer_size},
      .immutable_pending =
          AtOrAbove(kImmutablePending, inputs.immutables, options.max_immutable_memtables),
      .l0_stop = AtOrAbove(kL0Stop, inputs.l0_files, options.l0_stop_trigger),
  };
}

RoomDecision Because(RoomAction action, StallCause cause, const StallCondition& condition) {
  return {
      .action = action, .cause = cause, .value = condition.value, .threshold = condition.threshold};
}

}  // namespace

RoomDecision DecideRoom(const RoomInputs& inputs, const Options& options) {
  const Conditions now = Evaluate(inputs, options);
  // The delay comes first, even when the memtable has room: every leader pays it while L0 is above
  // the trigger, which spreads over many writes the wait that one of them would pay at the stop.
  if (inputs.delay_allowed && now.l0_slowdown.holds) {
    RoomDecision delay = Because(RoomAction::kDelay, StallCause::kL0Slowdown, now.l0_slowdown);
    delay.delay_ns = uint64_t{1000} * static_cast<uint64_t>(options.l0_slowdown_delay_us);
    return delay;
  }
  if (!inputs.force && !now.memtable_full.holds) return {.action = RoomAction::kProceed};
  if (now.immutable_pending.holds) {
    return Because(RoomAction::kWait, StallCause::kImmutablePending, now.immutable_pending);
  }
  // A switch leads to a flush, and a flush to one more file in L0.
  if (now.l0_stop.holds) return Because(RoomAction::kWait, StallCause::kL0Stop, now.l0_stop);
  return {.action = RoomAction::kSwitch};
}

std::array<StallCondition, 4> StallConditions(const RoomInputs& inputs, const Options& options) {
  const Conditions now = Evaluate(inputs, options);
  return {now.l0_slowdown, now.memtable_full, now.immutable_pending, now.l0_stop};
}

}  // namespace lsm
