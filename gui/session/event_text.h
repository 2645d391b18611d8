// An event as one line, with writers named as the picture names them.
#ifndef LSMSCOPE_GUI_SESSION_EVENT_TEXT_H_
#define LSMSCOPE_GUI_SESSION_EVENT_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/events/read.h"
#include "gui/session/session.h"
#include "gui/strings/strings.h"
#include "traces/format/describe.h"

namespace lsm::gui {

// "W2 (415)": the client that called Write, and the number of the call as the trace has it. Only
// the number if the client is not known. Of the writer that is there at `near`.
std::string WriterName(const Session& session, uint64_t near, uint64_t writer);

// Where a Get found its key, if not in a level: "memtable", "immutable", "nowhere"; these end a key
// of the string table, "read_place.". Empty for every other field of every event.
std::string_view PlaceOf(const Event& event, const trace::FieldText& field);

// What a Get ended with: "found in L2 · 87 B · 3 places asked · 2.1 µs".
std::string GetEndText(const Strings& strings, const GetEnd& end);

// "8,431 WriterCompleted writer=W2 (415) by=W1 (414) ...".
std::string EventText(const Session& session, uint64_t position);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_EVENT_TEXT_H_
