// A moment of a run: what values and conditions are about.
#ifndef LSMSCOPE_TRACES_QUERY_MOMENT_H_
#define LSMSCOPE_TRACES_QUERY_MOMENT_H_

#include "engine/events/event.h"
#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::trace {

// Borrows all of it.
struct Moment {
  const State& state;            // after `event`
  const Event* event = nullptr;  // the last one; null before the first
  const Event* cause = nullptr;  // the event that it answers; null: none
  const TraceTables& tables;
};

// The event at `position` of a store with At() and size(), and its cause if that is earlier.
template <class Events>
Moment MomentAt(const State& state, uint64_t position, const Events& events,
                const TraceTables& tables) {
  if (position == 0) return {.state = state, .tables = tables};
  const Event& event = events.At(position);
  const bool caused = event.cause != kNoEvent && event.cause < position;
  return {.state = state,
          .event = &event,
          .cause = caused ? &events.At(event.cause) : nullptr,
          .tables = tables};
}

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_QUERY_MOMENT_H_
