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
          AtOrAbove(kImmutablePending, inputs.immutables,
                    options.write_path == WritePathKind::kGroups ? options.max_write_buffer_number
                                                                 : options.max_immutable_memtables),
      .l0_stop = AtOrAbove(kL0Stop, inputs.l0_files, options.l0_stop_trigger),
  };
}

RoomDecision Because(RoomAction action, StallCause cause, const StallCondition& condition) {
  return {
      .action = action, .cause = cause, .value = condition.value, .threshold = condition.threshold};
}

RoomDecision DelayBecause(StallCause cause, const StallCondition& condition,
                          const Options& options) {
  RoomDecision delay = Because(RoomAction::kDelay, cause, condition);
  delay.delay_ns = uint64_t{1000} * static_cast<uint64_t>(options.l0_slowdown_delay_us);
  return delay;
}

RoomDecision SwitchFor(SwitchReason reason, uint64_t value, uint64_t limit) {
  return {.action = RoomAction::kSwitch, .value = value, .threshold = limit, .limit = reason};
}

// The limits that hold for all memtables and logs together.
std::optional<RoomDecision> LimitReached(const RoomInputs& inputs, const Options& options) {
  if (inputs.memtable_empty) return std::nullopt;
  // Once the oldest log is on its way to be released, another switch would not help.
  if (options.max_total_wal_size > 0 && inputs.wal_bytes > options.max_total_wal_size &&
      inputs.immutables == 0) {
    return SwitchFor(SwitchReason::kWalLimit, inputs.wal_bytes, options.max_total_wal_size);
  }
  const uint64_t buffer = options.db_write_buffer_size;
  const bool active_alone = inputs.memtable_usage > buffer / 8 * 7;
  const bool all = inputs.all_usage >= buffer && inputs.memtable_usage >= buffer / 2;
  if (buffer > 0 && (active_alone || all)) {
    return SwitchFor(SwitchReason::kMemoryLimit, inputs.all_usage, buffer);
  }
  return std::nullopt;
}

RoomDecision DecideForQueue(const RoomInputs& inputs, const Conditions& now,
                            const Options& options) {
  // The delay comes first, even when the memtable has room: every leader pays it while L0 is above
  // the trigger, which spreads over many writes the wait that one of them would pay at the stop.
  if (inputs.delay_allowed && now.l0_slowdown.holds) {
    return DelayBecause(StallCause::kL0Slowdown, now.l0_slowdown, options);
  }
  RoomDecision because{.action = RoomAction::kSwitch};
  if (!inputs.force && !now.memtable_full.holds) {
    const std::optional<RoomDecision> limit = LimitReached(inputs, options);
    if (!limit.has_value()) return {.action = RoomAction::kProceed};
    because = *limit;
  }
  if (now.immutable_pending.holds) {
    return Because(RoomAction::kWait, StallCause::kImmutablePending, now.immutable_pending);
  }
  // A switch leads to a flush, and a flush to one more file in L0.
  if (now.l0_stop.holds) return Because(RoomAction::kWait, StallCause::kL0Stop, now.l0_stop);
  return because;
}

// The switch comes first; what it leads to then holds everybody back, whether the memtable has room
// or not.
RoomDecision DecideForGroups(const RoomInputs& inputs, const Conditions& now,
                             const Options& options) {
  if (!now.immutable_pending.holds) {
    if (inputs.force || now.memtable_full.holds) return {.action = RoomAction::kSwitch};
    if (const auto limit = LimitReached(inputs, options)) return *limit;
  } else {
    return Because(RoomAction::kWait, StallCause::kImmutablePending, now.immutable_pending);
  }
  if (now.l0_stop.holds) return Because(RoomAction::kWait, StallCause::kL0Stop, now.l0_stop);
  if (!inputs.delay_allowed) return {.action = RoomAction::kProceed};
  // One memtable before the stop, if there are enough of them for that to mean something.
  const uint64_t most = static_cast<uint64_t>(options.max_write_buffer_number);
  const uint64_t merged = static_cast<uint64_t>(options.min_write_buffer_number_to_merge);
  if (most > 3 && inputs.immutables >= most - 1 && inputs.immutables - 1 >= merged) {
    return DelayBecause(StallCause::kImmutablePending, now.immutable_pending, options);
  }
  if (now.l0_slowdown.holds) {
    return DelayBecause(StallCause::kL0Slowdown, now.l0_slowdown, options);
  }
  return {.action = RoomAction::kProceed};
}

}  // namespace

RoomDecision DecideRoom(const RoomInputs& inputs, const Options& options) {
  const Conditions now = Evaluate(inputs, options);
  return options.write_path == WritePathKind::kGroups ? DecideForGroups(inputs, now, options)
                                                      : DecideForQueue(inputs, now, options);
}

std::array<StallCondition, 4> StallConditions(const RoomInputs& inputs, const Options& options) {
  const Conditions now = Evaluate(inputs, options);
  return {now.l0_slowdown, now.memtable_full, now.immutable_pending, now.l0_stop};
}

}  // namespace lsm
