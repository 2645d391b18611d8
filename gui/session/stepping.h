// Where a step leads, as in a debugger: on to a breakpoint, into what the same thread does next,
// over an operation as a whole, out of it. Pure functions of a session; 0 means "nowhere".
#ifndef LSMSCOPE_GUI_SESSION_STEPPING_H_
#define LSMSCOPE_GUI_SESSION_STEPPING_H_

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "gui/session/session.h"

namespace lsm::gui {

// Codes of kinds of events.
using Breakpoints = std::set<uint16_t>;

// So many recorded events on (or back, if `events` is negative), without those that were left out
// of the recording. As far as there are any: to the end, or before the first one.
struct Stepped {
  uint64_t position = 0;
  uint64_t missing = 0;  // events that there were not
};
Stepped StepEvents(const Session& session, uint64_t from, int64_t events);

// The last recorded event at or before `position`; before the first one that is kept: nowhere
// earlier than that.
uint64_t RecordedAt(const Session& session, uint64_t position);

// The nearest event after `from` (direction +1) or before it (-1) whose kind has a breakpoint.
uint64_t NextBreakpoint(const Session& session, uint64_t from, const Breakpoints& kinds,
                        int direction);

// The next event of the thread that emitted `from`.
uint64_t StepInto(const Session& session, uint64_t from);

// If an operation begins at `from` (a Write, a stall, a sync, a flush...), its end; otherwise as
// StepInto. The last event of the run if the operation does not end.
uint64_t StepOver(const Session& session, uint64_t from);

// The end of the innermost operation that `from` is part of.
uint64_t StepOut(const Session& session, uint64_t from);

// The Write call that an event is about, or else the one that its thread is busy with; 0: none.
uint64_t WriterOf(const Session& session, uint64_t position);

// The nearest event after (before) `from` that names this Write call.
uint64_t NextOfWriter(const Session& session, uint64_t from, uint64_t writer, int direction);

// Events that answer `position`, the earliest first, at most `limit`.
std::vector<uint64_t> EffectsOf(const Session& session, uint64_t position, size_t limit);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_STEPPING_H_
