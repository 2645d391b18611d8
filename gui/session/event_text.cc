#include "gui/session/event_text.h"

#include <algorithm>

#include "engine/events/all.h"
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

// Where a Get found its key above all levels; empty: in a level.
std::string_view PlaceAbove(int8_t level) {
  switch (level) {
    case -1:
      return "memtable";
    case -2:
      return "immutable";
    case -3:
      return "nowhere";
    default:
      return "";
  }
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

std::string_view PlaceOf(const Event& event, const trace::FieldText& field) {
  if (!event.Is<GetEnd>() || field.unit != Unit::kLevel) return "";
  return PlaceAbove(event.As<GetEnd>().level);
}

std::string GetEndText(const Strings& strings, const GetEnd& end) {
  const std::string_view above = PlaceAbove(end.level);
  const std::string place(above.empty() ? "L" + std::to_string(end.level)
                                        : strings.Get(std::string("read_place.").append(above)));
  const std::string_view answer = Names(end.answer)[static_cast<size_t>(end.answer)];
  std::string text = strings.Format(std::string("read_path.got.").append(answer), place);
  if (end.answer == ProbeAnswer::kFound) text += " · " + trace::ReadableBytes(end.value_bytes);
  const std::string_view asked = end.probes == 1 ? "read_path.asked_one" : "read_path.asked";
  text += " · " + strings.Format(asked, trace::Grouped(end.probes));
  return text + " · " + trace::ReadableNanos(end.duration_ns);
}

std::string EventText(const Session& session, uint64_t position) {
  const Event& event = session.EventAt(position);
  std::string text = trace::Grouped(position) + " " + std::string(trace::KindName(event.kind));
  for (const trace::FieldText& field : trace::FieldsOf(event, session.tables())) {
    text.append(" ").append(field.name).append("=");
    if (field.unit == Unit::kWriter && field.number != 0) {
      text += WriterName(session, position, field.number);
    } else if (const std::string_view place = PlaceOf(event, field); !place.empty()) {
      text += place;
    } else {
      text += field.value;
    }
  }
  return text;
}

}  // namespace lsm::gui
