// An event as one line, with writers named as the picture names them.
#ifndef LSMSCOPE_GUI_SESSION_EVENT_TEXT_H_
#define LSMSCOPE_GUI_SESSION_EVENT_TEXT_H_

#include <cstdint>
#include <string>

#include "gui/session/session.h"

namespace lsm::gui {

// "W2 (415)": the client that called Write, and the number of the call as the trace has it. Only
// the number if the client is not known. Of the writer that is there at `near`.
std::string WriterName(const Session& session, uint64_t near, uint64_t writer);

// "8,431 WriterCompleted writer=W2 (415) by=W1 (414) ...".
std::string EventText(const Session& session, uint64_t position);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_EVENT_TEXT_H_
