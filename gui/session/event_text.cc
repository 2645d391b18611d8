#include "gui/session/event_text.h"

#include <algorithm>

#include "traces/format/describe.h"
#include "traces/format/units.h"

namespace lsm::gui {

std::string WriterName(const RunIndex& index, uint64_t writer) {
  const std::string number = trace::Grouped(writer);
  const auto found = std::ranges::lower_bound(index.writers, writer, {}, &WriterThread::writer);
  if (found == index.writers.end() || found->writer != writer) return number;
  const auto lane = std::ranges::find_if(index.lanes, [&](const Lane& each) {
    return each.thread == found->thread && each.work == LaneKind::kWaiting;
  });
  const bool client = lane != index.lanes.end() && lane->role == ThreadRole::kClient;
  return (client ? "W" + std::to_string(lane->ordinal) : "T" + std::to_string(found->thread)) +
         " (" + number + ")";
}

std::string EventText(const Session& session, uint64_t position) {
  const Event& event = session.EventAt(position);
  std::string text = trace::Grouped(position) + " " + std::string(trace::KindName(event.kind));
  for (const trace::FieldText& field : trace::FieldsOf(event, session.tables())) {
    text.append(" ").append(field.name).append("=");
    text += field.unit == Unit::kWriter && field.number != 0
                ? WriterName(session.index(), field.number)
                : field.value;
  }
  return text;
}

}  // namespace lsm::gui
