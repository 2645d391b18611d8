// The leader, held back.
#include "traces/state/apply.h"

namespace lsm::trace {

void Apply(State& state, const EventContext& at, const StallBegin& e) {
  state.stall = StallState{.id = e.stall,
                           .writer = e.writer,
                           .cause = e.cause,
                           .delay_ns = e.delay_ns,
                           .value = e.value,
                           .threshold = e.threshold,
                           .begun = at.position,
                           .begun_ns = at.time_ns};
  state.stalls_begun++;
  if (WriterState* writer = FindWriter(state, e.writer)) writer->phase = WriterPhase::kStalled;
}

void Apply(State& state, const EventContext&, const StallCondition& e) {
  if (!state.stall.has_value() || state.stall->id != e.stall) return;
  state.stall->conditions.push_back({.condition = e.condition,
                                     .value = e.value,
                                     .threshold = e.threshold,
                                     .holds = e.holds != 0});
}

void Apply(State& state, const EventContext&, const StallEnd& e) {
  if (state.stall.has_value() && state.stall->id == e.stall) state.stall.reset();
  state.stalled_ns += e.duration_ns;
  if (WriterState* writer = FindWriter(state, e.writer)) writer->phase = WriterPhase::kMakingRoom;
}

}  // namespace lsm::trace
