// The events that tell of a thing: where it is named, where it comes from, what it caused.
#ifndef LSMSCOPE_GUI_INSPECT_THING_EVENTS_H_
#define LSMSCOPE_GUI_INSPECT_THING_EVENTS_H_

#include <cstdint>
#include <vector>

#include "gui/scene/scene.h"
#include "gui/session/session.h"

namespace lsm::gui {

// Whether one of the event's fields is this thing's number.
bool Names(const Event& event, uint64_t position, const Key& key);

// The latest event up to `from`, or the first one after it, that names the thing; 0: there is none.
uint64_t LastNaming(const Session& session, uint64_t from, const Key& key);
uint64_t FirstNaming(const Session& session, uint64_t from, const Key& key);

// Where the thing that is there at `near` is first spoken of; 0: nowhere.
uint64_t BirthOf(const Session& session, uint64_t near, const Key& key);

// Events that answer one of the thing's own and are about something else: the earliest first, at
// most `limit`. Of a thing that is named very often only the first thousands are looked at.
std::vector<uint64_t> EffectsOfThing(const Session& session, uint64_t near, const Key& key,
                                     size_t limit);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_INSPECT_THING_EVENTS_H_
