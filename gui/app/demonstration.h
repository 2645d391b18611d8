// Where the demonstration begins and which of its moments tells most.
#ifndef LSMSCOPE_GUI_APP_DEMONSTRATION_H_
#define LSMSCOPE_GUI_APP_DEMONSTRATION_H_

#include <cstdint>

#include "gui/session/session.h"

namespace lsm::gui {

// A little before writes stop for the first time, so that one sees it coming; the beginning if they
// never do.
uint64_t DemonstrationStart(const Session& session);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_DEMONSTRATION_H_
