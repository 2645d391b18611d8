#include "gui/session/event_text.h"

#include <algorithm>

#include "traces/format/describe.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

// As the thread of this number was announced, before `position`; null: it was not.
const Event* AnnouncementOf(const Session& session, uint16_t thread, uint64_t position) {
  const std::deque<uint64_t>& run = session.index().by_family[static_cast<size_t>(Family::kRun)];
  for (auto at = std::ranges::upper_bound(run, position); at != run.begin();) {
    const Event& event = session.EventAt(*--at);
    if (event.Is<ThreadStarted>() && event.As<ThreadStarted>().number == thread) return &event;
  }
  return nullptr;
}

}  // namespace

std::string WriterName(const Session& session, uint64_t near, uint64_t writer) {
  const std::string number = trace::Grouped(writer);
  const auto naming = session.index().names.Naming(Unit::kWriter, writer, near);
  if (naming.empty() || !session.EventAt(naming.front()).Is<WriterEnqueued>()) return number;
  const uint16_t thread = session.EventAt(naming.front()).thread;
  const Event* const started = AnnouncementOf(session, thread, naming.front());
  const bool client =
      started != nullptr && started->As<ThreadStarted>().role == ThreadRole::kClient;
  return (client ? "W" + std::to_string(started->As<ThreadStarted>().ordinal)
                 : "T" + std::to_string(thread)) +
         " (" + number + ")";
}

std::string EventText(const Session& session, uint64_t position) {
  const Event& event = session.EventAt(position);
  std::string text = trace::Grouped(position) + " " + std::string(trace::KindName(event.kind));
  for (const trace::FieldText& field : trace::FieldsOf(event, session.tables())) {
    text.append(" ").append(field.name).append("=");
    text += field.unit == Unit::kWriter && field.number != 0
                ? WriterName(session, position, field.number)
                : field.value;
  }
  return text;
}

}  // namespace lsm::gui
