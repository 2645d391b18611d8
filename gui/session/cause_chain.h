// Why an event came about: the event that it answers, the one that this one answers, and so on.
#ifndef LSMSCOPE_GUI_SESSION_CAUSE_CHAIN_H_
#define LSMSCOPE_GUI_SESSION_CAUSE_CHAIN_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gui/scene/scene.h"
#include "gui/session/session.h"

namespace lsm::gui {

// Positions of the causes of `position`, the nearest first, at most `limit`. Ends where an event
// has no cause, or one that is not earlier (in a damaged trace).
std::vector<uint64_t> CauseChain(const Session& session, uint64_t position, size_t limit);

// The thing that an event is about, for the inspector; nothing if it is about none.
Key SubjectOf(const Event& event, const trace::TraceTables& tables);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_CAUSE_CHAIN_H_
