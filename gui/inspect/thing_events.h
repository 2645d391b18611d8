// The events that name a thing, found by looking around a place in the run. Looks only so far: a
// thing that nothing was said of for longer is not worth a frame's time.
#ifndef LSMSCOPE_GUI_INSPECT_THING_EVENTS_H_
#define LSMSCOPE_GUI_INSPECT_THING_EVENTS_H_

#include <cstdint>
#include <vector>

#include "gui/scene/scene.h"
#include "gui/session/session.h"

namespace lsm::gui {

inline constexpr uint64_t kThingReach = 20'000;  // events

// Whether one of the event's fields is this thing's number.
bool Names(const Event& event, uint64_t position, const Key& key);

// The latest event up to `from`, or the first one after it, that names the thing; 0: none in reach.
uint64_t LastNaming(const Session& session, uint64_t from, const Key& key);
uint64_t FirstNaming(const Session& session, uint64_t from, const Key& key);

// Where the thing is first spoken of, looking back from an event that names it.
uint64_t BirthOf(const Session& session, uint64_t from, const Key& key);

// Events that answer one of the thing's own, from `birth` on, and are about something else: the
// earliest first, at most `limit`.
std::vector<uint64_t> EffectsOfThing(const Session& session, uint64_t birth, const Key& key,
                                     size_t limit);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_INSPECT_THING_EVENTS_H_
